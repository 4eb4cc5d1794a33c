"""Which dialect a text file is written in, told by its first lines."""

import re
from collections import Counter
from dataclasses import replace

from data.text_files import quotes
from data.text_files.dialect_scores import (
    REGULAR,
    are_quoted_among_blanks,
    below_preamble,
    regularity,
    score,
    score_of_blanks,
    usual_width,
)
from data.text_files.dialects import BLANKS, DELIMITERS, NO_DELIMITER, Dialect

_WORST_SCORE = 0.2
"""Below it, no delimiter gives a table: the file has one column."""

_RARER = ("^", "~", "¦", "¬", "§", "\x01", "\x1c", "\x1d", "\x1e", "，", "；", ":", "/")
_WORST_RARE_SCORE = 0.7
_WEAKER = 0.8
"""What lines say one by one counts for less: some may be the middle of a text."""
_SEPARATOR_LINE = re.compile(r"^\"?sep=([^\r\n\"]{1,3})\"?\s*$", re.IGNORECASE)
_LONGER = re.compile(r"([^\w\s\"'“”‘’.+()/\\-])\1+|[^\w\s\"'“”‘’.+()/\\-]{2,3}|[,;] | \| |\t\t")


def detect(lines: list[str], delimiter: str | None = None) -> Dialect:
    """The dialect under which the lines fall into the most regular table."""
    named = _SEPARATOR_LINE.match(lines[0]) if lines else None
    leading = 1 if named else 0
    lines = [line for line in lines[leading:] if line.strip()]
    sure = delimiter or (named.group(1) if named else None)
    if sure:
        return _measured(replace(_plain(lines, sure), leading=leading), lines)
    scores = _scores(lines)
    best = max(scores, key=lambda found: (scores[found], len(found)), default=None)
    if best is None:
        last = BLANKS if are_quoted_among_blanks(lines) else NO_DELIMITER
        return _measured(replace(_plain(lines, last), confidence=0.6), lines)
    rival = max((value for found, value in scores.items() if found != best), default=0.0)
    confidence = round(1 - 0.5 * rival / scores[best], 2)
    return _measured(replace(_plain(lines, best), confidence=confidence, leading=leading), lines)


def _scores(lines: list[str]) -> dict[str, float]:
    """How good a table each delimiter makes of the lines, of those that make one."""
    tried = [_plain(lines, found) for found in _candidates(lines)]
    split = [(dialect, dialect.cells(lines)) for dialect in tried]
    if all(regularity(records) <= REGULAR for _, records in split):
        split = [(dialect, below_preamble(records)) for dialect, records in split]
    scores = {dialect.delimiter: _score(dialect, records, lines) for dialect, records in split}
    scores[BLANKS] = score_of_blanks(lines)
    return {found: value for found, value in scores.items() if value >= _worst(found)}


def _worst(delimiter: str) -> float:
    is_usual = delimiter in (*DELIMITERS, BLANKS)
    return _WORST_SCORE if is_usual else _WORST_RARE_SCORE


def _candidates(lines: list[str]) -> list[str]:
    """What may separate: the usual signs, then rarer ones and longer ones that most lines have."""
    text = "".join(lines)
    held: Counter[str] = Counter()
    for line in lines:
        held.update({found[0] for found in _LONGER.finditer(line)})
    often = 0.8 * len(lines)
    longer = [sign for sign, count in held.most_common(6) if count >= often]
    if any(Dialect(sign).is_even(lines) for sign in DELIMITERS):
        return [*DELIMITERS, *longer]
    half = len(lines) / 2  # of a text over several lines, not every line has its delimiter
    rarer = [sign for sign in _RARER if sign in text and sum(sign in o for o in lines) >= half]
    return [*DELIMITERS, *rarer, *longer]


def _score(dialect: Dialect, records: list[list[str]], lines: list[str]) -> float:
    """Lines read together, or, where a stray quote swallows others, each for itself."""
    together = score(records)
    if dialect.delimiter in _RARER and len(records) > 3 and dialect.is_even(lines):
        return max(together, _WORST_RARE_SCORE)
    if regularity(records) > REGULAR or dialect.quote not in "".join(lines):
        return together
    return max(together, _WEAKER * score([dialect.alone(line) for line in lines]))


def _measured(dialect: Dialect, lines: list[str]) -> Dialect:
    together = Counter(map(len, dialect.cells(lines)))
    width = usual_width(together)
    if together[width] < 0.9 * together.total():
        width = usual_width(together + Counter(len(dialect.alone(line)) for line in lines))
    return replace(dialect, width=width, quoted_columns=_quoted_columns(dialect, lines, width))


def _quoted_columns(dialect: Dialect, lines: list[str], width: int) -> frozenset[int]:
    """The columns whose cells begin with a quote, told by lines that anyone can split."""
    split = [line.split(dialect.delimiter) for line in lines[1:]]
    simple = [cells for cells in split if len(cells) == width]
    counts = [
        sum(cells[place].startswith(dialect.quote) for cells in simple) for place in range(width)
    ]
    return frozenset(place for place, count in enumerate(counts) if count > len(simple) / 2)


def _plain(lines: list[str], delimiter: str) -> Dialect:
    """The dialect of this delimiter, with the quotes and the escapes that the lines show."""
    text = "".join(lines)
    signs = quotes.enclosing(text, delimiter)
    # Lists within cells have quotes of their own, often more than there are cells.
    for standard in (Dialect(delimiter, sign) for sign in signs):
        if standard.is_plain and (even := _even(lines, standard, text)):
            return even
    escape, only_quotes, is_loose = quotes.habits(text, signs[0], delimiter)
    return Dialect(delimiter, signs[0], escape, is_loose=is_loose, escapes_quotes_only=only_quotes)


def _even(lines: list[str], standard: Dialect, text: str) -> Dialect | None:
    """The dialect under which anyone sees a table, of quotes doubled or escaped."""
    signs = (standard.quote, standard.delimiter)
    found = standard if standard.is_even(lines) else None
    if not quotes.are_escaped(text, *signs):
        return found
    # What is a table either way has its quotes doubled, unless none is.
    if found and (f"\\{standard.quote}" not in text or quotes.are_doubled(text, *signs)):
        return found
    escaping = replace(standard, escape="\\")
    return escaping if escaping.is_even(lines) else found
