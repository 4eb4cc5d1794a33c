"""Who a segment is, against all others: worked by hand on tables made for it."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.comments.theme_members import NO_THEME, WROTE_OF
from metrics.comments.themes import Theme
from metrics.dimensions import dimension_called
from metrics.refusals import TooFewError
from metrics.segments.personas import persona, telling_segment
from metrics.statistics.intervals import wilson
from metrics.statistics.lifts import lift
from tests.opened_pages import is_sound, page, says
from tests.studies import AS_OF, orders_on, study_of

Rows = list[dict[str, Any]]


def customers() -> Rows:
    """A hundred in the north, 40 of them gold; a hundred in the south, 10 of them gold."""
    return [
        {
            "customer_id": f"{region}{n}",
            "region": region,
            "city": f"{region} city {n % 2}",
            "tier": "gold" if n < gold else "plain",
            "gender": "fm"[n % 2],
            "age": 30.0 + n % 20 + (5 if region == "North" else 0),
        }
        for region, gold in (("North", 40), ("South", 10))
        for n in range(100)
    ]


def scope_on(customers: Rows, orders: Rows) -> Scope:
    study = study_of(customers=customers, orders=orders)
    return Scope(study, AS_OF, filled=study.filled())


@pytest.fixture(scope="module")
def north() -> pd.DataFrame:
    orders = [o for n in range(60) for o in orders_on(f"North{n}", "2024-11-05", category="tea")]
    orders += [o for n in range(90) for o in orders_on(f"South{n}", "2024-11-05", category="pots")]
    scope = scope_on(customers(), orders)
    return persona(scope, dimension_called("region"), "North")


def row(rows: pd.DataFrame, field: str, value: str | None = None) -> pd.Series:
    found = rows[(rows["field"] == field) & (rows["value"].eq(value) if value else True)]
    assert len(found) == 1
    return found.iloc[0]


def test_a_trait_is_told_with_its_share_here_and_elsewhere_and_its_lift(
    north: pd.DataFrame,
) -> None:
    gold = row(north, "tier", "gold")
    assert (gold["here"], gold["rest"], gold["base"], gold["rest_base"]) == (0.4, 0.1, 100, 100)
    # 40 of 100 against 50 of 200.
    assert gold["lift"] == pytest.approx(0.4 / 0.25)
    ends = lift(40, 100, 50, 200)
    assert (gold["lift_low"], gold["lift_high"]) == pytest.approx((ends.low, ends.high))
    one, other = wilson(0.4, 100), wilson(0.1, 100)
    low = 0.3 - np.hypot(0.4 - one.low, other.high - 0.1)
    assert gold["difference_low"] == pytest.approx(low)
    assert gold["is_notable"]


def test_what_is_alike_does_not_stand_out_and_what_follows_is_not_told(north: pd.DataFrame) -> None:
    assert not row(north, "gender", "f")["is_notable"]
    # Every city lies in one region.
    assert "city" not in set(north["field"])


def test_means_and_what_is_bought_are_told_too(north: pd.DataFrame) -> None:
    age = row(north, "age")
    assert (age["kind"], age["here"], age["rest"]) == ("number", 44.5, 39.5)
    assert age["is_notable"]
    # Every value of what is bought lies wholly in or out here, which says the region once more.
    assert "bought" not in set(north["field"])


def test_of_a_hundred_fields_of_pure_chance_hardly_any_stands_out() -> None:
    random = np.random.default_rng(11)
    people = [{"customer_id": f"c{n}", "region": "AB"[n % 2]} for n in range(400)]
    told = [
        {"customer_id": f"c{n}", "name": f"field {k}", "value": "xyz"[random.integers(3)]}
        for n in range(400)
        for k in range(100)
    ]
    study = study_of(customers=people, attributes=told)
    scope = Scope(study, AS_OF, filled=study.filled())
    found = persona(scope, dimension_called("region"), "A")
    assert len(found) == 300
    assert found["is_notable"].sum() <= 1
    # Unguarded, one in twenty would have.
    assert (found["p"] < 0.05).sum() >= 5


def test_what_they_write_of_is_told_of_those_who_wrote() -> None:
    words = {"North": [("too dear", 30), ("dear and stale", 10), ("fine", 20)]}
    words["South"] = [("too dear", 10), ("fine", 50)]
    said = [(region, text) for region, told in words.items() for text, n in told for _ in range(n)]
    answers = [
        {"customer_id": f"{region}{n % 60}", "instrument": "csat", "comment": text}
        for n, (region, text) in enumerate(said)
    ]
    study = study_of(customers=customers(), survey_responses=answers)
    scope = Scope(study, AS_OF, filled=study.filled())
    themes = (Theme("cost", ("dear",)), Theme("taste", ("stale",)))
    found = persona(scope, dimension_called("region"), "North", themes)
    cost = row(found, WROTE_OF, "cost")
    # 40 of the 60 who wrote, against 10 of 60; of all who wrote, 50 of 120.
    assert (cost["here"], cost["rest"]) == pytest.approx((40 / 60, 10 / 60))
    assert (cost["base"], cost["rest_base"]) == (60, 60)
    assert cost["lift"] == pytest.approx((40 / 60) / (50 / 120))
    assert cost["is_notable"]
    assert row(found, WROTE_OF, "taste")["here"] == pytest.approx(10 / 60)
    assert row(found, WROTE_OF, NO_THEME)["here"] == pytest.approx(20 / 60)


def test_a_segment_of_a_few_has_no_persona() -> None:
    people = [*customers(), {"customer_id": "alone", "region": "West"}]
    with pytest.raises(TooFewError):
        persona(scope_on(people, []), dimension_called("region"), "West")


def test_hours_are_told_where_they_were_written_down() -> None:
    timed = orders_on("a", "2024-05-01 20:15", "2024-06-01 21:00", "2024-07-01 09:00")
    rows = [*timed, *orders_on("b", "2024-05-01")]
    scope = scope_on([], rows)
    found = scope.frame(dimension_called("usual_hours").members).set_index("customer_id")
    assert found.loc["a", "segment"] == "evening"
    assert pd.isna(found.loc["b", "segment"])


@pytest.mark.parametrize(
    ("counts", "opened"),
    [
        ({"many": 94, "few": 60}, "few"),
        ({"a": 300, "b": 200, "c": 100}, "a"),
        ({None: 500, "a": 60, "b": 40}, "a"),
        ({"all": 400, "some": 29}, None),
        ({"all": 400}, None),
    ],
)
def test_a_card_opens_on_the_largest_segment_that_is_not_most_of_everybody(
    counts: dict[str | None, int], opened: str | None
) -> None:
    sizes = pd.DataFrame(counts.items(), columns=["segment", "customer_count"])
    assert telling_segment(sizes) == opened


def test_a_field_of_two_values_is_told_by_the_one_that_is_more_often_here() -> None:
    found = persona(scope_on(customers(), []), dimension_called("region"), "North")
    assert found.loc[found["field"] == "tier", "value"].tolist() == ["gold"]
    found = persona(scope_on(customers(), []), dimension_called("region"), "South")
    assert found.loc[found["field"] == "tier", "value"].tolist() == ["plain"]


def test_money_is_told_once(north: pd.DataFrame) -> None:
    told = {"net_spend", "historic_revenue"} & set(north["field"])
    assert told == {"historic_revenue"}


def test_the_page_has_a_card_of_a_segment_of_the_demo_company() -> None:
    app = page(name="personas", by="attribute:Shopping preference")
    assert is_sound(app)
    assert says(app, "personas.caution")
    assert app.selectbox[-1].value == "Quality first"


def test_a_day_back_nothing_later_enters() -> None:
    orders = [*orders_on("North1", "2024-11-05"), *orders_on("North1", "2025-02-01")]
    scope = scope_on(customers(), orders)
    early = persona(scope.on(date(2024, 12, 1)), dimension_called("region"), "North")
    again = persona(scope_on(customers(), orders[:1]), dimension_called("region"), "North")
    pd.testing.assert_frame_equal(early, again)
