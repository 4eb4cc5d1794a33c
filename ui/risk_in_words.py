"""How far the forecast of leaving can be trusted, in sentences, on its page and in the report."""

from collections.abc import Iterable
from datetime import date

from metrics.risk.churn_features import ATTRIBUTE
from metrics.statistics.forecast_quality import COIN
from ui.facts import Facts
from ui.foresight_in_words import rival_told
from ui.formats import Formats
from ui.safe import plain, visible
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
    others += _rival(record, say, formats)
    day = record["evaluated_on"]
    if day is None:
        return [say("churn_risk.snapshot", **facts), *others, *_watched(record, say, formats)]
    told = formats.day(date.fromisoformat(day))
    tested = say("churn_risk.tested", day=told, days=record["horizon_days"], **facts)
    return [tested, *others, *_drift(record, told, say, formats), *_watched(record, say, formats)]


def risk_told(record: Facts, say: Words, formats: Formats) -> str:
    """The same in a report, below the columns that know too much."""
    leaks = record.get("leaking_columns", [])
    warned = [leaks_told(leaks, say)] if leaks else []
    return say.passage([*warned, *verdicts(record, say, formats)])


def leaks_told(columns: Iterable[str], say: Words) -> str:
    """Which columns were left out, as they know what is to be foretold."""
    names = (plain(known_called(column, say)) for column in columns)
    return say("churn_risk.leaks", columns=say("list.comma").join(names))


def known_called(column: str, say: Words) -> str:
    """What a column that the model reads is called, as plain text."""
    if column.startswith(ATTRIBUTE):
        return visible(column.removeprefix(ATTRIBUTE), 40)
    key = f"known.{column}"
    return say(key if say.has(key) else f"column.{column}")


def _rival(record: Facts, say: Words, formats: Formats) -> list[str]:
    """Who ranks better, the forecast or the simplest score there is; and what made it."""
    told = []
    if rival := record.get("rival"):
        told.append(rival_told(rival, plain(known_called(rival["column"], say)), say, formats))
    if (is_boosted := record.get("is_boosted")) is not None:
        told.append(say(f"churn_risk.made_by_{'trees' if is_boosted else 'line'}"))
    return told


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
