"""In which encoding a file is written, told by its bytes; a wrong guess never becomes text."""

import codecs
import io
import re
from dataclasses import dataclass
from typing import TextIO

import charset_normalizer

from data.text_files.odd_signs import meant
from data.text_files.plausible_texts import TOLD, plausibility

CHUNK = 1 << 20
SAMPLE = 1 << 16

TELLING = 6
"""So many different characters beyond ASCII do not look right by chance."""
_PLAUSIBLE = 0.6


@dataclass(frozen=True)
class Encoding:
    """An encoding, how sure it is, and whether every byte of the file fits it."""

    name: str
    confidence: float
    is_whole: bool = True
    is_chosen: bool = False


# The four-byte marks come first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Names people know, where Python's codec of the same family accepts what Windows writes.
_CODECS = {"big5": "cp950", "shift-jis": "cp932", "windows-1252": "cp1252"}


def detect(content: bytes, chosen: str | None = None) -> Encoding:
    """The encoding of a file's bytes; a mark decides, then strict decoding, then plausibility."""
    if chosen:
        return Encoding(chosen, 1.0, _fits(unmarked(content), chosen), is_chosen=True)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Encoding(name, 1.0, _fits(content, name))
    wide = _wide(content)
    if wide:
        return Encoding(wide, 0.95)
    if _fits(content, "utf-8"):
        return Encoding("utf-8", 1.0)
    return _most_plausible(content)


def unmarked(content: bytes) -> bytes:
    """The bytes after the byte order mark, if there is one."""
    mark = next((mark for mark, _ in _MARKS if content.startswith(mark)), b"")
    return content[len(mark) :]


def opened(content: bytes, encoding: Encoding) -> TextIO:
    """The file as text, line ends as they are; bytes that fit nothing stand as U+FFFD."""
    bare = unmarked(content)
    is_wide = encoding.name.startswith(("utf-16", "utf-32"))
    # A lone half of a pair in UTF-16 spoils its own character only.
    is_uniform = encoding.is_whole or encoding.is_chosen or is_wide
    text = decoded(bare, encoding.name) if is_uniform else _line_by_line(bare, encoding.name)
    return io.StringIO(meant(text), newline="")


def is_known(name: str) -> bool:
    """Whether this is the name of an encoding that can be chosen."""
    try:
        return codecs.lookup(_codec(name))._is_text_encoding
    except LookupError:
        return False


def decoded(content: bytes, name: str) -> str:
    """The text of bytes in an encoding; what fits nothing stands as U+FFFD."""
    return content.decode(_codec(name), "replace")


def _codec(name: str) -> str:
    return _CODECS.get(name, name)


def _fits(content: bytes, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(_codec(name))("strict")
    view = memoryview(content)
    try:
        for start in range(0, len(view), CHUNK):
            decoder.decode(view[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zeros stand at the same place of every unit."""
    sample = content[: SAMPLE - SAMPLE % 4]
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = len(sample) / 4
    if not quarter or sum(zeros) < 0.02 * len(sample):
        return None
    if min(zeros[2], zeros[3]) > 0.9 * quarter > zeros[0]:
        return _if_it_fits(content, "utf-32-le")
    if min(zeros[0], zeros[1]) > 0.9 * quarter > zeros[3]:
        return _if_it_fits(content, "utf-32-be")
    low, high = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(low, high) < 4 * min(low, high):
        return None
    return _if_it_fits(content, "utf-16-le" if high > low else "utf-16-be")


def _if_it_fits(content: bytes, name: str) -> str | None:
    return name if _fits(content, name) else None


def _most_plausible(content: bytes) -> Encoding:
    sample = _sample(content)
    scores = {name: plausibility(decoded(sample, name), name) or 0.0 for name in TOLD}
    ranked = sorted(scores, key=lambda name: -scores[name])
    whole = next(
        (name for name in ranked if scores[name] > _PLAUSIBLE and _fits(content, name)), None
    )
    best, second = ranked[0], ranked[1]
    if whole:
        rival = max(scores[name] for name in ranked if name != whole)
        telling = len({sign for sign in decoded(sample, whole) if sign > "\x7f"})
        if telling < TELLING and rival > _PLAUSIBLE:
            return Encoding(whole, 0.6)
        return Encoding(whole, round(min(0.99, 0.5 + scores[whole] - rival / 2), 2))
    if scores[best] > _PLAUSIBLE:
        return Encoding(best, round(0.5 * (1 + scores[best] - scores[second]) / 2, 2), False)
    return _another(content, sample)


def _another(content: bytes, sample: bytes) -> Encoding:
    guess = charset_normalizer.from_bytes(sample).best()
    name = guess.encoding.replace("_", "-") if guess else "windows-1252"
    return Encoding(name, 0.3, _fits(content, name))


def _sample(content: bytes) -> bytes:
    """Whole lines around the first byte that is not plain."""
    first = re.search(rb"[\x80-\xff]", content)
    start = content.rfind(b"\n", 0, first.start()) + 1 if first else 0
    end = content.rfind(b"\n", start, start + SAMPLE)
    return content[start : end + 1] if end > start else content[start : start + SAMPLE]


def _line_by_line(content: bytes, name: str) -> str:
    """Each line in the encoding of the file or, where it does not fit, in the likely other one."""
    others = [other for other in ("utf-8", "gb18030") if other != name]
    return "".join(_line(line, [name, *others]) for line in content.splitlines(keepends=True))


def _line(line: bytes, names: list[str]) -> str:
    for name in names:
        try:
            return line.decode(_codec(name))
        except UnicodeDecodeError:
            continue
    return line.decode(_codec(names[0]), "replace")
