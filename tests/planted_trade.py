"""How trade shows in the demo company's rows: segments, campaigns, payments, seasons, growth."""

import numpy as np
import pandas as pd

from data.demo_company.calendar import SPRING_FESTIVALS
from data.demo_company.planted import since
from tests.planted_world import LAST, Pair, World, z_between, z_of

TROUBLE = pd.Timestamp("2026-04-01")


def _south_and_since(world: World, rows: pd.DataFrame, at: str, value: str) -> tuple[Pair, Pair]:
    """Values after and before the trouble, in the troubled region and elsewhere."""
    rows = rows.merge(world.traits[["customer_id", "region"]], on="customer_id")
    rows = rows[rows[at] >= pd.Timestamp("2025-04-01")]
    here, since = rows["region"] == world.word("south_in_trouble"), rows[at] >= TROUBLE
    own = rows.loc[here & since, value], rows.loc[here & ~since, value]
    return own, (rows.loc[~here & since, value], rows.loc[~here & ~since, value])


def south_in_trouble(world: World) -> float:
    return z_between(*_south_and_since(world, world.answers("csat"), "answered_at", "score"))


def south_waits(world: World) -> float:
    tickets = world["tickets"].dropna(subset="first_replied_at")
    waited = tickets["first_replied_at"] - tickets["opened_at"]
    tickets = tickets.assign(log_hours=np.log(waited.dt.total_seconds() / 3600))
    return z_between(*_south_and_since(world, tickets, "opened_at", "log_hours"))


def _repeats_by_channel(world: World, fact: str) -> float:
    rows = world.repeats()
    own = rows["acquisition_channel"] == world.word(fact)
    return z_of(rows.loc[own, "again"], rows.loc[~own, "again"])


def livestream_leaves(world: World) -> float:
    return _repeats_by_channel(world, "livestream_leaves")


def referred_stay(world: World) -> float:
    return _repeats_by_channel(world, "referred_stay")


def conversions(world: World, fact: str) -> Pair:
    """Whether those with and those without a message ordered in time."""
    rows = world["campaign_sends"]
    rows = rows[rows["campaign"] == world.word(fact)]
    converted = rows["is_converted"].astype(float)
    return converted[~rows["is_control"]], converted[rows["is_control"]]


def member_gift_works(world: World) -> float:
    return z_of(*conversions(world, "member_gift_works"))


def summer_news_does_nothing(world: World) -> float:
    return z_of(*conversions(world, "summer_news_does_nothing"))


def winning_back_works(world: World) -> float:
    rows = world["retention_actions"].query("flagged_at <= '2026-07-02'")
    back = rows["came_back_at"].notna().astype(float)
    return z_of(back[~rows["is_control"]], back[rows["is_control"]])


def _by_style(world: World, fact: str, rows: pd.DataFrame, value: str) -> float:
    rows = rows.merge(world.traits[["customer_id", "style"]], on="customer_id")
    rows = rows.dropna(subset=["style", value])
    # One value per customer: orders of the same person are not independent of each other.
    person = rows.groupby(["customer_id", "style"])[value].mean().reset_index()
    own = person["style"] == world.word(fact)
    return z_of(person.loc[own, value], person.loc[~own, value])


def price_first_discounted(world: World) -> float:
    rows = world["orders"].assign(is_reduced=world["orders"]["discount"].gt(0).astype(float))
    return _by_style(world, "price_first_discounted", rows, "is_reduced")


def quality_first_spends(world: World) -> float:
    return _by_style(world, "quality_first_spends", world["orders"], "amount")


def service_first_asks(world: World) -> float:
    asked = world["tickets"].groupby("customer_id").size().rename("asked")
    ordered = world["orders"].groupby("customer_id").size().rename("ordered")
    rows = pd.concat([ordered, asked], axis=1).dropna(subset="ordered").fillna({"asked": 0.0})
    rows = rows.assign(per_order=rows["asked"] / rows["ordered"]).reset_index()
    return _by_style(world, "service_first_asks", rows, "per_order")


def leavers_silent(world: World) -> float:
    sent = world["survey_responses"].query("touchpoint == 'After purchase'")
    sent = sent[sent["sent_at"] <= LAST - pd.Timedelta(days=180)]
    answered = sent["score"].notna().astype(float)
    again = world.orders_after(sent, "sent_at", 180) > 0
    return z_of(answered[~again], answered[again])


def reliability_drives(world: World) -> float:
    """How much more satisfaction moves with reliability than with how things look."""
    wide = world.answers("perceived", "csat").pivot_table(
        index="response_id", columns="item", values="score"
    )
    wide = wide.dropna()
    columns = ["Reliability", "Responsiveness", "Assurance", "Empathy", "Tangibles"]
    design = np.column_stack([np.ones(len(wide)), wide[columns].to_numpy()])
    target = wide["Overall satisfaction"].to_numpy()
    inverse = np.linalg.inv(design.T @ design)
    slope = inverse @ design.T @ target
    noise = np.sum((target - design @ slope) ** 2) / (len(wide) - design.shape[1])
    contrast = np.array([0.0, 1.0, 0.0, 0.0, 0.0, -1.0])
    return float(contrast @ slope / np.sqrt(noise * contrast @ inverse @ contrast))


def restaurants_pay_late(world: World) -> float:
    rows = world["invoices"].dropna(subset="paid_on").merge(world.traits, on="customer_id")
    late = (rows["paid_on"] - rows["due_on"]).dt.days
    person = late.groupby([rows["customer_id"], rows["industry"]]).mean().reset_index(name="late")
    own = person["industry"] == world.word("restaurants_pay_late")
    return z_of(person.loc[own, "late"], person.loc[~own, "late"])


def textiles_come_up(world: World) -> float:
    """How many orders are of the new category from its first day on, against before."""
    is_new = (world["orders"]["category"] == world.word("textiles_come_up")).astype(float)
    is_since = world["orders"]["ordered_at"] >= pd.Timestamp(since("textiles_come_up"))
    return z_of(is_new[is_since], is_new[~is_since])


def _daily(world: World) -> pd.Series:
    days = world["orders"]["ordered_at"].dt.floor("D")
    return days.value_counts().reindex(pd.date_range("2023-10-01", LAST), fill_value=0)


def _days(daily: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    return daily[(daily.index >= first) & (daily.index <= last)]


def double_11_peaks(world: World) -> float:
    daily = _daily(world)
    years = (2024, 2025)
    sale = [_days(daily, pd.Timestamp(y, 11, 1), pd.Timestamp(y, 11, 12)) for y in years]
    around = [_days(daily, pd.Timestamp(y, 10, 10), pd.Timestamp(y, 10, 31)) for y in years]
    return z_of(pd.concat(sale), pd.concat(around))


def spring_festival_peaks(world: World) -> float:
    daily, day = _daily(world), pd.Timedelta(days=1)
    festivals = [pd.Timestamp(f) for f in SPRING_FESTIVALS]
    before = [_days(daily, f - 24 * day, f - 3 * day) for f in festivals]
    during = [_days(daily, f - 2 * day, f + 7 * day) for f in festivals]
    return z_of(pd.concat(before), pd.concat(during))


def company_grows(world: World) -> float:
    daily = _daily(world)
    return z_of(daily["2025-10-01":], daily["2024-10-01":"2025-09-30"])
