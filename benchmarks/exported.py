"""An export of orders as a shop's system writes it, as large as asked, written by the engine."""

from pathlib import Path

import duckdb

_ORDERS = """
copy (
  -- one row per order; where `damage` is above 0, one in so many has a line that is none
  select
    'SO' || lpad(cast(n as varchar), 9, '0') as "Order ID",
    'C' || lpad(cast(hash(n) % {customers} as varchar), 8, '0') as "Customer ID",
    timestamp '2023-10-01' + to_seconds(cast(hash(n + 1) % 94608000 as bigint)) as "Order Date",
    cast((hash(n + 2) % 90000 + 500) / 100.0 as decimal(10, 2)) as "Amount",
    hash(n + 3) % 5 + 1 as "Quantity",
    ['Tea pot', 'Green tea 250 g', 'Cup, blue', 'Strainer', 'Gift box']
      [cast(hash(n + 4) % 5 as int) + 1] as "Product",
    ['Tea', 'Tea ware', 'Gifts'][cast(hash(n + 5) % 3 as int) + 1] as "Category",
    ['web', 'store', 'app', 'phone'][cast(hash(n + 6) % 4 as int) + 1] as "Channel",
    ['North', 'East', 'South', 'West'][cast(hash(n + 7) % 4 as int) + 1] as "Region"
  from range({rows}) as numbers(n)
) to '{path}' (format csv, header true)"""

ORDERS_PER_CUSTOMER = 10


def written(path: Path, rows: int) -> Path:
    """An export of so many orders at this place, about a hundred bytes each."""
    customers = max(1, rows // ORDERS_PER_CUSTOMER)
    with duckdb.connect() as connection:
        connection.execute(_ORDERS.format(rows=rows, customers=customers, path=path))
    return path
