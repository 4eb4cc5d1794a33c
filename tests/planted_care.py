"""How care and ties show in the demo company's rows: greetings, visits, points, fees, calls."""

import pandas as pd

from tests.planted_world import World, z_of


def members_greeted(world: World) -> float:
    """Who had a word on a birthday: members against all others whose day of birth is known."""
    known = world["customers"].dropna(subset="birth_on").set_index("customer_id")
    talks = world["interactions"]
    greeted = talks.loc[talks["purpose"] == world.words.words("purposes")[5], "customer_id"]
    had = pd.Series(known.index.isin(greeted), known.index).astype(float)
    is_member = known["member_since"] < pd.Timestamp("2025-09-30")
    return z_of(had[is_member], had[known["member_since"].isna()])


def members_save_points(world: World) -> float:
    """Points held, by whether a member spent more than most members did in two years."""
    orders = world["orders"].query("ordered_at >= '2024-10-01'")
    spent = orders.groupby("customer_id")["amount"].sum()
    held = world["customers"].set_index("customer_id")["points_balance"].dropna()
    spent = spent.reindex(held.index).fillna(0.0)
    is_much = spent > spent.median()
    return z_of(held[is_much], held[~is_much])


def visitor_stays(world: World) -> float:
    """Whether a visit is by whoever came the time before, against all other contacts."""
    visits = world.words.words("purposes")[2]
    talks = world["interactions"].sort_values("contacted_at", kind="stable")
    talks = talks.assign(is_visit=talks["purpose"] == visits)
    before = talks.groupby(["customer_id", "is_visit"])["agent"].shift()
    is_same = (talks["agent"] == before).astype(float)[before.notna()]
    is_visit = talks.loc[is_same.index, "is_visit"]
    return z_of(is_same[is_visit], is_same[~is_visit])


def year_holds(world: World) -> float:
    rows = world["subscriptions"]
    is_year = rows["plan"] == world.word("year_holds")
    return z_of(rows.loc[is_year, "leaving_fee"], rows.loc[~is_year, "leaving_fee"])


def involved_buy_elsewhere(world: World) -> float:
    """The share bought here of those to whom tea matters more than to most who told both."""
    share = world["customers"].set_index("customer_id")["wallet_share"].dropna()
    matters = world.answers("involvement").groupby("customer_id")["score"].mean()
    both = pd.concat([share, matters], axis=1).dropna()
    is_much = both["score"] > both["score"].median()
    return z_of(both.loc[is_much, "wallet_share"], both.loc[~is_much, "wallet_share"])


def warnings_forgotten(world: World) -> float:
    """Calls to those who were to be called and had not come back by then, against a call to all."""
    rows = world["retention_actions"].query("not is_control")
    back_soon = rows["came_back_at"] - rows["flagged_at"] < pd.Timedelta(days=3)
    called = rows.loc[~back_soon, "contacted_at"].notna().astype(float)
    return z_of(called, pd.Series(1.0, called.index))
