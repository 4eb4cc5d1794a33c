"""Returns told by order number alone: they find their orders, and numbers move as by hand."""

import io

import pandas as pd
import pytest

from data import origins
from data.between.keys_between import agreed
from data.calendar import span
from data.cleaners.set_aside import adds_up, set_aside_csv
from data.intake import Receipt, keep, propose
from data.scope import Scope
from data.store import Study
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.files import dataset

ORDERS = (
    "订单.csv",
    "订单编号,客户编号,下单时间,订单金额\nA1,c1,2025-01-05,100\nA2,c1,2025-02-05,200\n"
    "A3,c2,2025-03-05,300\nA4,c3,2025-04-05,50\n",
)
RETURNS = (
    "退货单.csv",
    "订单编号,退货日期,退款金额,退货原因\nA2,2025-02-20,200,坏了\nA3,2025-04-01,60,少件\n"
    "A9,2025-04-02,10,错发\n",
)
# A2 came back whole: its 200 are gone and it is no order; of A3 60 are taken off on 1 April.
BOOKED = [
    ("A1", "c1", "2025-01-05", 100.0, False),
    ("A2", "c1", "2025-02-05", 200.0, True),
    ("A3", "c2", "2025-03-05", 300.0, False),
    ("A3", "c2", "2025-04-01", -60.0, True),
    ("A4", "c3", "2025-04-05", 50.0, False),
]


def taken(
    *files: tuple[str, str], into: Study | None = None, known: Study | None = None
) -> tuple[Study, list[Receipt]]:
    study = into or Study()
    proposals = agreed(propose([(name, text.encode()) for name, text in files]))
    receipts = keep(study, proposals, known=known)
    assert all(map(adds_up, receipts))
    return study, receipts


def booked(study: Study) -> list[tuple[object, ...]]:
    found = study.frame("""
select order_id, customer_id, strftime(ordered_at, '%Y-%m-%d') as day, amount,
  coalesce(is_returned, false) as is_returned
from orders order by order_id, ordered_at""")
    return list(found.itertuples(index=False, name=None))


def counts(receipt: Receipt) -> tuple[int, int, int]:
    return receipt.rows_read, receipt.rows_kept, receipt.rows_set_aside


def returned_marks(study: Study) -> list[str]:
    found = study.frame("select order_id from orders where is_returned order by 1")
    return list(found["order_id"])


@pytest.mark.parametrize("files", [(ORDERS, RETURNS), (RETURNS, ORDERS)])
def test_returns_find_the_orders_of_their_drop_whichever_comes_first(
    files: tuple[tuple[str, str], ...],
) -> None:
    study, receipts = taken(*files)
    assert booked(study) == BOOKED
    by_file = {receipt.file: receipt for receipt in receipts}
    assert [receipt.file for receipt in receipts] == [name for name, _ in files]
    assert counts(by_file["退货单.csv"]) == (3, 2, 1)
    assert by_file["退货单.csv"].kind == "returns_told"


def test_what_came_back_moves_revenue_and_the_share_of_orders_returned() -> None:
    study, _ = taken(ORDERS, RETURNS)
    days = span(study, pd.Timestamp("2026-01-01").date())
    assert days is not None
    rows = overall(
        Scope(study, days[1], filled=study.filled()),
        [BY_NAME[name] for name in ("returned_share", "average_order_value")],
    ).set_index("name")
    # A2 and A3 of four orders; the orders that were kept are A1, A3 and A4.
    assert rows.loc["returned_share", "value"] == pytest.approx(2 / 4)
    assert rows.loc["average_order_value", "value"] == pytest.approx((100 + 300 + 50) / 3)
    net = study.frame("select sum(net_amount) as net from customer_days")["net"][0]
    assert net == 100 + 300 - 60 + 50


