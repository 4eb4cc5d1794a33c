"""The firms sold to on credit in words, for their table and for the report."""

import pandas as pd

from metrics.credit.business_profile import FEWEST
from metrics.families.credit import GRADES, INSUFFICIENT
from ui.facts import Row
from ui.formats import Formats
from ui.safe import plain
from ui.words import Words


def firms_called(row: Row, say: Words) -> str:
    """What an industry is called; those of too few firms are told together."""
    if row["is_merged"]:
        return say("business_profile.others", fewest=FEWEST)
    return say("segment.no_value") if pd.isna(row["industry"]) else str(row["industry"])


def firms_told(facts: Row, say: Words, formats: Formats) -> str:
    """Each industry's sales, share of wallet and share collected."""
    return say("list.semicolon").join(_told(row, say, formats) for row in facts["industries"])


def _told(row: Row, say: Words, formats: Formats) -> str:
    facts = {
        name: formats.value(row[f"{key}"], "share")
        for name, key in (("wallet", "wallet_share"), ("collected", "collected"))
    }
    spans = {
        f"{name}_interval": formats.interval(row[f"{name}_low"], row[f"{name}_high"], "share")
        for name in ("wallet", "collected")
    }
    return say(
        "business_profile.told" if row["wallet_base"] else "business_profile.told_without_wallet",
        industry=plain(firms_called(row, say)),
        spend=formats.value(row["net_spend"], "money"),
        firms=formats.count(row["customers"]),
        base=formats.count(row["wallet_base"]),
        **facts,
        **spans,
    )


def operating_told(facts: Row, say: Words, formats: Formats) -> str:
    """For each operating grade how many firms pay how well."""
    return say("list.semicolon").join(
        say("report.apart", label=_doing(row, facts, say), fact=_paying(row, say, formats))
        for row in facts["rows"]
    )


def _doing(row: Row, facts: Row, say: Words) -> str:
    """A grade of ours by its word, one of the file as it stands there."""
    if row["operating"] is None:
        return say("segment.no_value")
    return (
        say(f"operating.{row['operating']}") if facts["is_by_profit"] else plain(row["operating"])
    )


def _paying(row: Row, say: Words, formats: Formats) -> str:
    counted = [grade for grade in (*GRADES, INSUFFICIENT) if row.get(grade)]
    return say("list.comma").join(
        f"{say(f'segment.credit_grade.{grade}')} {formats.count(row[grade])}" for grade in counted
    )
