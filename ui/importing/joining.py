"""The files carried into what is open: added to it, in the place of a table, or of everything."""

from collections.abc import Callable

from data import intake, origins
from data.intake import Receipt
from data.store import Study
from data.told_of_orders import RETURNS_TOLD
from ui.importing.entries import Trial
from ui.importing.trial import told
from ui.view import View

ADD, TABLE, AFRESH, COMPARE = "add", "table", "afresh", "compare"

Joined = tuple[Study, tuple[Receipt, ...]]


def tables_of(trial: Trial) -> set[str]:
    """The tables that the files hold."""
    return {str(receipt.kind) for receipt in trial.receipts if receipt.rows_kept}


def replaced_files(view: View, trial: Trial) -> list[str]:
    """The digests of the open files that hold the tables which the new ones hold."""
    return origins.holding(view.opened.study, tables_of(trial))


def added(view: View, trial: Trial, tell: Callable[..., None]) -> Joined:
    """The study that is open with the files in it."""
    study = view.opened.study
    receipts = intake.keep(study, trial.proposals, told(view, tell))
    return study, (*view.opened.receipts, *receipts)


def joined(view: View, trial: Trial, way: str, tell: Callable[..., None]) -> Joined:
    """Another study: what is open, or without the tables the files hold, with the files in it."""
    if way == AFRESH:
        if RETURNS_TOLD.name not in tables_of(trial):
            return trial.study, tuple(trial.receipts)
        # What came back of orders that are open now is told of none once they are gone.
        study = Study()
        return study, tuple(intake.keep(study, trial.proposals, told(view, tell)))
    left_out = replaced_files(view, trial) if way == TABLE else []
    study = origins.copied(view.opened.study, left_out)
    receipts = intake.keep(study, trial.proposals, told(view, tell))
    stay = [receipt for receipt in view.opened.receipts if receipt.digest not in left_out]
    return study, (*stay, *receipts)
