"""What a file tells of orders that another file holds: which came back, with nobody's name."""

from data.columns import Column, Table
from data.tables import TABLES

RETURNS_TOLD = Table(
    "returns_told",
    (
        Column("order_id"),
        Column("ordered_at", "instant"),
        Column("amount", "number"),
        Column("product"),
        Column("is_returned", "flag"),
    ),
    required=("order_id",),
    dated_by="ordered_at",
)
"""Under the names of an order's columns: the day it came back and what was given back for it."""

KEPT = TABLES | {RETURNS_TOLD.name: RETURNS_TOLD}
"""What the rows of a file may be."""
