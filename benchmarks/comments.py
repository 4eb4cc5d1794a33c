"""How well comments are read from few marks, and how long a large file of them takes."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.comments.sentiment import heard, learned
from metrics.comments.signs import sign_counts
from metrics.comments.themes import standard_themes, themes_said
from metrics.comments.written import comments
from metrics.statistics.forecast_quality import auc_with_variance

FILES = (
    "online_shopping_10_cats/online_shopping_10_cats.zip",
    "chnsenticorp_htl/ChnSentiCorp_htl_all.csv",
    "flipkart_reviews/flipkart_reviews.csv",
    "flipkart_reviews/amazon_alexa.tsv",
)
"""Most of the second stands in the first: each is learned from and tried on by itself."""

LABELS = (100, 300, 1_000, 5_000)
DRAWS = 5
TRIED = 2_000


def held_out(rows: pd.DataFrame, language: str, labels: int, seed: int) -> float:
    """The AUC on up to 2,000 comments by a reader that saw so many others; no text is in both."""
    clear = rows[rows["is_content"].notna()].drop_duplicates("comment")
    order = np.random.default_rng(seed).permutation(len(clear))
    content = clear["is_content"].to_numpy(float)
    counts = sign_counts(clear["comment"].tolist(), language)
    known, tried = order[:labels], order[labels : labels + TRIED]
    chance = learned(counts[known], content[known]).chance(counts[tried])
    return auc_with_variance(content[tried], chance)[0]


def scope_of(place: Path) -> Scope:
    """A file read as the app reads it."""
    study = Study()
    take_in(study, [(place.name, place.read_bytes())])
    return Scope(study, date(2026, 1, 1), filled=study.filled())


def lines(folder: Path) -> Iterator[str]:
    """One line per file: AUC by number of marks, then what the app says of it and how long."""
    yield "| file | comments | " + " | ".join(f"{n:,} marks" for n in LABELS) + " | all (CI) | s |"
    yield "|---|---|" + "---|" * (len(LABELS) + 2)
    for name in FILES:
        scope = scope_of(folder / name)
        begun = time.perf_counter()
        found = heard(scope)
        took = time.perf_counter() - begun
        first = found.languages[0]
        rows = comments(scope)
        own = rows[rows["language"] == first.language]
        clear = own[own["is_content"].notna()]["comment"].nunique()
        cells = [
            f"{np.mean([held_out(own, first.language, n, seed) for seed in range(DRAWS)]):.3f}"
            if clear >= n + 200
            else "–"
            for n in LABELS
        ]
        tried = first.quality
        whole = f"{tried.auc:.3f} ({tried.auc_low:.3f}–{tried.auc_high:.3f})" if tried else "–"
        told = f"{Path(name).stem} | {len(rows):,} | {' | '.join(cells)} | {whole} | {took:.1f}"
        yield f"| {told} |"
        begun = time.perf_counter()
        themes_said(scope, standard_themes())
        print(f"themes: {time.perf_counter() - begun:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    for line in lines(Path(sys.argv[1])):
        print(line, flush=True)
