"""The whole way of many files: each read, recognised, cleaned and kept; none stops the others."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyarrow as pa

from data import contents, origins, reading, sources
from data.between import completing
from data.between.intake_overlaps import without_earlier, without_known
from data.between.returns_between import WITHOUT_ORDERS, has_orders, of_known_orders
from data.cleaners import mended
from data.cleaning import Cleaned, cleaning
from data.columns import Table
from data.contents import Content
from data.cursors import Selected
from data.formats import archives
from data.formats.column_notes import without_notes
from data.large_files.watching import Step, StepWatch, Watch, nobody
from data.limits import INTAKE_SECONDS
from data.matching import Matching
from data.problems import UnreadableFileError
from data.reading_rows import Choices, TextRows
from data.receipts import Proposal, Receipt
from data.recognising import sources_rules
from data.store import OutOfRoomError, StatementTooLongError, Study
from data.told_of_orders import KEPT, RETURNS_TOLD

__all__ = ["Proposal", "Receipt", "keep", "propose", "take_in"]


def take_in(
    study: Study,
    files: Iterable[tuple[str, Content]],
    matchings: Mapping[str, Matching] | None = None,
) -> list[Receipt]:
    """Read, recognise, clean and keep every file; a matching by file name replaces recognising."""
    return keep(study, _proposals(files, matchings or {}, nobody))


def propose(
    files: Iterable[tuple[str, Content]],
    matchings: Mapping[str, Matching] | None = None,
    watch: Watch = nobody,
) -> list[Proposal]:
    """What every file seems to be, for the reader to correct before it is kept."""
    return list(_proposals(files, matchings or {}, watch))


def keep(
    study: Study,
    proposals: Iterable[Proposal],
    watch: StepWatch = nobody,
    known: Study | None = None,
) -> list[Receipt]:
    """Clean and keep what was accepted, then put the customers of all files together.

    Returns wait for the orders of the same drop; `known` holds orders that they may be of as well.
    """
    completing.prepare(study)
    receipts, late = dict[int, Receipt](), dict[int, Proposal]()
    for place, proposal in enumerate(proposals):
        if _tells_returns(proposal):
            late[place] = proposal
        else:
            receipts[place] = _kept(study, proposal, watch, known)
    receipts |= {place: _kept(study, one, watch, known) for place, one in late.items()}
    completing.complete(study)
    return [receipts[place] for place in sorted(receipts)]


def _tells_returns(proposal: Proposal) -> bool:
    return proposal.matching is not None and proposal.matching.kind == RETURNS_TOLD.name


def _proposals(
    files: Iterable[tuple[str, Content]], matchings: Mapping[str, Matching], watch: Watch
) -> Iterator[Proposal]:
    for name, content in files:
        file = reading.display_name(name)
        try:
            for member, inner in archives.unpacked(name, content):
                yield from _tables(name, member, inner, matchings, watch)
        except UnreadableFileError as error:
            yield Proposal(file, contents.digest(content), error=error)


def _tables(
    name: str, member: str, content: Content, matchings: Mapping[str, Matching], watch: Watch
) -> Iterator[Proposal]:
    """What each table of a file seems to be; a matching may be for all of it, or for one."""
    whole = matchings.get(name) or matchings.get(member)
    choices = whole.choices if whole else Choices()
    try:
        # The bytes of a large file are gone over twice: at once, where there are two processors.
        with ThreadPoolExecutor(1) as pool:
            digesting = pool.submit(contents.digest, content)
            tables = mended.read_member(member, content, choices, watch)
    except UnreadableFileError as error:
        yield Proposal(reading.display_name(member), digesting.result(), error=error)
        return
    for rows in without_notes(tables):
        said = matchings.get(rows.file) or whole
        matching = sources_rules.fitted(said, rows) if said else sources.recognise(rows)
        yield Proposal(rows.file, digesting.result(), rows, matching, part=rows.part)


def _kept(study: Study, proposal: Proposal, watch: StepWatch, known: Study | None) -> Receipt:
    receipt = Receipt(proposal.file, proposal.identity)
    if proposal.error or proposal.rows is None or proposal.matching is None:
        error = proposal.error or UnreadableFileError("empty", proposal.file)
        return replace(receipt, error=error.kind, facts=error.facts)
    if origins.holds(study, proposal.identity):
        return replace(receipt, error="same_file")
    receipt = _described(receipt, proposal.rows, proposal.matching)
    lacking = proposal.matching.lacking()
    if lacking:
        obstacle = "unmatched_columns" if proposal.matching.table else "unrecognised"
        return replace(receipt, error=obstacle, facts={"columns": lacking})
    if _tells_returns(proposal) and not any(map(has_orders, filter(None, (study, known)))):
        return replace(receipt, error=WITHOUT_ORDERS)
    return _loaded(study, receipt, proposal.rows, proposal.matching, watch, known)


def _described(receipt: Receipt, rows: TextRows, matching: Matching) -> Receipt:
    return replace(
        receipt,
        table=matching.table,
        encoding=rows.encoding,
        delimiter=rows.delimiter,
        matching=matching.names(),
        how=matching,
        rules=matching.rules,
        header=rows.header,
        rows_read=rows.rows_read,
        rows_set_aside=rows.rows_read,
        problems=rows.problems,
    )


def _loaded(
    study: Study,
    receipt: Receipt,
    rows: TextRows,
    matching: Matching,
    watch: StepWatch,
    known: Study | None,
) -> Receipt:
    try:
        with cleaning(study, rows, matching, watch) as found:
            if matching.kind == RETURNS_TOLD.name:
                found = of_known_orders(study, rows, matching, found, known)
            cleaned = without_known(study, rows, found, str(matching.kind))
            watch(Step(rows.file, "keeping"))
            number = origins.begin(study)
            study.keep_all(_whole(cleaned, receipt, number))
        without_earlier(study, str(matching.kind), number, cleaned.problems)
    except StatementTooLongError:
        return replace(receipt, error="too_much_work", facts={"seconds": int(INTAKE_SECONDS)})
    except OutOfRoomError:
        return replace(receipt, error="out_of_room")
    return _receipted(receipt, cleaned)


def _whole(cleaned: Cleaned, receipt: Receipt, number: int) -> dict[Table, pa.Table | Selected]:
    """Everything that a file brings, to be kept all at once: half of a file would be a lie."""
    own = {"number": number, "digest": receipt.digest, "file": receipt.file, "holds": receipt.kind}
    tables = {
        completing.TOLD if name == "customers" else KEPT[name]: rows
        for name, rows in cleaned.tables.items()
    }
    return tables | {completing.TAKEN_IN: pa.Table.from_pylist([own])}


def _receipted(receipt: Receipt, cleaned: Cleaned) -> Receipt:
    return replace(
        receipt,
        rows_kept=cleaned.rows_kept,
        rows_set_aside=cleaned.rows_set_aside,
        problems=cleaned.problems,
        rules=cleaned.rules,
        doubts=cleaned.doubts,
        judgements=cleaned.judgements,
        set_aside_rows=cleaned.set_aside,
    )
