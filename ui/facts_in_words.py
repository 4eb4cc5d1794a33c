"""The report's lines that are sentences of their own."""

from collections.abc import Callable, Mapping
from datetime import date

from metrics.dimensions import dimension_called
from metrics.lifecycle.transitions import FEWEST
from ui.answers_in_words import silence_told, stayed_told
from ui.campaigns_in_words import guided_told
from ui.comments_in_words import comments_told, themes_told
from ui.document_campaigns import CAMPAIGN_SENTENCES
from ui.document_census import quality
from ui.document_cohorts import cohort_grid
from ui.document_questionnaires import QUESTIONNAIRE_SENTENCES
from ui.document_scores import movement, spread
from ui.document_service import agents, channels, waits
from ui.document_steps import STEP_SENTENCES
from ui.facts import Facts
from ui.formats import Formats
from ui.labels import segment_label
from ui.leaving_in_words import release_told, stay_told
from ui.listed_lines import listed
from ui.loyalty_in_words import cells_told, index_told, ladder_told, responded_told
from ui.offers_in_words import offers_told
from ui.parts_in_words import needs_told, penalties_told, trust_told
from ui.path_in_words import tie_told
from ui.profile_in_words import firms_told, operating_told
from ui.risk_in_words import risk_told
from ui.safe import plain
from ui.service_in_words import service_told
from ui.traits_in_words import trait_told
from ui.words import Words


def _moves(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether the moves between stages are steady from one step to the next."""
    if "p" not in facts:
        return say("moves.too_few", fewest=FEWEST)
    return say(
        "moves.steady" if facts["is_steady"] else "moves.changed",
        months=facts["months"],
        chi2=formats.decimal(facts["chi2"], 1),
        df=facts["df"],
        p=formats.probability(facts["p"]),
    )


def _bars(facts: Facts, say: Words, formats: Formats) -> str:
    """The quick ratio of the last month that is over."""
    told = [row for row in facts["periods"] if row["quick_ratio"] is not None]
    if not told:
        return say("moves.too_short")
    last = told[-1]
    return say(
        "lifecycle_bars.ratio",
        period=formats.period(date.fromisoformat(str(last["period"])), facts["grain"]),
        came=formats.count(last["new_count"] + last["resurrected_count"]),
        went=formats.count(last["dormant_count"]),
        ratio=formats.decimal(last["quick_ratio"], 2),
    )


def _chances(facts: Facts, say: Words, formats: Formats) -> str:
    """How many are expected to buy, where the model can tell; else why it cannot."""
    if facts["not_shown"]:
        return _buying(facts, say, formats)
    return say(
        "report.buyers_foretold",
        buyers=formats.count(facts["buyers_expected"]),
        customers=formats.count(facts["customers"]),
        weeks=formats.count(facts["weeks"]),
    )


def _persona(facts: Facts, say: Words, formats: Formats) -> str:
    """Who the segment is, by what stands out of it."""
    label = plain(segment_label(say, dimension_called(facts["dimension"]), facts["segment"]))
    told = [trait_told(row, say, formats) for row in facts["stands_out"]]
    said = say("list.semicolon").join(told) or say("personas.like_all")
    return say("report.apart", label=label, fact=said)


def _buying(facts: Facts, say: Words, _: Formats) -> str:
    """Why there are no parameters, where they left no trace."""
    return say.passage(say(f"plain_buying.{kind}") for kind in facts.get("not_shown", ()))


def _value(facts: Facts, say: Words, formats: Formats) -> str:
    """What all customers will bring within the time, and the interval where there is one."""
    return say(
        "report.value_ahead",
        value=formats.money(facts["value"]),
        interval=formats.interval(facts["low"], facts["high"], "money"),
        customers=formats.count(facts["customers"]),
        weeks=facts["weeks"],
        discount=formats.value(facts["discount"], "share"),
        what=say(f"valuation.{facts['is_of']}_word"),
    )


def _driver(facts: Facts, say: Words, formats: Formats) -> str:
    """What goes with one outcome: the share of each part, and how much all explain."""
    parts = (
        say(
            "report.driver_part",
            name=plain(part["driver"]),
            share=formats.value(part["share"], "share"),
            first=part["rank_low"],
            last=part["rank_high"],
            priority=say(f"segment.priority.{part['priority']}"),
        )
        for part in facts["drivers"]
    )
    key = f"drivers.whole.{facts['outcome']}"
    return say(
        "report.driver",
        outcome=say(key) if say.has(key) else plain(facts["outcome"]),
        parts=say("list.comma").join(parts),
        share=formats.value(facts["r_squared"], "share"),
        customers=formats.count(facts["customers"]),
    )


def _drivers(facts: Facts, say: Words, formats: Formats) -> str:
    return " · ".join(_driver(one, say, formats) for one in facts["outcomes"])


def _graded(facts: Facts, say: Words, formats: Formats) -> str:
    """How many customers have which grade, and how much was collected of all."""
    graded = {"grades": [row for row in facts["grades"] if row["grade"] != "all"]}
    collected = service_told(facts, say, formats) if facts["grades"] else ""
    told = (listed("credit_grades", graded, say, formats), collected)
    return say("list.semicolon").join(line for line in told if line)


def _stayed(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether the content stay, and whose words and deeds differ."""
    told = [stayed_told(facts, say, formats)] if facts.get("groups") else []
    return say.passage([*told, listed("staying_by_score", facts, say, formats)])


def _ties(facts: Facts, say: Words, formats: Formats) -> str:
    return say.passage(tie_told(one, say, formats) for one in facts["ties"] if "rows" in one)


def _maturity(facts: Facts, say: Words, formats: Formats) -> str:
    """Each part that can be told, what the latest campaign changed, and what cannot be told."""
    beside = []
    if facts.get("guided") is not None:
        beside.append(guided_told(facts["guided"], say, formats))
    if missing := facts.get("missing"):
        names = say("list.comma").join(say(f"maturity.{part}") for part in missing)
        beside.append(say("maturity.missing", names=names))
    told = (listed("maturity", facts, say, formats), say.passage(beside))
    return say("list.semicolon").join(line for line in told if line)


SENTENCES: Mapping[str, Callable[[Facts, Words, Formats], str]] = {
    **CAMPAIGN_SENTENCES,
    **QUESTIONNAIRE_SENTENCES,
    **STEP_SENTENCES,
    "scores": spread,
    "score_trend": movement,
    "bg_nbd": _buying,
    "clv": _value,
    "survival": stay_told,
    "release_test": release_told,
    "drivers": _drivers,
    "penalty_reward": penalties_told,
    "needs": needs_told,
    "trust": trust_told,
    "themes": themes_told,
    "churn_risk": risk_told,
    "rfm_response": responded_told,
    "loyalty_index": index_told,
    "data_quality": quality,
    "sentiment": comments_told,
    "staying_by_score": _stayed,
    "non_response": silence_told,
    "staying_by_tie": _ties,
    "loyalty_cells": cells_told,
    "ladder": ladder_told,
    "recovery": service_told,
    "scores_after": service_told,
    "service_churn": service_told,
    "credit_grades": _graded,
    "moves": _moves,
    "cohort_grid": cohort_grid,
    "lifecycle_bars": _bars,
    "service_waits": waits,
    "service_channels": channels,
    "buying_chances": _chances,
    "agents": agents,
    "persona": _persona,
    "business_profile": firms_told,
    "operating_grades": operating_told,
    "next_offers": offers_told,
    "maturity": _maturity,
}
