"""What is put into words: a row of a table, or the facts of a report, by their names."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[Any, Any]
"""One row, by its columns; who words a row knows what each column holds."""

Facts = Mapping[str, Any]
"""What one function of metrics states, as the report holds it: values, lists and rows."""
