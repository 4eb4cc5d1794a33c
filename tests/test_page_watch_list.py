"""The list to work through, as it stands on screen."""

from typing import Any

from tests.opened_pages import is_sound, opened, page
from tests.screen import texts
from tests.studies import study_of

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
