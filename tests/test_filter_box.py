"""What the box above every page filters by."""

import pandas as pd

from data.store import Study
from tests.opened_pages import count_of, opened, page
from ui.links import Chip


def test_those_without_a_value_can_be_let_in() -> None:
    study = Study()
    ids = [f"c{number}" for number in range(10)]
    cities = pd.Series(["Wuhan"] * 7 + [None] * 3, dtype="str")
    study.keep("customers", pd.DataFrame({"customer_id": ids, "city": cities}))
    app = page(opened(study), "segments")
    app.session_state["filter"] = True
    app.run()
    app.selectbox(key="filter_dimension").set_value("city").run()
    values = app.multiselect(key="filter_values_city")
    values.set_value([option for option in values.options if option != "Wuhan"]).run()
    app.button(key="filter_apply").click().run()
    assert app.session_state["choices"].chips == (Chip("city", None),)
    assert count_of(app) == 3
