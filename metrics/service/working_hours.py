"""How many hours of a working week lie between two moments."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.statistics.intervals import Numbers

_HOUR = np.timedelta64(1, "h")


@dataclass(frozen=True)
class WorkingHours:
    """When somebody is at work: Monday to Friday, from one hour of the day to another."""

    opens: int = 9
    closes: int = 18

    def between(self, began: pd.Series, ended: pd.Series) -> Numbers:
        """The working hours from one moment to the next, row by row."""
        return self._since_monday_one(ended) - self._since_monday_one(began)

    def _since_monday_one(self, moments: pd.Series) -> Numbers:
        """The working hours from a Monday long past until each moment."""
        instants = moments.to_numpy("datetime64[s]")
        days = instants.astype("datetime64[D]")
        hour = (instants - days) / _HOUR
        today = np.clip(hour, self.opens, self.closes) - self.opens
        whole = np.busday_count(np.datetime64("1900-01-01"), days) * (self.closes - self.opens)
        return np.asarray(whole + np.where(np.is_busday(days), today, 0.0), float)


WORKING_HOURS = WorkingHours()
"""The usual week; a file does not say when its firm is open."""
