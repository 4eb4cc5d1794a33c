"""The sentences on a forecast of leaving, where it did well and where it did not."""

import pytest

from ui.formats import Formats
from ui.risk_in_words import risk_told, verdicts
from ui.words import languages, words

RECORD = {
    **{"auc": 0.8, "auc_low": 0.75, "auc_high": 0.85, "base_rate": 0.5, "brier": 0.2},
    **{"skill": 0.2, "customers": 1000, "events": 500, "top_decile_lift": 1.8},
    "evaluated_on": None,
}


@pytest.mark.parametrize("language", sorted(languages()))
def test_chances_further_off_than_the_base_rate_are_called_that_and_save_nothing(
    language: str,
) -> None:
    say, formats = words(language), Formats(words(language)("language.locale"))
    poor = verdicts(RECORD | {"skill": -0.048, "brier": 0.262}, say, formats)
    facts = {"base_rate": "50.0%", "worse": "4.8%", "brier": "0.262"}
    assert say("churn_risk.brier_worse", **facts) in poor
    assert not any("-4.8%" in sentence or "−4.8%" in sentence for sentence in poor)
    fair = verdicts(RECORD, say, formats)
    assert say("churn_risk.brier", base_rate="50.0%", skill="20.0%", brier="0.200") in fair


WATCHED = {
    **{"customers": 400, "at_stake": 9000.0, "contacted": 120, "gain": 2500.0, "alarms": 7},
    **{"threshold": 0.25, "contact_cost": 10.0, "contact_success": 0.1},
}
UNTOLD = dict.fromkeys(("at_stake", "contacted", "gain", "threshold"))


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_report_tells_whom_to_contact_and_who_fell_back_unless_the_ranking_is_a_guess(
    language: str,
) -> None:
    say, formats = words(language), Formats(words(language)("language.locale"))
    days = {"evaluated_on": "2024-10-01", "horizon_days": 91}
    told = verdicts(RECORD | days | {"watch_list": WATCHED}, say, formats)
    money = {name: formats.money(WATCHED[name]) for name in ("at_stake", "gain", "contact_cost")}
    own = {"contacted": "120", "threshold": "25.0%", "success": "10.0%", "customers": "400"}
    assert say("report.contact_plan", **money, **own) in told
    assert say("report.alarms", alarms="7", days=91) in told
    nobody = WATCHED | {"contacted": 0, "gain": 0.0, "threshold": None}
    told = verdicts(RECORD | days | {"watch_list": nobody}, say, formats)
    assert say("report.no_contact_plan", **money, **own) in told
    guess = RECORD | days | {"auc_low": 0.49}
    told = verdicts(guess | {"watch_list": WATCHED | UNTOLD}, say, formats)
    assert told == verdicts(guess, say, formats)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("winner", ["model", "rival", "neither"])
def test_who_ranks_better_is_told_with_how_sure_the_difference_is(
    language: str, winner: str
) -> None:
    say, formats = words(language), Formats(words(language)("language.locale"))
    rival = {"column": "days_since_order", "auc": 0.7, "difference": 0.1, "winner": winner}
    told = verdicts(RECORD | {"rival": rival | {"low": 0.05, "high": 0.15}}, say, formats)
    points = say("card.percentage_points")
    own = {"rival": say("known.days_since_order"), "auc": "70.0%", "lead": f"+10.0 {points}"}
    ends = say("gap.ends", low="+5.0", high=f"+15.0 {points}")
    assert say(f"churn_risk.rival_{winner}", lead_ends=ends, **own) in told


def test_a_report_says_which_columns_knew_too_much_and_what_made_the_forecast() -> None:
    say, formats = words("en"), Formats("en")
    record = RECORD | {"leaking_columns": ["attribute:Churn Score"], "is_boosted": False}
    told = risk_told(record, say, formats)
    assert told.startswith(say("churn_risk.leaks", columns="Churn Score"))
    assert say("churn_risk.made_by_line") in told
