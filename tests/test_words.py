"""The language files: complete, in use, alike in their facts, and each in its own language."""

import re
from collections.abc import Iterable
from functools import cache

import pytest

from data.recognising.meanings import SOURCE_COLUMNS
from data.tables import TABLES
from data.told_of_orders import KEPT
from metrics.buying.counted_purchases import DEALS, KINDS, TIED, WAYS
from metrics.comments.themes import standard_themes
from metrics.lifecycle.stages import STAGES
from metrics.loyalty import rfm
from metrics.quality.contactability import IDIC
from metrics.registry import DIMENSIONS, FAMILIES, INDICATORS
from metrics.segments.life_table import CELLS
from tests.house import modules, strings
from tests.words_used import calls, constants, first_texts, is_asked_for, said
from ui.navigation import PAGES
from ui.period import COMPARISONS, GRAINS, RANGES
from ui.words import FALLBACK, languages, words

LANGUAGES = sorted(languages())
EVERY_KEY = sorted(words(FALLBACK).texts)

HAN = re.compile(r"[\u3400-\u9fff]")
FACT = re.compile(r"\{(\w+)(?::[\w ]+/[\w ]+)?\}")
ENGLISH = re.compile(r"[A-Za-z]{3,}")

# Written alike by everyone: names, signs, terms without a Chinese word that anybody uses.
ALIKE = {
    "encoding.utf-8",
    "figure.n",
    "passport.n",
    "figure.download",
    "report.n",
    "report.bg_nbd",
    "report.pareto_nbd",
    "report.gamma_gamma",
}


