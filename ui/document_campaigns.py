"""The report's lines on campaigns: what each changed, for whom, and what the next one takes."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

from metrics.campaigns.effects import Earnings
from metrics.campaigns.keeping_cost import warnings_for_one
from metrics.dimensions import dimension_called
from ui.campaigns_in_words import (
    age_told,
    arm_called,
    between,
    cautions_told,
    earned_told,
    fairness_told,
    kept_told,
    more_or_less,
    segments_told,
    won_back_told,
)
from ui.facts import Facts
from ui.formats import Formats
from ui.refused_facts import refused
from ui.safe import plain
from ui.words import Words


def campaign_effects(facts: Facts, say: Words, formats: Formats) -> str:
    """Each campaign with its effects, arm by arm."""
    if not facts["campaigns"]:
        return say("effects.no_control")
    return " · ".join(
        say("report.apart", label=plain(one["campaign"]), fact=_effects(one, say, formats))
        for one in facts["campaigns"]
    )


def _effects(facts: Facts, say: Words, formats: Formats) -> str:
    if "refused" in facts:
        return refused(facts, say, formats)
    _, fairness = fairness_told(facts["groups"], facts["sample_ratio_p"], say, formats)
    told = say("list.semicolon").join(_effect(one, say, formats) for one in facts["effects"])
    return say.passage([fairness, say("list.ended", told=told), *_earned(facts, say, formats)])


def _effect(facts: Facts, say: Words, formats: Formats) -> str:
    """An effect; once more with what each spent before taken off, where that is known."""
    told = f"{_measured(facts, say)} {_valued(facts, ('value', 'low', 'high'), say, formats)}"
    if (saved := facts.get("variance_saved")) is None:
        return told
    named = ("adjusted_value", "adjusted_low", "adjusted_high")
    adjusted = _valued(facts, named, say, formats)
    share = formats.value(saved, "share")
    return say("report.effect_adjusted", told=told, adjusted=adjusted, saved=share)


def _valued(facts: Facts, named: tuple[str, str, str], say: Words, formats: Formats) -> str:
    """A difference with its interval; `named` are the names of its value and of both ends."""
    value, low, high = (facts[name] for name in named)
    unit = facts["unit"]
    return say(
        "report.valued",
        value=more_or_less(say, formats, unit, value),
        interval=between(say, formats, unit, low, high),
    )


def _earned(facts: Facts, say: Words, formats: Formats) -> list[str]:
    """Whether each arm paid, where the file has costs."""
    earned = facts.get("earnings", {})
    if "arms" not in earned:
        return []
    known = [field.name for field in fields(Earnings)]
    told = [
        earned_told(
            arm_called(say, one["arm"]), Earnings(**{n: one[n] for n in known}), say, formats
        )
        for one in earned["arms"]
    ]
    return told if earned["margin_share"] else [*told, say("earnings.margin_unknown")]


def _measured(facts: Facts, say: Words) -> str:
    """The arm of a campaign and what was looked at: what an effect or a rank is of."""
    arm = plain(arm_called(say, facts["arm"]))
    outcome = say(f"effects.{facts['outcome']}")
    return f"{arm} · {outcome}"


def targeting(facts: Facts, say: Words, formats: Formats) -> str:
    """Arm by arm, whether going by a rank does better than going by lot."""
    campaign = plain(facts["campaign"])
    return say("list.semicolon").join(
        say(
            "report.apart",
            label=f"{campaign} · {_measured(one, say)}",
            fact=_rank(one, say, formats),
        )
        for one in facts["ranked"]
    )


def _rank(facts: Facts, say: Words, formats: Formats) -> str:
    """The verdict; an area of shares is tiny, outcomes in a thousand customers can be read."""
    if "refused" in facts:
        return refused(facts, say, formats)
    numbers = {n: formats.decimal(1000 * facts[n], 2) for n in ("qini", "low", "high")}
    return say(f"report.rank_{facts['verdict']}", **numbers)


def power(facts: Facts, say: Words, formats: Formats) -> str:
    """How many customers the next campaign takes, by the share of them who are left alone."""
    sizes = (
        say(
            "report.needed_at",
            share=formats.percent(row["held_out"]),
            customers=formats.count(row["customers"]),
        )
        for row in facts["left_alone"]
    )
    return say(
        "report.power_told",
        outcome=say(f"effects.{facts['outcome']}"),
        before=formats.decimal(100 * facts["before"], 2),
        after=formats.decimal(100 * facts["after"], 2),
        sizes=say("list.comma").join(sizes),
        campaign=plain(facts["campaign"]),
        change=formats.decimal(100 * facts["could_show"], 2),
    )


def effects_apart(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether the latest campaign's effect differs between segments, and what to be wary of."""
    by = dimension_called(facts["dimension"])
    verdict = segments_told(by, facts["segments"], facts["p"], facts["unit"], say, formats)
    label = f"{plain(facts['campaign'])} · {_measured(facts, say)}"
    days = {name: _day(facts[name]) for name in ("first", "last")}
    cautions = cautions_told(by, {**facts, **days}, say, formats)
    return say("report.apart", label=label, fact=say.passage([verdict, *cautions]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def by_age(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether the old answer more than the young, channel by channel."""
    return say.passage(age_told(row, say, formats) for row in facts["channels"])


def winning_back(facts: Facts, say: Words, formats: Formats) -> str:
    """How many came back, and how many for good, of those contacted and of those left alone."""
    told = [won_back_told(row, say, formats) for row in facts["outcomes"]]
    told.append(kept_told(warnings_for_one(facts["outcomes"]), say, formats))
    return say.passage(line for line in told if line)


CAMPAIGN_SENTENCES: dict[str, Callable[[Facts, Words, Formats], str]] = {
    "effects": campaign_effects,
    "targeting": targeting,
    "power": power,
    "effects_by": effects_apart,
    "age_response": by_age,
    "winning_back": winning_back,
}
