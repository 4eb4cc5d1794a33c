"""Gauss's function against scipy's where that holds, and against closed forms where it does not."""

import numpy as np
import pytest
from scipy.special import hyp2f1

from metrics.statistics.hypergeometric import gauss, gauss_of_one

SHARES = np.array([0.0, 0.1, 0.5, 0.85, 0.95])


@pytest.mark.parametrize("c", [2.5, 20.0, 39.9, 40.1, 60.0])
def test_both_agree_with_scipy_where_it_does_not_overflow(c: float) -> None:
    lower = np.full_like(SHARES, c)
    upper = np.full_like(SHARES, c - 1.7)
    assert gauss(1.3, 0.4, lower, SHARES) == pytest.approx(hyp2f1(1.3, 0.4, c, SHARES), rel=1e-10)
    expected = hyp2f1(1, c - 1.7, c, SHARES)
    assert gauss_of_one(upper, lower, SHARES) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("c", [50.0, 200.0, 5000.0])
def test_often_is_never_too_often(c: float) -> None:
    z = np.array([0.2, 0.93, 0.999])
    lower = np.full_like(z, c)
    # ₂F₁(1, c; c; z) = 1 / (1 − z), and one lower: ₂F₁(a, 0; c; z) = 1.
    assert gauss_of_one(lower - 1e-12, lower, z) == pytest.approx(1 / (1 - z), rel=1e-9)
    assert gauss(3.1, 0.0, lower, z).tolist() == [1, 1, 1]
    # ₂F₁(−1, b; c; z) = 1 − b z / c.
    assert gauss(-1.0, 2.5, lower, z) == pytest.approx(1 - 2.5 * z / c, rel=1e-12)


def test_a_customer_with_two_hundred_purchases_has_a_value_worked_elsewhere() -> None:
    # Computed with 30 digits: ₂F₁(1, 161; 170; .905) and ₂F₁(−½, −½; 99; .905).
    one = gauss_of_one(np.array([161.0]), np.array([170.0]), np.array([0.905]))
    assert one[0] == pytest.approx(7.07712452569553, rel=1e-12)
    other = gauss(-0.5, -0.5, np.array([99.0]), np.array([0.905]))
    assert other[0] == pytest.approx(1.00228795646177, rel=1e-12)
