"""The report's line on the latest cohorts: who came again, then or later, and what they spent."""

from datetime import date

from ui.facts import Facts
from ui.formats import Formats
from ui.words import Words


def cohort_grid(facts: Facts, say: Words, formats: Formats) -> str:
    """The latest finished month of each cohort, one after another."""
    return say("list.semicolon").join(_told(row, say, formats) for row in facts["latest"])


def _told(row: Facts, say: Words, formats: Formats) -> str:
    came = say(
        "report.cohort_came",
        cohort=formats.period(date.fromisoformat(row["cohort"]), "month"),
        size=formats.count(row["cohort_size"]),
        age=row["age"],
        share=formats.value(row["share"], "share"),
        interval=formats.interval(row["low"], row["high"], "share"),
        onward=formats.value(row["share_onward"], "share"),
    )
    if row["amount"] is None:
        return came
    return say("report.cohort_spent", came=came, amount=formats.value(row["amount"], "money"))
