"""In files dropped together customers go by the column that the files have in common."""

import pytest

from data.between.keys_between import agreed
from data.between.links_between import links_between
from data.intake import Proposal, propose
from tests.files import dataset

CUSTOMERS = "Customer ID,Name,Email\n" + "\n".join(f"C{n},Name {n},p{n}@x.org" for n in range(1, 9))
BY_ADDRESS = "Order ID,Customer Email,Order date,Amount\n" + "\n".join(
    f"{n},p{n}@x.org,2024-01-0{n},5" for n in range(1, 9)
)
BY_ID = "Order ID,Customer ID,Customer Email,Order date,Amount\n" + "\n".join(
    f"{n},C{n},p{n}@x.org,2024-01-0{n},5" for n in range(1, 9)
)


def proposals(**files: str) -> list[Proposal]:
    return propose([(f"{name}.csv", text.encode()) for name, text in files.items()])


def by(file: Proposal) -> str:
    assert file.matching is not None
    column = file.matching.column(f"{file.matching.table}.customer_id")
    return column.header if column else ""


def test_the_address_is_the_key_where_orders_know_nothing_else() -> None:
    files = agreed(proposals(customers=CUSTOMERS, orders=BY_ADDRESS))
    assert [by(file) for file in files] == ["Email", "Customer Email"]
    assert [link.share for link in links_between(files)] == [1.0]
    matching = files[0].matching
    assert matching is not None
    assert matching.columns[0].meaning == "attribute"
    assert matching.columns[2].because == "overlap"
    assert matching.column("customers.email") is matching.columns[2]


def test_the_id_stays_the_key_where_both_would_do() -> None:
    files = proposals(customers=CUSTOMERS, orders=BY_ID)
    assert agreed(files) == files


def test_a_column_that_most_rows_leave_blank_is_no_key() -> None:
    reviews = "sku,rating_value,review,reviewer,email\n" + "\n".join(
        f"A1,{n % 5 + 1},It was very good number {n},Person {n},{'p1@x.org' if n == 1 else ''}"
        for n in range(1, 9)
    )
    files = proposals(customers=CUSTOMERS, reviews=reviews)
    assert by(files[1]) == "reviewer"
    assert by(agreed(files)[1]) == "reviewer"


def test_what_the_reader_said_stands() -> None:
    files = proposals(customers=CUSTOMERS, orders=BY_ADDRESS)
    said = files[0].matching
    assert said is not None
    files[0] = files[0].with_matching(said.with_meaning(0, "customers.customer_id"))
    assert by(agreed(files)[0]) == "Customer ID"


def test_one_file_alone_goes_by_what_it_was_recognised_by() -> None:
    files = proposals(orders=BY_ADDRESS)
    assert agreed(files) == files


@pytest.mark.parametrize("file", ["deals", "tickets", "activities"])
def test_a_crm_s_deals_tickets_and_activities_find_its_contacts(file: str) -> None:
    names = ("companies", "contacts", file)
    files = agreed(propose([dataset(f"export_hubspot_dummy/hubspot_{name}.csv") for name in names]))
    [link] = links_between(files)
    assert (link.to_file, link.to_column) == ("hubspot_contacts.csv", "Email")
    assert link.share > 0.9
