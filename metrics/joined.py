"""Segments joined by a reader's own rule: any of them, or all of them, as one way to tell apart."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from metrics.indicator import Dimension

Way = Literal["any", "all"]

MOST_PARTS = 20
"""More conditions than a view has filters are somebody's experiment."""

_WORDS: Final = {"any": " or ", "all": " and "}
_NAME = re.compile(r"joined:(any|all):(\[.+\])", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One condition: any of these segments of a dimension, or none of them; None is no value."""

    dimension: str
    segments: tuple[str | None, ...]
    is_excluded: bool = False


def joined_name(way: Way, parts: tuple[Part, ...]) -> str:
    """The name that carries the rule: `joined:any:[["region",["North"],false]]`."""
    told = [[part.dimension, part.segments, part.is_excluded] for part in parts]
    return f"joined:{way}:{json.dumps(told, ensure_ascii=False, separators=(',', ':'))}"


def joined_parts(name: str) -> tuple[Way, tuple[Part, ...]] | None:
    """How a name joins which conditions; None where it is not one of these."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        told = json.loads(found[2])
    except (ValueError, RecursionError):
        return None
    if not told or len(told) > MOST_PARTS or not all(map(_is_part, told)):
        return None
    parts = tuple(Part(dimension, tuple(segments), out) for dimension, segments, out in told)
    return found[1], parts  # type: ignore[return-value]


def joined_called(name: str, called: Callable[[str], Dimension]) -> Dimension | None:
    """The dimension of that name: "in" for whom the rule holds; None where it names none.

    `called` finds the dimension of each condition, KeyError where there is none.
    """
    if (rule := joined_parts(name)) is None:
        return None
    way, parts = rule
    dimensions = [called(part.dimension) for part in parts]
    tests = [_test(n, p, d) for n, (p, d) in enumerate(zip(parts, dimensions, strict=True))]
    members = f"""
-- one row per customer
select customer_id, case when {_WORDS[way].join(tests)} then 'in' else 'out' end as segment
from customers"""
    bound: list[tuple[str, object]] = []
    for place, (part, dimension) in enumerate(zip(parts, dimensions, strict=True)):
        bound += [(f"{key}_p{place}", value) for key, value in dimension.parameters]
        bound.append((f"joined_p{place}", [s for s in part.segments if s is not None]))
    reads = tuple(dict.fromkeys(column for d in dimensions for column in d.reads))
    return Dimension(name, members, reads, tuple(bound))


def _test(place: int, part: Part, dimension: Dimension) -> str:
    # A statement may be made of others like it, so each one's parameters are kept apart.
    own = re.sub(r"\$(?!as_of\b)(\w+)", rf"$\1_p{place}", dimension.members)
    told = f"select customer_id from (\n{own}\n) where segment"
    test = f"customer_id in ({told} in (select unnest($joined_p{place})))"
    if None in part.segments:
        test += f" or customer_id not in ({told} is not null)"
    return f"{'not ' if part.is_excluded else ''}({test})"


def _is_part(told: object) -> bool:
    match told:
        case [str(), [*segments], bool()]:
            return bool(segments) and all(s is None or isinstance(s, str) for s in segments)
    return False
