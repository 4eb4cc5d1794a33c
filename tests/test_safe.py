"""A value from a file becomes text of which no renderer makes more than its characters."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui.charts.canvas import as_text
from ui.safe import LONGEST, plain, visible

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "http://evil.example",
    "www.evil.example",
    "ann@evil.example",
    "**b** _i_ ~~s~~ `c` # h > q - l + m",
    "1. one",
    "a\n\nb\n---\n| a | b |",
    ":material/home: :red[x] :smile:",
    "$\\LaTeX$ $$x$$",
    "&lt;b&gt; &amp; &#60;",
    "\\",
    "[^1] [x]: http://evil.example",
)


# Whatever begins emphasis, code, a heading, list, table, quote, link, image, tag, entity, rule,
# address, footnote, escape; and what Streamlit adds: icons and colours between colons, formulas.
MARKS = frozenset("*_`~#-+=|>[]()!<&@/.:$\\^{}\"'")


def left_as_marks(markdown: str) -> set[str]:
    """The signs that Markdown would still read as marks; behind a backslash they are themselves."""
    return set(re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown)) & MARKS


def as_read(markdown: str) -> str:
    """The characters that a reader sees of a text without marks."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_read_as_the_characters_it_is(attack: str) -> None:
    assert left_as_marks(plain(attack)) == set()
    assert as_read(plain(attack)) == attack.replace("\n", " ")


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_attacks_would_be_noticed(attack: str) -> None:
    assert left_as_marks(attack) != set()


@given(some.text(max_size=100))
def test_any_text_is_read_as_its_visible_characters(text: str) -> None:
    assert left_as_marks(plain(text)) == set()
    assert as_read(plain(text)) == visible(text)


@given(some.text(max_size=300))
def test_nothing_invisible_is_left(text: str) -> None:
    kinds = {unicodedata.category(sign) for sign in visible(text)}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs"})
    assert len(visible(text)) <= LONGEST


def test_a_long_value_is_shortened_and_says_so() -> None:
    assert visible("x" * 200) == "x" * (LONGEST - 1) + "…"
    assert visible("x" * LONGEST) == "x" * LONGEST
    assert visible("abc", 2) == "a…"


@pytest.mark.parametrize("value", [None, 3, 2.5, True])
def test_what_is_no_text_is_written_as_text(value: object) -> None:
    assert visible(value) == str(value)


@given(some.text(max_size=100))
def test_a_text_in_a_chart_holds_no_tag_and_no_entity_of_its_own(text: str) -> None:
    drawn_text = as_text(text)
    assert "<" not in drawn_text
    assert ">" not in drawn_text
    assert re.sub(r"&(amp|lt|gt);", "", drawn_text).count("&") == 0
