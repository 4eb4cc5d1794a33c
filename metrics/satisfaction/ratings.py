"""What each customer answered last to each question of a kind, and how well these go together."""

import numpy as np
import pandas as pd

from metrics.scope import Scope
from metrics.statistics.intervals import Numbers

_RATINGS = """
with latest as (
  -- one row per customer and question: the latest mark, from 0 to 100
  select customer_id, item,
    max_by(100 * (score - scale_min) / (scale_max - scale_min),
      row(coalesce(answered_at, timestamp '1900-01-01'), -score)) as rating
  from survey_responses
  where instrument = $kind and score is not null and item is not null and scale_max > scale_min
  group by customer_id, item
)
-- one row per customer and question, both numbered from 0
select cast(dense_rank() over (order by customer_id) - 1 as int) as person,
  cast(dense_rank() over (order by item) - 1 as int) as part, customer_id, item, rating
from latest
"""


def ratings(scope: Scope, kind: str) -> pd.DataFrame:
    """One row per customer, one column per question of the kind, from 0 to 100; gaps are nan."""
    found = scope.frame(_RATINGS, kind=kind)
    items = found.drop_duplicates("part").set_index("part")["item"].sort_index()
    people = found.drop_duplicates("person").set_index("person")["customer_id"].sort_index()
    marks = np.full((len(people), len(items)), np.nan)
    marks[found["person"], found["part"]] = found["rating"]
    return pd.DataFrame(marks, index=people.to_numpy(), columns=items.to_numpy())


def alpha(marks: Numbers) -> float:
    """Cronbach's alpha of questions, one column each, among complete rows; nan for one question."""
    count = marks.shape[1]
    whole = marks.sum(axis=1).var(ddof=1) if len(marks) > 1 else 0.0
    if count < 2 or whole == 0:
        return float("nan")
    return float(count / (count - 1) * (1 - marks.var(axis=0, ddof=1).sum() / whole))
