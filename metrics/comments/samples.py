"""What customers wrote on one theme, in their own words."""

from typing import Literal

import pandas as pd

from metrics.comments.taught_themes import Taught
from metrics.comments.themes import Theme, pattern
from metrics.comments.written import BOUNDS, IN_PERIOD, MARKED
from metrics.scope import Scope

Order = Literal["low", "high", "latest"]

_BY: dict[Order, str] = {
    "low": "mark is null, mark, answered_at desc nulls last",
    "high": "mark desc nulls last, answered_at desc nulls last",
    "latest": "answered_at desc nulls last, mark is null, mark",
}
_WORDED = "regexp_matches(lower(comment), $theme)"
_LEARNED = "comment in (select unnest($theme))"
SHORTEST = 8
"""A comment of fewer signs shows that a theme was named, and nothing of it."""


def verbatims(
    scope: Scope, theme: Theme, order: Order = "low", most: int = 5, taught: Taught | None = None
) -> pd.DataFrame:
    """Up to so many comments of the period on a theme: customer_id, answered_at, comment, mark from
    0 to 100, score of scale_max as it was given.

    Those with the lowest marks, the highest, or the latest; the same words are shown once, and no
    customer twice. By its words, or by what was `taught` of it.
    """
    is_learned = taught is not None and theme.name in taught.themes
    return scope.frame(
        f"""with {MARKED},
on_theme as (
  -- one row per comment of the period that speaks of the theme
  select * from comments
  where {IN_PERIOD} and length(comment) >= $shortest and {_LEARNED if is_learned else _WORDED}
),
firsts as (
  -- one row per text that nobody wrote before, in the order wanted
  select * from on_theme
  qualify row_number() over (partition by comment order by {_BY[order]}, customer_id) = 1
    and row_number() over (partition by customer_id order by {_BY[order]}, comment) = 1
)
select customer_id, answered_at, comment, mark, score, scale_max from firsts
order by {_BY[order]}, length(comment) desc, customer_id limit $most""",
        **BOUNDS,
        theme=_speaking(scope, theme, taught) if taught and is_learned else pattern(theme.words),
        shortest=SHORTEST,
        most=most,
    )


def _speaking(scope: Scope, theme: Theme, taught: Taught) -> list[str]:
    """The texts that speak of a theme, by what was learned of it."""
    texts = scope.frame(
        f"""with {MARKED}
-- one row per text and script of the period, and whether it holds a word of the theme
select distinct comment, language, {_WORDED} as is_told from comments where {IN_PERIOD}""",
        **BOUNDS,
        theme=pattern(theme.words),
    )
    told = taught.corrected(texts, [theme.name], texts[["is_told"]].to_numpy(bool))[:, 0]
    return [str(text) for text in texts["comment"][told]] or [""]
