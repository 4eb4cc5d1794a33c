"""What campaigns brought about, in the sentences of their page, which a report says as well."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from metrics.campaigns.effects_by import CHANCE, FEWEST, may_be_caused
from metrics.campaigns.keeping_cost import WarningsForOne
from metrics.campaigns.trials import ONE_ARM
from metrics.families.winning_back import WITHIN_DAYS
from metrics.indicator import Dimension
from ui.formats import Formats
from ui.labels import dimension_label, segment_label
from ui.safe import plain, visible
from ui.words import Words

Row = Mapping[Any, Any]


def more_or_less(say: Words, formats: Formats, unit: str, difference: float | None) -> str:
    """How much more or less; shares differ by percentage points."""
    return formats.difference(difference, unit, say("card.percentage_points"))


def age_told(row: Row, say: Words, formats: Formats) -> str:
    """Whether the old answer more than the young on a channel."""
    channel = plain(visible(row["channel"], 40))
    slope, low, high = (row[name] for name in ("slope", "low", "high"))
    if slope is None or slope != slope:
        return say("age_response.one_band", channel=channel)
    more = partial(more_or_less, say, formats, "share")
    kind = "rises" if low > 0 else "falls" if high < 0 else "level"
    ends = {"slope": more(slope), "low": more(low), "high": more(high)}
    return say(f"age_response.{kind}", channel=channel, **ends)


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
    name, first, last = plain(dimension_label(say, by)), found["first"], found["last"]
    if first is None:
        told = [say("effects_by.no_day")]
    elif first == last:
        told = [say("effects_by.before")]
    else:
        days = {"first": formats.day(first), "last": formats.day(last)}
        told = [say("effects_by.rolling", **days)]
    told.append(say("effects_by.fewest", fewest=formats.count(FEWEST)))
    if may_be_caused(by):
        told.append(say("effects_by.may_be_caused", name=name))
    if found["left_out"]:
        count = formats.count(found["left_out"])
        told.append(say("effects_by.left_out", count=count, name=name))
    return told


def guided_told(row: Row, say: Words, formats: Formats) -> str:
    """What a campaign changed in the share of customers who did something, in its largest group."""
    ends = {end: more_or_less(say, formats, "share", row[end]) for end in ("value", "low", "high")}
    named = {
        "campaign": plain(visible(row["campaign"], 60)),
        "what": say(f"effects.{row['outcome']}"),
        "arm": say("effects.treated") if row["arm"] == ONE_ARM else plain(visible(row["arm"], 40)),
    }
    return say("maturity.guided", **named, **ends)


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
    more = partial(more_or_less, say, formats, "share")
    facts = {
        **{name: formats.value(row[name], "share") for name in ("treated", "control")},
        **{name: formats.count(row[name]) for name in ("treated_base", "control_base")},
        **{"value": more(value), "low": more(low), "high": more(high)},
    }
    is_sure = low is not None and high is not None and (low > 0 or high < 0)
    said = say(f"winning_back.{row['outcome']}", days=WITHIN_DAYS, **facts)
    return say.passage(
        [said, say("winning_back.sure" if is_sure else "winning_back.open", **facts)]
    )
