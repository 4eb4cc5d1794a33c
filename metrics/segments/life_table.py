"""The table of life stage by ability to pay: which class each cell makes, and the numbers of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from metrics.thresholds import Thresholds

CLASSES: Final = (
    *("active_elder", "empty_nest", "single_parent", "young_family", "affluent_family"),
    *("mature_family", "older_single", "young_single", "childless_couple"),
)
UNCLASSIFIED = "unclassified"
CELLS: Final = (*CLASSES, UNCLASSIFIED)
"""What may stand in a cell of the table."""

STAGES: Final = (
    *("elder", "nest", "lone_parent", "small_children", "children"),
    *("older_single", "younger_single", "pair"),
)
"""The rows of the table, in the order in which they are asked; the first that holds counts."""

MEANS: Final = ("unknown", "below", "affluent")
"""Its columns: no income known as a number, one below the place, one from it on."""

_LETTERS: Final = "abcdefghij"
"""A cell in a name, by the place of its class among CELLS."""

_STANDING: Final = "aaabbbcccdddffeggghhhiii"


@dataclass(frozen=True)
class LifeRules(Thresholds):
    """From which age on somebody single is an older single, and anybody an elder; from which place
    among all incomes, in per cent, one is affluent; and `table`, the class of every stage by means,
    a letter each, row by row. The reader's to change.
    """

    older_age: int = 40
    elder_age: int = 60
    affluent_place: int = 75
    table: str = _STANDING

    @property
    def parameters(self) -> Mapping[str, int]:
        """The numbers."""
        return {name: value for name, value in vars(self).items() if name != "table"}

    @property
    def is_sound(self) -> bool:
        """Whether years lie between the ages, incomes above the place, a class in every cell."""
        is_full = len(self.table) == len(_STANDING) and set(self.table) <= set(_LETTERS)
        return self.older_age < self.elder_age and self.affluent_place < 100 and is_full

    @property
    def cells(self) -> list[str]:
        """The class of every stage by means, row by row."""
        return [CELLS[_LETTERS.index(letter)] for letter in self.table]

    def changed(self, stage: str, means: str, cell: str) -> Self:
        """The same with another class in one cell."""
        at = STAGES.index(stage) * len(MEANS) + MEANS.index(means)
        letter = _LETTERS[CELLS.index(cell)]
        return replace(self, table=self.table[:at] + letter + self.table[at + 1 :])

    def named(self, name: str) -> str:
        """`life_class:40-60-75`, and `-aaab…` where the table is not the standing one."""
        if self.table == _STANDING:
            return super().named(name)
        return f"{name}:{'-'.join(map(str, self.parameters.values()))}-{self.table}"

    @classmethod
    def in_name(cls, name: str, wanted: str) -> Self | None:
        """The rules that a name speaks of; None where it is not `wanted` or names none."""
        numbers, _, table = name.rpartition("-")
        if not table.isalpha():
            return super().in_name(name, wanted)
        rules = super().in_name(numbers, wanted)
        own = rules and replace(rules, table=table)
        return own if own and own.is_sound else None
