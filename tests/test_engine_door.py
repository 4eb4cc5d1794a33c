"""The one door to the engine: nothing gets out, nobody into another's study, none waits long."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data import store
from data.scope import Condition, Scope
from data.store import OutOfRoomError, StatementTooLongError, Study
from data.tables import TABLES
from tests.studies import AS_OF, scope_of, study_of

ENDLESS = """
select count(*) as n from range(1000000000) a, range(1000000) b where a.range % 7 = b.range % 5
"""


@pytest.fixture
def study() -> Iterator[Study]:
    own = study_of(customers=[{"customer_id": "a", "city": "南京"}])
    yield own
    own.close()


@pytest.mark.parametrize(
    "statement",
    [
        "select content from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "select * from read_blob('/etc/hostname')",
        "copy customers to '/tmp/perennial-leak.csv'",
        "copy customers from '/etc/passwd'",
        "export database '/tmp/perennial-leak'",
        "import database '/tmp/perennial-leak'",
        "attach '/tmp/perennial-leak.duckdb' as leak",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "set global lock_configuration = false",
        "reset memory_limit",
        "pragma enable_profiling",
        "select * from 'http://evil.example/x.csv'",
        "create secret s (type s3, key_id 'x', secret 'y')",
    ],
)
def test_no_statement_opens_a_door_to_files_network_or_settings(
    study: Study, statement: str
) -> None:
    with pytest.raises(duckdb.Error):
        study.frame(statement)
    assert not list(Path("/tmp").glob("perennial-leak*"))


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("lock_configuration", "true"),
        ("enable_external_access", "false"),
        ("python_enable_replacements", "false"),
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("TimeZone", "UTC"),
        ("memory_limit", "1.3 GiB"),
        ("threads", "2"),
    ],
)
def test_the_engine_runs_hardened(study: Study, setting: str, expected: str) -> None:
    found = study.frame("select current_setting($name) as value", name=setting)["value"][0]
    assert str(found).lower() == expected.lower()


def test_a_frame_in_the_memory_of_the_app_is_not_seen_by_a_statement(study: Study) -> None:
    secrets = pd.DataFrame({"x": [1]})
    with study.lent("incoming", secrets) as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("select x from secrets")


def test_what_is_lent_is_seen_only_while_it_is_lent(study: Study) -> None:
    with study.lent("incoming", pd.DataFrame({"x": [1, 2]})) as cursor:
        assert cursor.execute("select sum(x) from incoming").fetchall() == [(3,)]
        with pytest.raises(duckdb.CatalogException):
            study.frame("select x from incoming")
    with pytest.raises(duckdb.CatalogException):
        study.frame("select x from incoming")


def test_two_studies_see_their_own_rows_under_the_same_names(study: Study) -> None:
    other = study_of(customers=[{"customer_id": "b"}, {"customer_id": "c"}])
    statement = "select customer_id from customers order by 1"
    assert study.frame(statement)["customer_id"].tolist() == ["a"]
    assert other.frame(statement)["customer_id"].tolist() == ["b", "c"]


def test_the_name_of_a_study_is_too_long_to_guess_and_nobody_tells_it(study: Study) -> None:
    assert len(study.name.removeprefix("study_")) == 32
    assert study.name not in repr(Scope(study, AS_OF))
    assert study.name not in Scope(study, AS_OF).statement("select city from customers")


def test_a_value_never_becomes_a_statement(study: Study) -> None:
    value = "'; drop table customers; --"
    found = study.frame("select $value as value", value=value)
    assert found["value"][0] == value
    assert len(study.frame("select customer_id from customers")) == 1


def test_a_parameter_that_no_statement_speaks_of_is_left_out(study: Study) -> None:
    assert study.frame("select 1 as one", as_of=AS_OF, since=None)["one"].tolist() == [1]


def test_a_statement_over_its_time_is_stopped_and_the_study_lives_on(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "STATEMENT_SECONDS", 0.5)
    with pytest.raises(StatementTooLongError) as told:
        study.frame(ENDLESS)
    assert str(told.value) == ""
    assert told.value.__cause__ is None
    assert len(study.frame("select customer_id from customers")) == 1


def test_taking_files_in_has_a_longer_time_of_its_own(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "STATEMENT_SECONDS", 0.02)
    # Far more than 0.02 seconds of work, on any machine.
    long = "select count(*) as n from range(40000000) where hash(range) % 7 = 1"
    with pytest.raises(StatementTooLongError):
        study.frame(long)
    with study.lent("incoming", pd.DataFrame({"x": [1]})) as cursor:
        assert len(cursor.execute(long).fetchall()) == 1
    study.run(long)

    monkeypatch.setattr(store, "INTAKE_SECONDS", 0.5)
    with (
        pytest.raises(StatementTooLongError),
        study.lent("incoming", pd.DataFrame({"x": [1]})) as cursor,
    ):
        cursor.execute(ENDLESS).fetchall()


def test_others_are_served_while_one_statement_runs(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "STATEMENT_SECONDS", 2.0)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(study.frame, ENDLESS)
        assert len(study.frame("select customer_id from customers")) == 1
        assert not running.done()
        with pytest.raises(StatementTooLongError):
            running.result(30)


def test_a_statement_that_wants_too_much_memory_fails_and_the_study_lives_on(study: Study) -> None:
    with pytest.raises(OutOfRoomError):
        study.frame("select len(list(repeat('x', 1000) || range)) as n from range(20000000)")
    assert len(study.frame("select customer_id from customers")) == 1


def test_thirty_readers_ask_at_once_and_each_gets_their_own_answer() -> None:
    own = [
        study_of(customers=[{"customer_id": f"{n}-{k}"} for k in range(n + 1)]) for n in range(6)
    ]

    def asked(turn: int) -> tuple[int, int]:
        found = own[turn % 6].frame("select customer_id from customers")["customer_id"]
        return len(found), int({name.split("-")[0] for name in found}.pop())

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(asked, range(300)))
    assert answers == [(turn % 6 + 1, turn % 6) for turn in range(300)]


def test_no_timer_and_no_cursor_is_left_behind(study: Study) -> None:
    before = threading.active_count()
    for _ in range(50):
        study.frame("select 1 as one")
    with study._cursor() as cursor:
        assert cursor.execute("select 1").fetchall() == [(1,)]
    with pytest.raises(duckdb.ConnectionException):
        cursor.execute("select 1")
    assert threading.active_count() <= before + 1


def test_a_failing_statement_closes_its_cursor_too(study: Study) -> None:
    seen: list[duckdb.DuckDBPyConnection] = []

    def failing() -> None:
        with study.lent("incoming", pd.DataFrame({"x": [1]})) as cursor:
            seen.append(cursor)
            cursor.execute("select nothing from nowhere")

    with pytest.raises(duckdb.CatalogException):
        failing()
    with pytest.raises(duckdb.ConnectionException):
        seen[0].execute("select 1")


def test_several_tables_are_kept_all_or_none(study: Study) -> None:
    orders = pd.DataFrame({"customer_id": ["a"], "ordered_at": [pd.Timestamp(2024, 1, 1)]})
    spoilt = pd.DataFrame({"customer_id": ["b"], "joined_on": ["no day"]})
    with pytest.raises(duckdb.Error):
        study.keep_all({TABLES["orders"]: orders, TABLES["customers"]: spoilt})
    assert study.frame("select count(*) as n from orders")["n"][0] == 0
    study.keep_all({TABLES["orders"]: orders, TABLES["customers"]: orders})
    assert study.frame("select count(*) as n from orders")["n"][0] == 1
    assert study.frame("select count(*) as n from customers")["n"][0] == 2


def databases() -> set[str]:
    rows = Study().frame("select database_name from duckdb_databases()")
    return set(rows["database_name"])


def test_closing_a_study_forgets_every_row() -> None:
    own = study_of(customers=[{"customer_id": "a"}])
    statement = "select customer_id from customers"
    assert own.name in databases()
    assert len(own.frame(statement)) == 1
    own.close()
    assert own.name not in databases()
    with pytest.raises(duckdb.Error):
        own.frame(statement)


def test_a_study_that_nobody_holds_any_more_is_gone() -> None:
    own = study_of(customers=[{"customer_id": "a"}])
    name = own.name
    del own
    assert name not in databases()


def test_every_table_of_a_new_study_is_there_and_empty() -> None:
    own = Study()
    for name in TABLES:
        assert own.frame(f"select count(*) as n from {name}")["n"][0] == 0
    assert own.filled() == frozenset()


def test_the_statement_that_ran_holds_no_value_of_a_segment() -> None:
    scope = scope_of(customers=[{"customer_id": "a", "city": "秘密之城"}])
    members = "select customer_id, city as segment from customers"
    chosen = Scope(scope.study, AS_OF, None, (Condition(members, ("秘密之城",)),))
    statement = "select count(*) as n from customers"
    assert chosen.frame(statement)["n"][0] == 1
    assert "秘密之城" not in chosen.statement(statement)
