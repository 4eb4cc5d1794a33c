"""Brackets of ages as a reader writes them, on the page or for the report: 1–3, 4–6, 7–12."""

import re

from metrics.lifecycle.cohort_ages import Ages

# Whatever stands between two numbers, other than what parts brackets, joins them.
_BRACKET = re.compile(r"(\d{1,4})(?: *[^\d ,，、;；]+ *(\d{1,4}))?", re.ASCII)
_LONGEST = 200


def brackets_written(text: str) -> Ages:
    """The brackets by where they begin and the last one has ended: of `1–3, 4–6` as of `1, 4, 7`.

    The period of the first order, 0, is no bracket's: it stands alone.
    """
    edges: list[int] = []
    for first, last in _BRACKET.findall(text[:_LONGEST]):
        numbers = [max(int(first), 1), *([int(last) + 1] if last else [])]
        edges += [number for number in numbers if number not in edges[-1:]]
    return Ages("bracket", tuple(edges))
