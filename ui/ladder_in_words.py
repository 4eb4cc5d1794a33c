"""A step of the customer ladder in a report: its name, and how long half have taken for it."""

from ui.facts import Facts
from ui.words import Words


def rung(row: Facts, _: Facts, say: Words) -> str:
    """A step of the ladder, with the days by which half of those waited for have taken it."""
    step, days = say(f"segment.ladder_step.{row['step']}"), row["median_days"]
    if days is None or days != days:
        return step
    ends = [row["low_days"], row["high_days"]]
    low, high = (say("ladder.unknown") if e is None or e != e else f"{e:.0f}" for e in ends)
    count = row["waited_count"]
    return say("ladder.listed", step=step, days=f"{days:.0f}", low=low, high=high, base=count)
