"""What a text is made of: how often each short run of signs stands in it.

Runs of signs need no words, so Chinese needs no dictionary. Each run has a place by its hash
(Weinberger et al. 2009), so that nothing is kept but weights and all texts are read at once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

LONGEST_RUN = {"zh": 3, "en": 5}
"""A Chinese word has two signs or so, an English one five."""

PLACES_BITS = 18
_STEP, _SPREAD = np.uint64(1_000_003), np.uint64(0x9E3779B97F4A7C15)
_END = "\0"
_AT_ONCE = 10_000


def sign_counts(texts: Sequence[str], language: str) -> sparse.csr_matrix:
    """One row per text: 1 + log of how often each run of signs stands in it, by its place."""
    parts = range(0, max(len(texts), 1), _AT_ONCE)
    longest = LONGEST_RUN[language]
    return sparse.vstack([_counts(texts[at : at + _AT_ONCE], longest) for at in parts], "csr")


def _counts(texts: Sequence[str], longest: int) -> sparse.csr_matrix:
    signs = _signs(texts)
    is_end = signs == 0
    text = np.cumsum(is_end) - is_end
    rows, places = [], []
    run, is_whole = np.zeros(len(signs), np.uint64), np.ones(len(signs), bool)
    for length in range(1, longest + 1):
        # The run that began here goes on by one sign, unless its text has ended.
        width = len(signs) - length + 1
        added = signs[length - 1 :]
        run, is_whole = run[:width] * _STEP + added, is_whole[:width] & (added != 0)
        rows.append(text[:width][is_whole])
        places.append(_place(run[is_whole]))
    row, place = np.concatenate(rows), np.concatenate(places)
    shape = (len(texts), 1 << PLACES_BITS)
    found = sparse.csr_matrix((np.ones(len(row), np.float32), (row, place)), shape=shape)
    found.sum_duplicates()
    found.data = 1 + np.log(found.data)
    return found


def _signs(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The signs of all texts in one row, each text closed by a nought."""
    plain = (f" {' '.join(text.lower().replace(_END, ' ').split())} " for text in texts)
    joined = "".join(f"{text}{_END}" for text in plain)
    # A lone half of a sign pair has no code of its own.
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32)
    return codes.astype(np.uint64)


def _place(run: NDArray[np.uint64]) -> NDArray[np.int32]:
    mixed = (run ^ (run >> np.uint64(29))) * _SPREAD
    return (mixed >> np.uint64(64 - PLACES_BITS)).astype(np.int32)
