"""Deals that were not won are no orders; what holds for all rows of a customer describes them."""

from datetime import date, timedelta

from data.corrections import with_treatment
from data.intake import Receipt, keep, propose
from data.reading import read
from data.recognising.dependence import constant_per
from data.sources import recognise
from data.store import Study

DEALS = """Deal ID,Deal Name,Deal Stage,Amount,Close Date,Associated Contact Email
D1,Tea,Closed Won,100,2024-01-05,a@x.org
D2,Rice,Proposal Sent,200,2024-02-05,a@x.org
D3,Oil,Closed Lost,300,2024-03-05,b@x.org
D4,Salt,closed won,400,2024-04-05,b@x.org
D5,Soy,,500,2024-05-05,b@x.org
"""


def taken(rule: str | None = None) -> tuple[list[tuple[str, float]], Receipt]:
    [proposal] = propose([("deals.csv", DEALS.encode())])
    study = Study()
    [receipt] = keep(study, [with_treatment(proposal, "not_won", rule) if rule else proposal])
    frame = study.frame("select order_id, amount from orders order by order_id")
    return list(frame.itertuples(index=False, name=None)), receipt


def test_only_deals_that_were_won_are_orders() -> None:
    orders, receipt = taken()
    assert orders == [("D1", 100.0), ("D4", 400.0)]
    assert "only_won_deals" in receipt.rules
    assert receipt.set_aside_rows is not None
    assert receipt.set_aside_rows["reason"].to_pylist() == ["not_won"] * 3
    assert receipt.problems == ()


def test_the_reader_may_keep_every_deal() -> None:
    orders, receipt = taken("all_deals_kept")
    assert [number for number, _ in orders] == ["D1", "D2", "D3", "D4", "D5"]
    assert receipt.rows_set_aside == 0


BILL = """交易时间,交易对方,商品说明,收/支,金额,交易状态,交易订单号
2024-01-05 10:00:00,甲店,货款,收入,100,交易成功,B1
2024-01-06 10:00:00,乙店,进货,支出,200,交易成功,B2
2024-01-07 10:00:00,甲店,货款,收入,300,交易关闭,B3
2024-01-08 10:00:00,余额宝,转入,不计收支,400,交易成功,B4
"""


def test_of_a_bill_only_what_came_in_is_sales_and_closed_deals_are_returns() -> None:
    study = Study()
    [receipt] = keep(study, propose([("bill.csv", BILL.encode())]))
    frame = study.frame("select order_id, is_returned from orders order by order_id")
    assert list(frame.itertuples(index=False, name=None)) == [("B1", False), ("B3", True)]
    assert receipt.set_aside_rows is not None
    assert receipt.set_aside_rows["reason"].to_pylist() == ["paid_out"] * 2


def orders_of(customers: int) -> str:
    lines = []
    for n in range(customers * 3):
        who, day = n % customers, date(2024, 1, 1) + timedelta(n)
        sales = "north" if who % 2 else "south"
        lines.append(f"O{n},C{who},{day},5,{sales},{who},{n % 7},same")
    header = "Order ID,Customer ID,Order date,Amount,Route colour,Branch key,Weekday,Shop name"
    return "\n".join([header, *lines])


def test_a_column_that_is_the_same_in_all_rows_of_a_customer_describes_them() -> None:
    [rows] = read("orders.csv", orders_of(30).encode())
    told = {c.header: (c.meaning, c.because) for c in recognise(rows).columns}
    assert told["Route colour"] == ("attribute", "same_for_each_customer")
    assert told["Weekday"] == (None, "unknown")


def test_what_is_one_thing_throughout_or_each_customer_s_own_tells_nothing() -> None:
    [rows] = read("orders.csv", orders_of(30).encode())
    assert constant_per(rows, 1, [4, 5, 6, 7]) == {4}


def test_of_a_few_customers_nothing_is_said() -> None:
    [rows] = read("orders.csv", orders_of(5).encode())
    assert constant_per(rows, 1, [4, 6]) == set()


def test_a_column_that_is_left_out_says_why() -> None:
    text = (
        "Customer ID,Email,Mobile,Home phone,Gender,Fax,_fivetran_synced\n"
        "C1,a@x.org,+49 30 123456,+49 30 654321,84.5,,2024-01-01\n"
        "C2,b@x.org,+49 30 123457,+49 30 654322,85.5,,2024-01-01\n"
    )
    [rows] = read("customers.csv", text.encode())
    told = {c.header: c.because for c in recognise(rows).columns}
    assert told["Home phone"] == "other_column"
    assert told["Gender"] == "values_object"
    assert told["Fax"] == "blank_column"
    assert told["_fivetran_synced"] == "bookkeeping"
