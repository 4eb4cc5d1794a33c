"""How a report comes by its facts: what each takes, what it states, why it may state nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from metrics.refusals import NotComputableError
from metrics.scope import Scope

Facts = dict[str, object]


class Reported(NamedTuple):
    """What makes the facts, and the columns without which there is nothing to ask.

    `is_there` says so where columns alone do not; then `unlocked_by` are columns that would do.
    """

    facts: Callable[[Scope], Facts]
    reads: tuple[str, ...] = ()
    is_there: Callable[[Scope], bool] = lambda _: True
    unlocked_by: tuple[str, ...] = ()

    def missing(self, scope: Scope) -> tuple[str, ...]:
        """The columns to name where this cannot be asked for; none where it can."""
        lacking = scope.lacks(self.reads)
        if lacking or self.is_there(scope):
            return lacking
        return scope.lacks(self.unlocked_by) or self.unlocked_by


Area = Mapping[str, Reported]
"""The facts of one part of the business, by their names in a report."""


def told(make: Callable[[], Facts]) -> Facts:
    """The facts; or `refused` with its kind, and what is worth telling of it.

    What takes too long or too much room is refused as well, so that the others are still told.
    """
    try:
        return make()
    except NotComputableError as refusal:
        return _refused(refusal)
    except TimeoutError:
        return _refused(NotComputableError("took_too_long"))
    except MemoryError:
        return _refused(NotComputableError("out_of_room"))


def _refused(why: NotComputableError) -> Facts:
    return {"refused": why.kind, **why.facts}


def records(rows: pd.DataFrame) -> list[Facts]:
    """One fact per row; days as texts, bases as whole numbers, null where there is nothing."""
    counts = {name: rows[name].astype("Int64") for name in rows if str(name).endswith("base")}
    plain = rows.assign(**counts).astype(object).where(rows.notna(), None)
    return [
        {str(name): _day(value) for name, value in row.items()} for row in plain.to_dict("records")
    ]


def _day(value: object) -> object:
    return value.isoformat()[:10] if isinstance(value, date) else value
