"""Recognition carries over to files in the form of well-known products."""

import pytest

from data import reading
from data.recognising.meanings import is_meaning
from data.tables import TABLES
from tests.recognition import Verdict, made_verdicts, right_share, wrong_share
from tests.recognition_keys import MADE, NOTHING, Key, made_keys, plain

LEAST_RIGHT = 0.97
MOST_WRONG = 0.008


pytestmark = pytest.mark.xdist_group("recognition")


@pytest.fixture(scope="module")
def judged() -> tuple[Verdict, ...]:
    return made_verdicts()


def test_most_columns_of_unseen_exports_are_matched_right(judged: tuple[Verdict, ...]) -> None:
    assert right_share(judged) >= LEAST_RIGHT


def test_few_meanings_are_given_wrongly_to_unseen_exports(judged: tuple[Verdict, ...]) -> None:
    assert wrong_share(judged) <= MOST_WRONG


def test_every_made_file_has_a_key() -> None:
    assert {key.name for key in made_keys()} == {f"made/{path.name}" for path in MADE.glob("*.csv")}


@pytest.mark.parametrize("key", made_keys(), ids=lambda key: key.name)
def test_a_made_key_speaks_of_what_its_file_has(key: Key) -> None:
    path = MADE / key.name.removeprefix("made/")
    [rows] = reading.read(path.name, path.read_bytes())
    assert set(key.tables) <= {*TABLES, NOTHING}
    assert [a for answers in key.columns.values() for a in answers if not is_meaning(a)] == []
    assert set(key.columns) <= {plain(header) for header in rows.header}
