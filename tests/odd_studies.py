"""Studies at the edge of what a reader may drop, each of which every page must bear."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from data.intake import take_in
from data.store import Study
from tests.random_studies import study_of as study_of_frames
from tests.random_studies import tables
from tests.studies import orders_on, study_of
from ui.opened import Opened, uploaded

NAME = "文件"
HUGE = 200_000


def opened(study: Study) -> Opened:
    """The study as a reader has it open."""
    return Opened(study, NAME, "abc123")


def one_row() -> Opened:
    return opened(study_of(customers=[{"customer_id": "甲"}]))


def snapshot() -> Opened:
    """One file without dates, one row per customer, the way most people begin."""
    lines = ["客户编号,性别,合约类型,在网月数,月费,是否流失,满意度"]
    for n in range(120):
        words = f"{'男女'[n % 2]},{['月付', '年付'][n % 2]},{n % 40 + 1},{20 + n % 7}"
        lines.append(f"{n},{words},{'是否'[n % 3 > 0]},{n % 5 + 1}")
    study = Study()
    return uploaded(study, take_in(study, [(f"{NAME}.csv", "\n".join(lines).encode())]))


def one_order() -> Opened:
    return opened(study_of(orders=orders_on("甲", "2024-03-05")))


def amounts_null() -> Opened:
    rows = [row for n in range(60) for row in orders_on(f"{n}", "2023-05-01", "2024-03-05")]
    return opened(study_of(orders=[row | {"amount": None} for row in rows]))


def amounts_equal() -> Opened:
    rows = [row for n in range(60) for row in orders_on(f"{n}", f"2024-0{n % 9 + 1}-05")]
    return opened(study_of(orders=rows))


def _contracts(is_ended: bool) -> Opened:
    spells = [
        {
            "customer_id": f"{n}",
            "started_on": pd.Timestamp(2022, n % 12 + 1, 1),
            "ended_on": pd.Timestamp(2023, n % 12 + 1, 15) if is_ended else pd.NaT,
            "is_ended": is_ended,
            "plan": "甲乙"[n % 2],
            "monthly_amount": 10.0 + n % 3,
        }
        for n in range(80)
    ]
    # A day after the last end, so that the data do not stop with the last customer.
    later = orders_on("0", "2024-06-30")
    return opened(study_of(subscriptions=spells, orders=later))


def all_churned() -> Opened:
    return _contracts(True)


def none_churned() -> Opened:
    return _contracts(False)


def one_day() -> Opened:
    ids = [f"{n}" for n in range(50)]
    day = pd.Timestamp("2024-03-05 10:00")
    answers = [
        {"customer_id": i, "answered_at": day, "sent_at": day, "instrument": kind, "score": 4.0}
        | {"scale_min": 1.0, "scale_max": 5.0}
        for i in ids
        for kind in ("csat", "nps")
    ]
    requests = [{"customer_id": i, "opened_at": day, "ticket_id": i} for i in ids]
    orders = [row for i in ids for row in orders_on(i, "2024-03-05")]
    return opened(study_of(orders=orders, survey_responses=answers, tickets=requests))


def everything_small() -> Opened:
    """A random company with all the tables that the laws are tried on."""
    rows = tables(7)
    rows["customers"]["city"] = rows["customers"]["city"].replace("x'; drop", "无锡")
    return opened(study_of_frames(rows))


def huge() -> Opened:
    """So many orders of a fifth as many customers, over three years."""
    draw = np.random.default_rng(1)
    ids = draw.integers(0, HUGE // 5, HUGE).astype(str)
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(draw.integers(0, 1095, HUGE), "D")
    orders = pd.DataFrame(
        {"customer_id": ids, "ordered_at": days, "amount": draw.gamma(2, 40, HUGE).round(2)}
    )
    customers = pd.DataFrame({"customer_id": np.unique(ids)})
    return opened(study_of_frames({"customers": customers, "orders": orders}))


STUDIES: dict[str, Callable[[], Opened]] = {
    made.__name__: made
    for made in (
        one_row,
        snapshot,
        one_order,
        amounts_null,
        amounts_equal,
        all_churned,
        none_churned,
        one_day,
        everything_small,
        huge,
    )
}


@cache
def odd_study(name: str) -> Opened:
    """One of them, made once; pages only read."""
    return STUDIES[name]()
