"""The demo company's rows, as the measures of what was planted in it ask for them."""

from functools import cached_property

import numpy as np
import pandas as pd

from data.demo import END, build
from data.demo_company.planted import PLANTED
from data.demo_company.words import Words

LAST = pd.Timestamp(END)
FACTS = {fact.name: fact for fact in PLANTED}


class World:
    """The demo company in English, with what the measures below ask for again and again."""

    def __init__(self) -> None:
        self.tables = build("en")
        self.words = Words("en")

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    def word(self, fact: str) -> str:
        """The word of the segment in which a fact holds."""
        place = FACTS[fact].where
        assert place is not None
        return self.words.words(place.words)[place.number]

    @cached_property
    def traits(self) -> pd.DataFrame:
        """Per customer: region, channel, industry, and the attributes style and habit."""
        known = self["customers"].set_index("customer_id")
        told = self["attributes"].pivot(index="customer_id", columns="name", values="value")
        names = {key: self.words.words(f"attributes.{key}")[0] for key in ("style", "habit")}
        return known.assign(**{key: told[name] for key, name in names.items()}).reset_index()

    def answers(self, *instruments: str) -> pd.DataFrame:
        rows = self["survey_responses"]
        return rows[rows["instrument"].isin(instruments) & rows["score"].notna()]

    @cached_property
    def contentment(self) -> pd.DataFrame:
        """CSAT and NPS answers in standard deviations of their kind, and the ends of the scale."""
        rows = self.answers("csat", "nps").sort_values("answered_at")
        score = rows.groupby("instrument")["score"]
        feeling = (rows["score"] - score.transform("mean")) / score.transform("std")
        is_csat = rows["instrument"] == "csat"
        return rows.assign(
            feeling=feeling,
            is_content=rows["score"] >= np.where(is_csat, 5, 9),
            is_discontent=rows["score"] <= np.where(is_csat, 3, 6),
        )

    def repeats(self) -> pd.DataFrame:
        """Per customer seen for 180 days: whether a second order followed the first in them."""
        orders = self["orders"].sort_values("ordered_at").groupby("customer_id")["ordered_at"]
        gap = orders.nth(1).set_axis(self["orders"].loc[orders.nth(1).index, "customer_id"])
        first = orders.first()
        within = (gap.reindex(first.index) - first) <= pd.Timedelta(days=180)
        seen = pd.DataFrame({"first": first, "again": within.astype(float)}).reset_index()
        seen = seen[seen["first"] <= LAST - pd.Timedelta(days=180)]
        return seen.merge(self.traits, on="customer_id")

    def orders_before(self, rows: pd.DataFrame, at: str) -> pd.Series:
        """How many orders the customer of each row had placed by then."""
        orders = self["orders"][["customer_id", "ordered_at"]].sort_values("ordered_at")
        placed = orders.assign(number=orders.groupby("customer_id").cumcount() + 1)
        asked = rows[["customer_id", at]].sort_values(at).reset_index()
        found = pd.merge_asof(asked, placed, left_on=at, right_on="ordered_at", by="customer_id")
        return found.set_index("index")["number"].fillna(0).reindex(rows.index)

    def orders_after(self, rows: pd.DataFrame, at: str, days: int) -> pd.Series:
        """Whether the customer of each row ordered in the days after it."""
        orders = self["orders"][["customer_id", "ordered_at"]].sort_values("ordered_at")
        asked = rows[["customer_id", at]].sort_values(at)
        next_one = pd.merge_asof(
            asked.reset_index(),
            orders,
            left_on=at,
            right_on="ordered_at",
            by="customer_id",
            direction="forward",
            allow_exact_matches=False,
            tolerance=pd.Timedelta(days=days),
        ).set_index("index")
        return next_one["ordered_at"].notna().reindex(rows.index).astype(float)


Pair = tuple[pd.Series, pd.Series]


def z_of(one: pd.Series, other: pd.Series) -> float:
    """By how many standard errors the mean of one exceeds that of the other."""
    gap, error = difference(one, other)
    return gap / error if gap else 0.0


def difference(one: pd.Series, other: pd.Series) -> tuple[float, float]:
    error = np.sqrt(one.var() / len(one) + other.var() / len(other))
    return float(one.mean() - other.mean()), float(error)


def z_between(first: Pair, second: Pair) -> float:
    """By how many standard errors the first difference of means exceeds the second."""
    (gap, error), (other_gap, other_error) = difference(*first), difference(*second)
    return (gap - other_gap) / float(np.hypot(error, other_error))
