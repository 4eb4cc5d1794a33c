"""How comments sound beside the marks that came with them, and where there came none."""

import numpy as np
import pandas as pd

from metrics.comments.sentiment import Heard
from metrics.comments.themes import share_said
from metrics.people import those_within
from metrics.scope import Scope
from metrics.statistics.intervals import wilson

KINDS = ("low", "middle", "high", "none")
"""The mark that came with a comment: low, in the middle, high, or none."""

_CLEAR = 0.8


def moods(scope: Scope, heard: Heard) -> pd.DataFrame:
    """One row per kind of mark: mark_kind, the share of its comments that sound unhappy with low
    and high, and base, for the comments of the period in this scope.

    What came with a clear mark is judged by a reader who had not seen it.
    """
    rows = within(scope, heard)
    sound = _unseen(rows)
    kinds = pd.Series(_kinds(rows), index=rows.index)[sound.notna()]
    is_unhappy = (sound < rows["cut"])[sound.notna()]
    found = is_unhappy.groupby(kinds).agg(["sum", "size"])
    found = found.reindex([kind for kind in KINDS if kind in found.index])
    share = found["sum"] / found["size"]
    low, high = wilson(share, found["size"])
    table = pd.DataFrame({"share": share, "low": low, "high": high, "base": found["size"]})
    return table.rename_axis("mark_kind").reset_index()


def content_share(scope: Scope, heard: Heard) -> tuple[float, float, float, int]:
    """The share of the period's comments that do not sound unhappy, low, high, and how many.

    Customers are what is drawn: who writes often is one customer still.
    """
    rows = within(scope, heard)
    sound = _unseen(rows)
    rows = rows[sound.notna()]
    is_content = (sound[rows.index] >= rows["cut"]).to_numpy()
    return *share_said(is_content, pd.factorize(rows["customer_id"])[0]), len(rows)


def at_odds(scope: Scope, heard: Heard, most: int = 5) -> pd.DataFrame:
    """Comments that sound clearly unlike their mark, the clearest first: customer_id, answered_at,
    comment, mark, score of scale_max and chance. The mark stands; somebody may have slipped, or
    have more to say.
    """
    rows = within(scope, heard)
    rows = rows[rows["tested"].notna() & rows["is_content"].notna()]
    gap = (rows["is_content"] - rows["tested"]).abs()
    found = rows.assign(chance=rows["tested"], gap=gap)[gap >= _CLEAR]
    order = found.sort_values(["gap", "customer_id"], ascending=[False, True])
    columns = ["customer_id", "answered_at", "comment", "mark", "score", "scale_max", "chance"]
    return order.drop_duplicates("comment")[columns].head(most)


def within(scope: Scope, heard: Heard) -> pd.DataFrame:
    """The comments of the period whose authors stand in this scope."""
    rows = those_within(scope, heard.rows)
    if scope.since is None:
        return rows
    return rows[~(pd.to_datetime(rows["answered_at"]) < pd.Timestamp(scope.since))]


def _unseen(rows: pd.DataFrame) -> pd.Series:
    """How each comment sounds to a reader who had not seen its mark; nan where all had."""
    return rows["tested"].where(rows["is_content"].notna(), rows["chance"])


def _kinds(rows: pd.DataFrame) -> np.ndarray:
    content = rows["is_content"].to_numpy(float)
    tests = [content == 0, content == 1, rows["mark"].notna().to_numpy()]
    return np.select(tests, ["low", "high", "middle"], "none")
