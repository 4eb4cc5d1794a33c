"""Next month's file under a kept matching: what no longer fits is asked, the rest goes through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

import pyarrow.compute as pc

from data import corrections, sources
from data.contents import Content
from data.intake import Proposal
from data.matching import ColumnMatch, Matching
from data.matching_places import folded
from data.reading_rows import Choices, TextRows
from data.recognising.meanings import ATTRIBUTE, kind_of
from data.recognising.profiles import Profile, has_decimal_comma, profiles
from data.values.date_orders import date_order

_POINT = r"^\D*\d+\.\d{1,2}\D*$"
_LIKELY = 0.4
"""So much must speak for it before a new column is proposed in the place of a missing one."""

Answer = int | str | None
_ORDER = ("new", "written", "missing")


@dataclass(frozen=True)
class Question:
    """One thing that no longer fits, with the likely answer.

    A missing column is answered by the position of the one that holds it now, a new one by its
    meaning, None being neither; a column written otherwise, by the way it is written.
    """

    kind: Literal["missing", "new", "written"]
    column: ColumnMatch
    likely: Answer
    options: tuple[Answer, ...] = ()


def fitted(proposal: Proposal, upload: tuple[str, Content], kept: Matching) -> Proposal:
    """The file read and matched as the earlier one; read by its own content where that fails."""
    as_kept = corrections.fitted(proposal, upload, kept)
    if proposal.rows is None or _fit(kept, as_kept) >= corrections.likeness(kept, proposal.rows):
        return as_kept
    return corrections.fitted(proposal, upload, replace(kept, choices=Choices()))


def questions(kept: Matching, rows: TextRows) -> tuple[Question, ...]:
    """What of the matching does not fit the file: columns missing, new, or written otherwise."""
    found = {c.position: c for c in kept.fitted_to(rows.header).columns}
    new = [p for p, column in found.items() if column.because == "unknown"]
    missing = kept.missing_from(rows.header)
    if not (new or missing or kept.table):
        return ()
    seen, recognised = profiles(rows), sources.recognise(rows, kept.table)
    likely = _likely(missing, new, seen, recognised)
    taken = {m for c in found.values() for m in (c.meaning, *c.also)}
    return (
        *(Question("missing", c, likely.get(c.position), (*new, None)) for c in missing),
        *_restyled(found, rows, seen),
        *(Question("new", recognised.columns[p], _free(recognised, p, taken)) for p in new),
    )


def answered(proposal: Proposal, answers: Iterable[tuple[Question, Answer]]) -> Proposal:
    """The proposal as the answers make it."""
    # What moves goes last: a meaning that a new column seemed to have may be wanted for it.
    for question, answer in sorted(answers, key=lambda pair: _ORDER.index(pair[0].kind)):
        proposal = _answered(proposal, question, answer)
    return proposal


def _answered(proposal: Proposal, question: Question, answer: Answer) -> Proposal:
    column = question.column
    if question.kind == "written":
        styled = corrections.with_decimal if answer in (".", ",") else corrections.with_date_order
        return styled(proposal, column.position, answer)  # type: ignore[arg-type]
    if question.kind == "new":
        meaning = answer if isinstance(answer, str) else None
        return corrections.with_meaning(proposal, column.position, meaning)
    return _moved(proposal, column, answer) if isinstance(answer, int) else proposal


def _moved(proposal: Proposal, kept: ColumnMatch, position: int) -> Proposal:
    """What a column meant goes over to the one that holds it now, its scale along with it."""
    said = corrections.with_meaning(proposal, position, kept.meaning)
    if said.matching is None:
        return said
    now = said.matching.columns[position]
    order = kept.date_order if now.because == "date_order_unclear" else now.date_order
    like = replace(
        now,
        also=kept.also,
        instrument=kept.instrument,
        scale=kept.scale,
        answers=kept.answers,
        date_order=order,
        because="reader",
        confidence=1.0,
    )
    columns = said.matching.columns
    told = (*columns[:position], like, *columns[position + 1 :])
    return said.with_matching(replace(said.matching, columns=told))


def _fit(kept: Matching, proposal: Proposal) -> float:
    return corrections.likeness(kept, proposal.rows) if proposal.rows else -1.0


def _likely(
    missing: tuple[ColumnMatch, ...],
    new: list[int],
    seen: list[Profile],
    recognised: Matching,
) -> dict[int, int]:
    """By the position that a missing column had, where it most likely stands now."""
    only = len(missing) == len(new) == 1
    scored = [
        (_score(gone, recognised.columns[p], seen[p]) + 0.2 * only, gone.position, p)
        for gone in missing
        for p in new
    ]
    found: dict[int, int] = {}
    for score, gone, position in sorted(scored, reverse=True):
        if score >= _LIKELY and gone not in found and position not in found.values():
            found[gone] = position
    return found


def _score(gone: ColumnMatch, now: ColumnMatch, profile: Profile) -> float:
    """What speaks for it: the meaning recognised, the name, the kind of values, the place."""
    if not _can_hold(gone, profile):
        return 0.0
    alike = SequenceMatcher(None, folded(gone.header), folded(now.header)).ratio()
    same = now.meaning == gone.meaning and gone.meaning != ATTRIBUTE
    place = 0.15 * (gone.position == now.position)
    return 0.6 * same * now.confidence + 0.6 * alike * (alike >= 0.5) + place


def _can_hold(gone: ColumnMatch, profile: Profile) -> bool:
    table, _, name = (gone.meaning or "").partition(".")
    kind = kind_of(table, name) if name else "text"
    if profile.is_blank or kind in ("text", "flag"):
        return True
    return (profile.numbers if kind == "number" else profile.dates) >= 0.5


def _free(recognised: Matching, position: int, taken: set[str | None]) -> str | None:
    """What a new column seems to mean, unless another column has that meaning already."""
    meaning = recognised.columns[position].meaning
    if meaning in taken and meaning != ATTRIBUTE:
        return ATTRIBUTE if recognised.table == "customers" else None
    return meaning


def _restyled(
    found: dict[int, ColumnMatch], rows: TextRows, seen: list[Profile]
) -> Iterator[Question]:
    """Columns whose values can only be read in another way than they were."""
    for position, column in found.items():
        cells = rows.cells(position)
        if seen[position].dates > 0.3 and column.meaning:
            order = date_order(cells)
            if order not in (None, "ymd", column.date_order):
                yield Question("written", column, order, ("ymd", "dmy", "mdy"))
        elif seen[position].numbers > 0.3 and column.meaning:
            sign = "," if has_decimal_comma(cells) else "."
            has_point = bool(pc.any(pc.match_substring_regex(cells, _POINT)).as_py())
            if sign != column.decimal and (sign == "," or has_point):
                yield Question("written", column, sign, (".", ","))
