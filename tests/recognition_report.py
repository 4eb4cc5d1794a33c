"""Writes docs/recognition.md: python -m tests.recognition_report."""

from collections.abc import Iterable, Iterator

from tests.house import ROOT
from tests.recognition import (
    Verdict,
    made_verdicts,
    right_share,
    right_where_sure,
    verdicts,
    wrong_share,
)

SURE = 0.8
REPORT = ROOT / "docs" / "recognition.md"

_INTRODUCTION = """# How well strangers' files are recognised

Every file below was written by other programs and other people. What a person takes it for stands
in [tests/exports/keys](../tests/exports/keys/README.md); here it is compared with what Perennial
takes it for, with no help given. Columns that have no meaning of ours are kept to segment by, or
left out: giving one of them a meaning counts as wrong. Of text files over 1 MB the first megabyte
is read. Written by `python -m tests.recognition_report`; `tests/test_recognition.py` holds it to
what is found today.
"""

_ON_MADE = """## Files invented for the purpose

Small files in the form in which well-known products export, with invented people, in
[tests/exports/made](../tests/exports/made). They were written, with their key, without trying what
is recognised; since then the words of headers were bettered by the kinds of failure they showed.
Other files of the same kinds stay aside, to show how it carries over.
"""


def report(judged: tuple[Verdict, ...], made: tuple[Verdict, ...]) -> str:
    """The comparison as Markdown: the totals, then a table for each folder."""
    folders = dict.fromkeys(verdict.key.name.partition("/")[0] for verdict in judged)
    parts = [_INTRODUCTION, "\n".join(totals(judged)) + "\n"]
    for folder in folders:
        own = [v for v in judged if v.key.name.startswith(f"{folder}/")]
        parts.append("\n".join((f"## {folder}\n", *_table(own))) + "\n")
    parts += [_ON_MADE, "\n".join((*totals(made), "", *_table(made))) + "\n"]
    return "\n".join(parts)


def totals(judged: tuple[Verdict, ...]) -> Iterator[str]:
    """The sums over all files, one line each."""
    right, wrong, missed = (sum(counts) for counts in zip(*map(_counts, judged), strict=True))
    taken = sum(v.is_table_right for v in judged)
    yield f"- {taken} of {len(judged)} tables are taken for what they are"
    yield f"- {right} columns are matched right, {wrong} wrong, {missed} missed"
    yield f"- of the columns that have a meaning, {right_share(judged):.1%} are matched right"
    yield f"- of the meanings found, {wrong_share(judged):.1%} are wrong"
    sure, found = right_where_sure(judged, SURE)
    yield f"- of the {found} meanings called sure (certainty {SURE} and more), {sure} are right"


def _counts(verdict: Verdict) -> tuple[int, int, int]:
    return len(verdict.right), len(verdict.wrong), len(verdict.missed)


def _table(judged: Iterable[Verdict]) -> Iterator[str]:
    yield "| file | expected | found | right | wrong | missed | which |"
    yield "|---|---|---|--:|--:|--:|---|"
    for verdict in judged:
        file = _cell(verdict.key.name.partition("/")[2])
        counts = " | ".join(str(count) for count in _counts(verdict))
        expected = " or ".join(verdict.key.tables)
        yield f"| {file} | {expected} | {verdict.found} | {counts} | {_which(verdict)} |"


def _which(verdict: Verdict) -> str:
    wrong = [f"{_cell(header)} is not {meaning}" for header, meaning in verdict.wrong]
    missed = [f"{_cell(header)} missed" for header in verdict.missed]
    return "; ".join((*wrong, *missed))


def _cell(text: str) -> str:
    # What strangers wrote stands as code, without the sign that ends a cell or the code.
    return f"`{text[:60].replace('|', '/').replace('`', '')}`"


if __name__ == "__main__":
    REPORT.write_text(report(verdicts(), made_verdicts()), "utf-8")
    print("\n".join((*totals(verdicts()), "made:", *totals(made_verdicts()))))
