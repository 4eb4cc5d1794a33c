"""Random small companies for laws: all tables but events, dates on both sides of the as-of day."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.store import Study

AS_OF = date(2024, 6, 30)

Tables = dict[str, pd.DataFrame]


def tables(seed: int) -> Tables:
    """The rows of a random company; whatever is known only later may lie after the as-of day."""
    draw = np.random.default_rng(seed)
    ids = np.array([f"c{n}" for n in range(60)])
    told = {
        "orders": _orders(draw, ids),
        "subscriptions": _subscriptions(draw, ids),
        "survey_responses": _answers(draw, ids),
        "tickets": _tickets(draw, ids),
    }
    # Drawn by a source of their own, so that a table more moves none of the others.
    # Not of everybody, so that some are newcomers still.
    acted, known = np.random.default_rng([seed, 1]), ids[:40]
    told |= {
        "interactions": _talks(acted, known),
        "campaign_sends": _sends(acted, known),
        "invoices": _invoices(acted, known),
        "retention_actions": _actions(acted, known),
    }
    joined = _first_seen(told, _days(draw, 60, 0, 1000), ids)
    told["orders"] = _named(np.random.default_rng([seed, 2]), told["orders"])
    return {
        "customers": pd.DataFrame(
            {
                "customer_id": ids,
                "joined_on": joined,
                "city": _one_of(draw, ["南京", "苏州", "x'; drop"], 60),
                "preferred_channel": np.where(np.arange(60) % 3, "电话", "在线"),
                "gender": draw.choice(["f", "m"], 60),
                "age": draw.integers(18, 80, 60).astype(float),
                "member_since": _maybe(draw, joined + pd.Timedelta(days=90)),
                "referred_by": pd.Series(draw.choice(ids, 60)).where(draw.random(60) < 0.5),
                "category_spend": pd.Series(draw.integers(50, 900, 60)).where(
                    draw.random(60) < 0.8
                ),
                "birth_on": pd.Timestamp("1980-02-29")
                + pd.to_timedelta(np.arange(60) * 37, unit="D"),
                "wallet_share": pd.Series(draw.integers(0, 101, 60)).where(draw.random(60) < 0.8),
            }
        ),
        **told,
    }


def study_of(rows: Tables) -> Study:
    """A study that holds these tables."""
    study = Study()
    for table, own in rows.items():
        study.keep(table, own)
    return study


def exported_on(rows: Tables, day: date) -> Tables:
    """The same tables as an export of that day would have had them."""
    end = pd.Timestamp(day) + pd.Timedelta(days=1)
    exists = {
        "customers": "joined_on",
        "orders": "ordered_at",
        "subscriptions": "started_on",
        "survey_responses": "answered_at",
        "tickets": "opened_at",
        "interactions": "contacted_at",
        "campaign_sends": "sent_at",
        "invoices": "due_on",
        "retention_actions": "flagged_at",
    }
    kept = {
        table: own[~(own[exists[table]] >= end)].reset_index(drop=True)
        for table, own in rows.items()
    }
    kept["customers"] = _unknown(kept["customers"], end, "member_since")
    kept["subscriptions"] = _unknown(
        kept["subscriptions"],
        end,
        "ended_on",
        is_ended=False,
        leaving_reason=None,
        is_voluntary=np.nan,
    )
    kept["tickets"] = _unknown(
        kept["tickets"], end, "resolved_at", reopened_count=np.nan, score=np.nan
    )
    kept["tickets"] = _unknown(kept["tickets"], end, "followed_up_at")
    kept["invoices"] = _unknown(kept["invoices"], end, "paid_on", paid_amount=np.nan)
    actions = _unknown(kept["retention_actions"], end, "contacted_at")
    kept["retention_actions"] = _unknown(actions, end, "came_back_at", score=np.nan)
    return kept


def shuffled(rows: Tables, seed: int) -> Tables:
    """The same rows in another order."""
    return {table: own.sample(frac=1, random_state=seed) for table, own in rows.items()}


def _unknown(own: pd.DataFrame, end: pd.Timestamp, known_on: str, **before: Any) -> pd.DataFrame:
    is_later = own[known_on] >= end
    changes = {name: own[name].mask(is_later, value) for name, value in before.items()}
    return own.assign(**changes, **{known_on: own[known_on].mask(is_later)})


def _days(draw: np.random.Generator, count: int, first: int, last: int) -> pd.Series:
    days = pd.to_timedelta(draw.integers(first, last, count), unit="D")
    return pd.Series(pd.Timestamp("2022-01-01") + days)


def _maybe(draw: np.random.Generator, days: pd.Series) -> pd.Series:
    return days.where(draw.random(len(days)) < 0.6)


def _one_of(draw: np.random.Generator, values: list[str], count: int) -> pd.Series:
    return pd.Series(draw.choice(values, count)).where(draw.random(count) < 0.8)


def _first_seen(told: Tables, joined: pd.Series, ids: np.ndarray) -> pd.Series:
    """Nobody joins after what they did first."""
    dated = {"orders": "ordered_at", "subscriptions": "started_on", "tickets": "opened_at"}
    dated |= {"survey_responses": "sent_at", "interactions": "contacted_at"}
    dated |= {"campaign_sends": "sent_at", "invoices": "due_on", "retention_actions": "flagged_at"}
    days = [told[table].set_index("customer_id")[name] for table, name in dated.items()]
    first = pd.concat(days).groupby(level=0).min().reindex(ids).reset_index(drop=True)
    return pd.concat([joined, first.dt.normalize()], axis=1).min(axis=1)


def _orders(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 300
    orders = pd.DataFrame(
        {
            "customer_id": draw.choice(ids[:50], count),
            "order_id": pd.Series(draw.integers(0, 200, count).astype(str)).where(
                draw.random(count) < 0.9
            ),
            "ordered_at": _days(draw, count, 0, 1200) + pd.Timedelta(hours=23),
            "amount": draw.integers(-20, 200, count).astype(float),
            "is_returned": pd.Series(draw.random(count) < 0.1).where(draw.random(count) < 0.9),
        }
    )
    # Every third margin is unknown.
    return orders.assign(
        margin=(orders["amount"] * 0.4).where(orders.index % 3 > 0),
        discount=pd.Series(orders.index % 4 / 10).where(orders.index % 5 > 0),
    )


def _named(draw: np.random.Generator, orders: pd.DataFrame) -> pd.DataFrame:
    """The orders with what was bought; one thing was first sold in the second year."""
    known = draw.choice(["面包", "茶"], len(orders))
    is_new = (orders["ordered_at"] > pd.Timestamp("2023-04-01")) & (draw.random(len(orders)) < 0.5)
    return orders.assign(category=np.where(is_new, "新品", known))


def _subscriptions(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 80
    started = _days(draw, count, 0, 1200)
    ended = _maybe(draw, started + pd.to_timedelta(draw.integers(1, 700, count), unit="D"))
    contracts = pd.DataFrame(
        {
            "customer_id": draw.choice(ids, count),
            "started_on": started,
            "ended_on": ended,
            "is_ended": ended.notna(),
            "monthly_amount": draw.integers(1, 90, count).astype(float),
        }
    )
    reasons = pd.Series(["价格", "搬家", None, "扣款"])[contracts.index % 4].to_numpy()
    chose = pd.Series([1.0, 1.0, np.nan, 0.0])[contracts.index % 4].to_numpy()
    return contracts.assign(
        leaving_reason=pd.Series(reasons).where(ended.notna()),
        is_voluntary=pd.Series(chose).where(ended.notna()),
    )


def _answers(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 400
    sent = _days(draw, count, 0, 1200)
    kinds = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7), "attitude": (1, 7)}
    instrument = draw.choice(list(kinds), count)
    low, high = (np.array([kinds[name][end] for name in instrument], float) for end in (0, 1))
    is_answered = draw.random(count) < 0.7
    answered = sent + pd.to_timedelta(draw.integers(0, 10, count), unit="D")
    score = np.floor(low + draw.random(count) * (high - low + 1))
    return pd.DataFrame(
        {
            "customer_id": draw.choice(ids, count),
            "sent_at": sent,
            "answered_at": answered.where(is_answered),
            "instrument": instrument,
            "score": np.where(is_answered, score, np.nan),
            "scale_min": low,
            "scale_max": high,
            "comment": pd.Series("好").repeat(count).where(np.arange(count) % 3 == 0).to_numpy(),
        }
    )


def _tickets(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 200
    opened = _days(draw, count, 0, 1200)
    resolved = _maybe(draw, opened + pd.to_timedelta(draw.integers(0, 20, count), unit="D"))
    return pd.DataFrame(
        {
            "customer_id": draw.choice(ids, count),
            "opened_at": opened,
            "resolved_at": resolved,
            "due_at": opened + pd.Timedelta(days=5),
            "followed_up_at": _maybe(draw, resolved + pd.Timedelta(days=2)),
            "reopened_count": pd.Series(draw.integers(0, 3, count).astype(float)).where(
                resolved.notna()
            ),
            "score": pd.Series(np.arange(count) % 5 + 1.0).where(resolved.notna()),
            "topic": draw.choice(["delivery", "price"], count),
            "channel": np.where(np.arange(count) % 2, "电话", "在线"),
            "is_complaint": draw.random(count) < 0.3,
        }
    )


def _talks(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    """Contacts with anybody, a third of them with one customer."""
    count = 300
    who = draw.choice(ids, count)
    who[: count // 3] = ids[0]
    return pd.DataFrame(
        {
            "customer_id": who,
            "contacted_at": _days(draw, count, 0, 1200),
            "channel": draw.choice(["电话", "在线"], count),
            "direction": draw.choice(["in", "out"], count),
            "minutes": draw.integers(1, 30, count).astype(float),
            "agent": draw.choice(["甲", "乙"], count),
        }
    )


def _sends(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    """Four campaigns, each on a day to everybody, a quarter of whom are left alone."""
    day = _days(draw, 4, 0, 1200)
    count = len(ids)
    campaigns = [
        pd.DataFrame(
            {
                "campaign": f"活动{n}",
                "customer_id": ids,
                "sent_at": sent,
                "channel": draw.choice(["邮件", "短信"], count),
                "is_control": draw.random(count) < 0.25,
                "is_delivered": draw.random(count) < 0.9,
                "is_clicked": draw.random(count) < 0.4,
                "is_converted": draw.random(count) < 0.2,
                "offer": pd.Series("礼券").repeat(count).where(np.arange(count) % 2 > 0).to_numpy(),
                "cost": 0.5,
            }
        )
        for n, sent in enumerate(day)
    ]
    return pd.concat(campaigns, ignore_index=True)


def _invoices(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 250
    due = _days(draw, count, 0, 1200)
    paid = _maybe(draw, due + pd.to_timedelta(draw.integers(-10, 200, count), unit="D"))
    amount = pd.Series(draw.integers(10, 500, count).astype(float))
    return pd.DataFrame(
        {
            "customer_id": draw.choice(ids, count),
            "due_on": due,
            "amount": amount,
            "paid_on": paid,
            "paid_amount": (amount * draw.choice([0.5, 1.0], count)).where(paid.notna()),
        }
    )


def _actions(draw: np.random.Generator, ids: np.ndarray) -> pd.DataFrame:
    count = 150
    flagged = _days(draw, count, 0, 1200)
    contacted = _maybe(draw, flagged + pd.to_timedelta(draw.integers(0, 20, count), unit="D"))
    came = _maybe(draw, flagged + pd.to_timedelta(draw.integers(1, 120, count), unit="D"))
    return pd.DataFrame(
        {
            "customer_id": draw.choice(ids, count),
            "flagged_at": flagged,
            "reason": draw.choice(["沉默", "价格"], count),
            "is_control": draw.random(count) < 0.3,
            "offer": draw.choice(["优惠券", "回访"], count),
            "contacted_at": contacted,
            "came_back_at": came,
            "score": pd.Series(draw.integers(1, 6, count).astype(float)).where(came.notna()),
        }
    )
