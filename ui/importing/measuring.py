"""What the figures would be if doubtful records were treated otherwise: measured by loading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

import pandas as pd

from data import corrections, intake
from data.calendar import span
from data.intake import Proposal
from data.scope import Scope
from data.store import Study
from data.thinning import one_in
from metrics.blast_radius import TOTALS, figures
from ui.importing.draft import Draft
from ui.importing.entries import Trial

MOST_WHOLE = 1_000_000
"""Of more rows than these, one customer in so many is measured, so that it takes no longer."""


@dataclass(frozen=True)
class Alternative:
    """Another rule for the doubtful records of one kind, in the file of this number."""

    number: int
    kind: str
    rule: str


def alternatives(draft: Draft, trial: Trial) -> list[Alternative]:
    """Every other way to treat what is doubtful in the files."""
    return [
        Alternative(number, doubt.kind, rule)
        for number, receipt in zip(draft.entries, trial.receipts, strict=True)
        for doubt in receipt.doubts
        for rule in doubt.choices
        if rule != doubt.rule
    ]


def changes(draft: Draft, other: Alternative) -> dict[int, Proposal]:
    """What each file it concerns would be taken for."""
    return {
        number: corrections.with_treatment(draft.entries[number].proposal, other.kind, other.rule)
        for number in _concerned(draft, other)
    }


def share_of(draft: Draft) -> int:
    """One customer in how many is measured."""
    rows = sum(entry.rows_read for entry in draft.entries.values())
    return max(1, ceil(rows / MOST_WHOLE))


def as_taken(draft: Draft, trial: Trial) -> pd.DataFrame:
    """The figures of the files as they are taken now."""
    if share_of(draft) > 1:
        return measured(draft, draft.proposals)
    key = _key(draft.proposals)
    if key not in draft.measured:
        draft.measured[key] = _figures(trial.study)
    return draft.measured[key]


def otherwise(draft: Draft, other: Alternative) -> tuple[Proposal, ...]:
    """The files with that one thing treated otherwise."""
    changed = changes(draft, other)
    return tuple(changed.get(n, entry.proposal) for n, entry in draft.entries.items())


def is_measured(draft: Draft, proposals: tuple[Proposal, ...]) -> bool:
    """Whether the figures of these files are known already."""
    return _key(proposals) in draft.measured


def measured(draft: Draft, proposals: tuple[Proposal, ...]) -> pd.DataFrame:
    """The figures that these files give, loaded into a study that is let go of at once."""
    key, count = _key(proposals), share_of(draft)
    if key not in draft.measured:
        study = Study()
        intake.keep(study, (one_in(proposal, count) for proposal in proposals))
        draft.measured[key] = _scaled(_figures(study), count)
        study.close()
    return draft.measured[key]


def measure_all(draft: Draft, trial: Trial, tell: Callable[[int, int], None]) -> None:
    """Measure every other way, saying which one of how many it is."""
    as_taken(draft, trial)
    waiting = [*_unmeasured(draft, trial)]
    for place, proposals in enumerate(waiting, 1):
        tell(place, len(waiting))
        measured(draft, proposals)


def _unmeasured(draft: Draft, trial: Trial) -> Iterator[tuple[Proposal, ...]]:
    for other in alternatives(draft, trial):
        proposals = otherwise(draft, other)
        if not is_measured(draft, proposals):
            yield proposals


def _concerned(draft: Draft, other: Alternative) -> list[int]:
    """Ids are written alike in all files, or no file finds its customers in another."""
    if other.kind != "near_ids":
        return [other.number]
    return [number for number, entry in draft.entries.items() if entry.proposal.matching]


def _key(proposals: tuple[Proposal, ...]) -> tuple[object, ...]:
    return tuple((p.digest, p.part, p.matching) for p in proposals)


def _figures(study: Study) -> pd.DataFrame:
    """What the pages would show of a study: as of the last day in it."""
    today = datetime.now(UTC).date()
    days = span(study, today)
    return figures(Scope(study, days[1] if days else today, filled=study.filled()))


def _scaled(found: pd.DataFrame, count: int) -> pd.DataFrame:
    """Sums over one customer in so many, as if over all."""
    is_total = found["name"].isin(TOTALS)
    return found.assign(value=found["value"].where(~is_total, found["value"] * count))
