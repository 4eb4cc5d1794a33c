"""The report's lines that say how sure a number is and from how many, worked by hand."""

from typing import Any

import pytest

from ui.document_cohorts import cohort_grid
from ui.formats import Formats
from ui.leaving_in_words import release_told, stay_told
from ui.listed_lines import listed
from ui.sure import surely
from ui.words import languages, words

LANGUAGES = sorted(languages())
SAY = words("en")
FORMATS = Formats(SAY("language.locale"))
ENDS = {"low": 0.1, "high": 0.3}


def test_what_all_rows_are_from_is_told_once_behind_them() -> None:
    rows = [{"stage": "keep", "share": 0.2, "base": 50, **ENDS}]
    rows += [{"stage": "lapsed", "share": 0.25, "base": 50, **ENDS}]
    line = listed("stages", {"stages": rows}, SAY, FORMATS)
    assert line == "Keep 20.0% (10.0% – 30.0%); Lapsed 25.0% (10.0% – 30.0%); n 50"


def test_rows_from_different_numbers_tell_each_its_own() -> None:
    rows = [{"segment": "champions", "share": 0.2, "customers": 40, **ENDS}]
    rows += [{"segment": "new", "share": 0.2, "customers": 9, **ENDS}]
    line = listed("rfm_response", {"segments": rows, "customers": 49}, SAY, FORMATS)
    assert line == "Champions 20.0% (10.0% – 30.0%, n 40); New 20.0% (10.0% – 30.0%, n 9)"


def test_the_number_of_a_theme_s_comments_is_not_what_its_share_is_from() -> None:
    rows = [{"theme": "price", "share": 0.5, "comments": 30, **ENDS}]
    line = listed("themes", {"themes": rows * 2, "comments": 60}, SAY, FORMATS)
    assert line.endswith("; n 60")


def _curve(*times: int, reach: float) -> dict[str, Any]:
    many = len(times)
    share = {"survival": [0.9, 0.8, 0.7][:many], "low": [0.8] * many, "high": [0.95] * many}
    stay = {"within_months": reach, "months": 10.5, "low": 10.0, "high": 11.0}
    return {"times": list(times), **share, "at_risk": [90, 60, 30][:many], "mean_stay": stay}


def test_what_is_left_after_a_year_stands_with_its_ends_and_those_still_watched() -> None:
    """The last step by month 12 is that of month 9; month 24 is not reached."""
    line = stay_told(_curve(3, 9, 15, reach=15.0), SAY, FORMATS)
    assert "80.0% (80.0% – 95.0%, n 60) are still there after 12 months" in line
    assert "24" not in line
    assert "of the first 15 months they stay 10.5 (10.0 – 11.0, n 90) in the mean" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_segments_that_stay_differently_long_are_told_by_their_test(language: str) -> None:
    say = words(language)
    test = {"chi2": 16.79, "df": 1, "p": 0.00004}
    line = stay_told({**_curve(3, reach=0), "log_rank": test}, say, FORMATS)
    assert line == say("survival.differ", chi2="16.79", df=1, p="< 0.001")
    assert stay_told(_curve(3, reach=0), say, FORMATS) == say("report.too_short")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("ratio", "p", "verdict"), [(3.0, 0.001, "more"), (0.5, 0.01, "fewer"), (1.1, 0.6, "same")]
)
def test_the_end_of_a_contract_is_told_in_a_sentence(
    language: str, ratio: float, p: float, verdict: str
) -> None:
    say, facts = words(language), {"ratio": ratio, "low": 0.4, "high": None, "p": p}
    numbers = {"ratio": f"{ratio:.1f}", "low": "0.4", "high": "∞", "customers": "80"}
    assert release_told({**facts, "customers": 80}, say, FORMATS) == say(
        f"release.{verdict}", **numbers
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_left_before_the_end_there_is_no_ratio_to_tell(language: str) -> None:
    facts = {"ratio": None, "low": 2.0, "high": None, "p": 0.001, "customers": 80}
    assert release_told(facts, words(language), FORMATS) == words(language)("release.only_after")


def _cohort(size: int) -> dict[str, Any]:
    came = {"share": 0.5, **ENDS, "share_onward": 0.6, "amount": None}
    return {"cohort": "2024-03-01", "cohort_size": size, "age": 2, **came}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cohort_of_a_customer_or_two_is_not_told(language: str) -> None:
    say = words(language)
    small = cohort_grid({"latest": [_cohort(19)], "brackets": []}, say, FORMATS)
    assert small == say("report.cohorts_small", least=20)
    both = cohort_grid({"latest": [_cohort(1), _cohort(20)], "brackets": []}, say, FORMATS)
    assert both.count("50.0%") == 1


def test_an_interval_and_its_base_stand_in_one_bracket_as_each_language_sets_them_apart() -> None:
    told = [surely("20.0", "10.0 – 30.0", 40, words(name), FORMATS) for name in LANGUAGES]
    assert told == ["20.0 (10.0 – 30.0, n 40)", "20.0（10.0 – 30.0，n 40）"]
    assert surely("20.0", "", None, SAY, FORMATS) == "20.0"
