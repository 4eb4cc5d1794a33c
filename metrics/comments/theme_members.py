"""Those who spoke of a theme, as a way to tell customers apart."""

import re
from datetime import date

from metrics.comments.themes import Theme, pattern, standard_themes
from metrics.comments.written import READS
from metrics.indicator import Dimension

_NAME = re.compile(r"theme:([^:=,]{1,40})(?:=([^:=]{1,200}))?(?::(\d{4}-\d\d-\d\d))?")

_MEMBERS = """
with spoke as (
  -- one row per customer who wrote of the theme since the day
  select distinct customer_id from survey_responses
  where regexp_matches(lower(comment), $pattern)
    and (answered_at is null or cast(answered_at as date) >= $from_day)
)
-- one row per customer
select customers.customer_id, case when spoke.customer_id is not null then $theme end as segment
from customers left join spoke on spoke.customer_id = customers.customer_id
"""


def theme_dimension(theme: Theme, since: date | None = None) -> Dimension:
    """Customers who wrote of a theme since a day, against all others.

    A link must carry words of a reader's own: `theme:tea=tea,leaf:2024-01-31`.
    """
    own = "" if theme in standard_themes() else f"={','.join(theme.words)}"
    begin = f":{since.isoformat()}" if since else ""
    parameters = (
        ("pattern", pattern(theme.words)),
        ("theme", theme.name),
        ("from_day", since or date(1, 1, 1)),
    )
    return Dimension(f"theme:{theme.name}{own}{begin}", _MEMBERS, READS, parameters)


def theme_called(name: str) -> Dimension | None:
    """The dimension of that name; None where it names no theme."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        since = date.fromisoformat(found[3]) if found[3] else None
    except ValueError:
        return None
    if found[2]:
        return theme_dimension(Theme(found[1], tuple(found[2].split(","))), since)
    known = next((theme for theme in standard_themes() if theme.name == found[1]), None)
    return theme_dimension(known, since) if known else None
