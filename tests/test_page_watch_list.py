"""The list to work through, as it stands on screen."""

from typing import Any

from tests.opened_pages import is_sound, opened, page
from tests.screen import texts
from tests.studies import study_of
from ui.words import words

LEAVING: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"customer_id": f"c{n}", "contract": ["Month-to-month", "Two_years"][n % 2]}
        for n in range(600)
    ],
    "subscriptions": [
        {"customer_id": f"c{n}", "tenure_months": float(1 + n % 40), "is_ended": n % 6 in (0, 2, 3)}
        for n in range(600)
    ],
}


def test_values_stand_in_the_list_as_they_stand_in_the_file() -> None:
    app = page(opened(study_of(**LEAVING)), "watch_list")
    assert is_sound(app)
    cells = [text.text for text in texts(app) if text.part == "cell"]
    assert any("Month-to-month" in cell for cell in cells)
    assert not any("\\" in cell for cell in cells)


def test_where_the_risk_is_no_surer_than_a_coin_the_list_says_so_first_and_promises_nothing() -> (
    None
):
    rows = LEAVING["subscriptions"]
    by_chance = [row | {"is_ended": n // 2 % 2 == 0} for n, row in enumerate(rows)]
    app = page(opened(study_of(**LEAVING | {"subscriptions": by_chance})), "watch_list")
    assert is_sound(app)
    assert [warning.value for warning in app.warning] == [words("en")("watch_list.guess")]
    assert not app.number_input
