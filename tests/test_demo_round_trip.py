"""The demo company's exported files, dropped into the import, give the same tables and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pytest

from data.demo import END, build, keep_demo
from data.exports import demo_zip
from data.intake import Receipt, take_in
from data.scope import Scope
from data.store import Study
from data.tables import TABLES
from metrics.quotients import overall
from metrics.registry import INDICATORS


@dataclass
class Trip:
    """A language, what was exported, what was taken in, and the receipts."""

    language: str
    tables: dict[str, pd.DataFrame]
    study: Study
    receipts: list[Receipt]


# The harder of both encodings always, the other where there is time.
TRIPS = [
    pytest.param(("en", "utf-8-sig"), marks=[pytest.mark.xdist_group("trip-en"), pytest.mark.slow]),
    pytest.param(("zh-Hans", "gb18030"), marks=pytest.mark.xdist_group("trip-zh-Hans")),
]


@pytest.fixture(scope="module", params=TRIPS)
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
    pd.testing.assert_frame_equal(_sorted(trip.study, table, rows), _sorted(own, table, rows))
    own.close()


def test_nothing_is_there_that_was_not_exported(trip: Trip) -> None:
    exported = {f"{table}.{column}" for table, rows in trip.tables.items() for column in rows}
    assert trip.study.filled() <= exported


def test_questions_that_nobody_answered_are_told(trip: Trip) -> None:
    [answers] = [r for r in trip.receipts if r.table == "survey_responses"]
    assert answers.rules == ("unanswered_kept",)
    assert answers.rows_set_aside == 0


def test_every_indicator_is_the_same_as_on_the_company_that_was_exported(trip: Trip) -> None:
    exported = Study()
    keep_demo(exported, trip.language)
    then, now = _measured(exported), _measured(trip.study)
    assert set(now["name"]) == {indicator.name for indicator in INDICATORS}
    assert (now["base"] > 0).all()
    pd.testing.assert_frame_equal(now, then, check_exact=False, rtol=1e-9, atol=1e-9)
    exported.close()


def _measured(study: Study) -> pd.DataFrame:
    return overall(Scope(study, END), INDICATORS).sort_values("name", ignore_index=True)


def _sorted(study: Study, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    return study.frame(f"select {', '.join(rows.columns)} from {table} order by all")
