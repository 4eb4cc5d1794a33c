"""How content each comment sounds, learned from the marks that customers gave with their words.

Signs in short runs, weighted by how rare they are, in a logistic regression: no dictionary, no
model from elsewhere. A mark that was given is never overwritten by what its words sound like.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from metrics.comments.lexicon import rough_chance
from metrics.comments.signs import sign_counts
from metrics.comments.written import comments
from metrics.refusals import NotComputableError
from metrics.scope import Scope
from metrics.statistics.forecast_quality import Quality, quality
from metrics.statistics.intervals import Numbers

SCORED_NEEDED = 300
EACH_NEEDED = 30
"""Comments with a low mark, and with a high one, to learn from and again to be tried on."""

MOST_LEARNED = 5_000
LATER_SHARE = 0.3
FOLDS = 5
SEED = 20_050_708
_HELD_BACK = 10.0
_EVEN = 0.5


class Reader(NamedTuple):
    """What was learned: how rare each run of signs is, and what it weighs."""

    rarity: TfidfTransformer
    line: LogisticRegression

    def chance(self, counts: sparse.csr_matrix) -> Numbers:
        """How likely each comment came with a high mark rather than a low one."""
        return np.asarray(self.line.predict_proba(self.rarity.transform(counts))[:, 1])


@dataclass(frozen=True)
class Sentiment:
    """How one language was read: learned from `scored` comments, or `is_rough`, by word lists.

    `quality` is how well the words told high marks from low ones, on comments `since` a day that
    the reader had not seen, or, without a day, on those of other customers; None where too few.
    """

    language: str
    comments: int
    scored: int
    is_rough: bool
    quality: Quality | None = None
    since: date | None = None

    @property
    def evaluated_on(self) -> str | None:
        """`later` comments, `other_customers`, `all` for a word list, which learned nothing."""
        if self.quality is None:
            return None
        return "all" if self.is_rough else "other_customers" if self.since is None else "later"


class Heard(NamedTuple):
    """`rows` are the comments with `chance`, how content they sound, and `tested`, the same by a
    reader that had not seen them; below `cut` a comment of its language sounds unhappy.
    `languages` says how each was read, the commonest first.
    """

    rows: pd.DataFrame
    languages: tuple[Sentiment, ...]


def heard(scope: Scope) -> Heard:
    """Every comment read; NotComputableError without any."""
    rows = comments(scope)
    if rows.empty:
        raise NotComputableError("no_comments")
    order = rows["language"].value_counts().index
    parts = [
        _read(part, str(name)) for name in order if len(part := rows[rows["language"] == name])
    ]
    read = pd.concat([part for part, _ in parts]).sort_index()
    return Heard(read, tuple(sentiment for _, sentiment in parts))


def is_learnable(content: Numbers) -> bool:
    """Whether enough comments have a clear mark, and enough of them either."""
    return bool(np.isfinite(content).sum() >= SCORED_NEEDED) and _rarer(content) >= EACH_NEEDED


def _read(rows: pd.DataFrame, language: str) -> tuple[pd.DataFrame, Sentiment]:
    content = rows["is_content"].to_numpy(float)
    scored = np.flatnonzero(np.isfinite(content))
    if not is_learnable(content):
        return _roughly(rows, language, content)
    if len(scored) > MOST_LEARNED:
        random = np.random.default_rng(SEED)
        scored = np.sort(random.choice(scored, MOST_LEARNED, replace=False))
    counts = sign_counts(rows["comment"].tolist(), language)
    tested, since = tried(rows.iloc[scored], counts[scored], content[scored])
    reader = learned(counts[scored], content[scored])
    is_tried = np.isfinite(tested)
    record = judged(content[scored][is_tried], tested[is_tried])
    whole = np.full(len(rows), np.nan)
    whole[scored] = tested
    cut = cut_of(content[scored][is_tried], tested[is_tried])
    told = rows.assign(chance=reader.chance(counts), tested=whole, cut=cut)
    number = int(np.isfinite(content).sum())
    return told, Sentiment(language, len(rows), number, False, record, since)


def _roughly(rows: pd.DataFrame, language: str, content: Numbers) -> tuple[pd.DataFrame, Sentiment]:
    chance = rough_chance(rows["comment"], language)
    is_scored = np.isfinite(content)
    # A comment without any of the words is as good as a coin.
    guess = np.where(np.isnan(chance), 0.5, chance)
    record = judged(content[is_scored], guess[is_scored])
    told = rows.assign(chance=chance, tested=chance, cut=_EVEN)
    return told, Sentiment(language, len(rows), int(is_scored.sum()), True, record)


def learned(counts: sparse.csr_matrix, content: Numbers) -> Reader:
    """A reader of comments, from what they are made of and whether their mark was high."""
    rarity = TfidfTransformer()
    line = LogisticRegression(C=_HELD_BACK, solver="liblinear", dual=True, random_state=SEED)
    return Reader(rarity, line.fit(rarity.fit_transform(counts), content))


def tried(
    rows: pd.DataFrame, counts: sparse.csr_matrix, content: Numbers
) -> tuple[Numbers, date | None]:
    """Each comment's chance by a reader who had not seen it; nan for those that were learned from.

    Later comments where days are known, else those of customers left out in turn. What somebody
    wrote in the very words of a comment learned from is no test.
    """
    chance = np.full(len(rows), np.nan)
    since, turns = _turns(rows, content)
    texts = rows["comment"].to_numpy(object)
    for is_own in turns:
        own = np.flatnonzero(is_own & ~rows["comment"].isin(texts[~is_own]).to_numpy())
        if len(own):
            chance[own] = learned(counts[~is_own], content[~is_own]).chance(counts[own])
    return chance, since


def _turns(rows: pd.DataFrame, content: Numbers) -> tuple[date | None, list[NDArray[np.bool_]]]:
    days = pd.to_datetime(rows["answered_at"])
    if days.notna().all():
        since = days.quantile(1 - LATER_SHARE, interpolation="nearest").normalize()
        is_later = (days >= since).to_numpy()
        if all(_rarer(content[part]) >= EACH_NEEDED for part in (is_later, ~is_later)):
            return since.date(), [is_later]
    people, _ = pd.factorize(rows["customer_id"])
    turn = np.random.default_rng(SEED).permutation(people.max() + 1)[people] % FOLDS
    return None, [turn == number for number in range(FOLDS)]


def cut_of(content: Numbers, chance: Numbers) -> float:
    """Where as many comments sound unhappy as came with a low mark, among those it was tried on.

    Content customers are many, so that few comments would fall below an even chance.
    """
    return float(np.quantile(chance, (content == 0).mean())) if len(chance) else _EVEN


def _rarer(content: Numbers) -> int:
    return int(min((content == 0).sum(), (content == 1).sum()))


def judged(content: Numbers, chance: Numbers) -> Quality | None:
    """How good the chances were; None where too few of either were tried."""
    return quality(content, chance) if _rarer(content) >= EACH_NEEDED else None
