"""Which parts of an experience go with satisfaction, from answers to the page and the report."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.refusals import NotComputableError
from metrics.satisfaction.drivers import drivers, drivers_of
from metrics.satisfaction.experiences import (
    Outcome,
    experiences,
    kinds,
    outcomes,
    says_how_content,
)
from metrics.stated.models import models
from metrics.statistics.drawn_anew import drawn_anew
from report import main
from tests.house import DATASETS
from tests.opened_pages import is_sound, opened, page, say, texts
from tests.studies import scope_of, study_of

AIRLINE = DATASETS / "airline_satisfaction" / "test.csv"


def mark(who: str, instrument: str, item: str, score: float, day: str) -> dict[str, Any]:
    return {
        "customer_id": who,
        "answered_at": pd.Timestamp(day),
        "instrument": instrument,
        "item": item,
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
    }


def rated(count: int) -> list[dict[str, Any]]:
    """Customers whose satisfaction follows speed, not price, both rated twice as often low."""
    chance = np.random.default_rng(5)
    rows = []
    for n in range(count):
        speed, price = chance.integers(1, 6), chance.integers(3, 6)
        marks = {"perceived": {"speed": speed, "price": price}, "csat": {"whole": speed}}
        rows += [
            mark(f"c{n}", kind, item, float(score), "2024-05-01")
            for kind, items in marks.items()
            for item, score in items.items()
        ]
    return rows


def test_the_latest_rating_stands_beside_the_mark_nearest_to_it() -> None:
    scope = scope_of(
        survey_responses=[
            mark("a", "perceived", "speed", 1, "2024-01-01"),
            mark("a", "perceived", "speed", 4, "2024-06-01"),
            mark("a", "csat", "whole", 1, "2024-01-01"),
            mark("a", "csat", "whole", 5, "2024-06-02"),
            mark("a", "csat", "whole", 2, "2024-09-01"),
            mark("b", "perceived", "speed", 2, "2024-06-01"),
            mark("c", "csat", "whole", 5, "2024-06-01"),
        ]
    )
    found = experiences(scope, "perceived", Outcome("csat"))
    # 4 of 1 to 5 is 75 of 100; b said nothing of the whole, c rated no part.
    assert found.ratings.to_dict("index") == {"a": {"speed": 75.0}}
    assert found.outcome.to_dict() == {"a": 100.0}


def test_a_part_that_fewer_than_half_rated_is_left_out_and_named() -> None:
    whole = [mark(who, "csat", "whole", 3, "2024-06-01") for who in "abc"]
    speed = [mark(who, "perceived", "speed", 3, "2024-06-01") for who in "abc"]
    lounge = [mark("a", "perceived", "lounge", 3, "2024-06-01")]
    scope = scope_of(survey_responses=whole + speed + lounge)
    found = experiences(scope, "perceived", Outcome("csat"))
    assert (found.rarely_rated, [*found.ratings]) == (("lounge",), ["speed"])


def test_a_column_with_two_values_can_be_explained_where_no_mark_is_asked_for() -> None:
    rows = [
        mark(who, "perceived", item, 4, "2024-06-01") for who in "ab" for item in ("speed", "price")
    ]
    told = [
        {"customer_id": "a", "name": "happy", "value": "yes"},
        {"customer_id": "b", "name": "happy", "value": "no"},
        {"customer_id": "a", "name": "same", "value": "x"},
    ]
    study = study_of(survey_responses=rows, attributes=told)
    scope = scope_of(survey_responses=rows, attributes=told)
    scope = type(scope)(study, scope.as_of, filled=study.filled())
    assert kinds(scope) == ["perceived"]
    (only,) = outcomes(scope)
    assert only == Outcome("happy", ("no", "yes"))
    assert says_how_content(only)
    assert says_how_content(Outcome("nps"))
    assert not says_how_content(Outcome("Type of Travel", ("Business travel", "Personal Travel")))
    assert experiences(scope, "perceived", only).outcome.to_dict() == {"a": 100.0, "b": 0.0}
    with pytest.raises(NotComputableError):
        experiences(scope, "need", only)


def test_means_drawn_anew_spread_as_means_do_with_few_customers_and_with_many() -> None:
    chance = np.random.default_rng(1)
    for rows in (400, 20_000):
        values = chance.normal([3.0, 5.0], [1.0, 2.0], (rows, 2))
        found = drawn_anew(values, 2000)
        expected = values.std(axis=0) / np.sqrt(rows)
        assert found.means.mean(axis=0) == pytest.approx(values.mean(axis=0), abs=0.01)
        assert found.means.std(axis=0) == pytest.approx(expected, rel=0.08)
        # The correlation of what is independent varies by 1 / √n.
        spread = found.correlations[:, 0, 1].std()
        assert spread == pytest.approx(1 / np.sqrt(rows), rel=0.08)


def test_what_matters_and_is_done_badly_comes_first_and_what_lies_on_a_line_is_undetermined() -> (
    None
):
    chance = np.random.default_rng(2)
    # Means 40, 80, 60 and weights 3, 1, 2: the third lies where the lines cross.
    marks = chance.normal([40, 80, 60], 10, (2000, 3))
    noise = chance.normal(0, 5, 2000)
    rows = pd.DataFrame(marks, columns=["poor", "good", "middling"])
    weights = np.sqrt([0.5, 1 / 6, 1 / 3])
    found = drivers(rows.assign(whole=marks @ weights + noise), "whole", [*rows]).table
    placed = found.set_index("driver")["priority"].to_dict()
    assert placed == {"poor": "focus", "good": "ease", "middling": "undetermined"}
    assert found["performance"].round().tolist() == pytest.approx([40, 60, 80], abs=1)
    assert found["share"].tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 6], abs=0.05)


def test_of_many_drivers_johnsons_weights_stand_in() -> None:
    marks = np.random.default_rng(3).normal(size=(400, 16))
    rows = pd.DataFrame(marks, columns=[f"item {n}" for n in range(16)])
    names = [*rows]
    found = drivers(rows.assign(whole=marks[:, 0] + marks[:, 1]), "whole", names, draws=20)
    assert not found.is_exact
    assert found.table["importance"].to_numpy() == pytest.approx(found.table["relative_weight"])
    assert found.r_squared == pytest.approx(1)


def test_the_page_and_the_report_say_the_same_of_the_strongest_driver() -> None:
    study = study_of(survey_responses=rated(250))
    app = page(opened(study), "satisfaction")
    assert is_sound(app)
    spoken = "\n".join(texts(app))
    assert "**speed** has the largest part in it" in spoken
    scope = scope_of(survey_responses=rated(250))
    scope = type(scope)(study, scope.as_of, filled=study.filled())
    facts: Any = models(scope)["drivers"]
    (told,) = facts["outcomes"]
    assert (told["outcome"], told["customers"], told["weights"]) == ("csat", 250, "lmg")
    assert told["drivers"][0]["driver"] == "speed"
    assert told["r_squared"] == pytest.approx(1)


def test_too_few_answers_are_refused_in_the_readers_words() -> None:
    app = page(opened(study_of(survey_responses=rated(199))), "satisfaction")
    need = say("empty.too_few", have="199", need="200", what=say("counted.answers"))
    assert need in texts(app)


@pytest.mark.slow
@pytest.mark.skipif(not AIRLINE.exists(), reason="needs ../shared/datasets")
def test_online_boarding_goes_with_the_satisfaction_of_passengers_most(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([str(AIRLINE)]) == 0
    said = next(line for line in capsys.readouterr().out.splitlines() if "Online boarding" in line)
    # How somebody travels is who they are, not how content: nobody asked to have it explained.
    assert "Type of Travel" not in said
    satisfied = said.split("satisfaction: ")[1]
    assert satisfied.startswith("Online boarding 31.3%")
    assert "49.1% explained, 23,863 customers" in satisfied


def test_drivers_of_an_experience_are_those_of_its_ratings() -> None:
    scope = scope_of(survey_responses=rated(250))
    found = drivers_of(experiences(scope, "perceived", Outcome("csat")))
    assert found.table["driver"].tolist() == ["speed", "price"]
    assert found.table["rank_high"].tolist() == [1, 2]
