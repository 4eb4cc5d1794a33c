"""The index of satisfaction, and what was expected against what was found."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.refusals import NotComputableError, TooFewError
from metrics.satisfaction.expectation_gaps import (
    WHOLE,
    difference_reliability,
    expectation_gaps,
    paired,
)
from metrics.satisfaction.ratings import alpha
from metrics.satisfaction.response_surface import surface
from metrics.satisfaction.satisfaction_index import blocks, satisfaction_index
from metrics.satisfaction.scores import (
    instruments,
    instruments_of_marks,
    mean_score,
    score_shares,
)
from tests.house import DATASETS
from tests.opened_pages import is_sound, opened, page, say, texts
from tests.read_in import read_in
from tests.studies import scope_of
from ui.labels import mark_called

MOBI = DATASETS / "survey_ecsi_mobi" / "mobi.csv"


def mark(who: str, kind: str, item: str, score: float, day: str = "2024-05-01") -> dict[str, Any]:
    return {
        "customer_id": who,
        "answered_at": pd.Timestamp(day),
        "instrument": kind,
        "item": item,
        "score": float(score),
        "scale_min": 1.0,
        "scale_max": 5.0,
    }


def content(count: int) -> Scope:
    """Of ten customers six give 5 and 4 to the two questions, four give 1 and 2."""
    rows = []
    for n in range(count):
        is_high = n % 10 < 6
        rows.append(mark(f"c{n}", "csat", "whole", 5 if is_high else 1))
        rows.append(mark(f"c{n}", "fulfilment", "ideal", 4 if is_high else 2))
    return scope_of(survey_responses=rows)


def test_the_index_weighs_questions_by_the_first_component_and_says_so() -> None:
    found = satisfaction_index(content(100))
    # Means 60 and 55; the second spreads half as wide, so it weighs twice as much.
    weights = found.questions.set_index("item")["weight"]
    assert weights.to_dict() == pytest.approx({"whole": 1 / 3, "ideal": 2 / 3})
    assert (found.value, found.equal) == pytest.approx((60 / 3 + 55 * 2 / 3, 57.5))
    # The variances are 4 : 1 and that of the sum 9.
    assert (found.alpha, found.extracted) == pytest.approx((2 * (1 - 5 / 9), 1.0))
    assert found.low < found.value < found.high
    assert (found.base, found.left_out) == (100, 0)


def test_an_index_is_refused_for_one_question_and_below_a_hundred_customers() -> None:
    one = scope_of(survey_responses=[mark("a", "csat", "whole", 3)])
    with pytest.raises(NotComputableError, match="one_question"):
        satisfaction_index(one)
    with pytest.raises(TooFewError) as refusal:
        satisfaction_index(content(99))
    assert (refusal.value.need, refusal.value.have) == (100, 99)


def test_alpha_is_one_for_questions_that_say_the_same_and_unknown_for_one() -> None:
    same = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])
    assert alpha(same) == pytest.approx(1.0)
    assert np.isnan(alpha(same[:, :1]))


def test_each_kind_of_question_has_its_index_with_its_interval() -> None:
    found = blocks(content(100)).set_index("kind")
    assert found["value"].to_dict() == pytest.approx({"csat": 60.0, "fulfilment": 55.0})
    # t with 99 degrees of freedom: 1.9842 × 100 · √(.24 · 100/99) / 10.
    assert found.loc["csat", "high"] - 60 == pytest.approx(1.98422 * 4.92366, abs=1e-3)


def disappointed(count: int) -> Scope:
    """All expect 5 of speed and 3 of price; half find 3 of speed, half 4, and all 3 of price."""
    rows = []
    for n in range(count):
        speed = 3 + n % 2
        marks = {"expected": (5, 3), "perceived": (speed, 3), "desired": (5, 4)}
        for kind, (fast, cheap) in marks.items():
            rows += [mark(f"c{n}", kind, "speed", fast), mark(f"c{n}", kind, "price", cheap)]
    return scope_of(survey_responses=rows)


def test_a_gap_is_the_mean_difference_of_the_same_customers_with_a_paired_interval() -> None:
    found = expectation_gaps(disappointed(50)).rows.set_index("item")
    speed = found.loc["speed"]
    assert (speed["expected"], speed["perceived"], speed["gap"]) == (100.0, 62.5, -37.5)
    # Half are 12.5 above, half below: 12.5 · √(50/49) / √50 by 2.00958.
    assert speed["high"] - speed["gap"] == pytest.approx(2.00958 * 12.5 / 7, abs=1e-4)
    assert (found.loc["price", "gap"], found.loc["price", "wish"]) == (0.0, -25.0)
    assert (found.loc[WHOLE, "gap"], found.loc[WHOLE, "wish"]) == (-18.75, -31.25)
    assert found["base"].eq(50).all()


def test_gaps_are_refused_below_fifty_pairs_and_without_any_expectation() -> None:
    with pytest.raises(TooFewError):
        expectation_gaps(disappointed(49))
    found_only = scope_of(survey_responses=[mark("a", "perceived", "speed", 3)])
    with pytest.raises(NotComputableError, match="no_expectations"):
        expectation_gaps(found_only)


def test_expectations_told_after_the_experience_are_counted() -> None:
    rows = [mark(f"c{n}", "perceived", "speed", 3, "2024-05-01") for n in range(50)]
    for n in range(50):
        day = "2024-01-01" if n < 40 else "2024-06-01"
        rows.append(mark(f"c{n}", "expected", "speed", 4, day))
    assert expectation_gaps(scope_of(survey_responses=rows)).late_share == 0.2


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        (["speed", "price"], ["speed", "price"], ["speed", "price"]),
        (["found_speed", "found_price"], ["hoped_speed", "hoped_price"], ["speed", "price"]),
        (["感知可靠性", "感知移情性"], ["期望可靠性", "期望移情性"], ["可靠性", "移情性"]),
        (["P1", "P2", "P3"], ["E1", "E2", "E3"], ["1", "2", "3"]),
        (["PERQ1", "PERQ2", "PERQ3"], ["CUEX1", "CUEX2"], []),
        (["Reliability", "Responsiveness"], ["Reliability", "Respect"], ["Reliability"]),
    ],
)
def test_parts_are_paired_by_what_their_headers_do_not_share(
    one: list[str], other: list[str], parts: list[str]
) -> None:
    found = paired(pd.DataFrame(columns=one), pd.DataFrame(columns=other))
    assert found == parts


def test_the_difference_of_two_reliable_measures_is_less_reliable() -> None:
    assert difference_reliability(0.8, 0.8, 0.5) == pytest.approx(0.6)


def test_a_surface_finds_the_coefficients_that_made_it() -> None:
    chance = np.random.default_rng(3)
    expected, perceived = chance.integers(0, 11, (2, 600)) * 10.0
    e, p = (expected - 50) / 50, (perceived - 50) / 50
    bare = 50 + 15 * (p - e)
    curved = bare + 8 * p - 6 * p**2 + 4 * e * p
    found = surface(expected, perceived, curved)
    told = found.coefficients.set_index("term")["value"]
    assert told[:6].tolist() == pytest.approx([50, -15, 23, 0, 4, -6], abs=1e-9)
    # Both together: −15 + 23 and 0 + 4 − 6; found over expected: 23 + 15 and 0 − 4 − 6.
    assert told[6:].tolist() == pytest.approx([8, -2, 38, -10])
    assert found.r_squared == pytest.approx(1.0)
    assert found.p < 0.001
    noisy = surface(expected, perceived, bare + chance.normal(0, 5, 600))
    assert noisy.p > 0.05


def test_the_mean_of_a_score_counts_a_customer_as_one_draw() -> None:
    rows = [mark("a", "csat", "whole", 5), mark("a", "csat", "again", 5)]
    rows += [mark("b", "csat", "whole", 2), mark("c", "csat", "whole", 4)]
    found = mean_score(scope_of(survey_responses=rows), "csat")
    assert found is not None
    # Residuals by customer 2·(5−4), 2−4, 4−4: √(8 · 3/2) / 4 by t(2) = 4.3027.
    assert (found.value, found.base, found.customers) == (4.0, 4, 3)
    assert found.high - 4 == pytest.approx(4.30265 * np.sqrt(12) / 4, abs=1e-4)


@pytest.mark.parametrize(
    ("kinds", "parts"),
    [
        (("expected", "perceived"), (" speed", " price", " help")),
        (("期望", "感知"), ("_速度", "_价格", "_服务")),
    ],
)
def test_a_sheet_with_a_column_for_each_part_and_kind_is_read_and_paired(
    tmp_path: Path, kinds: tuple[str, str], parts: tuple[str, ...]
) -> None:
    names = [kind + part for kind in kinds for part in parts]
    lines = [f"C{n:04},{','.join(str(1 + (n + k) % 7) for k in range(6))}" for n in range(60)]
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("\n".join([",".join(["customer_id", *names]), *lines]), encoding="utf-8")
    found = expectation_gaps(read_in(sheet))
    assert [item for item in found.rows["item"] if item] == [part[1:] for part in sorted(parts)]
    assert found.unpaired == ()


@pytest.mark.skipif(not MOBI.exists(), reason="needs ../shared/datasets")
def test_the_mobile_phone_survey_shows_its_index_and_its_gap_on_the_whole() -> None:
    scope = read_in(MOBI)
    found = satisfaction_index(scope)
    plain = pd.read_csv(MOBI)[["CUSA1", "CUSA2", "CUSA3"]]
    assert found.equal == pytest.approx(((plain - 1) / 9 * 100).to_numpy().mean())
    assert (round(found.value, 1), found.base) == (72.6, 250)
    # CCSI's six: image, what was expected, quality, value, satisfaction, loyalty; and complaints.
    kinds = blocks(scope).set_index("kind")
    latent = ["attitude", "expected", "perceived", "value", "csat", "complaint", "intention"]
    assert kinds.index.tolist() == latent
    value = pd.read_csv(MOBI)[["PERV1", "PERV2"]]
    assert kinds.loc["value", "value"] == pytest.approx(((value - 1) / 9 * 100).to_numpy().mean())
    assert kinds.loc[["perceived", "value"], "questions"].tolist() == [7, 2]
    assert round(kinds.loc["intention", "value"], 1) == 63.4
    gaps = expectation_gaps(scope)
    assert gaps.unpaired == ("CUEX1", "CUEX2", "CUEX3")
    app = page(opened(scope.study), "expectations")
    assert is_sound(app)
    assert any(text.startswith("The index is **72.6**") for text in texts(app))
    app.session_state["questionnaire"] = "expectation_gaps"
    assert is_sound(app.run())
    names = "CUEX1, CUEX2, CUEX3"
    assert any(say("gap.unpaired", names=names) in text for text in texts(app))


def test_the_spread_over_a_scale_is_worked_by_hand() -> None:
    """Of four marks from 1 to 5 two are a 4; one on another scale, and an empty one, count not.

    Wilson's ends of 2 of 4: (2 + 1.92 ∓ 1.96 √(1 + .96)) ÷ (4 + 3.84), .150 and .850.
    """
    marks = [(1, 1, 5), (4, 1, 5), (4, 1, 5), (5, 1, 5), (9, 0, 10), (None, 1, 5)]
    rows = [
        {
            "customer_id": f"c{n}",
            "instrument": "csat",
            "score": None if mark is None else float(mark),
            "scale_min": float(low),
            "scale_max": float(high),
        }
        for n, (mark, low, high) in enumerate(marks)
    ]
    found = score_shares(scope_of(survey_responses=rows), "csat").set_index("score")
    assert found["base"].to_dict() == {1: 1, 2: 0, 3: 0, 4: 2, 5: 1}
    assert found["value"].to_dict() == {1: 0.25, 2: 0.0, 3: 0.0, 4: 0.5, 5: 0.25}
    assert found.loc[4, ["low", "high"]].tolist() == pytest.approx([0.150, 0.850], abs=1e-3)
    assert found.loc[2, ["low", "high"]].tolist() == pytest.approx([0.0, 0.490], abs=1e-3)


def test_a_scale_of_a_hundred_is_spread_over_ten_bands() -> None:
    """Bands of ten whole marks from 0–9 on, of which the last has the hundred too."""
    rows = [
        {"customer_id": f"c{n}", "instrument": "csat", "score": mark, "scale_min": 0.0}
        | {"scale_max": 100.0}
        for n, mark in enumerate([0.0, 9.9, 10.0, 99.0, 100.0])
    ]
    scope = scope_of(survey_responses=rows)
    found = score_shares(scope, "csat")
    assert [mark_called(row) for row in found.to_dict("records")][::9] == ["0–9", "90–100"]
    assert found["base"].tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (instruments(scope), instruments_of_marks(scope)) == (["csat"], [])


@pytest.mark.parametrize(
    ("lowest", "highest", "marks"),
    [
        (1, 12, [str(mark) for mark in range(1, 13)]),
        (1, 50, [f"{mark}–{mark + 4}" for mark in range(1, 50, 5)]),
        (1, 25, ["1–3", "4–6", "7–9", "10–12", "13–15", "16–18", "19–21", "22–25"]),
    ],
)
def test_each_column_of_a_scale_holds_whole_marks(
    lowest: int, highest: int, marks: list[str]
) -> None:
    """Every mark given once: as many answers in each column as it names marks."""
    rows = [
        {"customer_id": f"c{mark}", "instrument": "csat", "score": float(mark)}
        | {"scale_min": float(lowest), "scale_max": float(highest)}
        for mark in range(lowest, highest + 1)
    ]
    found = score_shares(scope_of(survey_responses=rows), "csat")
    assert [mark_called(row) for row in found.to_dict("records")] == marks
    assert found["base"].tolist() == (found["until"] - found["score"] + 1).tolist()
