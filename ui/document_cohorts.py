"""The report's line on the latest cohorts: who came again, then or later, and what they spent."""

from collections.abc import Iterable, Iterator
from datetime import date

from metrics.lifecycle.cohorts import COHORT_MINIMUM
from ui.facts import Facts
from ui.formats import Formats
from ui.words import Words


def cohort_grid(facts: Facts, say: Words, formats: Formats) -> str:
    """The latest finished month of each cohort, one after another; then its brackets."""
    latest = [_told(row, say, formats) for row in _large(facts["latest"])]
    together = [_bracket(row, say, formats) for row in _large(facts["brackets"])]
    told = say("list.semicolon").join([*latest, *together])
    return told or say("report.cohorts_small", least=COHORT_MINIMUM)


def _large(rows: Iterable[Facts]) -> Iterator[Facts]:
    """Those of cohorts that are no matter of a customer or two."""
    return (row for row in rows if row["cohort_size"] >= COHORT_MINIMUM)


def _told(row: Facts, say: Words, formats: Formats) -> str:
    onward = formats.value(row["share_onward"], "share")
    return _came(row, "report.cohort_came", say, formats, onward=onward)


def _bracket(row: Facts, say: Words, formats: Formats) -> str:
    return _came(row, "report.cohort_within", say, formats, until=row["until_age"])


def _came(row: Facts, key: str, say: Words, formats: Formats, **more: object) -> str:
    came = say(
        key,
        cohort=formats.period(date.fromisoformat(row["cohort"]), "month"),
        size=formats.count(row["cohort_size"]),
        age=row["age"],
        share=formats.value(row["share"], "share"),
        interval=formats.interval(row["low"], row["high"], "share"),
        **more,
    )
    if row["amount"] is None:
        return came
    return say("report.cohort_spent", came=came, amount=formats.value(row["amount"], "money"))
