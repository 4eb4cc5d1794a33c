"""Ties beyond buying: who is in the club, and who contributes a word or another customer."""

from metrics.indicator import Indicator

CONTRIBUTED_DAYS = 365
"""Who wrote a comment or brought a customer within so many days has contributed."""

CLUB = """
-- one row per customer who is still one
select customer_id, cast(null as date) as happened_on,
  cast(member_since is not null as int) as is_member
from customers where left_on is null
"""

CONTRIBUTORS = f"""
with contributed as (
  -- one row per customer who wrote a comment or brought another within the year
  select customer_id from survey_responses
  where comment is not null and cast(answered_at as date) > $as_of - {CONTRIBUTED_DAYS}
  union
  select customer_id from referrals where came_on > $as_of - {CONTRIBUTED_DAYS}
)
-- one row per customer who is still one
select customers.customer_id, cast(null as date) as happened_on,
  cast(contributed.customer_id is not null as int) as has_contributed
from customers left join contributed on contributed.customer_id = customers.customer_id
where left_on is null
"""

TIES = (
    Indicator(
        "club_share",
        CLUB,
        "is_member",
        "share",
        "wilson",
        ("customers.member_since",),
        is_of_period=False,
    ),
    Indicator(
        "contributing_share",
        CONTRIBUTORS,
        "has_contributed",
        "share",
        "wilson",
        ("survey_responses.comment", "survey_responses.answered_at"),
        is_of_period=False,
    ),
)
