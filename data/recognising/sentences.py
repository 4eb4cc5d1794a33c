"""Which columns of a file are answers to whole questions: on a scale, or in free text."""

from collections.abc import Iterator

from data.recognising import header_questions
from data.recognising.header_questions import UNTOLD, asks_opinion, asks_text, is_question
from data.recognising.profiles import Profile
from data.recognising.spots import Found
from data.values.answer_scales import instrument

_MOST = 10
_SURE = 0.7
_LONG = 8
"""So many signs on average, in many different values, are a text."""


def opinions(header: tuple[str, ...], seen: list[Profile]) -> dict[int, str]:
    """By position, the questions that were answered on a scale, and what each measures."""
    asked = {
        p: header_questions.measured(name)
        for p, name in enumerate(header)
        if is_question(name) and _is_opinion(name, seen[p])
    }
    return asked | {p: _worded(name, one) for p, name, one in _telling(header, seen)}


def with_comment(
    header: tuple[str, ...], seen: list[Profile], found: dict[int, Found]
) -> dict[int, Found]:
    """The same, where one more question was answered in free text."""
    if any(one.column == "comment" for one in found.values()):
        return found
    asked = [p for p, name in enumerate(header) if p not in found and _is_text(name, seen[p])]
    place = next((p for p in asked if asks_text(header[p])), None)
    place = place if place is not None else max(asked, key=lambda p: seen[p].length, default=None)
    if place is None:
        return found
    return found | {place: Found("survey_responses", "comment", _SURE, "in_other_words")}


def _telling(header: tuple[str, ...], seen: list[Profile]) -> Iterator[tuple[int, str, Profile]]:
    """The columns whose words tell what was asked, whatever they are called."""
    for position, (name, one) in enumerate(zip(header, seen, strict=True)):
        if instrument(one.answers):
            yield position, name, one


def _worded(name: str, one: Profile) -> str:
    """What was asked: by its header, else by the words of the answers."""
    by_header = header_questions.measured(name)
    return by_header if by_header != UNTOLD else str(instrument(one.answers))


def _is_opinion(name: str, one: Profile) -> bool:
    on_scale = one.numbers >= 0.9 and one.wholes >= 0.5 and 0 <= one.low <= one.high <= _MOST
    return on_scale and not header_questions.asks_amount(name) and _differs(name, one)


def _differs(name: str, one: Profile) -> bool:
    """Yes and no written as 1 and 0 are answers, and no opinion on a scale."""
    return one.high > 1 and (asks_opinion(name) or one.high - one.low >= 2)


def _is_text(name: str, one: Profile) -> bool:
    is_words = one.numbers < 0.5 and one.dates < 0.5 and one.emails < 0.5 and one.phones < 0.5
    is_asked = asks_text(name) or (one.length >= _LONG and one.distinct > 0.5)
    return is_question(name) and is_words and is_asked and not one.is_blank
