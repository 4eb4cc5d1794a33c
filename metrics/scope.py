"""What an indicator or model is handed: something that answers statements over the tables."""

from datetime import date
from typing import Protocol

import pandas as pd


class Scope(Protocol):
    """The tables as they stood on a day, for the customers of a segment."""

    @property
    def as_of(self) -> date: ...

    @property
    def since(self) -> date | None: ...

    def frame(self, statement: str, **parameters: object) -> pd.DataFrame: ...

    def among_all(self, name: str, statement: str) -> str: ...

    def lacks(self, columns: tuple[str, ...]) -> tuple[str, ...]: ...

    def on(self, as_of: date, since: date | None = None) -> "Scope": ...
