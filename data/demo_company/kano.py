"""What customers of the demo company say of having a feature, and of going without it."""

from typing import Final

import numpy as np

from data.demo_company.calendar import Real, Whole

# Shares of customers to whom each feature is taken for granted, better the more of it, a delight,
# all the same, or unwelcome; in the order of the features' words.
_MEANT: Final = np.array(
    [
        [0.56, 0.22, 0.06, 0.15, 0.01],
        [0.12, 0.52, 0.22, 0.13, 0.01],
        [0.04, 0.16, 0.54, 0.24, 0.02],
        [0.03, 0.06, 0.24, 0.63, 0.04],
        [0.01, 0.02, 0.05, 0.36, 0.56],
    ]
)
_LIKED, _DISLIKED = 5, 1
# Taken for granted, all the same, or to be put up with.
_BETWEEN = np.array([4, 3, 2])


def features(size: int, random: np.random.Generator) -> tuple[Real, Real]:
    """Answers from 5 (I like it) to 1 (I dislike it): with each feature, and without it."""
    limits = _MEANT.cumsum(axis=1)
    drawn = random.random((size, len(_MEANT), 1))
    meant: Whole = (drawn > limits).sum(axis=2)
    must, more, delight, unwelcome = (meant == kind for kind in (0, 1, 2, 4))
    between = random.choice(_BETWEEN, (2, size, len(_MEANT)), p=[0.3, 0.5, 0.2])
    having = np.where(more | delight, _LIKED, between[0])
    lacking = np.where(must | more, _DISLIKED, np.where(unwelcome, _LIKED, between[1]))
    return having.astype(float), lacking.astype(float)
