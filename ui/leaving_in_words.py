"""Staying and leaving in the sentences of page and report: curves, and the end of a contract."""

import math
from collections.abc import Mapping
from typing import Any

from ui.facts import Facts
from ui.formats import Formats
from ui.sure import share_surely, surely
from ui.words import Words

_MONTHS = (12, 24, 36, 60)


def stay_told(facts: Facts, say: Words, formats: Formats) -> str:
    """What is left of the customers after one, two … years, how long they stay in the mean, and
    whether segments differ.
    """
    told = [_left(facts, months, say, formats) for months in _MONTHS]
    told += [_mean(facts["mean_stay"], facts, say, formats)]
    if test := facts.get("log_rank"):
        told.append(segments_differ(test, say, formats))
    return say("list.semicolon").join(line for line in told if line) or say("report.too_short")


def _left(facts: Facts, months: int, say: Words, formats: Formats) -> str:
    """The share left after so many months, of those who were watched as long."""
    if not facts["times"] or facts["times"][-1] < months:
        return ""
    place = max(i for i, time in enumerate(facts["times"]) if time <= months)
    ends = [facts[name][place] for name in ("survival", "low", "high")]
    share = share_surely(ends, facts["at_risk"][place], say, formats)
    return say("report.survival_at", months=months, share=share)


def _mean(stay: Facts, facts: Facts, say: Words, formats: Formats) -> str:
    if not stay["within_months"]:
        return ""
    interval = formats.interval(stay["low"], stay["high"], "months")
    mean = formats.value(stay["months"], "months")
    months = formats.value(stay["within_months"], "count")
    told = surely(mean, interval, max(facts["at_risk"]), say, formats)
    return say("report.mean_stay", months=months, told=told)


def segments_differ(test: Mapping[str, Any], say: Words, formats: Formats) -> str:
    """Whether segments stay differently long, by the log-rank test."""
    return say(
        "survival.differ" if test["p"] < 0.05 else "survival.same",
        chi2=formats.decimal(test["chi2"], 2),
        df=test["df"],
        p=formats.probability(test["p"]),
    )


def release_told(facts: Mapping[str, Any], say: Words, formats: Formats) -> str:
    """Whether the end of a contract is what customers waited for."""
    ratio, low, high = (math.inf if facts[n] is None else facts[n] for n in _RATIO)
    if not math.isfinite(ratio):
        return say("release.only_after")
    verdict = "same" if facts["p"] >= 0.05 else "more" if ratio > 1 else "fewer"
    return say(
        f"release.{verdict}",
        ratio=formats.decimal(ratio, 1),
        low=formats.decimal(low, 1),
        high=formats.decimal(high, 1) if math.isfinite(high) else "∞",
        customers=formats.count(facts["customers"]),
    )


_RATIO = ("ratio", "low", "high")