def test_a_number_that_is_not_loaded_is_handed_back_with_its_reason_and_may_come_again() -> None:
    study, receipts = taken(ORDERS, RETURNS)
    text = set_aside_csv(receipts[1], {"unknown_order": "没有此编号"}, "zh-Hans").decode(
        "utf-8-sig"
    )
    [told] = receipts[1].problems
    assert (told.row, told.column, told.value, told.count) == (3, "订单编号", "A9", 1)
    assert text.splitlines()[1].endswith("没有此编号,A9,2025-04-02,10,错发")
    mended = ("again.csv", text.replace("A9", "A4"))
    _, [again] = taken(mended, into=study)
    assert counts(again) == (1, 1, 0)
    assert ("A4", "c3", "2025-04-02", -10.0, True) in booked(study)


def test_returns_of_orders_loaded_earlier_are_found_and_count_once() -> None:
    study, _ = taken(ORDERS)
    _, [first] = taken(RETURNS, into=study)
    assert counts(first) == (3, 2, 1)
    assert booked(study) == BOOKED
    _, [second] = taken(("退货单 2.csv", RETURNS[1] + "A1,2025-05-01,100,\n"), into=study)
    assert counts(second) == (4, 1, 3)
    assert [row for row in booked(study) if row[0] != "A1"] == BOOKED[1:]
    assert returned_marks(study) == ["A1", "A2", "A3"]


def test_a_trial_looks_among_the_orders_that_are_open() -> None:
    opened, _ = taken(ORDERS)
    study, [receipt] = taken(RETURNS, known=opened)
    assert counts(receipt) == (3, 2, 1)
    assert booked(study) == []


def test_returns_without_any_orders_are_refused_and_no_row_is_lost() -> None:
    _, [receipt] = taken(RETURNS)
    assert receipt.error == "returns_without_orders"
    assert counts(receipt) == (3, 0, 3)


def test_returns_taken_out_again_leave_the_orders_as_they_were() -> None:
    study, receipts = taken(ORDERS, RETURNS)
    assert origins.holding(study, {"returns_told"}) == [receipts[1].digest]
    assert booked(origins.copied(study)) == BOOKED
    without = origins.copied(study, [receipts[1].digest])
    assert booked(without) == [(*row[:4], False) for row in BOOKED if row[3] > 0]


def test_a_later_word_on_an_order_is_joined_with_what_came_back_of_it() -> None:
    study, _ = taken(ORDERS, RETURNS)
    taken(("订单 2.csv", ORDERS[1].replace("300", "60") + "A5,c5,2025-05-05,70\n"), into=study)
    # Of the 60 that A3 is now, all came back.
    assert returned_marks(study) == ["A2", "A3"]
    assert len(booked(study)) == 5


def test_two_parts_that_make_the_whole_are_the_whole() -> None:
    parts = "Order ID,Return date,Refund amount\nA3,2025-04-01,100\nA3,2025-04-09,200\n"
    study, _ = taken(ORDERS, ("refunds.csv", parts))
    assert [row for row in booked(study) if row[0] == "A3"] == [
        ("A3", "c2", "2025-03-05", 300.0, True)
    ]


def test_without_money_the_line_that_is_named_came_back_else_the_whole_order() -> None:
    lines = (
        "order_id,customer_id,order_date,product,amount\n1,a,2025-01-01,cup,5\n"
        "1,a,2025-01-01,pot,20\n2,b,2025-01-02,cup,5\n2,b,2025-01-02,pot,20\n"
    )
    back = "Order ID,Product,Return date\n1,pot,2025-01-09\n2,,2025-01-09\n2,lid,2025-01-09\n"
    study, [_, receipt] = taken(("orders.csv", lines), ("returns.csv", back))
    assert counts(receipt) == (3, 2, 1)
    assert study.frame("""
select order_id || product as line from orders where is_returned order by 1""")[
        "line"
    ].tolist() == ["1pot", "2cup", "2pot"]


def test_a_row_that_says_no_marks_nothing() -> None:
    study, [_, receipt] = taken(ORDERS, ("x.csv", "Order ID,Returned\nA1,Yes\nA2,No\n"))
    assert counts(receipt) == (2, 2, 0)
    assert returned_marks(study) == ["A1"]


