"""What a relationship survey of the demo company found, on scales of 1 to 7 or, of features, 5."""

from collections.abc import Iterator

import numpy as np

from data.demo_company.asked import Asked
from data.demo_company.calendar import Real
from data.demo_company.kano import features
from data.demo_company.people import SERVICE, People

_EXPECTED = np.array([5.9, 5.7, 5.5, 5.2, 5.1])
_PERCEIVED = np.array([5.3, 4.9, 5.4, 5.0, 5.6])
_DESIRED = np.array([6.6, 6.5, 6.3, 6.0, 5.8])
_IMPORTANT = np.array([6.1, 5.8, 5.6, 5.2, 4.7])
_NEEDS = np.array([5.6, 5.1, 4.6, 5.2, 5.4])
_TRUST = np.array([5.4, 5.6, 5.0])
_FULFILLED = np.array([4.9, 4.3])


def opinions(
    people: People, asked: Asked, random: np.random.Generator
) -> Iterator[tuple[str, str, Real]]:
    """Instrument, list of its items and scores: one row per questionnaire, one column per item."""
    felt = asked.felt[:, None]
    interest = people.involvement[asked.who][:, None]
    is_demanding = (people.style[asked.who] == SERVICE)[:, None]
    is_inert = people.is_inert[asked.who][:, None]
    own = random.normal(0, 0.6, (asked.who.size, 1))

    def scored(level: Real) -> Real:
        noise = random.normal(0, 0.6, level.shape)
        return np.asarray(np.clip(np.rint(level + noise), 1, 7))

    yield "expected", "servqual", scored(_EXPECTED + 0.35 * is_demanding + own)
    yield "perceived", "servqual", scored(_PERCEIVED + 0.8 * felt + asked.quirks)
    yield "desired", "servqual", scored(_DESIRED + 0.4 * own)
    yield "importance", "servqual", scored(_IMPORTANT + 0.3 * is_demanding + 0.3 * own)
    yield "need", "need", scored(_NEEDS + 0.7 * felt + 0.5 * own)
    yield "trust", "trust", scored(_TRUST + 0.9 * felt + 0.4 * own)
    liking = np.where(is_inert, 4.2 + 0.4 * felt, 5.8 + 0.8 * felt) + 0.4 * own
    yield "attitude", "attitude", scored(liking + np.zeros(2))
    yield "involvement", "involvement", scored(4.2 + 1.3 * interest + np.zeros(2))
    intends = np.where(is_inert, 5.0 + 0.2 * felt, 5.0 + 1.0 * felt)
    yield "intention", "intention", scored(intends + np.array([0.3, -0.4]))
    yield "fulfilment", "fulfilment", scored(_FULFILLED + 0.9 * felt + 0.3 * asked.quirks[:, :1])
    having, lacking = features(asked.who.size, random)
    yield "kano_with", "feature", having
    yield "kano_without", "feature", lacking
