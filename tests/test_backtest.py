"""A forecast held against what came."""

from datetime import date

import pandas as pd
import pytest

from metrics.buying.backtest import backtest
from tests.published import cdnow, scope_over


def test_the_forecast_of_cdnow_was_a_seventh_too_low_as_published() -> None:
    # 1,882 purchases came in weeks 40 to 78, of which BG/NBD had foretold 1,653.
    found = backtest(cdnow("sample"), horizon=39, times=1)
    assert found["as_of"].tolist() == [date(1997, 9, 30)]
    row = found.iloc[0]
    assert (row["customers"], row["bought"]) == (2357, 1882)
    assert row["expected"] == pytest.approx(1653, abs=1)
    assert row["ratio"] == pytest.approx(1882 / 1653, abs=0.001)
    assert row["buyers"] < row["bought"]
    assert row["buyers_expected"] == pytest.approx(row["buyers"], rel=0.15)


def test_days_before_there_was_a_business_are_left_out() -> None:
    found = backtest(cdnow("sample"), horizon=26, times=6)
    # 1998-06-30 less 182 days; another 182 days before, 1997-07-01; the next lies before 1997.
    assert found["as_of"].tolist() == [date(1997, 12, 30), date(1997, 7, 1)]


def test_nothing_is_foretold_from_nothing() -> None:
    found = backtest(scope_over(date(2024, 1, 1)), horizon=10)
    assert found.empty
    assert "ratio" in found
    one = pd.DataFrame({"customer_id": ["a"], "ordered_at": [pd.Timestamp("2023-01-01")]})
    assert backtest(scope_over(date(2024, 1, 1), orders=one), horizon=10).empty
