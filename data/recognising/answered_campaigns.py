"""Campaigns that a file of customers tells in columns: who accepted the first, the second …

A column of yes and no whose header names a campaign and an answer is one campaign, sent to every
customer who has a value there. It takes two such columns: a single one may say anything.
"""

from data.store import Study
from data.values.casting import flag_words

FEWEST = 2

_CAMPAIGN = "cmp|campaign|mailing|营销|活动|促销|推广"
_ANSWER = "accept|respon|repl[iy]|convert|接受|响应|回应|参加|参与"
_ANSWER_ALONE = "response|responded|converted|响应|是否响应"
"""The latest campaign is often called by the answer alone, beside those that are numbered."""

_FORGOTTEN = "delete from campaign_sends where from_file = -1"

_TOLD = """
insert into campaign_sends by name
with asked as (
  -- one row per column of the file that says yes or no and speaks of an answer
  select name,
    regexp_matches(lower(name), $campaign) and regexp_matches(lower(name), $answer) as is_named
  from attributes where value is not null
    and (regexp_matches(lower(name), $answer) or regexp_full_match(lower(name), $answer_alone))
  group by name
  having bool_and(lower(value) in (select unnest($yes) union all select unnest($no)))
    and bool_or(lower(value) in (select unnest($yes)))
),
campaigns as (
  -- one row per campaign, where there are enough
  select name from asked
  where (is_named or regexp_full_match(lower(name), $answer_alone))
    and (select count(*) from asked where is_named) >= $fewest
)
-- one row per customer and campaign
select name as campaign, customer_id, lower(value) in (select unnest($yes)) as is_converted,
  -1 as from_file
from attributes join campaigns using (name)
where value is not null and not exists (select 1 from campaign_sends)
"""


def keep_answered_campaigns(study: Study) -> None:
    """Fill the campaigns from such columns where no file told of campaigns, as often as asked."""
    yes, no = flag_words("is_converted")
    study.run(_FORGOTTEN)
    study.run(
        _TOLD,
        campaign=_CAMPAIGN,
        answer=_ANSWER,
        answer_alone=_ANSWER_ALONE,
        yes=sorted(yes),
        no=sorted(no),
        fewest=FEWEST,
    )