def facts(text: str) -> set[str]:
    return set(FACT.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert sorted(words(language).texts) == EVERY_KEY


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_a_brace_that_is_no_fact(language: str) -> None:
    texts = words(language).texts
    assert {key for key, text in texts.items() if not text.strip()} == {"list.sentence"}
    assert {k for k, text in texts.items() if re.search(r"[{}]", FACT.sub("", text))} == set()


def test_no_bold_text_in_chinese_leaves_its_stars_on_screen_by_ending_with_a_mark() -> None:
    odd = re.compile(r"[。！？；：，）”]\*\*[\u3400-\u9fff{]")
    texts = words("zh-Hans").texts.items()
    closing = {key for key, text in texts if odd.search(text) and text.startswith("**")}
    assert closing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks_of_the_same_facts(language: str) -> None:
    own, english = words(language).texts, words(FALLBACK).texts
    assert {key for key in EVERY_KEY if facts(own[key]) != facts(english[key])} == set()


def test_every_key_that_the_code_writes_out_has_a_text() -> None:
    assert {(s.place, s.key) for s in said() if s.key not in EVERY_KEY} == set()


def test_every_fact_of_a_text_is_handed_over_where_it_is_said() -> None:
    english = words(FALLBACK).texts
    lacking = {
        (s.place, s.key, *sorted(facts(english[s.key]) - s.facts))
        for s in said()
        if s.key in english and not s.is_open and facts(english[s.key]) - s.facts
    }
    assert lacking == set()


def test_every_text_is_asked_for_somewhere() -> None:
    orphans = ", ".join(key for key in EVERY_KEY if not is_asked_for(key))
    assert orphans == ""


def test_no_key_that_nobody_asks_for_passes_as_asked_for() -> None:
    invented = ("nowhere.at.all", "churn.sentence", "indicator.happiness.name", "step.decade")
    assert [key for key in invented if is_asked_for(key)] == []


def below(prefix: str) -> set[str]:
    """What stands directly or further below a prefix."""
    return {key.removeprefix(f"{prefix}.") for key in EVERY_KEY if key.startswith(f"{prefix}.")}


def each_with(names: Iterable[str], *parts: str) -> set[str]:
    return {f"{name}.{part}" for name in names for part in parts}


def page_names() -> set[str]:
    return {path.stem for path in modules("pages")}


@cache
def kinds_raised(*names: str) -> frozenset[str]:
    """The kinds that the code gives to these: the first text of each call."""
    return frozenset(kind for name in names for kind in first_texts(name))


def figure_names() -> set[str]:
    """The figures with a passport: named in the call, or one of a few put in by a loop."""
    return (
        first_texts("of_figure", 1)
        | {"rfm_segment", "rfm_eight"}
        | {"top20_share", "gini", "customers_for_80"}
        | {f"idic_{step}" for step in IDIC}
    )


# How a dimension is called that goes on with what makes it its own.
PARAMETRISED = {
    *("cohort_cell", "movers", "lifecycle_bar", "fate"),
    *("cohort_cell", "movers", "lifecycle_bar", "theme"),
    "cluster",
    *("rfm_segment_own", "rfm_eight_own", "lifecycle_stage_own", "ladder_step_own"),
    *("credit_grade_own", "life_class_own", "loyalty_cell_own"),
    "joined",
}

REGISTRIES: dict[str, set[str]] = {
    "indicator": each_with((i.name for i in INDICATORS), "name", "meaning", "formula", "base"),
    "figures": each_with(figure_names(), "name", "meaning", "formula", "base"),
    "table": set(KEPT),
    "dimension": {d.name for d in DIMENSIONS} | PARAMETRISED,
    "nav": page_names(),
    "step": set(GRAINS),
    "refusal": set(kinds_raised("NotComputableError")),
    "counted": set(first_texts("insist", 2) | first_texts("TooFewError", 2)),
    "instrument": {"csat", "nps", "ces"},
}


@pytest.mark.parametrize("prefix", REGISTRIES)
def test_what_is_registered_has_words_and_nothing_else_has(prefix: str) -> None:
    assert below(prefix) == REGISTRIES[prefix]


def test_every_column_of_a_table_and_every_meaning_of_a_column_has_words() -> None:
    columns = {column for table in TABLES.values() for column in table.names}
    worked_out_from = {column for columns in SOURCE_COLUMNS.values() for column in columns}
    assert below("column") == columns | worked_out_from


CODES = {
    "rfm_segment": rfm.SEGMENTS,
    "rfm_eight": rfm.EIGHT_TYPES,
    # Who had not joined on the earlier of two days is arrived since; no stage of a single day.
    "lifecycle_stage": (*STAGES, "arrived"),
    "life_class": CELLS,
    "counted_channel": (*(way for way in WAYS if way != DEALS), TIED),
    "deal_buyer": KINDS,
}


# Dimensions whose segments are values of the file.
VALUED = ("joined_year", "usual_channel", "next_category", "next_product")


@pytest.mark.parametrize(
    "dimension", [d.name for d in DIMENSIONS if d.name not in TABLES["customers"].names]
)
def test_every_code_of_a_derived_dimension_has_words_and_nothing_else_has(dimension: str) -> None:
    members = next(d.members for d in DIMENSIONS if d.name == dimension)
    codes = set(CODES.get(dimension, re.findall(r"(?:then|else)\s*'(\w+)'", members)))
    assert bool(codes) == (dimension not in VALUED)
    assert below(f"segment.{dimension}") == codes


def test_every_theme_of_ours_has_words_and_words_to_be_found_by() -> None:
    assert below("segment.theme") == {theme.name for theme in standard_themes()}
    assert all(len(theme.words) > 10 for theme in standard_themes())


@pytest.mark.parametrize("name", ["bar.range_", "bar.grain_", "bar.compare_"])
def test_every_choice_of_time_has_words(name: str) -> None:
    options = {"bar.range_": RANGES, "bar.grain_": GRAINS, "bar.compare_": COMPARISONS}[name]
    assert {key.removeprefix(name) for key in EVERY_KEY if key.startswith(name)} == set(options)


def test_every_obstacle_and_every_problem_of_a_file_has_a_sentence() -> None:
    kinds = kinds_raised("UnreadableFileError", "Problem", "Check")
    assert kinds
    assert kinds - below("problem") == set()


def test_every_page_has_a_title_and_a_question_and_every_section_a_title() -> None:
    titles = {key.removesuffix(".title") for key in EVERY_KEY if key.endswith(".title")}
    questions = {key.removesuffix(".question") for key in EVERY_KEY if key.endswith(".question")}
    sections = {
        key
        for path in (*modules("ui"), *modules("pages"))
        for call in calls(path, "section")
        for key in constants(call.args[1])
    }
    assert page_names() <= titles & questions
    assert sections <= titles
    assert {f"definitions.{family}" for family in FAMILIES} <= titles


def test_there_is_no_chinese_in_the_english_file_and_none_in_code() -> None:
    english = words("en").texts
    assert {key for key, text in english.items() if HAN.search(text)} == set()
    shown = [path for layer in ("pages", "ui", "entry", "metrics") for path in modules(layer)]
    assert [(p.name, text) for p in shown for text in strings(p) if HAN.search(text)] == []


def test_no_chinese_text_is_the_english_one_left_as_it_was() -> None:
    english, chinese = words("en").texts, words("zh-Hans").texts
    alike = {
        key
        for key in EVERY_KEY
        if english[key] == chinese[key] and ENGLISH.search(FACT.sub("", english[key]))
    }
    assert alike - ALIKE == set()


def test_every_chinese_sentence_is_chinese() -> None:
    left = {
        key
        for key, text in words("zh-Hans").texts.items()
        if not HAN.search(text) and re.search(r"[a-z]{3,} [a-z]{2,}", FACT.sub("", text))
    }
    assert left - ALIKE - {"language.locale"} == set()


def test_no_page_and_no_figure_holds_a_sentence_of_its_own() -> None:
    sentences = [
        (path.name, text)
        for path in (*modules("pages"), *modules("ui"))
        for text in strings(path)
        if re.fullmatch(r"[A-Z][a-z]+( [a-z]+){2,}.*", text)
    ]
    assert sentences == []


def test_the_navigation_lists_every_page_file() -> None:
    assert set(PAGES) == page_names()


@pytest.mark.parametrize(
    ("count", "said"), [("1", "1 row"), ("0", "0 rows"), ("1,234", "1,234 rows")]
)
def test_behind_a_count_stands_the_word_for_one_or_for_many(count: str, said: str) -> None:
    assert words("en")("importing.check", rows=count) == f"Check {said}"
    assert words("zh-Hans")("importing.check", rows=count) == f"检查 {count} 行"


@pytest.mark.parametrize(("language", "joined"), [("en", "One. Two."), ("zh-Hans", "One.Two.")])
def test_only_a_language_that_writes_blanks_has_one_between_sentences(
    language: str, joined: str
) -> None:
    assert words(language).passage(["One.", "Two."]) == joined
