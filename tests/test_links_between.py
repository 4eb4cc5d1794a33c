"""Files of one drop fit together, or it is told how far they do not, before anything is kept."""

from data.between.links_between import Link, links_between
from data.intake import Proposal, propose

CUSTOMERS = "Customer ID,Name,Email\nC1,Ann,a@x.org\nC2,Bob,b@x.org\n0C3,Cyd,c@x.org\nC4,Dee,\n"


def proposals(**files: str) -> list[Proposal]:
    return propose([(f"{name}.csv", text.encode()) for name, text in files.items()])


def orders(*ids: str) -> str:
    lines = [f"{n},{one},2024-01-{n + 1:02},5" for n, one in enumerate(ids)]
    return "Order ID,Customer ID,Order date,Amount\n" + "\n".join(lines)


def test_customers_of_orders_are_found_missed_and_nearly_found() -> None:
    files = proposals(customers=CUSTOMERS, orders=orders("C1", " C1 ", "c2", "C3", "X9", "X9", ""))
    [link] = links_between(files)
    assert link == Link(
        source=1,
        target=0,
        file="orders.csv",
        column="Customer ID",
        to_file="customers.csv",
        to_column="Customer ID",
        found=1,
        not_found=3,
        rows_found=2,
        rows_not_found=4,
        nearly=2,
        unnamed=3,
        examples=("c2", "C3", "X9"),
    )
    assert link.share == 0.25


def test_no_link_is_told_where_no_file_lists_the_customers() -> None:
    assert links_between(proposals(orders=orders("C1", "C2"))) == ()


def test_the_customers_that_are_loaded_already_may_be_the_list() -> None:
    [link] = links_between(proposals(orders=orders("C1", "C2", "C9")), loaded=["C1", "C2"])
    assert (link.target, link.found, link.not_found) == (None, 2, 1)


def test_of_two_lists_the_one_that_knows_most_of_the_customers_is_meant() -> None:
    firms = "Company ID,Company name,Industry\nF1,Firm,Trade\nF2,Other,Trade\n"
    files = proposals(firms=firms, people=CUSTOMERS, orders=orders("C1", "C2"))
    [link] = links_between(files)
    assert (link.to_file, link.found, link.not_found) == ("people.csv", 2, 0)


def test_a_file_that_cannot_be_read_links_to_nothing() -> None:
    files = propose([("a.csv", b""), ("customers.csv", CUSTOMERS.encode())])
    assert links_between(files) == ()
