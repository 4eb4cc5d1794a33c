"""Files to drop: a published one where it is at hand, and one full of people who do not exist."""

import zlib
from dataclasses import dataclass

from tests.house import DATASETS

_TELCO = DATASETS / "telco_ibm" / "Telco-Customer-Churn.csv"
_CONTRACTS = ("Month-to-month", "One year", "Two year")


@dataclass(frozen=True)
class Export:
    """A file of customers, with what a reader of it must come to see."""

    name: str
    content: bytes
    customers: str
    monthly: str
    churn: str
    monthly_churn: str
    secrets: tuple[str, ...]

    @property
    def file(self) -> tuple[str, bytes]:
        """As it is dropped."""
        return self.name, self.content


def export() -> Export:
    """IBM's telco customers where they are at hand, else the invented ones."""
    if not _TELCO.exists():
        return invented()
    # Counted in the file: 3,875 of 7,043 pay by the month, 1,655 of them left; 1,869 left in all.
    secrets = ("7590-VHVEG", "5575-GNVDE", "3668-QPYBK", "9237-HQITU")
    counted = ("7,043", "3,875", "26.5%", "42.7%")
    return Export(_TELCO.name, _TELCO.read_bytes(), *counted, secrets)


def invented(who: str = "Quillfeather") -> Export:
    """240 customers, 80 of each contract; a quarter of those who pay by the month have left."""
    header = "customerID,Name,Phone,Email,InternetService,tenure,Contract,MonthlyCharges,Churn"
    people = [_person(who, number) for number in range(240)]
    lines = [header, *(",".join(person) for person in people)]
    secrets = tuple(value for person in people for value in person[:4])
    counted = ("240", "80", "8.3%", "25.0%")
    return Export(f"{who}.csv", "\n".join(lines).encode(), *counted, secrets)


def _person(who: str, number: int) -> tuple[str, ...]:
    contract = _CONTRACTS[number % 3]
    has_left = contract == _CONTRACTS[0] and number % 12 == 0
    return (
        f"{who[:3].upper()}-{number:05}",
        f"{who} {chr(65 + number % 26)}{number}",
        f"138{zlib.crc32(who.encode()) % 10_000:04}{number:04}",
        f"{who.lower()}.{number}@mail.example",
        ("DSL", "Fibre")[number % 2],
        str(1 + number % 40),
        contract,
        f"{20 + number % 50}.50",
        "Yes" if has_left else "No",
    )
