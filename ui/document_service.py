"""The report's lines on service: waits, channels, and whether agents differ."""

from metrics.registry import BY_NAME
from ui.facts import Facts
from ui.formats import Formats
from ui.hours_in_words import between, most_told, waited
from ui.refused_facts import refused
from ui.safe import plain
from ui.sure import surely
from ui.words import Words


def waits(facts: Facts, say: Words, formats: Formats) -> str:
    """How long half and nine in ten of the requests wait for each step, and how many still do."""
    told = [
        say(
            "report.apart",
            label=say(f"service_times.{row['span']}"),
            fact=refused(row, say, formats)
            if "refused" in row
            else _waited(row["median"], row["nine_in_ten"], row, say, formats),
        )
        for row in facts["spans"]
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


def _waited(half: Facts, most: Facts | None, counts: Facts, say: Words, formats: Formats) -> str:
    """Within how long half had it, and nine in ten where told; of how many, how many wait."""
    requests = counts["requests"]
    base = {"n": formats.count(requests), "waiting": formats.count(requests - counts["ended"])}
    if half["hours"] is None:
        return say("report.half_unreached", **base)
    return say(
        "report.half_within",
        half=waited(half["hours"], say, formats),
        between=between(half["low"], half["high"], say, formats),
        most=most_told(most, say, formats) if most else "",
        **base,
    )


def channels(facts: Facts, say: Words, formats: Formats) -> str:
    """Each measure of service and each wait, channel by channel."""
    told = [
        say(
            "report.apart",
            label=say(f"indicator.{one['measure']}.name"),
            fact=say("list.comma").join(
                _channel(row, one, say, formats) for row in one["channels"]
            ),
        )
        for one in facts["measures"]
    ]
    waits_told = [
        say(
            "report.apart",
            label=say(f"service_times.{one['span']}"),
            fact=say("list.semicolon").join(
                _channel_waited(row, say, formats) for row in one["channels"]
            ),
        )
        for one in facts["waits"]
    ]
    return say("list.semicolon").join([*told, *waits_told])


def _channel_waited(row: Facts, say: Words, formats: Formats) -> str:
    half = {"hours": row["value"], "low": row["low"], "high": row["high"]}
    counts = {"requests": row["base"], "ended": row["ended_count"]}
    few = say("report.too_few_requests", n=formats.count(row["base"]))
    told = few if row["is_small"] else _waited(half, None, counts, say, formats)
    return say("report.channel_waits", name=_called(row, say), told=told)


def _channel(row: Facts, one: Facts, say: Words, formats: Formats) -> str:
    unit = BY_NAME[one["measure"]].unit
    interval = formats.interval(row["low"], row["high"], unit)
    told = surely(formats.value(row["value"], unit), interval, row["base"], say, formats)
    return f"{_called(row, say)} {told}"


def _called(row: Facts, say: Words) -> str:
    return say("segment.no_value") if row["segment"] is None else plain(row["segment"])


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
