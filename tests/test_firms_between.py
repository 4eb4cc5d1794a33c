"""People and their firms, dropped together, are not counted twice."""

from data.between.keys_between import agreed
from data.intake import keep, propose
from data.store import Study

FIRMS = "Company ID,Company Name,Company Domain Name,Industry,City\n" + "\n".join(
    f"F{n},Firm {n},firm{n}.example,Energy,Leeds" for n in range(1, 5)
)
PEOPLE = "Contact ID,First Name,Last Name,Email,Associated Company Domain\n" + "\n".join(
    f"P{n},Ann{n},Lee{n},p{n}@x.org,firm{n % 4 + 1}.example" for n in range(1, 9)
)
STRANGERS = PEOPLE.replace("firm", "other")
DEALS = "Deal ID,Company ID,Order date,Amount\n" + "\n".join(
    f"D{n},F{n},2024-01-0{n},5" for n in range(1, 5)
)


def tables(**files: str) -> dict[str, str | None]:
    given = propose([(f"{name}.csv", text.encode()) for name, text in files.items()])
    return {f.file: f.matching.table if f.matching else None for f in agreed(given)}


def test_firms_that_people_belong_to_are_no_customers_beside_them() -> None:
    assert tables(firms=FIRMS, people=PEOPLE) == {"firms.csv": None, "people.csv": "customers"}


def test_firms_that_nobody_names_are_customers() -> None:
    found = tables(firms=FIRMS, people=STRANGERS)
    assert found == {"firms.csv": "customers", "people.csv": "customers"}


def test_firms_that_buy_are_customers() -> None:
    assert tables(firms=FIRMS, people=PEOPLE, deals=DEALS)["firms.csv"] == "customers"


def test_only_the_people_are_counted() -> None:
    study = Study()
    files = [("firms.csv", FIRMS.encode()), ("people.csv", PEOPLE.encode())]
    keep(study, agreed(propose(files)))
    assert len(study.frame("select customer_id from customers")) == 8
