"""The demo company's exported files, dropped into the import, give the same tables again."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pytest

from data.demo import build
from data.exports import demo_zip
from data.intake import Receipt, take_in
from data.store import Study
from data.tables import TABLES

# What the import does not bring back yet is looked at apart, below.
COMPARED = {
    "survey_responses": "where score is not null and not (instrument = 'nps' and score = 0)"
}
APART = {("zh-Hans", "retention_actions", "score")}


@dataclass
class Trip:
    """A language, what was exported, what was taken in, and the receipts."""

    language: str
    tables: dict[str, pd.DataFrame]
    study: Study
    receipts: list[Receipt]


@pytest.fixture(scope="module", params=[("en", "utf-8-sig"), ("zh-Hans", "gb18030")])
def trip(request: pytest.FixtureRequest) -> Iterator[Trip]:
    language, encoding = request.param
    study = Study()
    receipts = take_in(study, [("demo.zip", demo_zip(language, encoding))])
    yield Trip(language, build(language), study, receipts)
    study.close()


def test_every_file_is_recognised_and_its_receipt_adds_up(trip: Trip) -> None:
    assert {r.table for r in trip.receipts} == set(trip.tables) - {"attributes"}
    for receipt in trip.receipts:
        assert receipt.error is None
        assert receipt.rows_read == len(trip.tables[str(receipt.table)])
        assert receipt.rows_read == receipt.rows_kept + receipt.rows_set_aside


@pytest.mark.parametrize("table", TABLES)
def test_the_exported_demo_comes_back_as_it_was(trip: Trip, table: str) -> None:
    rows, own = trip.tables[table], Study()
    own.keep(table, rows)
    columns = [c for c in rows.columns if (trip.language, table, c) not in APART]
    pd.testing.assert_frame_equal(_sorted(trip.study, table, columns), _sorted(own, table, columns))
    own.close()


def test_nothing_is_there_that_was_not_exported(trip: Trip) -> None:
    exported = {f"{table}.{column}" for table, rows in trip.tables.items() for column in rows}
    assert trip.study.filled() <= exported


def _sorted(study: Study, table: str, columns: list[str]) -> pd.DataFrame:
    listed = ", ".join(columns)
    return study.frame(f"select {listed} from {table} {COMPARED.get(table, '')} order by all")


def _count(trip: Trip, statement: str) -> int:
    return int(trip.study.frame(statement)["n"].iloc[0])


@pytest.mark.xfail(reason="the import sets aside questions sent that nobody answered")
def test_questions_that_nobody_answered_come_back(trip: Trip) -> None:
    unanswered = int(trip.tables["survey_responses"]["score"].isna().sum())
    assert _count(trip, "select count(*) as n from survey_responses where score is null") == (
        unanswered
    )


@pytest.mark.xfail(reason="the import puts a rare 0 of 0 to 10 off the scale it saw")
def test_the_lowest_likelihood_to_recommend_comes_back(trip: Trip) -> None:
    zeros = int(trip.tables["survey_responses"].query("instrument == 'nps'")["score"].eq(0).sum())
    assert zeros > 0
    assert _count(trip, "select count(*) as n from survey_responses where score = 0") == zeros


def test_the_score_of_those_who_came_back_comes_back(
    trip: Trip, request: pytest.FixtureRequest
) -> None:
    if trip.language == "zh-Hans":
        reason = "the import knows no Chinese heading of this score"
        request.applymarker(pytest.mark.xfail(reason=reason))
    scored = int(trip.tables["retention_actions"]["score"].notna().sum())
    assert _count(trip, "select count(score) as n from retention_actions") == scored
