"""The rows of a file that no table took: how many for which reason, and as a file to mend."""

from collections.abc import Mapping

import pyarrow.compute as pc

from data.cleaners import mended
from data.exports import csv_bytes
from data.headings import set_aside_headings
from data.intake import Receipt


def reasons(receipt: Receipt) -> dict[str, int]:
    """How many rows were set aside for which reason, the commonest first."""
    if receipt.set_aside_rows is None:
        return {}
    counted = pc.value_counts(receipt.set_aside_rows["reason"]).to_pylist()
    ordered = sorted(counted, key=lambda one: (-one["counts"], one["values"]))
    return {one["values"]: one["counts"] for one in ordered}


def adds_up(receipt: Receipt) -> bool:
    """Whether every row read was kept, or set aside for a reason."""
    aside = receipt.rows_set_aside
    explained = sum(reasons(receipt).values()) if receipt.set_aside_rows is not None else aside
    return receipt.rows_read == receipt.rows_kept + aside and explained == aside


def set_aside_csv(receipt: Receipt, words: Mapping[str, str], language: str) -> bytes:
    """The rows as they came, in front of each its place in the file and why it stands here.

    `words` says each reason. Mended, the file may be dropped again: it is known by its headings.
    """
    if receipt.set_aside_rows is None:
        return b""
    rows = receipt.set_aside_rows.to_pandas()
    told = rows.assign(
        row=mended.places(rows), reason=rows["reason"].map(lambda kind: words.get(kind, kind))
    )
    headings = [*set_aside_headings(language), *mended.names(receipt.header)]
    return csv_bytes(told.set_axis(headings, axis=1))
