"""The drift of risks, worked by hand."""

import numpy as np
import pytest

from metrics.risk.risk_drift import drift

EVEN = np.arange(1, 1001) / 1000


def test_risks_spread_as_before_have_not_drifted() -> None:
    found = drift(EVEN, EVEN)
    assert found is not None
    assert found.psi == 0
    # χ² with nine degrees, 16.919, times 1/1000 + 1/1000.
    assert found.by_chance == pytest.approx(0.033838, abs=1e-5)
    assert found.verdict == "same"


@pytest.mark.parametrize(
    ("low", "high", "psi", "verdict"),
    [
        # .05 · (ln 1.1 − ln .9): the five upper bands gain a tenth, the five lower ones lose it.
        (450, 550, 0.0100, "same"),
        (400, 600, 0.0405, "slight"),
        (300, 700, 0.1695, "some"),
        (250, 750, 0.2747, "large"),
    ],
)
def test_risks_that_move_to_the_upper_half_drift_by_as_much_as_worked_out(
    low: int, high: int, psi: float, verdict: str
) -> None:
    lower, upper = EVEN[:500], EVEN[500:]
    now = np.concatenate([lower[np.arange(low) * 500 // low], upper[np.arange(high) * 500 // high]])
    found = drift(EVEN, now)
    assert found is not None
    assert found.psi == pytest.approx(psi, abs=0.005)  # Half a customer in each band.
    assert (found.verdict, found.then, found.now) == (verdict, 1000, 1000)


def test_too_few_customers_do_not_pass_for_sameness() -> None:
    few = EVEN[::20]
    found = drift(few, few)
    assert found is not None
    # 16.919 · (1/50 + 1/50).
    assert found.by_chance == pytest.approx(0.677, abs=1e-3)
    assert found.verdict == "untold"


def test_risks_that_were_all_alike_tell_no_drift() -> None:
    assert drift(np.full(50, 0.2), EVEN) is None
    assert drift(EVEN, np.array([])) is None
