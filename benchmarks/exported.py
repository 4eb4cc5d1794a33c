"""Exports of orders as a shop's system writes them, as large as asked, written by the engine."""

from pathlib import Path

import duckdb

ORDERS_PER_CUSTOMER = 10

_NARROW = """
    'SO' || lpad(cast(n as varchar), 9, '0') as "Order ID",
    'C' || lpad(cast(who as varchar), 8, '0') as "Customer ID",
    timestamp '2023-10-01' + to_seconds(cast(hash(n + 1) % 94608000 as bigint)) as "Order Date",
    cast((hash(n + 2) % 90000 + 500) / 100.0 as decimal(10, 2)) as "Amount",
    hash(n + 3) % 5 + 1 as "Quantity",
    ['Tea pot', 'Green tea 250 g', 'Cup, blue', 'Strainer', 'Gift box']
      [cast(hash(n + 4) % 5 as int) + 1] as "Product",
    ['Tea', 'Tea ware', 'Gifts'][cast(hash(n + 5) % 3 as int) + 1] as "Category",
    ['web', 'store', 'app', 'phone'][cast(hash(n + 6) % 4 as int) + 1] as "Channel",
    ['North', 'East', 'South', 'West'][cast(who % 4 as int) + 1] as "Region"
"""

# What most exports carry along: names, addresses, numbers of parcels, remarks.
_WIDE = (
    _NARROW
    + """,
    'Customer ' || who as "Customer Name",
    'customer' || who || '@example.com' as "Email",
    '+86 138' || lpad(cast(who as varchar), 8, '0') as "Phone",
    'CNY' as "Currency",
    who % 400 || ' Camellia Road, building ' || who % 30 as "Shipping Address",
    lpad(cast(who % 90000 + 10000 as varchar), 6, '3') as "Postal Code",
    ['card', 'transfer', 'cash', 'wallet'][cast(hash(n + 8) % 4 as int) + 1] as "Payment Method",
    'TRK' || hash(n + 9) % 1000000000000 as "Tracking Number",
    'TEA-' || hash(n + 4) % 5 || '-' || hash(n + 10) % 100 as "SKU",
    ['', 'please ring twice', 'leave it with the neighbours, they know']
      [cast(hash(n + 11) % 3 as int) + 1] as "Remark"
"""
)

_WRITING = """
copy (
  with orders as (
    -- one row per order: its number, and whose it is
    select n, hash(n) % {customers} as who from range({rows}) as numbers(n)
  )
  -- one row per order
  select {columns} from orders
) to '{path}' (format csv, header true)"""


def written(path: Path, rows: int, is_wide: bool = False) -> Path:
    """An export of so many orders at this place: some 80 bytes each, or 230 with more columns."""
    customers = max(1, rows // ORDERS_PER_CUSTOMER)
    columns = _WIDE if is_wide else _NARROW
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        text = _WRITING.format(rows=rows, customers=customers, columns=columns, path=path)
        connection.execute(text)
    return path


def damaged(path: Path, other: Path, lines: int, every: int) -> Path:
    """The same export with so many damaged lines, one in `every`: cells lost, or a quote open."""
    with path.open("rb") as clean, other.open("wb") as out:
        for number, line in enumerate(clean):
            place, is_due = divmod(number, every)
            is_damaged = not is_due and 0 < place <= lines
            out.write(_DAMAGES[place % 2](line) if is_damaged else line)
    return other


_DAMAGES = (
    lambda line: line.rsplit(b",", 3)[0] + b"\n",
    lambda line: line.replace(b",", b',"', 1),
)
