"""What campaigns brought about, in the sentences of their page, which a report says as well."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from metrics.campaigns.effects import Earnings
from metrics.campaigns.effects_by import CHANCE, FEWEST, is_dated, may_be_caused
from metrics.campaigns.keeping_cost import WarningsForOne
from metrics.campaigns.trials import CONTROL, ONE_ARM, SAME_RATIO
from metrics.families.winning_back import WITHIN_DAYS
from metrics.indicator import Dimension
from ui.facts import Row
from ui.formats import Formats
from ui.labels import dimension_label, segment_label
from ui.safe import plain, visible
from ui.words import Words


def more_or_less(say: Words, formats: Formats, unit: str, difference: float | None) -> str:
    """How much more or less; shares differ by percentage points."""
    return formats.difference(difference, unit, say("card.percentage_points"))


def between(say: Words, formats: Formats, unit: str, low: float | None, high: float | None) -> str:
    """The two ends of a difference, with what shares differ by told once."""
    points = say("card.percentage_points")
    ends = [formats.difference(end, unit, points) for end in (low, high)]
    return say("gap.ends", low=ends[0].removesuffix(f" {points}"), high=ends[1])


def arm_called(say: Words, arm: str) -> str:
    """What an arm is called: what it was offered, or that it was written to or left alone."""
    if arm in (CONTROL, ONE_ARM):
        return say("effects.control" if arm == CONTROL else "effects.treated")
    return visible(arm, 40)


def fairness_told(
    counts: Mapping[str, int], p: float, say: Words, formats: Formats
) -> tuple[bool, str]:
    """Whether the groups are of the planned sizes, and the sentence that says so."""
    sizes = (f"{arm_called(say, arm)} {formats.count(size)}" for arm, size in counts.items())
    facts = {"sizes": plain(say("list.comma").join(sizes)), "p": formats.probability(p)}
    is_fair = not p < SAME_RATIO
    return is_fair, say("effects.fair" if is_fair else "effects.unfair", **facts)


def earned_told(arm: str, found: Earnings, say: Words, formats: Formats) -> str:
    """What an arm earned beyond what would have come anyway, and whether it paid."""
    money = formats.money
    facts = {name: money(getattr(found, name)) for name in ("earned", "low", "high", "cost")}
    facts |= {"arm": plain(arm), "customers": formats.count(found.customers)}
    if not found.cost > 0:
        return say("earnings.free", **facts)
    facts |= {
        "roi": formats.change(found.roi(found.earned)),
        "one": money(1),
        "back": money(found.earned / found.cost),
        "back_low": money(found.low / found.cost),
        "back_high": money(found.high / found.cost),
    }
    if found.low > found.cost:
        return say("earnings.paid", **facts)
    return say("earnings.lost" if found.high < found.cost else "earnings.open", **facts)


def age_told(row: Row, say: Words, formats: Formats) -> str:
    """Whether the old answer more than the young on a channel."""
    channel = plain(visible(row["channel"], 40))
    slope, low, high = (row[name] for name in ("slope", "low", "high"))
    if slope is None or slope != slope:
        return say("age_response.one_band", channel=channel)
    kind = "rises" if low > 0 else "falls" if high < 0 else "level"
    return say(
        f"age_response.{kind}",
        channel=channel,
        slope=more_or_less(say, formats, "share", slope),
        interval=between(say, formats, "share", low, high),
    )


def segments_told(
    by: Dimension, rows: Sequence[Row], p: float, unit: str, say: Words, formats: Formats
) -> str:
    """Whether an effect differs between segments, and between which most: the largest is first."""
    facts = {"p": formats.probability(p)}
    for name, row in (("most", rows[0]), ("least", rows[-1])):
        facts[name] = plain(segment_label(say, by, row["segment"]))
        facts[f"{name}_value"] = plain(more_or_less(say, formats, unit, row["value"]))
    return say("effects_by.differ" if p < CHANCE else "effects_by.same", **facts)


def cautions_told(by: Dimension, found: Row, say: Words, formats: Formats) -> list[str]:
    """What to be wary of in an effect by segment: left_out, and the days of `first` and `last`."""
    name = plain(dimension_label(say, by))
    told = [_as_of_told(found["first"], found["last"], say, formats)] if is_dated(by) else []
    told.append(say("effects_by.fewest", fewest=formats.count(FEWEST)))
    if may_be_caused(by):
        told.append(say("effects_by.may_be_caused", name=name))
    if found["left_out"]:
        count = formats.count(found["left_out"])
        told.append(say("effects_by.left_out", count=count, name=name))
    return told


def _as_of_told(first: date | None, last: date | None, say: Words, formats: Formats) -> str:
    """Of which day the segments are; `first` and `last` are the days of sending."""
    if first is None:
        return say("effects_by.no_day")
    if first == last:
        return say("effects_by.before")
    return say("effects_by.rolling", first=formats.day(first), last=formats.day(last))


def guided_told(row: Row, say: Words, formats: Formats) -> str:
    """What a campaign changed in the share of customers who did something, in its largest group."""
    named = {
        "value": more_or_less(say, formats, "share", row["value"]),
        "interval": between(say, formats, "share", row["low"], row["high"]),
        "campaign": plain(visible(row["campaign"], 60)),
        "what": say(f"effects.{row['outcome']}"),
        "arm": say("effects.treated") if row["arm"] == ONE_ARM else plain(visible(row["arm"], 40)),
    }
    return say("maturity.guided", **named)


def kept_told(
    found: WarningsForOne | None, say: Words, formats: Formats, price: float = 0.0
) -> str:
    """How many warnings acted on keep one customer more, and what it costs at a price for each."""
    if found is None:
        return say("winning_back.none_more")
    numbers = {"value": found.value, "low": found.low, "high": found.high}

    def written(way: Callable[[float], str]) -> dict[str, str]:
        endless = say("winning_back.no_end")
        return {name: endless if n is None else way(n) for name, n in numbers.items()}

    counted = written(lambda warnings: formats.decimal(warnings, 1))
    told = say(f"winning_back.for_one_{found.outcome}", **counted)
    if price <= 0:
        return told
    costs = written(lambda warnings: formats.money(price * warnings))
    return say.passage([told, say("winning_back.for_one_cost", **costs)])


def won_back_told(row: Row, say: Words, formats: Formats) -> str:
    """How many came back of those not left alone and of those left alone; nothing where unknown."""
    value, low, high = (row.get(name) for name in ("value", "low", "high"))
    if value is None or value != value:
        return ""
    facts = {
        **{name: formats.value(row[name], "share") for name in ("treated", "control")},
        **{name: formats.count(row[name]) for name in ("treated_base", "control_base")},
        "value": more_or_less(say, formats, "share", value),
        "interval": between(say, formats, "share", low, high),
    }
    is_sure = low is not None and high is not None and (low > 0 or high < 0)
    said = say(f"winning_back.{row['outcome']}", days=WITHIN_DAYS, **facts)
    return say.passage(
        [said, say("winning_back.sure" if is_sure else "winning_back.open", **facts)]
    )
