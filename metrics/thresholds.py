"""Whole numbers that tell customers apart, a reader's to change, and how a name carries them."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Self

_CODE = re.compile("[1-9][0-9]{0,6}(?:-[1-9][0-9]{0,6})*")


@dataclass(frozen=True)
class Thresholds:
    """Rules made of whole numbers, each a field with its standing value, none above `most`."""

    most: ClassVar[int] = 9999

    @property
    def parameters(self) -> Mapping[str, int]:
        """What the statements bind."""
        return asdict(self)

    @property
    def is_sound(self) -> bool:
        """Whether the numbers can stand together."""
        return True

    def named(self, name: str) -> str:
        """The name of what is told apart by these: `ladder_step:4-365`, bare where standing."""
        numbers = "-".join(map(str, self.parameters.values()))
        return name if self == type(self)() else f"{name}:{numbers}"

    @classmethod
    def in_name(cls, name: str, wanted: str) -> Self | None:
        """The rules that a name speaks of; None where it is not `wanted` or names none."""
        kind, _, code = name.rpartition(":")
        if kind != wanted or not _CODE.fullmatch(code):
            return None
        numbers = [int(number) for number in code.split("-")]
        if len(numbers) != len(cls().parameters) or max(numbers) > cls.most:
            return None
        rules = cls(*numbers)
        return rules if rules.is_sound else None
