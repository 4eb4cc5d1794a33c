"""How content customers say they are: CSAT, NPS, CES, and how many of those asked answer."""

from metrics.indicator import Indicator

RESPONSE_DAYS = 14
"""A question sent more recently than this may still be answered, so it is not counted yet."""

_READS = ("survey_responses.score", "survey_responses.instrument")

_ANSWERS = """
-- one row per answer to a question of the instrument
select customer_id, cast(answered_at as date) as happened_on, score, scale_min, scale_max
from survey_responses
where instrument = '{instrument}' and score is not null
"""

CSAT_ANSWERS = _ANSWERS.format(instrument="csat")
NPS_ANSWERS = _ANSWERS.format(instrument="nps")
CES_ANSWERS = _ANSWERS.format(instrument="ces")

# Its two top points say something on a scale of 3 to 11 points, and nothing on one of 0 to 100.
IS_IN_TOP_TWO = """
case when scale_max - scale_min between 2 and 10 then cast(score >= scale_max - 1 as int) end
"""

# The question is defined on 0 to 10 only; a 5-point answer is no promoter and no detractor.
NET_PROMOTION = """
case when scale_min = 0 and scale_max = 10
  then case when score >= 9 then 1 when score <= 6 then -1 else 0 end end
"""

# The older wording runs from 1 to 5 with high as bad, so it must never be mixed in.
_EFFORT = "case when scale_min = 1 and scale_max = 7 then score end"

QUESTIONS_SENT = f"""
with sent as (
  -- one row per question sent, {RESPONSE_DAYS} days ago or earlier
  select customer_id, cast(sent_at as date) as sent_on,
    cast(score is not null as int) as is_answered
  from survey_responses
  where cast(sent_at as date) <= $as_of - interval {RESPONSE_DAYS} day
),
silence as (
  -- one row: whether the file keeps those who did not answer
  select count(*) as unanswered from sent where is_answered = 0
)
select customer_id, sent_on as happened_on, is_answered, unanswered
from sent cross join silence
"""

SATISFACTION = (
    Indicator("csat_top2", CSAT_ANSWERS, IS_IN_TOP_TWO, "share", "wilson", _READS),
    Indicator(
        "csat_mean",
        CSAT_ANSWERS,
        "(score - scale_min) / nullif(scale_max - scale_min, 0)",
        "score",
        "student",
        _READS,
        scale=100.0,
    ),
    Indicator(
        "nps",
        NPS_ANSWERS,
        NET_PROMOTION,
        "points",
        "adjusted_wald",
        _READS,
        scale=100.0,
        trend_minimum=400,
    ),
    Indicator("ces", CES_ANSWERS, _EFFORT, "score", "student", _READS),
    Indicator("ces_easy", CES_ANSWERS, f"cast(({_EFFORT}) >= 5 as int)", "share", "wilson", _READS),
    Indicator(
        "response_rate",
        QUESTIONS_SENT,
        "case when unanswered > 0 then is_answered end",
        "share",
        "wilson",
        ("survey_responses.sent_at",),
    ),
)


def latest(term: str) -> str:
    """The aggregate that takes a term of the latest answer; of two at once, the lower."""
    return f"max_by({term}, row(coalesce(answered_at, timestamp '1900-01-01'), -({term})))"