def test_what_is_booked_below_zero_already_is_not_taken_off_again() -> None:
    orders = ORDERS[1] + "A3,c2,2025-04-01,-60\n"
    study, _ = taken(("订单.csv", orders), RETURNS)
    net = study.frame("select sum(net_amount) as net from customer_days")["net"][0]
    assert net == 100 + 300 - 60 + 50


def test_money_of_a_number_of_several_customers_is_nobodys() -> None:
    orders = ORDERS[1] + "A3,c4,2025-03-05,30\n"
    study, [_, receipt] = taken(("订单.csv", orders), RETURNS)
    assert counts(receipt) == (3, 1, 2)
    assert returned_marks(study) == ["A2"]


@pytest.mark.parametrize(
    ("name", "header", "row", "found"),
    [
        ("x.csv", "Order number,RMA,Refunded,Return reason", "A1,R1,12.50,torn", "returns_told"),
        (
            "x.csv",
            "原订单号,退货时间,实退金额,商品名称,退货数量",
            "A1,2025-02-01,9,杯,1",
            "returns_told",
        ),
        ("退货单.csv", "订单号,日期,金额,原因", "A1,2025-02-01,9,坏", "returns_told"),
        ("x.csv", "退款单号,订单编号,退款金额,申请时间", "T1,A1,9,2025-02-01", "returns_told"),
        ("x.csv", "Order ID,Order date,Amount,Returned", "A1,2025-02-01,9,Yes", "orders"),
        ("orders and returns.csv", "Order ID,Date,Amount", "A1,2025-02-01,9", "orders"),
        ("x.csv", "Customer ID,Order ID,Refund amount", "c1,A1,9", None),
        (
            "退货.csv",
            "客户编号,订单号,下单日期,退货日期,退款金额",
            "c,A1,2025-01-05,2025-02-01,9",
            "returns_told",
        ),
        (
            "orders.csv",
            "客户编号,订单号,下单日期,订单金额,退款金额",
            "c,A1,2025-01-05,9,3",
            "orders",
        ),
        ("returns.csv", "order_id,status,total_quantity", "A1,closed,1", None),
        ("x.csv", "Order ID,Return rate", "A1,0.2", None),
    ],
)
def test_only_a_table_that_says_so_is_one_of_returns(
    name: str, header: str, row: str, found: str | None
) -> None:
    [proposal] = propose([(name, f"{header}\n{row}\n".encode())])
    assert proposal.matching is not None
    assert proposal.matching.kind == found


@pytest.mark.parametrize("sheets", [("订单", "退货"), ("退货", "订单")])
def test_the_sheets_of_a_workbook_are_joined_in_either_order(sheets: tuple[str, str]) -> None:
    texts = {"订单": ORDERS[1], "退货": RETURNS[1]}
    file = io.BytesIO()
    with pd.ExcelWriter(file) as book:
        for sheet in sheets:
            pd.read_csv(io.StringIO(texts[sheet])).to_excel(book, sheet_name=sheet, index=False)
    study = Study()
    receipts = keep(study, agreed(propose([("店铺.xlsx", file.getvalue())])))
    assert all(map(adds_up, receipts))
    assert booked(study) == BOOKED


def test_the_returns_of_a_superstore_mark_the_lines_of_its_orders() -> None:
    study = Study()
    receipts = keep(study, agreed(propose([dataset("superstore_cn/示例 - 超市.xls")])))
    assert counts(receipts[1]) == (296, 296, 0)
    found = study.frame("""
select count(distinct order_id) as orders, count(*) as lines, sum(amount) as amount
from orders where is_returned""").iloc[0]
    # As pandas counts the lines whose number stands on the sheet.
    assert (found["orders"], found["lines"]) == (296, 1163)
    assert found["amount"] == pytest.approx(1_961_954.995)
