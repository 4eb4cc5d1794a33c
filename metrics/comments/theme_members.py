"""Those who spoke of a theme, as a way to tell customers apart; and all that each wrote of."""

import re
from collections.abc import Sequence
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

_WRITTEN = """with written as (
  -- one row per comment with a letter in it
  select customer_id, lower(comment) as comment from survey_responses
  where regexp_matches(comment, '[\\p{Han}\\p{Latin}]')
)"""

WROTE_OF = "wrote_of"
NO_THEME = "no_theme"


def wrote_of(themes: Sequence[Theme]) -> Dimension:
    """What customers wrote of, theme by theme, or NO_THEME; who wrote nothing has none.

    No dimension to drill down by: a customer writes of several themes.
    """
    branches = "\n  union all\n".join(
        f"  select customer_id, $spoken_{n} as segment from written"
        f" where regexp_matches(comment, $pattern_{n})"
        for n in range(len(themes))
    )
    members = f"""{_WRITTEN},
spoke as (
  -- one row per comment and theme that it speaks of
{branches}
)
-- one row per customer and theme written of
select distinct customer_id, segment from spoke
union
select customer_id, '{NO_THEME}' from written
where customer_id not in (select customer_id from spoke)"""
    names = tuple((f"spoken_{n}", theme.name) for n, theme in enumerate(themes))
    found = tuple((f"pattern_{n}", pattern(theme.words)) for n, theme in enumerate(themes))
    return Dimension(WROTE_OF, members, READS, (*names, *found))


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
