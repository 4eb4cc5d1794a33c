"""How much is known of customers, by the blocks of Mackay's questionnaire of 66 items (1988)."""

from typing import NamedTuple

import pandas as pd

from metrics.scope import Scope
from metrics.spoken_words import BLOCK_WORDS, SENSITIVE, speaks

READS = ("customers.customer_id",)

_AGE = "coalesce(cast(birth_on as varchar), cast(age as varchar))"
_WORK = "coalesce(occupation, industry)"

# A company has no occupation and a private person no industry: either will do.
_FIELDS: dict[str, dict[str, str]] = {
    "customer": {
        **{name: name for name in ("name", "phone", "email")},
        "birth_on": _AGE,
        **{name: name for name in ("gender", "city", "region", "country")},
    },
    "education": {},
    "family": {"life_stage": "life_stage"},
    "business": {"occupation": _WORK, "income": "income"},
    "interests": {},
    "lifestyle": {},
    "customer_and_you": {
        name: name
        for name in (
            "joined_on",
            "acquisition_channel",
            "preferred_channel",
            "has_marketing_consent",
        )
    },
}
BLOCKS = tuple(_FIELDS)

_ALSO_BY = {"birth_on": ("birth_on", "age"), "occupation": ("occupation", "industry")}

_OWN = """
-- one row per column of the reader's own file that is none of ours
select name, count(distinct customer_id) as filled from attributes
where value is not null and customer_id in (select customer_id from customers)
group by name order by name
"""


class Profile(NamedTuple):
    """`blocks` has one row per block: block, fields (that the data have), filled, base (customers
    times fields) and value, their quotient; `fields` one per field: block, field, is_own (a column
    of the file), filled, base and value. `guarded` are columns on health, belief or politics: they
    are optional, and never counted as missing.
    """

    blocks: pd.DataFrame
    fields: pd.DataFrame
    guarded: tuple[str, ...]


def completeness(scope: Scope) -> Profile:
    """What is filled of the fields that the data have; what no file has is not a customer's gap."""
    asked = {
        field: (block, expression)
        for block, fields in _FIELDS.items()
        for field, expression in fields.items()
        if _is_known(scope, field)
    }
    counts = ", ".join(f"count({text}) as {field}" for field, (_, text) in asked.items())
    select = f"select count(*) as customers{', ' if counts else ''}{counts} from customers"
    found = scope.frame(f"-- one row: how many customers have each field\n{select}").iloc[0]
    customers = int(found["customers"])
    rows = [_field(block, name, int(found[name]), customers) for name, (block, _) in asked.items()]
    own, guarded = _own(scope, customers)
    fields = pd.DataFrame([*rows, *own], columns=["block", "field", "is_own", "filled", "base"])
    fields["value"] = fields["filled"] / fields["base"].where(fields["base"] > 0)
    return Profile(_blocks(fields), fields, guarded)


def _is_known(scope: Scope, field: str) -> bool:
    names = _ALSO_BY.get(field, (field,))
    return len(scope.lacks(tuple(f"customers.{name}" for name in names))) < len(names)


def _own(scope: Scope, customers: int) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """The fields that the reader's own columns add, and those that are to be guarded."""
    if scope.lacks(("attributes.value",)):
        return [], ()
    rows, guarded = [], []
    for name, filled in scope.frame(_OWN).itertuples(index=False):
        if speaks(str(name), SENSITIVE):
            guarded.append(str(name))
        elif block := next(
            (b for b, words in BLOCK_WORDS.items() if speaks(str(name), words)), None
        ):
            rows.append(_field(block, str(name), int(filled), customers, is_own=True))
    return rows, tuple(guarded)


def _field(
    block: str, field: str, filled: int, base: int, *, is_own: bool = False
) -> dict[str, object]:
    return {"block": block, "field": field, "is_own": is_own, "filled": filled, "base": base}


def _blocks(fields: pd.DataFrame) -> pd.DataFrame:
    sums = fields.groupby("block")[["filled", "base"]].sum()
    counts = fields["block"].value_counts()
    found = sums.reindex(list(BLOCKS), fill_value=0).rename_axis("block").reset_index()
    found["fields"] = found["block"].map(counts).fillna(0).astype(int)
    return found.assign(value=found["filled"] / found["base"].where(found["base"] > 0))
