"""A link opens the very view it was made from, and bears whatever else stands in an address."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics.registry import DIMENSIONS
from ui.links import LONGEST, MOST_CHIPS, Chip, Choices, read, written
from ui.period import COMPARISONS, GRAINS, RANGES, Period
from ui.words import languages

# What a value of a file may be; a link carries those up to LONGEST with their dimension's name.
TEXTS = some.text(max_size=120)
NAMES = some.one_of(
    some.sampled_from([d.name for d in DIMENSIONS]),
    some.text(min_size=1, max_size=60).map(lambda name: f"attribute:{name}"),
)
DAYS = some.dates(date(1990, 1, 1), date(2100, 1, 1))
PERIODS = some.builds(
    Period,
    range=some.one_of(some.sampled_from(RANGES), DAYS.map(date.isoformat)),
    as_of=some.none() | DAYS,
    grain=some.sampled_from(GRAINS),
    compare=some.sampled_from(COMPARISONS),
)
CODES = some.text("0123456789abcdef", min_size=12, max_size=12)
CHIPS = some.lists(
    some.builds(Chip, NAMES, some.none() | TEXTS, some.booleans()), max_size=MOST_CHIPS, unique=True
)
CHOICES = some.builds(
    Choices,
    language=some.sampled_from(sorted(languages())),
    # In a link, those let in stand before those kept out.
    chips=CHIPS.map(lambda chips: tuple(sorted(chips, key=lambda chip: chip.is_excluded))),
    period=PERIODS,
    by=some.none() | NAMES,
    rules=some.lists(NAMES, max_size=4).map(tuple),
    study=some.none() | some.builds("{}~{}".format, CODES, TEXTS),
    person=some.none() | CODES,
)


def listed(choices: Choices) -> dict[str, list[str]]:
    """The parameters as an address gives them back."""
    found = written(choices).items()
    return {name: value if isinstance(value, list) else [value] for name, value in found}


@given(CHOICES)
def test_a_link_opens_the_view_it_was_made_from(choices: Choices) -> None:
    assert read(listed(choices), languages()) == choices


@given(CHOICES)
def test_a_link_says_only_what_differs_from_the_standard(choices: Choices) -> None:
    standard = written(Choices())
    assert standard == {}
    period, usual = choices.period, Period()
    assert ("range" in written(choices)) == (period.range != usual.range)
    assert ("grain" in written(choices)) == (period.grain != usual.grain)
    assert ("compare" in written(choices)) == (period.compare != usual.compare)
    assert ("as_of" in written(choices)) == (period.as_of is not None)


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [
        ({"lang": ["klingon"]}, ("lang",)),
        ({"range": ["forever"]}, ("range",)),
        ({"as_of": ["2024-02-30"]}, ("as_of",)),
        ({"grain": ["decade"]}, ("grain",)),
        ({"compare": ["paradise"]}, ("compare",)),
        ({"person": ["CUST-0001"]}, ("person",)),
        ({"person": ["../../etc"]}, ("person",)),
        ({"segment": ["Month-to-month"]}, ("segment",)),
        ({"colour": ["red"], "x" * 200: ["1"]}, ("colour", "x" * 40)),
        ({"in": [""]}, ("in/out",)),
        ({"in": ["city~" + "x" * LONGEST]}, ("in/out",)),
        ({"out": ["city~a"] * (MOST_CHIPS + 1)}, ("in/out",)),
        ({"study": ["x" * 100_000]}, ("study",)),
        ({"by": ["x" * 100_000]}, ("by",)),
        ({"rules": ["x" * 100_000]}, ("rules",)),
    ],
)
def test_what_a_link_asks_for_in_vain_is_named(
    asked: dict[str, list[str]], ignored: tuple[str, ...]
) -> None:
    found = read(asked, languages())
    assert found.ignored == ignored
    assert found.period == Period()
    assert found.person is None


@given(some.dictionaries(some.text(max_size=20), some.lists(some.text(), max_size=4), max_size=8))
def test_any_address_is_read_without_failing(parameters: dict[str, list[str]]) -> None:
    found = read(parameters, languages())
    assert len(found.chips) <= MOST_CHIPS
    assert all(len(name) <= 40 for name in found.ignored)
