"""How far the forecast of leaving can be trusted, in sentences, on its page and in the report."""

from datetime import date

from metrics.statistics.forecast_quality import COIN
from ui.facts import Facts
from ui.formats import Formats
from ui.words import Words


def verdicts(record: Facts, say: Words, formats: Formats) -> list[str]:
    """What it was tested on, how it ranks, and how close its chances came: a sentence each."""
    shares = ("auc_low", "auc_high", "auc", "base_rate", "skill")
    facts = {name: formats.value(record[name], "share") for name in shares}
    facts |= {name: formats.count(record[name]) for name in ("customers", "events")}
    facts["worse"] = formats.value(-record["skill"], "share")
    facts["lift"] = formats.decimal(record["top_decile_lift"], 1)
    facts["brier"] = formats.decimal(record["brier"], 3)
    ranks = "guess" if record["auc_low"] <= COIN else "auc"
    close = "brier" if record["skill"] > 0 else "brier_worse"
    others = [say(f"churn_risk.{key}", **facts) for key in (ranks, "lift", close)]
    day = record["evaluated_on"]
    if day is None:
        return [say("churn_risk.snapshot", **facts), *others, *_watched(record, say, formats)]
    told = formats.day(date.fromisoformat(day))
    tested = say("churn_risk.tested", day=told, days=record["horizon_days"], **facts)
    return [tested, *others, *_drift(record, told, say, formats), *_watched(record, say, formats)]


def _watched(record: Facts, say: Words, formats: Formats) -> list[str]:
    """What is at stake, whom to contact and who fell back, in a report; a page has the list.

    By a ranking that is a guess nobody works, so nothing is told of it.
    """
    found = record.get("watch_list")
    if found is None or found["at_stake"] is None:
        return []
    facts = {name: formats.count(found[name]) for name in ("customers", "contacted")}
    facts |= {name: formats.money(found[name]) for name in ("at_stake", "gain", "contact_cost")}
    facts["success"] = formats.value(found["contact_success"], "share")
    if found["threshold"] is not None:
        facts["threshold"] = formats.value(found["threshold"], "share")
    planned = "report.contact_plan" if found["contacted"] else "report.no_contact_plan"
    told = [say("report.at_stake", stake=facts["at_stake"], customers=facts["customers"])]
    told.append(say(planned, **facts))
    if found["alarms"] is not None:
        count = formats.count(found["alarms"])
        told.append(say("report.alarms", alarms=count, days=record["horizon_days"]))
    return told


def _drift(record: Facts, day: str, say: Words, formats: Formats) -> list[str]:
    """Whether the customers of today are still like those of the day it was tested on."""
    found = record.get("drift")
    if not found:
        return []
    index, chance = (formats.decimal(found[name], 3) for name in ("psi", "by_chance"))
    return [say(f"churn_risk.drift_{found['verdict']}", day=day, psi=index, chance=chance)]
