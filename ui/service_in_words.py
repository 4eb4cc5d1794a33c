"""What follows service and what was collected, in the sentences of their pages."""

from metrics.credit.credit_record import CUSTOMERS_NEEDED
from metrics.service.recovery import FEWEST, WINDOW_DAYS
from metrics.statistics.odds import FEWEST_OF_EACH
from ui.facts import Facts, Row
from ui.formats import Formats
from ui.words import Words


def recovery_told(row: Row, say: Words, formats: Formats) -> str:
    """How many more or fewer order again than those they are held against."""
    low, high = row["difference_low"], row["difference_high"]
    verdict = "more" if low > 0 else "less" if high < 0 else "same"
    points = say("card.percentage_points")
    ends = (formats.difference(end, "share", points) for end in (low, high))
    return say(
        f"recovery.told_{verdict}",
        kind=say(f"recovery.{row['kind']}"),
        other=say(f"recovery.{row['against']}"),
        difference=formats.difference(row["difference"], "share", points),
        interval=" – ".join(ends),
        n=formats.count(row["base"]),
        unmatched=formats.count(row["unmatched_count"]),
        days=WINDOW_DAYS,
    )


def scores_after_told(facts: Row, say: Words, formats: Formats) -> str:
    """How much more or less content customers are after a solved complaint than others."""
    low, high = facts["difference_low"], facts["difference_high"]
    verdict = "more" if low > 0 else "less" if high < 0 else "same"
    ends = (formats.difference(end, "score", "") for end in (low, high))
    gap = facts["difference"]
    told = (
        formats.difference(gap, "score", "") if verdict == "same" else formats.decimal(abs(gap), 1)
    )
    return say(
        f"recovery.scored_{verdict}",
        difference=told,
        interval=" – ".join(ends),
        n=formats.count(facts["base"]),
    )


def ratio_told(row: Row, say: Words, formats: Formats) -> str:
    """How the odds of leaving differ with one kind of service, others equal."""
    what = say(f"service_churn.{row['name']}")
    if row["ratio"] is None or row["ratio"] != row["ratio"]:
        return say("service_churn.told_few", what=what, fewest=FEWEST_OF_EACH)
    verdict = "more" if row["low"] > 1 else "less" if row["high"] < 1 else "same"
    return say(
        f"service_churn.told_{verdict}",
        what=what,
        **{name: formats.decimal(row[name], 2) for name in ("ratio", "low", "high")},
    )


def collected_told(whole: Row, months: int, say: Words, formats: Formats) -> str:
    """The share collected of what fell due, with its interval where there are enough for one."""
    is_sure = whole["customer_count"] >= CUSTOMERS_NEEDED
    interval = formats.interval(whole["low"], whole["high"], "share")
    return say(
        "credit_grades.collected",
        share=formats.value(whole["collected"], "share"),
        sure=say("credit_grades.sure", interval=interval)
        if is_sure
        else say("credit_grades.unsure", least=CUSTOMERS_NEEDED),
        invoices=formats.count(whole["invoice_count"]),
        customers=formats.count(whole["customer_count"]),
        months=months,
    )


def service_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The same for a report; nothing where the facts are of something else."""
    if "beside_others" in facts:
        firm = [row for row in facts["beside_others"] if row["base"] >= FEWEST]
        return say.passage(recovery_told(row, say, formats) for row in firm)
    if "other_value" in facts:
        return scores_after_told(facts, say, formats)
    if "odds_ratios" in facts:
        return say.passage(ratio_told(row, say, formats) for row in facts["odds_ratios"])
    if "grades" in facts:
        return collected_told(facts["grades"][-1], facts["months"], say, formats)
    return ""
