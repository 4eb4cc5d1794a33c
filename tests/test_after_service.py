"""What follows service: coming back after a complaint, and leaving; worked by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.refusals import NotComputableError, TooFewError
from metrics.service.recovery import recovery
from metrics.service.scores_after import scores_after
from metrics.service.service_churn import service_churn
from metrics.statistics.odds import odds_ratios
from tests.opened_pages import is_sound, opened, page
from tests.studies import AS_OF, orders_on, scope_of, study_of
from tests.test_indicators_service import ticket
from ui.formats import Formats
from ui.service_in_words import scores_after_told
from ui.words import words


def complained(name: str, resolved: str | None) -> dict[str, object]:
    return ticket(name, "2024-05-10", resolved, is_complaint=True)


def test_those_who_complained_are_held_against_others_who_had_bought_alike() -> None:
    tickets = [complained(f"s{n}", "2024-05-20") for n in range(30)]
    tickets += [complained(f"u{n}", "2024-06-02") for n in range(5)]
    # Asked for something else in May.
    tickets += [ticket(f"k{n}", "2024-05-03", None, is_complaint=False) for n in range(4)]
    orders = []
    for name, count, back in (("s", 30, 21), ("u", 5, 1), ("k", 4, 2), ("n", 16, 8)):
        for n in range(count):
            again = ("2024-07-15",) if n < back else ()
            orders += orders_on(f"{name}{n}", "2024-05-02", *again)
    # Whoever had bought more is like none of them.
    orders += orders_on("much", "2024-03-01", "2024-04-01", "2024-05-02")
    rows = recovery(scope_of(tickets=tickets, orders=orders)).set_index(["kind", "against"])
    solved = rows.loc[("solved", "others")]
    assert (solved["base"], solved["value"]) == (30, pytest.approx(0.7))
    assert solved["matched_value"] == pytest.approx(10 / 20)
    assert solved["difference_low"] < 0.2 < solved["difference_high"]
    unsolved = rows.loc[("unsolved", "asked")]
    assert (unsolved["value"], unsolved["matched_value"]) == (pytest.approx(1 / 5), 2 / 4)


def test_what_came_back_after_the_window_is_over_or_before_it_is_not_counted() -> None:
    tickets = [complained(f"s{n}", "2024-05-20") for n in range(30)]
    late = [row for n in range(30) for row in orders_on(f"s{n}", "2024-05-31", "2024-08-30")]
    other = orders_on("n", "2024-05-31", "2024-08-29")
    rows = recovery(scope_of(tickets=tickets, orders=[*late, *other]))
    # 31 May and 90 days is 29 August.
    assert rows.iloc[0][["value", "matched_value"]].tolist() == [0, 1]


def mark(who: str, score: float, day: str = "2024-06-05") -> dict[str, object]:
    scale = {"scale_min": 1.0, "scale_max": 5.0}
    at = {"answered_at": pd.Timestamp(day), "instrument": "csat"}
    return {"customer_id": who, "score": score, **at, **scale}


def marked_after(marks: list[dict[str, object]]) -> dict[str, float]:
    tickets = [complained(f"s{n}", "2024-05-20") for n in range(30)]
    study = study_of(tickets=tickets, survey_responses=marks)
    return scores_after(Scope(study, AS_OF, filled=study.filled()))


def test_marks_after_a_solved_complaint_are_held_against_those_of_others_that_month() -> None:
    marks = [mark(f"s{n}", 4.0 + n % 2) for n in range(30)]
    marks += [mark(f"o{n}", 3.0 + n % 2) for n in range(40)]
    # Before the complaint, and long after it was solved.
    marks += [mark("s0", 1.0, "2024-05-01"), mark("s1", 1.0, "2024-10-01")]
    found = marked_after(marks)
    assert (found["value"], found["other_value"]) == pytest.approx((87.5, 62.5))
    # Each 12.5 off its mean: 12.5 · √(30/29) / √30 by t(29) = 2.04523.
    assert found["high"] - 87.5 == pytest.approx(2.04523 * 12.5 / 29**0.5, abs=1e-3)
    assert (found["base"], found["other_base"]) == (30, 40)


def test_who_answers_in_two_months_alike_makes_no_mean_surer() -> None:
    marks = [mark(f"s{n}", 4.0 + n % 2, f"2024-0{m}-05") for n in range(30) for m in (6, 7)]
    # In July the others are 25 points less content than in June.
    marks += [mark(f"o{n}", 9.0 - m + n % 2, f"2024-0{m}-05") for n in range(40) for m in (6, 7)]
    found = marked_after(marks)
    assert (found["value"], found["other_value"]) == pytest.approx((87.5, 50.0))
    assert (found["base"], found["other_base"]) == (30, 40)
    # As if each had answered once, 12.5 off the mean; t(29) = 2.04523 and t(39) = 2.02269.
    one, other = 12.5**2 / 29, 12.5**2 / 39
    ends = {
        "": (87.5, 2.04523 * one**0.5),
        "other_": (50.0, 2.02269 * other**0.5),
        "difference_": (37.5, 2.04523 * (one + other) ** 0.5),
    }
    for name, (middle, half) in ends.items():
        told = found[f"{name}low"], found[f"{name}high"]
        assert told == pytest.approx((middle - half, middle + half), abs=1e-3)


@pytest.mark.parametrize(
    ("language", "gap", "said"),
    [
        ("en", 5.0, "**5.0** points higher"),
        ("en", -5.0, "**5.0** points lower"),
        ("zh-Hans", 5.0, "高 **5.0** 分"),
        ("zh-Hans", -5.0, "低 **5.0** 分"),
    ],
)
def test_the_sentence_on_marks_says_which_way_they_differ(
    language: str, gap: float, said: str
) -> None:
    say, formats = words(language), Formats(words(language)("language.locale"))
    facts = {"difference": gap, "difference_low": gap - 2, "difference_high": gap + 2, "base": 40}
    assert said in scores_after_told(facts, say, formats)


def test_few_complaints_are_not_judged() -> None:
    rows = orders_on("a", "2024-05-02")
    with pytest.raises(TooFewError):
        recovery(scope_of(tickets=[complained("a", None)], orders=rows))


def test_an_odds_ratio_of_one_flag_is_that_of_the_two_by_two_table() -> None:
    flag = np.repeat([1.0, 1, 0, 0], [20, 30, 10, 40])
    left = np.repeat([1.0, 0, 1, 0], [20, 30, 10, 40])
    who = pd.Series(range(100))
    found = odds_ratios(pd.DataFrame({"asked": flag, "same": 1.0}), left, who).set_index("name")
    assert found.index.tolist() == ["asked"]
    assert found.loc["asked", "ratio"] == pytest.approx((20 / 30) / (10 / 40))
    # Without clusters the sandwich is Woolf's: √(1/20 + 1/30 + 1/10 + 1/40).
    half = 1.959964 * (1 / 20 + 1 / 30 + 1 / 10 + 1 / 40) ** 0.5
    assert np.log(found.loc["asked", "high"] / found.loc["asked", "ratio"]) == pytest.approx(half)


def test_a_flag_that_all_but_tells_the_outcome_has_no_ratio() -> None:
    flag = np.repeat([1.0, 1, 0, 0], [4, 36, 10, 40])
    left = np.repeat([1.0, 0, 1, 0], [4, 36, 10, 40])
    rows = pd.DataFrame({"asked": flag, "tenure": np.arange(90) % 7.0})
    found = odds_ratios(rows, left, pd.Series(range(90))).set_index("name")
    assert found.loc["asked"].isna().all()
    assert found.loc["tenure"].notna().all()


def test_the_same_customer_twice_makes_nothing_surer() -> None:
    flag = pd.DataFrame({"asked": np.repeat([1.0, 1, 0, 0], [20, 30, 10, 40])})
    left = np.repeat([1.0, 0, 1, 0], [20, 30, 10, 40])
    who = pd.Series(range(100))
    once = odds_ratios(flag, left, who)
    twice = odds_ratios(
        pd.concat([flag, flag], ignore_index=True),
        np.concatenate([left, left]),
        pd.concat([who, who], ignore_index=True),
    )
    columns = ["ratio", "low", "high"]
    assert twice[columns].to_numpy() == pytest.approx(once[columns].to_numpy())


def test_who_asked_before_the_day_is_held_against_who_left_after_it() -> None:
    orders, tickets = [], [ticket("old", "2023-01-01", None)]
    for n in range(300):
        is_asking, leaves = n % 3 == 0, n % 2 == 0
        orders += orders_on(f"c{n}", "2024-06-01", *(() if leaves else ("2024-11-01",)))
        if is_asking:
            # Within the 90 days before 1 October, a quarter before the last day.
            tickets.append(ticket(f"c{n}", "2024-09-01", None, first_replied_at="2024-09-02"))
        tickets.append(ticket(f"c{n}", "2024-10-02", None))
    study = study_of(tickets=tickets, orders=orders)
    found = service_churn(Scope(study, AS_OF, filled=study.filled()))
    assert found.days[0] == date(2024, 10, 1)
    latest = found.requests.set_index("segment")
    assert latest.loc["1", "base"] == 100
    assert latest.loc["1", "value"] == pytest.approx(0.5)


def test_without_a_way_to_see_who_left_it_is_refused() -> None:
    with pytest.raises(NotComputableError):
        service_churn(scope_of(tickets=[ticket("a", "2024-10-01", None)]))


def test_a_question_put_off_for_its_orders_leaves_no_lock_for_its_marks_behind() -> None:
    rows = [{"ticket_id": f"t{n}", "customer_id": f"c{n}", "topic": "refund"} for n in range(40)]
    app = page(opened(study_of(tickets=rows)), "service")
    assert is_sound(app)
    assert [box.value for box in app.info] == []
