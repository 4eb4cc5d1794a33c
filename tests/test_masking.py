"""Who a customer is stays hidden, wherever our tables say that a column tells it."""

import pandas as pd
import pytest

from data.tables import TABLES
from ui.masking import masked

PERSONAL = sorted({c.name for t in TABLES.values() for c in t.columns if c.is_personal})


@pytest.mark.parametrize("column", PERSONAL)
def test_a_column_that_tells_who_somebody_is_is_never_shown_whole(column: str) -> None:
    told = pd.Timestamp("1984-05-17") if column == "birth_on" else "Wang Xiaoming 13812345678"
    shown = masked(pd.DataFrame({column: [told]}))[column].astype(str).iloc[0]
    assert "05-17" not in shown
    assert "aoming" not in shown
    assert "1234567" not in shown
