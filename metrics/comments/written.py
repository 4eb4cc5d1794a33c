"""What customers wrote: one row per comment, in which script, and the mark they gave with it."""

from typing import Literal

import pandas as pd

from metrics.scope import Scope

READS = ("survey_responses.comment",)
SCORED = (*READS, "survey_responses.score")

Language = Literal["zh", "en"]
"""Chinese signs, or Latin letters: one model reads one script."""

LOW, HIGH = 0.25, 0.75
"""A mark in the lowest or the highest quarter of its scale is clear: the two end points of five."""


def _nearest(value: str) -> str:
    """Its mean over the answers of each remoteness in turn; the first that there is counts."""
    return ", ".join(f"avg({value}) filter (where remoteness = {n})" for n in range(1, 6))


MARKED = f"""answers as (
  -- one row per answer that came with words: how high on its scale, and how much it says of all
  select customer_id, answered_at, response_id, trim(comment) as comment,
    score, scale_max, (score - scale_min) / nullif(scale_max - scale_min, 0) as height,
    case when instrument = 'csat' then 1 when instrument = 'nps' then 2
      when instrument = 'ces' and scale_max > 5 then 3 when instrument = 'intention' then 4
      when instrument in ('perceived', 'value', 'need', 'trust', 'attitude') then 5
      end as remoteness,
    case when instrument = 'nps' and scale_max = 10
      then case when score <= 6 then 0.0 when score >= 9 then 1.0 else 0.5 end end as promotes
  from survey_responses where trim(comment) <> ''
),
marked as (
  -- one row per comment, as the answers to one questionnaire share theirs: its mark by the question
  -- that says most, as given and from 0 to 100, and on which side it is, 0 to 1
  select customer_id, answered_at, comment,
    100 * coalesce({_nearest("height")}) as mark,
    coalesce({_nearest("score")}) as score, coalesce({_nearest("scale_max")}) as scale_max,
    coalesce({_nearest("coalesce(promotes, height)")}) as side
  from answers group by customer_id, answered_at, response_id, comment
),
written as (
  -- one row per comment, with its script: a fifth of Chinese signs among the letters is Chinese
  select customer_id, answered_at, comment, mark, score, scale_max,
    case when side <= $lowest then 0 when side >= $highest then 1 end as is_content,
    length(regexp_replace(comment, '[^\\p{{Han}}]', '', 'g')) as signs,
    length(regexp_replace(comment, '[^\\p{{Latin}}]', '', 'g')) as letters
  from marked
),
comments as (
  -- one row per comment with a letter in it
  select customer_id, answered_at, comment, mark, score, scale_max, is_content,
    case when 4 * signs >= letters then 'zh' else 'en' end as language
  from written where signs + letters > 0
)"""
"""CTEs that end in `comments`; they read `$lowest` and `$highest`, as `BOUNDS` has them."""

BOUNDS = {"lowest": LOW, "highest": HIGH}

IN_PERIOD = "(answered_at is null or cast(answered_at as date) >= $since)"


def comments(scope: Scope) -> pd.DataFrame:
    """One row per comment, the earliest first: customer_id, answered_at, comment, mark from 0 to
    100, score of scale_max as it was given, is_content (1, 0, or null where the mark is in the
    middle or missing) and language.
    """
    return scope.frame(
        f"""with {MARKED}
select customer_id, answered_at, comment, mark, score, scale_max, is_content, language
from comments order by answered_at, customer_id, comment""",
        **BOUNDS,
    )
