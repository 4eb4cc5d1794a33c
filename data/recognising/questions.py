"""Which columns of a file are the questions of a questionnaire, one column each."""

from dataclasses import dataclass, replace

from data.matching import ColumnMatch
from data.recognising import headers
from data.recognising.header_kinds import asks, is_counted, is_measure
from data.recognising.header_questions import is_verdict
from data.recognising.header_senses import ends_in_score
from data.recognising.header_words import is_plural
from data.recognising.meanings import SCORE
from data.recognising.paired_questions import paired_questions
from data.recognising.profiles import Profile
from data.recognising.sentences import opinions
from data.recognising.usual_scales import usual_scale

FEWEST_RATED = 2
FEWEST = 4
"""One column of few whole numbers may be a count of something; so many with one scale are not."""

YES_OR_NO = (0.0, 1.0)

_TOPS = (5.0, 7.0, 10.0, 100.0)


@dataclass(frozen=True)
class Question:
    """What a column asks for, and the scale of its answers."""

    instrument: str
    scale: tuple[float, float]


def questions(
    header: tuple[str, ...], seen: list[Profile], free: list[int], known: list[int]
) -> dict[int, Question]:
    """By position, the questions among the columns that mean nothing else, beside the known ones.

    Headers that ask tell them, or those of known questionnaires; else several columns with the
    same scale do.
    """
    paired = paired_questions(header)
    called = {p: paired.get(p) or headers.instrument(header[p]) for p in free}
    # What a known questionnaire asks may be answered in words; anything else takes numbers.
    named = {p: n for p, n in called.items() if _is_score(seen[p]) or (n and seen[p].answers)}
    told = {p: name for p, name in named.items() if name}
    said = opinions(header, seen)
    spoken = {
        p: _spoken(asks(header[p]) or said[p], seen[p])
        for p in free
        if p in said or (p in named and asks(header[p]))
    }
    if spoken:
        free = [p for p in free if p not in spoken]
        return spoken | (questions(header, seen, free, known) if len(free) > FEWEST else {})
    if len(told) >= FEWEST:
        scale = _common_scale([seen[p] for p in told])
        others = {
            p: "perceived" for p in named if _is_on(seen[p], scale) and not is_measure(header[p])
        }
        return {p: Question(name, scale) for p, name in (others | told).items()}
    by_scale: dict[tuple[float, float], list[int]] = {}
    for position in named:
        scale_of_one = seen[position].scale
        if scale_of_one and seen[position].high - seen[position].low >= 3:
            by_scale.setdefault(scale_of_one, []).append(position)
    return {
        position: Question("perceived", scale)
        for scale, group in by_scale.items()
        if len(group) + _on(scale, known, seen) >= FEWEST
        and not _are_measures([header[p] for p in group])
        for position in group
    }


def aspects(
    header: tuple[str, ...], seen: list[Profile], free: list[int], known: list[int]
) -> dict[int, Question]:
    """By position, what else those who gave a mark rated: on the same scale, several at once."""
    # Where those who wrote gave no mark as a whole, its parts still stand on a scale of points.
    tops = {_top(seen[p]) for p in known} or set(_TOPS[:3])
    marks = [p for p in free if _is_rated(header[p], seen[p])]
    scored = [p for p in marks if ends_in_score(header[p])]
    # Out of a hundred stand ages and shares too.
    rated = [p for p in marks if _top(seen[p]) in tops and seen[p].high <= _TOPS[2]]
    found = {*scored, *(rated if len(rated) >= FEWEST_RATED else ())}
    return {
        p: Question("perceived", seen[p].scale or usual_scale(seen[p].low, seen[p].high))
        for p in found
    }


def verdicts(header: tuple[str, ...], seen: list[Profile], free: list[int]) -> dict[int, Question]:
    """By position, the one column that calls each text good or bad where nobody gave a mark."""
    called = [p for p in free if is_verdict(header[p]) and _is_verdict(seen[p])]
    worded = {p: seen[p].scale for p in called if seen[p].answers}
    return {p: Question("csat", worded.get(p) or YES_OR_NO) for p in called[:1]}


def _is_verdict(one: Profile) -> bool:
    is_binary = one.numbers >= 0.95 and one.wholes >= 0.95 and (one.low, one.high) == (0, 1)
    return is_binary or one.answers == "sentiment_3"


def _is_rated(header: str, one: Profile) -> bool:
    is_mark = one.numbers >= 0.9 and 0 <= one.low < one.high <= _TOPS[-1]
    return is_mark and not is_measure(header) and not is_plural(header) and not is_counted(header)


def _top(one: Profile) -> float:
    return next((top for top in _TOPS if one.high <= top), one.high)


def _on(scale: tuple[float, float], known: list[int], seen: list[Profile]) -> int:
    return sum(seen[p].scale == scale for p in known)


def _spoken(instrument: str, profile: Profile) -> Question:
    """A question in a sentence, on its own scale; on less than ten points it is no likelihood."""
    scale = profile.scale or (min(profile.low, 1.0), profile.high)
    if instrument == "nps":
        is_nps = profile.high > 7
        return Question("nps" if is_nps else "intention", (0.0, 10.0) if is_nps else scale)
    return Question(instrument, scale)


def as_question(column: ColumnMatch, question: Question) -> ColumnMatch:
    """A column which holds the answers to a question."""
    told = replace(
        column,
        meaning=SCORE,
        confidence=0.7,
        because="same_scale",
        instrument=question.instrument,
        scale=question.scale,
    )
    if question.scale == YES_OR_NO:
        return replace(told, because="verdict")
    return replace(told, because="asked") if asks(column.header) else told


def _are_measures(asked: list[str]) -> bool:
    """Whether columns of few small numbers are sums and counts, not questions."""
    return 2 * sum(is_measure(name) for name in asked) >= len(asked)


def _is_on(profile: Profile, scale: tuple[float, float]) -> bool:
    """Whether the answers stand on the scale of the other questions and use most of it."""
    if scale[1] == _TOPS[-1]:
        return _TOPS[-2] < profile.high <= scale[1]
    return profile.scale == scale or (
        profile.scale is not None
        and profile.scale[1] == scale[1]
        and profile.high - profile.low >= 3
    )


def _is_score(profile: Profile) -> bool:
    return profile.numbers >= 0.95 and (
        profile.scale is not None or 0 <= profile.low <= profile.high <= 100
    )


def _common_scale(seen: list[Profile]) -> tuple[float, float]:
    """The narrowest scale that holds the answers to all of them."""
    ends = [profile.scale or (profile.low, profile.high) for profile in seen]
    top = next(top for top in _TOPS if all(high <= top for _, high in ends))
    from_zero = top == 100 or any(low == 0 for low, _ in ends)
    return (0.0 if from_zero else 1.0), top
