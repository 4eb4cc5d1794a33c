"""What is known of a customer on a day that may tell whether they stay."""

import numpy as np
import pandas as pd

from metrics.families.satisfaction import latest
from metrics.scope import Scope

MOST_VALUES = 30
"""A text with more values tells one customer from another, not those who stay from others."""
ATTRIBUTE = "attribute:"

STATIC_TEXTS = (
    *("customer_type", "gender", "income", "occupation", "region", "country", "industry"),
    *("life_stage", "tier", "plan", "contract", "acquisition_channel", "preferred_channel"),
)

STATIC = (
    *STATIC_TEXTS,
    *("has_marketing_consent", "monthly_amount", "age", "tenure_months", "days_to_contract_end"),
)
"""What a customer file says without a day: it may have been written after what it tells."""

# The file's own tenure is that of the day it was written; on an earlier day it would give away how
# long the customer went on to stay.
_PROFILE = f"""
-- one row per customer
select customer_id, {", ".join(STATIC_TEXTS)}, has_marketing_consent, monthly_amount, age,
  coalesce(date_diff('day', joined_on, $as_of) / 30.4375, tenure_months) as tenure_months,
  date_diff('day', $as_of, contract_ends_on) as days_to_contract_end
from customers
"""

_HABITS = """
-- one row per customer who ordered
select customer_id, count(*) as order_days,
  date_diff('day', max(ordered_on), $as_of) as days_since_order,
  date_diff('day', min(ordered_on), $as_of) as days_as_buyer,
  count(*) filter (where ordered_on > $as_of - interval ($window) day) as orders_lately_count,
  count(*) filter (where ordered_on > $as_of - interval (2 * $window) day
    and ordered_on <= $as_of - interval ($window) day) as orders_before_count,
  avg(kept_amount) as order_value,
  date_diff('day', min(ordered_on), max(ordered_on)) / nullif(count(*) - 1, 0) as own_gap
from customer_days where is_kept group by customer_id
"""

_SERVICE = """
-- one row per customer who asked for help
select customer_id,
  count(*) filter (where opened_at > $as_of - interval ($window) day) as tickets_lately_count,
  count(*) filter (where is_complaint and opened_at > $as_of - interval (2 * $window) day)
    as complaints_lately_count,
  count(*) filter (where resolved_at is null) as tickets_open_count
from tickets group by customer_id
"""

_OPINION = f"""
-- one row per customer who answered
select customer_id,
  {latest("score")} filter (where instrument = 'csat') as last_csat,
  {latest("score")} filter (where instrument = 'nps') as last_nps
from survey_responses where score is not null group by customer_id
"""

_CONTACTS = """
-- one row per customer with whom there was contact
select customer_id, date_diff('day', max(contacted_at), $as_of) as days_since_contact
from interactions group by customer_id
"""

_CONTRACTS = """
-- one row per customer with a contract
select customer_id, sum(case when ended_on is null then monthly_amount end) as contract_amount,
  coalesce(date_diff('day', min(started_on), $as_of) / 30.4375, max(tenure_months))
    as contract_months,
  count(ended_on) as contracts_before_count
from subscriptions group by customer_id
"""

_OBSERVED = (
    (_PROFILE, ()),
    (_HABITS, ("orders.ordered_at",)),
    (_SERVICE, ("tickets.opened_at",)),
    (_OPINION, ("survey_responses.score",)),
    (_CONTACTS, ("interactions.contacted_at",)),
    (_CONTRACTS, ("subscriptions.customer_id",)),
)

_ATTRIBUTES = "select customer_id, name, value from attributes order by customer_id, name, value"


def features(scope: Scope, window: int) -> pd.DataFrame:
    """One row per customer, by customer_id, as they were known on the scope's day.

    Numbers and texts; the columns of the reader's own file are called `attribute:…`. `window` is
    how many days "lately" lasts. Columns that tell nobody from anybody are left out.
    """
    parts = [
        scope.frame(statement, **({"window": window} if "$window" in statement else {}))
        for statement, reads in _OBSERVED
        if not scope.lacks(reads)
    ]
    found = pd.concat([part.set_index("customer_id") for part in parts], axis=1)
    counts = [name for name in found if str(name).endswith("_count")]
    found[counts] = found[counts].fillna(0)
    found = found.join(_own_columns(scope))
    found = found[[name for name in found if _tells(found[name])]]
    numbers, _ = split_by_kind(found)
    return found.astype(dict.fromkeys(numbers, float))


def _own_columns(scope: Scope) -> pd.DataFrame:
    """The reader's own columns, numbers as numbers."""
    if scope.lacks(("attributes.value",)):
        return pd.DataFrame()
    told = scope.frame(_ATTRIBUTES).drop_duplicates(["customer_id", "name"], keep="last")
    wide = told.pivot(index="customer_id", columns="name", values="value")
    return pd.DataFrame({f"{ATTRIBUTE}{name}": _typed(wide[name]) for name in wide})


def _typed(values: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    is_number = numbers.notna().sum() == values.notna().sum() and numbers.nunique() > 2
    return numbers if is_number else values


def _tells(values: pd.Series) -> bool:
    """Whether a column differs between customers, and not from each to each."""
    count = values.nunique(dropna=False)
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return bool(count > 1)
    return bool(1 < count <= MOST_VALUES)


def split_by_kind(found: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The names of the columns that are numbers, and of those that are texts or flags."""
    numbers = [str(n) for n in found.select_dtypes(np.number)]
    return numbers, [str(n) for n in found if str(n) not in numbers]
