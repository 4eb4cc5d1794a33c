"""Themes told by a reader of comments that learned them from labels, where there are enough.

Words find a theme only where its words stand. Whoever corrects the themes of some comments teaches
one model for each theme and language, of the same kind as reads how content a comment sounds.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.comments.sentiment import EACH_NEEDED, Reader, cut_of, judged, learned, tried
from metrics.comments.signs import sign_counts
from metrics.comments.written import BOUNDS, MARKED, comments
from metrics.scope import Scope
from metrics.statistics.forecast_quality import Quality
from metrics.statistics.intervals import Numbers

Labels = tuple[tuple[str, tuple[str, ...]], ...]
"""Comments as they were written, each with the themes that it was said to speak of."""

SHOWN = 10


class Lesson(NamedTuple):
    """How well a theme was learned in one language, from so many labelled comments.

    `quality` is how well it told those `with_theme` on comments `since` a day, or of other
    customers, that it had not seen; from `cut` on a comment speaks of the theme.
    """

    theme: str
    language: str
    labelled: int
    with_theme: int
    quality: Quality | None
    since: date | None
    reader: Reader
    cut: float

    @property
    def is_used(self) -> bool:
        """Whether it told the theme better than a coin, so that it stands for the words."""
        return self.quality is not None and not self.quality.is_guess


class Taught(NamedTuple):
    """The labels, and what could be learned from them."""

    labels: Labels = ()
    lessons: tuple[Lesson, ...] = ()

    @property
    def themes(self) -> frozenset[str]:
        """Those that are told by what was learned, in one language or more."""
        return frozenset(lesson.theme for lesson in self.lessons if lesson.is_used)

    def corrected(self, rows: pd.DataFrame, names: Sequence[str], speaks: np.ndarray) -> np.ndarray:
        """Which comments speak of which theme: by its words, unless it was learned well.

        `rows` have comment and language; a labelled comment keeps its label.
        """
        told, said = speaks.copy(), dict(self.labels)
        used = [lesson for lesson in self.lessons if lesson.is_used and lesson.theme in names]
        for language in {lesson.language for lesson in used}:
            own = np.flatnonzero(rows["language"] == language)
            texts = rows["comment"].iloc[own].tolist()
            counts = sign_counts(texts, language)
            for lesson in used:
                if lesson.language == language:
                    sounds = lesson.reader.chance(counts) >= lesson.cut
                    told[own, names.index(lesson.theme)] = [
                        lesson.theme in said[text] if text in said else heard
                        for text, heard in zip(texts, sounds, strict=True)
                    ]
        return told


def taught(scope: Scope, labels: Labels) -> Taught:
    """What the labels teach: themes with 30 comments labelled so, and 30 not, in a language."""
    rows = comments(scope).drop_duplicates("comment")
    said = dict(labels)
    rows = rows[rows["comment"].isin(said)]
    names = sorted({name for themes in said.values() for name in themes})
    lessons = []
    for language, own in rows.groupby("language", observed=True):
        counts = sign_counts(own["comment"].tolist(), str(language))
        for name in names:
            has = np.array([name in said[comment] for comment in own["comment"]], float)
            if min(has.sum(), (1 - has).sum()) >= EACH_NEEDED:
                lessons.append(_lesson(own, counts, has, name))
    return Taught(labels, tuple(lessons))


def _lesson(rows: pd.DataFrame, counts: object, has: Numbers, name: str) -> Lesson:
    chance, since = tried(rows, counts, has)
    seen = np.isfinite(chance)
    return Lesson(
        theme=name,
        language=str(rows["language"].iloc[0]),
        labelled=len(rows),
        with_theme=int(has.sum()),
        quality=judged(has[seen], chance[seen]),
        since=since,
        reader=learned(counts, has),
        cut=cut_of(has[seen], chance[seen]),
    )


def to_label(scope: Scope, labels: Labels, words: str, most: int = SHOWN) -> list[str]:
    """Comments drawn by lot from those not labelled yet, the same ones until they are.

    Half of them from those in which `words`, a pattern, are found: most themes are rare.
    """
    found = scope.frame(
        f"""with {MARKED},
texts as (
  -- one row per text: its lot, and whether it holds the words
  select distinct comment, md5(comment) as lot, regexp_matches(lower(comment), $words) as is_told
  from comments where comment not in (select unnest($labelled))
),
drawn as (
  -- one row per text: its place among those that hold the words, or that do not
  select *, row_number() over (partition by is_told order by lot) as place from texts
)
select comment from drawn order by is_told and 2 * place <= $most desc, lot limit $most""",
        **BOUNDS,
        words=words,
        labelled=[comment for comment, _ in labels] or [""],
        most=most,
    )
    return [str(comment) for comment in found["comment"]]
