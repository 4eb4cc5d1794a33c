"""The report's lines on service: waits, channels, and whether agents differ."""

from metrics.registry import BY_NAME
from ui.facts import Facts
from ui.formats import Formats
from ui.safe import plain
from ui.sure import surely
from ui.words import Words


def waits(facts: Facts, say: Words, formats: Formats) -> str:
    """How long half of the requests wait for each step."""
    known = (row for row in facts["spans"] if "median" in row)
    spans = [row for row in known if row["median"]["hours"] is not None]
    told = [
        say(
            "report.half_within",
            what=say(f"service_times.{row['span']}"),
            hours=formats.value(row["median"]["hours"], "score"),
            interval=formats.interval(row["median"]["low"], row["median"]["high"], "score"),
        )
        for row in spans
    ]
    wrong = [
        say(
            f"impossible.{row['kind']}",
            n=formats.count(row["ticket_count"]),
            base=formats.count(row["base"]),
        )
        for row in facts["impossible"]
    ]
    return say("list.semicolon").join([*told, *wrong])


def channels(facts: Facts, say: Words, formats: Formats) -> str:
    """Each measure of service, channel by channel."""
    return say("list.semicolon").join(
        say(
            "report.apart",
            label=say(f"indicator.{one['measure']}.name"),
            fact=say("list.comma").join(
                _channel(row, one, say, formats) for row in one["channels"]
            ),
        )
        for one in facts["measures"]
    )


def _channel(row: Facts, one: Facts, say: Words, formats: Formats) -> str:
    name = say("segment.no_value") if row["segment"] is None else plain(row["segment"])
    unit = BY_NAME[one["measure"]].unit
    interval = formats.interval(row["low"], row["high"], unit)
    return (
        f"{name} {surely(formats.value(row['value'], unit), interval, row['base'], say, formats)}"
    )


def agents(facts: Facts, say: Words, formats: Formats) -> str:
    """Whether agents differ by more than chance, measure by measure."""
    return say.passage(_agent(row, say, formats) for row in facts["measures"] if "p" in row)


def _agent(row: Facts, say: Words, formats: Formats) -> str:
    verdict = "differ" if row["p"] < 0.05 and row["spread"] > 0 else "same"
    points = say("card.percentage_points")
    spread = formats.difference(row["spread"], BY_NAME[row["measure"]].unit, points)
    said = say(
        f"agents.{verdict}", p=formats.probability(row["p"]), spread=spread.removeprefix("+")
    )
    return say("report.apart", label=say(f"indicator.{row['measure']}.name"), fact=said)
