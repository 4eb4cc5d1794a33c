"""What stands in the place of a trend where there is none."""

import pandas as pd

from data.store import Study
from tests.opened_pages import is_sound, opened, page, say


def test_contracts_without_dates_beside_dated_orders_name_the_column_that_a_trend_lacks() -> None:
    study = Study()
    study.keep("customers", pd.DataFrame({"customer_id": ["a", "b"]}))
    bought = pd.DataFrame({"customer_id": ["a"], "ordered_at": [pd.Timestamp("2026-01-05")]})
    study.keep("orders", bought)
    left = pd.DataFrame({"customer_id": ["a", "b"], "is_ended": [True, False]})
    study.keep("subscriptions", left)
    app = page(opened(study), "churn")
    assert is_sound(app)
    column = say(
        "passport.column_of", column=say("column.started_on"), table=say("table.subscriptions")
    )
    said = next(m.value for m in app.markdown if say("churn.moved.title") in m.value)
    assert say("unanswered.line", question=say("churn.moved.title"), columns=column) in said
