"""How feelings show in the demo company's rows: service, answers, buying and leaving."""

import pandas as pd

from tests.planted_world import LAST, Pair, World, z_between, z_of

SLOW_HOURS, QUICK_HOURS = 12.0, 6.0


def _tickets(world: World) -> pd.DataFrame:
    """Requests replied to outside the troubled region, with the hours waited."""
    tickets = world["tickets"].merge(world.traits[["customer_id", "style", "region"]])
    tickets = tickets[tickets["region"] != "South"].dropna(subset="first_replied_at")
    waited = tickets["first_replied_at"] - tickets["opened_at"]
    return tickets.assign(hours=waited.dt.total_seconds() / 3600)


def _after_service(world: World) -> pd.DataFrame:
    """The next CSAT or NPS answer within 60 days of a reply, with the hours waited for it."""
    tickets = _tickets(world)
    return pd.merge_asof(
        tickets.sort_values("first_replied_at"),
        world.contentment[["customer_id", "answered_at", "feeling"]],
        left_on="first_replied_at",
        right_on="answered_at",
        by="customer_id",
        direction="forward",
        tolerance=pd.Timedelta(days=60),
    ).dropna(subset="feeling")


def _slow_and_quick(rows: pd.DataFrame, value: str) -> Pair:
    is_slow, is_quick = rows["hours"] > SLOW_HOURS, rows["hours"] < QUICK_HOURS
    return rows.loc[is_slow, value], rows.loc[is_quick, value]


def slow_service(world: World) -> float:
    return z_of(*_slow_and_quick(_after_service(world), "feeling"))


def slow_service_minded(world: World) -> float:
    rows = _tickets(world).dropna(subset="score")
    is_minding = rows["style"] == world.word("slow_service_minded")
    own = _slow_and_quick(rows[is_minding], "score")
    return z_between(own, _slow_and_quick(rows[~is_minding], "score"))


def agent_listens(world: World) -> float:
    """The marks for one agent's requests beside those for all others'."""
    rows = world["tickets"].dropna(subset="score")
    is_own = rows["agent"] == world.word("agent_listens")
    return z_of(rows.loc[is_own, "score"], rows.loc[~is_own, "score"])


def _first_answers(rows: pd.DataFrame) -> pd.DataFrame:
    """One answer per person: who buys more answers more often, and is sooner once discontent."""
    ends = rows[rows["is_content"] | rows["is_discontent"]]
    return ends.sort_values("answered_at").drop_duplicates("customer_id")


def buying_by_feeling(world: World, fact: str) -> Pair:
    """Whether content and discontent customers ordered in the 180 days after their answer.

    Newcomers are left out: no service has let them down yet, and many try a shop only once.
    """
    rows = world.contentment.merge(world.traits[["customer_id", "habit"]])
    rows = rows[rows["answered_at"] <= LAST - pd.Timedelta(days=180)]
    is_inert = rows["habit"] == world.word("inertia_hides_feeling")
    rows = rows[is_inert if fact == "inertia_hides_feeling" else ~is_inert & rows["habit"].notna()]
    rows = rows[world.orders_before(rows, "answered_at") >= 3]
    rows = _first_answers(rows)
    again = world.orders_after(rows, "answered_at", 180)
    return again[rows["is_content"]], again[rows["is_discontent"]]


def feeling_before_leaving(world: World) -> float:
    return z_of(*buying_by_feeling(world, "feeling_before_leaving"))


def inertia_hides_feeling(world: World) -> float:
    return z_of(*buying_by_feeling(world, "inertia_hides_feeling"))


def _answers_during(world: World, fact: str) -> pd.DataFrame:
    """Answers given while a spell of the plan was running, 120 days or more before the end."""
    spells = world["subscriptions"]
    spells = spells[spells["plan"] == world.word(fact)]
    rows = world.contentment.merge(spells, on="customer_id").merge(
        world.traits[["customer_id", "habit"]]
    )
    rows = rows[rows["habit"] != world.word("inertia_hides_feeling")]
    runs = rows["answered_at"] >= rows["started_on"]
    runs &= rows["ended_on"].isna() | (rows["ended_on"] > rows["answered_at"])
    return rows[runs & (rows["answered_at"] <= LAST - pd.Timedelta(days=120))]


def ending_by_feeling(world: World, fact: str) -> Pair:
    """Whether spells of a plan ended in the 120 days after a content or a discontent answer.

    For one-year plans only answers given more than 120 days before the next anniversary count.
    """
    rows = _answers_during(world, fact)
    age = (rows["answered_at"] - rows["started_on"]).dt.days
    if fact == "contract_hides_feeling":
        rows = rows[age % 365.25 < 245]
    rows = _first_answers(rows)
    ended = (rows["ended_on"] - rows["answered_at"]).dt.days.between(0, 120).astype(float)
    return ended[rows["is_content"]], ended[rows["is_discontent"]]


def feeling_before_ending(world: World) -> float:
    """How much lower feelings were within 120 days before somebody chose to end than otherwise."""
    rows = _answers_during(world, "feeling_before_ending")
    soon = (rows["ended_on"] - rows["answered_at"]).dt.days.between(0, 120)
    ends = soon & rows["is_voluntary"].fillna(False)
    person = rows["feeling"].groupby([rows["customer_id"], ends.rename("ends")]).mean()
    return z_of(person.xs(True, level="ends"), person.xs(False, level="ends"))


def contract_hides_feeling(world: World) -> float:
    return z_of(*ending_by_feeling(world, "contract_hides_feeling"))


def contract_releases(world: World) -> float:
    spells = world["subscriptions"].query("started_on <= '2025-08-15'")
    spells = spells[spells["plan"] == world.word("contract_releases")]
    lasted = (spells["ended_on"].fillna(LAST) - spells["started_on"]).dt.days
    at_end = (lasted.between(360, 370) & spells["is_ended"])[lasted >= 360]
    earlier = (lasted < 360) & spells["is_ended"]
    return z_of(at_end.astype(float), earlier.astype(float))
