"""The report's lines on campaigns: what each changed, or why that cannot be told."""

from typing import Any

from metrics.campaigns.effects_by import CHANCE
from metrics.campaigns.trials import ONE_ARM
from metrics.dimensions import dimension_called
from ui.formats import Formats
from ui.labels import segment_label
from ui.safe import plain
from ui.words import Words

Facts = dict[str, Any]


def campaign_effects(campaigns: list[Facts], say: Words, formats: Formats) -> str:
    """Each campaign with its effects, arm by arm."""
    if not campaigns:
        return say("effects.no_control")
    return " · ".join(
        say("passport.fact", label=plain(one["campaign"]), fact=_effects(one, say, formats))
        for one in campaigns
    )


def _effects(facts: Facts, say: Words, formats: Formats) -> str:
    if facts.get("refused") == "too_few":
        what = say(f"counted.{facts['of']}")
        return say("empty.too_few", have=facts["have"], need=facts["need"], what=what)
    if "refused" in facts:
        return say("empty.not_computable", why=say(f"refusal.{facts['refused']}"))
    return say("list.semicolon").join(_effect(one, say, formats) for one in facts["effects"])


def _effect(facts: Facts, say: Words, formats: Formats) -> str:
    points = say("card.percentage_points")
    value, low, high = (
        formats.difference(facts[end], facts["unit"], points) for end in ("value", "low", "high")
    )
    arm = say("effects.treated") if facts["arm"] == ONE_ARM else plain(facts["arm"])
    outcome = say(f"effects.{facts['outcome']}")
    return say("report.effect", arm=arm, outcome=outcome, value=value, low=low, high=high)


def winning_back(facts: Facts, say: Words, formats: Formats) -> str:
    """How many came back of those contacted, and of those left alone."""
    points = say("card.percentage_points")
    shares = {name: formats.value(facts[name], "share") for name in ("treated", "control")}
    ends = {
        name: formats.difference(facts[name], "share", points) for name in ("value", "low", "high")
    }
    return say("report.won_back", **shares, **ends)


def effects_apart(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether the latest campaign's effect differs between segments, and between which most."""
    points, dimension = say("card.percentage_points"), dimension_called(facts["dimension"])
    said: Facts = {"p": formats.probability(facts["p"])}
    for name, row in (("most", facts["segments"][0]), ("least", facts["segments"][-1])):
        said[name] = plain(segment_label(say, dimension, row["segment"]))
        said[f"{name}_value"] = formats.difference(row["value"], facts["unit"], points)
    verdict = say("effects_by.differ" if facts["p"] < CHANCE else "effects_by.same", **said)
    outcome = say(f"effects.{facts['outcome']}")
    measured = f"{plain(facts['campaign'])} · {outcome}"
    return say("passport.fact", label=measured, fact=verdict)
