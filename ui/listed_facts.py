"""What the report lists: which rows of which fact, by which name, value, interval and base."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from metrics.dimensions import dimension_called
from metrics.registry import BY_NAME
from ui.facts import Facts
from ui.formats import Formats
from ui.labels import segment_label
from ui.ladder_in_words import rung
from ui.safe import plain
from ui.words import Words

Name = Callable[[Facts, Facts, Words], str]


class Listed(NamedTuple):
    """Which table is listed, what names its rows, which value is told of each, in its unit, and
    from how many: the row's own `base`, or where all rows have it in common the fact's `of_all`.

    Without a table it is the fact's own value. Only `places` are told where there are very many.
    """

    rows: str
    name: Name
    value: str
    unit: str
    low: str = "low"
    high: str = "high"
    places: tuple[int, ...] = ()
    base: str = "base"
    of_all: str = ""


def coded(column: str, section: str) -> Name:
    """The word for a code of ours in a section of the language files."""
    return lambda row, _, say: _worded(row[column], section, say)


def _worded(code: object, section: str, say: Words) -> str:
    if code is None:
        return say("segment.no_value")
    key = f"{section}.{code}"
    return say(key) if say.has(key) else plain(code)


def own(column: str) -> Name:
    """A value of the reader's data."""
    return lambda row, _, say: (
        say("segment.no_value") if row[column] is None else plain(row[column])
    )


def _unnamed(_: Facts, __: Facts, ___: Words) -> str:
    return ""


def whole(
    value: str, unit: str, low: str = "low", high: str = "high", base: str = "customers"
) -> Listed:
    """The fact's own value, with its interval."""
    return Listed("", _unnamed, value, unit, low, high, base=base)


def _typical(row: Facts, facts: Facts, say: Words) -> str:
    return say(f"churn_definitions.short.{row['definition']}", typical=facts["typical_days"])


def _method(row: Facts, _: Facts, say: Words) -> str:
    horizon = say("valuation.horizon.one_year")
    return say(f"value_methods.{row['method']}", horizon=horizon)


def _both(one: str, sign: str, other: str) -> Name:
    """Two values of the reader's data."""
    return lambda row, _, __: f"{plain(row[one])} {sign} {plain(row[other])}"


def _segment(row: Facts, facts: Facts, say: Words) -> str:
    """A segment of the dimension that the fact is by."""
    return plain(segment_label(say, dimension_called(facts["dimension"]), row["segment"]))


def _placed(row: Facts, facts: Facts, say: Words) -> str:
    """A segment, the field it stands in, and how well it is served by which measure."""
    fit = Formats(say("language.locale")).value(row["fit"], BY_NAME[facts["fit"]].unit)
    cell, measure = say(f"value_score.cell.{row['cell']}"), say(f"indicator.{facts['fit']}.name")
    told = say("list.comma").join((cell, f"{measure} {fit}", say("heading.value_score")))
    return say("report.apart", label=_segment(row, facts, say), fact=told)


def _contradiction(row: Facts, facts: Facts, say: Words) -> str:
    kind = "promoters" if facts["instrument"] == "nps" else "content"
    return say(f"staying.{kind}_{row['segment']}")


def _operating(row: Facts, facts: Facts, say: Words) -> str:
    way = coded("operating", "operating") if facts["is_by_profit"] else own("operating")
    return way(row, facts, say)


def _graded(row: Facts, _: Facts, say: Words) -> str:
    """A grade of credit, and how many customers have it."""
    grade = coded("grade", "segment.credit_grade")(row, {}, say)
    count = Formats(say("language.locale")).count(row["customer_count"])
    return say("report.grade_of", grade=grade, customers=count)


def _marked(row: Facts, _: Facts, say: Words) -> str:
    return say(f"comments.marked_{row['mark_kind']}")


def _month(row: Facts, _: Facts, say: Words) -> str:
    return say("report.in_month", month=row["month"])


def _age(row: Facts, _: Facts, say: Words) -> str:
    return say("report.after_months", months=row["age"])


def _days(row: Facts, _: Facts, say: Words) -> str:
    return say("report.within_days", days=row["days"])


LISTED: Mapping[str, Listed] = {
    "rfm_segments": Listed("segments", coded("segment", "segment.rfm_segment"), "share", "share"),
    "rfm_response": Listed(
        "segments", coded("segment", "segment.rfm_segment"), "share", "share", base="customers"
    ),
    "loyalty_index": whole("value", "score"),
    "loyalty_cells": Listed("cells", coded("segment", "segment.loyalty_cell"), "share", "share"),
    "order_gaps": Listed("ordered_again", _days, "value", "share", of_all="orders"),
    "value_methods": Listed("methods", _method, "value", "money", base="customers"),
    "value_record": whole("came_of_foretold", "share", "", ""),
    "retention_worth": whole("gain", "money", "gain_low", "gain_high"),
    "delivered_value": Listed("parts", coded("part", "delivered_value"), "value", "score"),
    "contract_hazards": Listed(
        "hazards", _month, "hazard", "share", places=(0, 1, 2, 5, 11, 23), base="at_risk"
    ),
    "movements": Listed("moved", coded("movement", "movements"), "amount", "money"),
    "leaving_reasons": Listed("reasons", own("reason"), "share", "share"),
    "churn_definitions": Listed("definitions", _typical, "share", "share"),
    "stages": Listed("stages", coded("stage", "segment.lifecycle_stage"), "share", "share"),
    "ladder": Listed("steps", rung, "conversion", "share"),
    "cohorts": Listed("ages", _age, "share", "share", places=(1, 3, 6, 12, 24), base="at_risk"),
    "run_out": Listed("bands", coded("band", "run_out"), "share", "share"),
    "staying_by_score": Listed("contradictions", _contradiction, "value", "share"),
    "needs": Listed("rows", coded("part", "needs"), "value", "score"),
    "themes": Listed(
        "themes", coded("theme", "segment.theme"), "share", "share", of_all="comments"
    ),
    "complaint_causes": Listed("causes", own("topic"), "share", "share", of_all="base"),
    "maturity": Listed("parts", coded("part", "maturity"), "value", "score"),
    "crm_flow": Listed("steps", coded("step", "crm_flow"), "value", "share"),
    "operating_grades": Listed("rows", _operating, "customers", "count"),
    "bought_after": Listed("bought", _both("because", "→", "item"), "value", "share"),
    "baskets": Listed("pairs", _both("item", "+", "other"), "lift", "score"),
    "moods": Listed("marks", _marked, "share", "share"),
    "next_offers": Listed("offers", _both("because", "→", "item"), "rate", "share"),
    "value_fit": Listed("segments", _placed, "value", "score"),
    "value_score": whole("top_fifth_stays_nearby", "share"),
    "customer_kinds": Listed(
        "kinds", coded("segment", "segment.customer_kind"), "share", "share", of_all="customers"
    ),
    "credit_grades": Listed(
        "grades",
        _graded,
        "customer_share",
        "share",
        "share_low",
        "share_high",
    ),
    "life_classes": Listed(
        "classes", coded("segment", "segment.life_class"), "share", "share", of_all="customers"
    ),
}
"""How a fact is listed; what each is stands in the words `report.<name>`."""
