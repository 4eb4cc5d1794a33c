"""How well strangers' files are recognised, judged by the keys in tests/exports/keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from data import contents, reading, sources
from data.formats import archives
from data.matching import Matching
from data.problems import UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.recognising.meanings import ATTRIBUTE, SCORE
from tests.files import EXPORTS
from tests.house import DATASETS
from tests.recognition_keys import NOTHING, Key, keys, made_keys, plain

HEAD = 1 << 20
"""Of a longer text file only so many bytes are read: what its columns mean shows in fewer."""


@dataclass(frozen=True)
class Verdict:
    """One table of one file: what it was taken for, and its headers as that was right or not."""

    key: Key
    found: str
    right: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    missed: tuple[str, ...] = ()
    certainty: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_table_right(self) -> bool:
        """Whether the table is one that a person would name."""
        return self.found in self.key.tables

    @property
    def confused(self) -> int:
        """How many columns that have a meaning of ours were given another one."""
        return sum(self.key.expects(header, self.found) for header, _ in self.wrong)


@cache
def verdicts() -> tuple[Verdict, ...]:
    """Every table that has a key and whose file is at hand, judged."""
    return tuple(_judged(keys(), DATASETS))


@cache
def made_verdicts() -> tuple[Verdict, ...]:
    """Every file of tests/exports/made, judged."""
    return tuple(_judged(made_keys(), EXPORTS))


def right_share(judged: tuple[Verdict, ...]) -> float:
    """Of the columns that have a meaning of ours, the share whose meaning was found."""
    right = sum(len(v.right) for v in judged)
    return right / max(1, right + sum(len(v.missed) + v.confused for v in judged))


def wrong_share(judged: tuple[Verdict, ...]) -> float:
    """Of the meanings found, the share with which a person would not agree."""
    wrong = sum(len(v.wrong) for v in judged)
    return wrong / max(1, wrong + sum(len(v.right) for v in judged))


def right_where_sure(judged: tuple[Verdict, ...], least: float) -> tuple[int, int]:
    """Of the meanings found with at least this certainty, how many are right, and how many all."""
    right = sum(v.certainty[header] >= least for v in judged for header in v.right)
    wrong = sum(v.certainty[header] >= least for v in judged for header, _ in v.wrong)
    return right, right + wrong


def judge(key: Key, matching: Matching) -> Verdict:
    """What was found in one table, set against its key."""
    table = matching.table or NOTHING
    told = {plain(matching.label(c)): _meanings(c.meaning, *c.also) for c in matching.columns}
    right = {header: found for header, found in told.items() if set(found) & key.answers(header)}
    given = {meaning for found in right.values() for meaning in found} - {SCORE}
    return Verdict(
        key,
        table,
        tuple(right),
        tuple(
            (header, found[0]) for header, found in told.items() if found and header not in right
        ),
        tuple(_missed(key, table, told, given)),
        {plain(matching.label(c)): c.confidence for c in matching.columns},
    )


def _missed(
    key: Key, table: str, told: dict[str, tuple[str, ...]], given: set[str]
) -> Iterator[str]:
    """The columns left without their meaning, unless another column has it.

    Of several columns of one meaning one is expected, so that one is missed.
    """
    for header in key.columns:
        answers = key.answers(header)
        if key.expects(header, table) and not told.get(header) and not given & answers:
            given = given | (answers - {SCORE})
            yield header


def _meanings(*found: str | None) -> tuple[str, ...]:
    return tuple(meaning for meaning in found if meaning and meaning != ATTRIBUTE)


def _judged(told: tuple[Key, ...], root: Path) -> Iterator[Verdict]:
    by_name = {key.name: key for key in told}
    for file in dict.fromkeys(name.partition("#")[0] for name in by_name):
        if (root / file).exists():
            yield from _of_file(root, file, by_name)


def _of_file(root: Path, file: str, by_name: dict[str, Key]) -> Iterator[Verdict]:
    """The verdict on each table of a file that has a key; a table without one is not judged."""
    try:
        tables = list(_tables(root / file))
    except UnreadableFileError as error:
        yield _on_refusal(by_name[file], root / file, error)
        return
    for rows in tables:
        key = by_name.get(f"{file}#{rows.sheet or rows.file}") or by_name.get(file)
        if key:
            yield judge(key, sources.recognise(rows))


def _on_refusal(key: Key, path: Path, error: UnreadableFileError) -> Verdict:
    """A header without rows is judged by itself; of anything else nothing was found."""
    if error.kind == "only_header" and key.columns:
        return judge(key, sources.recognise(_only_header(path)))
    return judge(key, Matching(None, ()))


def _only_header(path: Path) -> TextRows:
    """A file of nothing but a header, as one whose rows are still to come."""
    [rows] = reading.read(path.name, path.read_bytes(), Choices(has_header=False))
    cells = [rows.cells(place).to_pylist() for place in range(rows.width)]
    header = tuple(str(column[0]) for column in cells)
    return replace(rows, header=header, rows=rows.rows.slice(0, 0), has_header=True)


def _tables(path: Path) -> Iterator[TextRows]:
    for name, given in archives.unpacked(path.name, path.read_bytes()):
        content = contents.whole(given)
        is_long_text = len(content) > HEAD and name.endswith((".csv", ".tsv", ".txt"))
        head = content[:HEAD].rpartition(b"\n")[0] if is_long_text else content
        yield from reading.read(name, head)
