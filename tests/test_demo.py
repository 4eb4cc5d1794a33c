"""The demo company: typed as the tables are, within its three years, alike in each language."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data import demo
from data.demo_company.words import LANGUAGES, Words
from data.store import Study
from data.tables import TABLES

TEXTS = Path(demo.__file__).with_name("demo_company") / "demo_texts"
SIZES = {
    "customers": (6000, 6000),
    "orders": (33_000, 50_000),
    "subscriptions": (1_600, 2_000),
    "survey_responses": (25_000, 80_000),
    "tickets": (6_000, 8_000),
    "interactions": (4_000, 12_000),
    "campaign_sends": (13_000, 17_000),
    "invoices": (1_600, 2_400),
    "events": (22_000, 30_000),
    "retention_actions": (800, 1_000),
    "attributes": (15_000, 23_000),
}
# What lies ahead by nature: a promise, or the end of what was agreed.
AHEAD = {"tickets.due_at", "customers.contract_ends_on"}
KINDS = {"text": "str", "date": "datetime64", "instant": "datetime64", "number": "float64"}


@pytest.fixture(scope="module")
def english() -> dict[str, pd.DataFrame]:
    return demo.build("en")


@pytest.fixture(scope="module")
def chinese() -> dict[str, pd.DataFrame]:
    return demo.build("zh-Hans")


def test_every_table_is_there_in_a_believable_size(english: dict[str, pd.DataFrame]) -> None:
    assert set(english) == set(TABLES)
    sizes = {table: len(rows) for table, rows in english.items()}
    assert {t: n for t, n in sizes.items() if not SIZES[t][0] <= n <= SIZES[t][1]} == {}


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_table_and_of_their_kinds(
    table: str, english: dict[str, pd.DataFrame]
) -> None:
    rows = english[table]
    assert set(rows.columns) <= set(TABLES[table].names)
    assert set(TABLES[table].required) - {"score"} <= set(rows.columns)
    for column in rows.columns:
        kind = TABLES[table].column(column).kind
        wanted = KINDS.get(kind, "bool")
        assert str(rows[column].dtype).startswith(wanted), (column, rows[column].dtype)


def test_no_row_is_dated_after_the_end_or_before_the_beginning(
    english: dict[str, pd.DataFrame],
) -> None:
    after, begin = pd.Timestamp(demo.END) + pd.Timedelta(days=1), pd.Timestamp(demo.START)
    wrong = {
        f"{table}.{column}"
        for table, rows in english.items()
        for column in rows.select_dtypes("datetime")
        if rows[column].max() >= after or (column != "birth_on" and rows[column].min() < begin)
    }
    assert wrong - AHEAD == set()


@pytest.mark.parametrize("table", [t for t in TABLES if t != "customers"])
def test_every_row_belongs_to_a_customer_who_had_joined(
    table: str, english: dict[str, pd.DataFrame]
) -> None:
    joined, rows = english["customers"].set_index("customer_id")["joined_on"], english[table]
    assert rows["customer_id"].isin(joined.index).all()
    dated_by = TABLES[table].dated_by
    if dated_by:
        days = rows[dated_by].dt.floor("D")
        assert (days.isna() | (days >= rows["customer_id"].map(joined))).all()


def test_ids_name_one_thing_each_and_look_as_agreed(english: dict[str, pd.DataFrame]) -> None:
    customers = english["customers"]["customer_id"]
    assert customers.str.fullmatch(r"C\d{6}").all()
    assert customers.is_unique
    for table, column in (("orders", "order_id"), ("tickets", "ticket_id")):
        assert english[table][column].is_unique
    assert english["invoices"]["invoice_id"].is_unique


def test_both_languages_tell_the_same_story_in_other_words(
    english: dict[str, pd.DataFrame], chinese: dict[str, pd.DataFrame]
) -> None:
    for table, rows in english.items():
        other = chinese[table]
        assert list(rows.columns) == list(other.columns)
        numbers = rows.select_dtypes(exclude="str").columns
        pd.testing.assert_frame_equal(rows[numbers], other[numbers])
        assert (rows.isna() == other.isna()).all(axis=None)


def test_chinese_rows_hold_no_english_words(chinese: dict[str, pd.DataFrame]) -> None:
    neutral = {"customer_id", "email", "page", "instrument", "currency", "response_id"}
    for table, rows in chinese.items():
        for column in set(rows.select_dtypes("str").columns) - neutral:
            values = rows[column].dropna()
            assert not values.str.contains(r"[A-Za-z]{3}", regex=True).any(), (table, column)


def _leaves(table: dict[str, Any], path: str = "") -> dict[str, int]:
    found: dict[str, int] = {}
    for key, value in table.items():
        here = f"{path}.{key}"
        found |= _leaves(value, here) if isinstance(value, dict) else {here: len(value)}
    return {k: v for k, v in found.items() if isinstance(v, int)}


def test_the_word_lists_of_all_languages_match_one_by_one() -> None:
    texts = {f.stem: tomllib.loads(f.read_text("utf-8")) for f in TEXTS.glob("*.toml")}
    assert set(texts) == set(LANGUAGES) == {"en", "zh-Hans"}
    lists = [{k: v for k, v in _leaves(t).items() if _is_list(t, k)} for t in texts.values()]
    assert lists[0] == lists[1]
    assert len(lists[0]) > 50


def _is_list(table: dict[str, Any], path: str) -> bool:
    for part in path.strip(".").split("."):
        table = table[part]
    return isinstance(table, list)


def test_the_same_seed_gives_the_same_company_again(english: dict[str, pd.DataFrame]) -> None:
    again = demo.build("en")
    for table, rows in english.items():
        pd.testing.assert_frame_equal(rows, again[table])


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(KeyError):
        demo.build("xx")


def test_what_was_built_is_kept() -> None:
    study = Study()
    demo.keep_demo(study, "zh-Hans")
    kept = study.frame("select count(*) as n from orders")["n"].iloc[0]
    assert kept == len(demo.build("zh-Hans")["orders"])


def test_spending_buying_again_and_leaving_are_as_in_real_life(
    english: dict[str, pd.DataFrame],
) -> None:
    spend = english["orders"].groupby("customer_id")["amount"].sum().sort_values(ascending=False)
    assert 0.58 < spend.iloc[: len(spend) // 5].sum() / spend.sum() < 0.71
    spells = english["subscriptions"]
    until = spells["ended_on"].fillna(pd.Timestamp(demo.END))
    years = (until - spells["started_on"]).dt.days.sum() / 365.25
    assert 0.15 < spells["is_ended"].sum() / years < 0.30
    orders = english["orders"].sort_values("ordered_at").groupby("customer_id")["ordered_at"]
    first = orders.first()
    second = english["orders"].loc[orders.nth(1).index].set_index("customer_id")["ordered_at"]
    seen = first[first <= pd.Timestamp(demo.END) - pd.Timedelta(days=180)]
    again = (second.reindex(seen.index) - seen) <= pd.Timedelta(days=180)
    assert 0.40 < again.mean() < 0.53


def test_somebody_stands_on_every_step_of_the_ladder(english: dict[str, pd.DataFrame]) -> None:
    customers = english["customers"].set_index("customer_id")
    orders = english["orders"].groupby("customer_id").size().reindex(customers.index, fill_value=0)
    steps = np.array([(orders == 0).sum(), (orders == 1).sum(), (orders == 2).sum()])
    members = customers["member_since"].notna() & (orders >= 3)
    nps = english["survey_responses"].query("instrument == 'nps' and score >= 9")["customer_id"]
    fruitful = customers.loc[orders > 0, "referred_by"].dropna()
    advocates = set(nps) & set(fruitful) & set(members[members].index)
    assert 500 <= steps[0] <= 700
    assert (steps[1:] > 300).all()
    assert members.sum() > 500
    assert len(advocates) > 50
    assert (
        customers["member_since"].dropna()
        >= customers["joined_on"][customers["member_since"].notna()]
    ).all()


def test_the_company_has_a_name_in_each_language() -> None:
    assert demo.company("zh-Hans") == "山岚茶居"
    assert demo.company("en") == "Shanlan Tea & Home"
    assert len(set(Words("zh-Hans").comments())) > 200
