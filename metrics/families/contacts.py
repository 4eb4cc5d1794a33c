"""Whether contact goes both ways, by the way that customers prefer, and once for each thing."""

from metrics.indicator import Indicator
from metrics.spoken_words import INWARD, OUTWARD

ANSWER_DAYS = 14
"""What customers write or say within so many days of hearing from us counts as their answer."""

SAME_HOURS = 1
"""A contact and a request so near each other are one matter, written down twice."""

AGAIN_DAYS = 7
"""Who gets in touch again so soon, elsewhere or about something else, was not helped at once."""

_INWARD, OUTWARD_WORDS = (
    ", ".join(f"'{word}'" for word in sorted(words)) for words in (INWARD, OUTWARD)
)

KNOWN_WORDS = f"{_INWARD}, {OUTWARD_WORDS}"

MADE = f"""
told as (
  -- one row per contact whose direction is said in words that are known
  select customer_id, contacted_at, channel,
    lower(trim(direction)) in ({_INWARD}) as is_inward
  from interactions
  where lower(trim(direction)) in ({KNOWN_WORDS}) and contacted_at is not null
)""".strip()

# In a file of days without hours nobody knows who of two came first on a day: that is neither an
# answer nor silence, unless the customer gets in touch again.
CONTACTS_ANSWERED = f"""
with {MADE},
inward as (
  -- one row per moment at which a customer began a contact
  select distinct customer_id, contacted_at as answered_at from told where is_inward
),
followed as (
  -- one row per contact of ours: the customer's next one, and whether one is of that very moment
  select told.customer_id, told.contacted_at, inward.answered_at,
    together.customer_id is not null as is_together
  from told asof left join inward
    on told.customer_id = inward.customer_id and inward.answered_at > told.contacted_at
  left join inward as together
    on told.customer_id = together.customer_id and told.contacted_at = together.answered_at
  where not is_inward
)
-- one row per contact of ours whose time to be answered is over
select customer_id, cast(contacted_at as date) as happened_on,
  case when answered_at <= contacted_at + interval {ANSWER_DAYS} day then 1
    when not is_together then 0 end as is_answered
from followed where cast(contacted_at as date) <= $as_of - interval {ANSWER_DAYS} day
"""

# A preference for a way by which the file knows no contact at all was written in other words.
CONTACTS_BY_CHANNEL = f"""
with {MADE},
ways as (
  -- one row per way of contact that the file knows, of whomever
  select distinct lower(trim(channel)) as way from main.interactions
  where channel is not null and cast(contacted_at as date) <= $as_of
)
-- one row per contact of ours to a customer whose preference is known
select told.customer_id, cast(contacted_at as date) as happened_on,
  case when lower(trim(preferred_channel)) in (select way from ways)
    then cast(lower(trim(channel)) = lower(trim(preferred_channel)) as int) end as is_preferred
from told join customers on customers.customer_id = told.customer_id
where not is_inward and channel is not null and preferred_channel is not null
"""

# A colleague asked the same, or a second desk knew nothing of the first: no ticket tells of either.
ASKED_AGAIN = f"""
with {MADE},
asked as (
  -- one row per request, and per contact that a customer began and that is no request as well
  select *, row_number() over (partition by customer_id
    order by asked_at, lower(trim(channel)), lower(trim(topic))) as place
  from (
    select customer_id, opened_at as asked_at, channel, topic from tickets
    where opened_at is not null
    union all
    select told.customer_id, contacted_at, channel, null from told
    where is_inward and not exists (
      select 1 from tickets where tickets.customer_id = told.customer_id
        and opened_at between contacted_at - interval {SAME_HOURS} hour
          and contacted_at + interval {SAME_HOURS} hour
    )
  )
)
-- one row per time that a customer got in touch, the days after it being over
select customer_id, cast(asked_at as date) as happened_on, cast(exists (
    select 1 from asked as again
    where again.customer_id = asked.customer_id and again.place > asked.place
      and again.asked_at <= asked.asked_at + interval {AGAIN_DAYS} day
      and (lower(trim(again.channel)) <> lower(trim(asked.channel))
        or lower(trim(again.topic)) <> lower(trim(asked.topic)))
  ) as int) as is_asked_again
from asked where cast(asked_at as date) <= $as_of - interval {AGAIN_DAYS} day
"""

_READS = ("interactions.contacted_at", "interactions.direction")

CONTACTS = (
    Indicator("contacts_answered", CONTACTS_ANSWERED, "is_answered", "share", "wilson", _READS),
    Indicator(
        "contacts_by_preference",
        CONTACTS_BY_CHANNEL,
        "is_preferred",
        "share",
        "wilson",
        (*_READS, "interactions.channel", "customers.preferred_channel"),
    ),
    Indicator(
        "asked_again_elsewhere",
        ASKED_AGAIN,
        "is_asked_again",
        "share",
        "wilson",
        ("tickets.opened_at", "tickets.channel"),
        higher_is_better=False,
    ),
)
