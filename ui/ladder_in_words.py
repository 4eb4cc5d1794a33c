"""A step of the customer ladder in a report: its name, and how long half have taken for it."""

from collections.abc import Sequence

from ui.facts import Facts
from ui.labels import columns_named
from ui.words import Words


def rung(row: Facts, _: Facts, say: Words) -> str:
    """A step of the ladder, with the days by which half of those waited for have taken it."""
    step, days = say(f"segment.ladder_step.{row['step']}"), row["median_days"]
    if days is None or days != days:
        return step
    count = f"{row['waited_count']:,.0f}"
    if days == 0:
        return say("ladder.listed_at_once", step=step, base=count)
    ends = [row["low_days"], row["high_days"]]
    low, high = (say("ladder.unknown") if e is None or e != e else f"{e:.0f}" for e in ends)
    return say("ladder.listed", step=step, days=f"{days:.0f}", low=low, high=high, base=count)


def untold_told(step: str, reads: Sequence[str], say: Words) -> str:
    """A step that the data cannot tell, and the columns or else the question that would."""
    name = say(f"segment.ladder_step.{step}")
    if not reads:
        return say("ladder.untold_unasked", step=name)
    return say("ladder.untold", step=name, columns=columns_named(say, tuple(reads)))
