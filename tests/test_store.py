"""What a study remembers of its answers, and what it must not."""

import pandas as pd

from data.store import Study

_COUNT = "select count(*) as order_count from orders"


def test_an_answer_given_while_rows_are_being_added_is_not_remembered() -> None:
    study = Study()
    rows = pd.DataFrame({"customer_id": ["a"], "ordered_at": [pd.Timestamp("2026-01-05")]})
    with study.lent("incoming", rows) as cursor:
        assert study.frame(_COUNT)["order_count"].tolist() == [0]
        listed = "customer_id, ordered_at"
        cursor.execute(f"insert into orders ({listed}) select {listed} from incoming").fetchall()
    assert study.frame(_COUNT)["order_count"].tolist() == [1]


def test_a_remembered_answer_does_not_change_with_the_frame_handed_out() -> None:
    study = Study()
    first = study.frame(_COUNT)
    first["order_count"] = 7
    first.loc[0, "order_count"] = 8
    assert study.frame(_COUNT)["order_count"].tolist() == [0]
