"""Shared files read in as an import reads them, for tests on real data."""

from pathlib import Path

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from tests.studies import AS_OF


def read_in(*places: Path) -> Scope:
    """The scope on what these files say, as of the tests' own day."""
    study = Study()
    take_in(study, [(place.name, place.read_bytes()) for place in places])
    return Scope(study, AS_OF, filled=study.filled())
