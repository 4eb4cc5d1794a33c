"""Rows that were set aside come back: mended ones are taken, untouched ones set aside again."""

import pyarrow as pa
import pytest

from data import corrections, intake
from data.cleaners.set_aside import adds_up, set_aside_csv
from data.headings import LANGUAGES
from data.intake import Proposal, Receipt
from data.store import Study
from tests.screen import some_of

# Odd in every way: no customer, no day, a short row, a sign that a spreadsheet would run.
CONTENT = (
    b"order id,customer id,order date,amount,product\n"
    b"001,a,2024-01-01,5,tea\n"
    b'002,,2024-01-02,6,"=1+1, ""green"""\n'
    b"003,b,soon,7,'tea\n"
    b"004,c,2024-01-04\n"
)


def taken(name: str, content: bytes, study: Study | None = None) -> tuple[Proposal, Receipt]:
    proposals = intake.propose([(name, content)])
    [receipt] = intake.keep(study or Study(), proposals)
    assert adds_up(receipt)
    return proposals[0], receipt


def come_back(content: bytes, study: Study | None = None) -> tuple[Proposal, Receipt]:
    """Dropped again, matched as the file was that the rows are from."""
    _, before = taken("orders.csv", CONTENT)
    assert before.how is not None
    [proposal] = intake.propose([("orders - set aside.csv", content)])
    proposal = corrections.as_before(proposal, before.how)
    [receipt] = intake.keep(study or Study(), [proposal])
    assert adds_up(receipt)
    return proposal, receipt


def downloaded(content: bytes = CONTENT, language: str = "en") -> str:
    _, receipt = taken("orders.csv", content)
    return set_aside_csv(receipt, {}, language).decode("utf-8-sig")


@pytest.mark.parametrize("language", some_of(LANGUAGES, "zh-Hans"))
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_what_comes_back_untouched_is_set_aside_again(language: str, encoding: str) -> None:
    back = downloaded(language=language).encode(encoding)
    _, receipt = come_back(back)
    assert receipt.set_aside_rows is not None
    assert receipt.set_aside_rows["reason"].to_pylist() == ["not_mended"] * 3
    assert (receipt.rows_read, receipt.rows_kept) == (3, 0)
    assert [(p.kind, p.row, p.count) for p in receipt.problems] == [
        ("not_mended", n, 3) for n in (1, 2, 3)
    ]


def test_what_was_mended_is_kept_as_it_was_written_and_without_our_columns() -> None:
    back = downloaded().replace(",002,,", ",002,z,").replace(",soon,", ",2024-01-03,")
    proposal, receipt = come_back(back.encode())
    assert receipt.header == ("order id", "customer id", "order date", "amount", "product")
    assert proposal.rows is not None
    assert proposal.rows.rows.drop("row").to_pylist() == [
        {"c0": "002", "c1": "z", "c2": "2024-01-02", "c3": "6", "c4": '=1+1, "green"'},
        {"c0": "003", "c1": "b", "c2": "2024-01-03", "c3": "7", "c4": "'tea"},
    ]
    assert (receipt.rows_kept, receipt.rows_set_aside) == (2, 1)


def test_nothing_counts_twice_however_often_it_is_dropped() -> None:
    study = Study()
    taken("orders.csv", CONTENT, study)
    back = downloaded().replace(",002,,", ",002,z,")
    for content in (back, back + "\r\n", back.replace(",soon,", ",2024-01-03,")):
        come_back(content.encode(), study)
    rows = study.frame("select order_id, amount from orders order by order_id")
    assert rows.to_numpy().tolist() == [["001", 5.0], ["002", 6.0], ["003", 7.0]]


def test_a_file_without_a_header_comes_back_without_one() -> None:
    lines = [f"c{n},2024-01-{n:02},{n}.50,tea" for n in range(1, 20)]
    content = "\n".join([*lines, ",2024-02-01,7.50,tea"]).encode()
    [proposal] = intake.propose([("log.csv", content)])
    assert proposal.rows is not None
    assert proposal.rows.header == ("",) * 4
    reason = pa.array(["missing_customer"])
    aside = proposal.rows.rows.slice(19).add_column(1, "reason", reason)
    receipt = Receipt("log.csv", "x", header=proposal.rows.header, set_aside_rows=aside)
    text = set_aside_csv(receipt, {}, "en").decode("utf-8-sig")
    assert text.splitlines()[0].endswith(",#1,#2,#3,#4")
    [back] = intake.propose([("back.csv", text.replace(",,2024", ",c9,2024").encode())])
    assert back.rows is not None
    assert (back.rows.header, back.rows.has_header) == (("",) * 4, False)
    assert back.rows.rows["c0"].to_pylist() == ["c9"]


def test_a_file_with_a_column_called_row_is_nobody_elses() -> None:
    content = b"Row,Why,customer_id,city\n1,x,a,Lyon\n2,y,b,Bern\n"
    proposal, _ = taken("people.csv", content)
    assert proposal.rows is not None
    assert proposal.rows.header == ("Row", "Why", "customer_id", "city")
    assert not proposal.rows.is_mended
