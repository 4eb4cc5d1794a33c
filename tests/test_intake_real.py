"""Exports that nobody here wrote, the whole way: read, recognised, cleaned, kept."""

from collections.abc import Iterable

import pandas as pd
import pytest

from data import reading
from data.intake import Receipt, take_in
from data.matching import Matching
from data.matching_files import from_toml
from data.reading_rows import TextRows
from data.store import Study
from tests.files import dataset, export

ONLINE_RETAIL = "online_retail/online_retail_2010_2011.csv.gz"


def taken_in(*files: tuple[str, bytes], **matchings: Matching) -> tuple[Study, list[Receipt]]:
    study = Study()
    return study, take_in(study, files, matchings)


def one(study: Study, statement: str) -> object:
    return study.frame(statement).iloc[0, 0]


def kinds(receipt: Receipt) -> dict[tuple[str, str | None], int]:
    return {(p.kind, p.column): p.count for p in receipt.problems}


@pytest.fixture(scope="module")
def telco() -> tuple[Study, Receipt]:
    study, receipts = taken_in(dataset("telco_ibm/Telco-Customer-Churn.csv"))
    return study, receipts[0]


def test_every_telco_customer_is_kept_and_the_eleven_blank_charges_are_told(
    telco: tuple[Study, Receipt],
) -> None:
    _, receipt = telco
    assert (receipt.table, receipt.rows_read, receipt.rows_kept) == ("customers", 7043, 7043)
    assert kinds(receipt) == {("blank_value", "TotalCharges"): 11}


def test_a_telco_customer_stands_for_one_undated_spell(telco: tuple[Study, Receipt]) -> None:
    study, _ = telco
    spells = study.frame("""
        select count(*) as spells, count(*) filter (where is_ended) as ended,
          count(*) filter (where tenure_months = 0) as new, count(started_on) as dated,
          count(monthly_amount) as priced
        from subscriptions""")
    assert spells.iloc[0].tolist() == [7043, 1869, 11, 0, 7043]


def test_telco_columns_without_a_place_of_their_own_are_attributes(
    telco: tuple[Study, Receipt],
) -> None:
    study, _ = telco
    contracts = study.frame("select contract, count(*) as n from customers group by 1 order by 1")
    assert contracts.values.tolist() == [
        ["Month-to-month", 3875],
        ["One year", 1473],
        ["Two year", 1695],
    ]
    methods = study.frame("""
        select value, count(*) as n from attributes where name = 'PaymentMethod'
        group by 1 order by 1""")
    assert dict(methods.values.tolist())["Electronic check"] == 2365


def test_online_retail_rows_without_a_customer_are_set_aside_and_told() -> None:
    study, [receipt] = taken_in(dataset(ONLINE_RETAIL))
    assert (receipt.rows_read, receipt.rows_kept) == (541_909, 406_829)
    assert receipt.rows_set_aside == 135_080
    assert kinds(receipt)["missing_customer", "CustomerID"] == 135_080
    # 5,268 rows of the file are there twice, 43 of them without a customer.
    assert kinds(receipt)["repeated_row", None] == 5_225
    assert one(study, "select count(*) from customers") == 4372
    assert one(study, "select count(distinct customer_id) from orders") == 4372
    # 8,905 of the cancelled lines have a customer; their amounts stay negative.
    assert one(study, "select count(*) from orders where is_returned") == 8905
    assert one(study, "select max(amount) from orders where is_returned") < 0  # type: ignore[operator]
    assert {"returned_by_order_id_c", "amount_is_quantity_times_unit_price"} <= set(receipt.rules)
    assert one(study, "select count(*) from customers where country = 'France'") == 87


def test_the_cdnow_sample_is_read_by_its_matching() -> None:
    study, [receipt] = taken_in(
        dataset("cdnow/CDNOW_sample.txt"),
        **{"CDNOW_sample.txt": from_toml(export("cdnow_sample.toml")[1].decode())},
    )
    assert (receipt.rows_read, receipt.rows_kept) == (6919, 6919)
    assert one(study, "select count(*) from customers") == 2357
    first = study.frame("select * from orders where customer_id = '0001' order by ordered_at")
    assert first["amount"].tolist() == [29.33, 29.73, 14.96, 26.48]
    assert first["ordered_at"][0] == pd.Timestamp(1997, 1, 1)


def as_gb18030(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The tables of a workbook, each written as Chinese Excel writes a CSV."""
    return [(f"{rows.file}.csv", _written(rows)) for rows in reading.read(name, content)]


def _written(rows: TextRows) -> bytes:
    body = rows.rows.drop_columns("row").to_pandas()
    body.columns = pd.Index(rows.header)
    return str(body.to_csv(index=False)).encode("gb18030")


def frames(study: Study, tables: Iterable[str]) -> list[pd.DataFrame]:
    return [study.frame(f"select * from {table} order by all") for table in tables]


def test_a_chinese_workbook_and_its_copy_in_gb18030_give_the_same_tables() -> None:
    workbook = dataset("superstore_cn/示例 - 超市.xls")
    whole, [receipt, *_] = taken_in(workbook)
    copy, [of_copy, *_] = taken_in(*as_gb18030(*workbook))
    assert receipt.rows_kept == of_copy.rows_kept == 10_000
    assert of_copy.encoding == "gb18030"
    assert receipt.matching == of_copy.matching
    assert one(whole, "select count(*) from orders where is_returned") == 1163
    for ours, theirs in zip(
        frames(whole, ["orders", "customers"]), frames(copy, ["orders", "customers"]), strict=True
    ):
        pd.testing.assert_frame_equal(ours, theirs)
    assert one(whole, "select count(*) from customers") == 790
