"""The same numbers as the pages, without a browser: files in, JSON or Markdown out."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.between.keys_between import agreed
from data.calendar import span
from data.contents import Content
from data.formats.archives import files_in
from data.intake import Receipt, keep, propose
from data.matching import Matching
from data.matching_files import from_toml
from data.problems import UnreadableMatchingError
from data.scope import Scope
from data.store import Study
from metrics import quotients
from metrics.dimensions import dimension_called, is_dimension
from metrics.indicator import Dimension
from metrics.lifecycle.cohort_ages import BRACKETS, Ages
from metrics.people import people_count
from metrics.refusals import NotComputableError
from metrics.registry import BY_NAME, INDICATORS
from metrics.stated.models import locked, models
from metrics.stated.uncounted import uncounted
from metrics.worth.concentration import concentration, customer_values
from ui.brackets_written import brackets_written
from ui.document import markdown
from ui.json_document import as_json
from ui.obstacles import first_obstacle
from ui.safe import visible
from ui.words import languages, words

NOTHING_KEPT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when at least one table was kept, 2 and one sentence otherwise."""
    options = _options(arguments)
    say = words(options.language)
    if not options.brackets.is_sound:
        return _warn(say("report.no_brackets"))
    lacking = [place for place in options.files if not place.exists()]
    for place in lacking:
        _warn(say("report.no_such_file", file=visible(place.name)))
    if len(lacking) == len(options.files):
        return NOTHING_KEPT
    try:
        matchings = dict(map(_match, options.match))
    except (OSError, UnicodeDecodeError, UnreadableMatchingError):
        return _warn(say("problem.broken_matching"))
    study = Study()
    receipts = keep(study, agreed(propose(_contents(options.files), matchings)))
    if not any(receipt.rows_kept for receipt in receipts):
        return _warn(first_obstacle(say, receipts))
    dimension = _dimension(options.by, receipts)
    if options.by and dimension is None:
        return _warn(say("report.unknown_column", column=visible(options.by)))
    report = measured(study, receipts, options.as_of, dimension, options.brackets)
    text = as_json(report) if options.format == "json" else markdown(report, say)
    _hand_over(text, options.output)
    return 0


def measured(
    study: Study,
    receipts: Sequence[Receipt],
    as_of: date | None,
    dimension: Dimension | None,
    brackets: Ages = BRACKETS,
) -> dict[str, Any]:
    """Everything the report says, as facts: files, as_of, indicators, models, locked."""
    today = datetime.now(UTC).date()
    days = span(study, today)
    # Without a date in the data there is no as-of day to name; the scope still needs one.
    day = as_of or (days[1] if days else None)
    scope = Scope(study, day or today, filled=study.filled())
    return {
        "files": [_file(receipt) for receipt in receipts],
        "as_of": day.isoformat() if day else None,
        "customers": people_count(scope),
        "indicators": [*_indicators(scope, dimension)],
        "models": models(scope, dimension, brackets),
        "locked": [*_locked(scope, dimension)],
    }


def _locked(scope: Scope, dimension: Dimension | None) -> Iterator[dict[str, Any]]:
    """What these data cannot tell, and the columns that would: indicators first."""
    yield from uncounted(scope)
    lacking = {indicator.name: scope.lacks(indicator.reads) for indicator in INDICATORS}
    for name, columns in {**lacking, **locked(scope, dimension)}.items():
        if columns:
            yield {"name": name, "missing": list(columns)}


def _indicators(scope: Scope, dimension: Dimension | None) -> Iterator[dict[str, Any]]:
    told = [i for i in INDICATORS if not scope.lacks(i.reads)]
    for row in quotients.overall(scope, told).query("base > 0").to_dict("records"):
        yield _indicator(row)
    yield from _concentration(scope)
    if dimension is not None:
        for row in quotients.by(scope, told, dimension).to_dict("records"):
            segment = None if pd.isna(row["segment"]) else row["segment"]
            yield {**_indicator(row), "by": {dimension.name: segment}}


def _indicator(row: dict[Any, Any]) -> dict[str, Any]:
    indicator = BY_NAME[row["name"]]
    numbers = {name: row[name] for name in ("value", "low", "high", "base")}
    return {"name": indicator.name, "unit": indicator.unit, **numbers, "table": indicator.table}


def _concentration(scope: Scope) -> Iterator[dict[str, Any]]:
    if scope.lacks(("orders.amount",)):
        return
    try:
        rows = concentration(customer_values(scope))
    except NotComputableError:
        return
    for row in rows.to_dict("records"):
        yield {**row, "unit": "share", "table": "orders"}


def _file(receipt: Receipt) -> dict[str, Any]:
    told = ("file", "table", "encoding", "delimiter", "rows_read", "rows_kept", "rows_set_aside")
    problems = [
        {name: getattr(p, name) for name in ("row", "column", "value", "kind", "expected", "count")}
        for p in receipt.problems
    ]
    return {
        **{name: getattr(receipt, name) for name in told},
        "matching": dict(receipt.matching),
        "rules": list(receipt.rules),
        "judgements": [asdict(judgement) for judgement in receipt.judgements],
        "problems": problems,
        "doubts": [asdict(doubt) for doubt in receipt.doubts],
        **({"error": receipt.error} if receipt.error else {}),
    }


def _dimension(column: str | None, receipts: Sequence[Receipt]) -> Dimension | None:
    """The dimension a reader means by a column: the file's own name for it, or ours."""
    if column is None:
        return None
    meanings = {h: m for receipt in receipts for h, m in receipt.matching.items()}
    meaning = meanings.get(column, column)
    name = f"attribute:{column}" if meaning == "attribute" else meaning.split(".")[-1]
    return dimension_called(name) if is_dimension(name) else None


def _contents(places: Sequence[Path]) -> Iterator[tuple[str, Content]]:
    for place in places:
        if place.is_dir():
            yield from files_in(place)
        elif place.exists():
            yield place.name, place.read_bytes()


def _hand_over(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode() + b"\n")
    else:
        output.write_text(text + "\n", encoding="utf-8")


def _warn(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return NOTHING_KEPT


def _match(text: str) -> tuple[str, Matching]:
    file, _, path = text.partition("=")
    return Path(file).name, from_toml(Path(path).read_text(encoding="utf-8"))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="report.py", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--match", action="append", default=[], metavar="FILE=TOML")
    parser.add_argument("--by", metavar="COLUMN")
    parser.add_argument("--brackets", type=brackets_written, default=BRACKETS, metavar="1-3,4-6,…")
    parser.add_argument("--language", default="en", choices=list(languages()))
    parser.add_argument("--format", default="md", choices=("json", "md"))
    parser.add_argument("--output", type=Path, metavar="PATH")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
