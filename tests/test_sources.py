"""What a file is and what its columns mean, told by headers and values, and how sure that is."""

import tomllib
from datetime import date
from typing import Any

import pytest

from data.columns import ENGINE_TYPES, Table
from data.matching import ColumnMatch, Matching
from data.matching_files import from_toml, to_toml
from data.problems import UnreadableMatchingError
from data.reading import read
from data.recognising.header_words import key
from data.recognising.headers import known
from data.recognising.meanings import ATTRIBUTE, is_meaning, meanings
from data.recognising.sources_corrections import corrected
from data.sources import recognise
from data.tables import TABLES
from tests.files import EXPORTS, dataset, export

KEYS: dict[str, dict[str, str]] = tomllib.loads((EXPORTS / "keys.toml").read_text("utf-8"))


def recognised(content: str | bytes, name: str = "file.csv") -> Matching:
    data = content.encode() if isinstance(content, str) else content
    [rows] = read(name, data)
    return recognise(rows)


def told(matching: Matching) -> dict[str, str]:
    """Header to meaning, of the columns that have one in the tables."""
    named = {c.header: c.meaning for c in matching.columns}
    return {header: m for header, m in named.items() if m not in (None, ATTRIBUTE)}


def column(matching: Matching, header: str) -> ColumnMatch:
    return next(c for c in matching.columns if c.header == header)


@pytest.mark.parametrize("file", KEYS)
def test_every_export_is_taken_for_what_a_person_takes_it_for(file: str) -> None:
    expected = dict(KEYS[file])
    matching = recognised(export(file)[1], file)
    assert matching.table == expected.pop("table")
    assert told(matching) == expected


SAMPLES = {
    "text": ["a", "b", "a"],
    "date": ["2024-01-31", "2024-02-01", ""],
    "instant": ["2024-01-31 10:00:00", "2024-02-01 11:30:00", "2024-02-02 00:00:00"],
    "number": ["1", "2.5", "3"],
    "flag": ["true", "false", "true"],
}


@pytest.mark.parametrize("table", [t for t in TABLES.values() if t.name != "attributes"])
def test_a_table_written_under_our_own_names_comes_back_as_itself(table: Table) -> None:
    columns = [_sample(c.name, c.kind) for c in table.columns]
    lines = [",".join(table.names), *(",".join(cells) for cells in zip(*columns, strict=True))]
    matching = recognised("\n".join(lines))
    assert matching.table == table.name
    assert told(matching) == {name: f"{table.name}.{name}" for name in table.names}


def _sample(name: str, kind: str) -> list[str]:
    if name == "customer_id":
        return ["c1", "c2", "c3"]
    if name == "phone":
        return ["010-123456", "+49 30 1234567", ""]
    if name == "email":
        return ["a@example.org", "b@example.org", ""]
    assert kind in ENGINE_TYPES
    return SAMPLES[kind]


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ("Customer ID", "customer_id"),
        ("customerID", "CUSTOMER  id"),
        ("Birthday (yyyy-mm-dd)", "birthday"),
        ("Email *", "email"),
        ("客戶編號", "客户编号"),
        ("訂單金額（元）", "订单金额"),
        ("Ｎａｍｅ", "name"),
    ],
)
def test_a_header_is_the_same_however_it_is_spelled(header: str, same: str) -> None:
    assert key(header) == key(same)


def test_a_header_beginning_with_its_table_s_noun_is_known_by_the_rest() -> None:
    assert known("tickets", "Ticket Status") == ()
    assert known("tickets", "Ticket Priority")[0].column == "priority"
    assert known("customers", "Customer Name")[0].column == "name"


def test_a_header_against_which_its_values_speak_is_not_believed() -> None:
    matching = recognised("Customer ID,Churn,Email,Gender\n1,87,x,F\n2,12,y,M\n3,55,z,F\n")
    assert told(matching) == {
        "Customer ID": "customers.customer_id",
        "Gender": "customers.gender",
    }


def test_headers_that_stand_in_any_table_make_no_customers_alone() -> None:
    matching = recognised("id,name\n1,open\n2,closed\n")
    assert (matching.table, matching.confidence) == (None, 0.0)


def test_a_list_that_ties_customers_to_something_else_is_no_list_of_customers() -> None:
    assert recognised("contact_id,tag_id,added\n1,9,2024-01-01\n2,9,2024-01-02\n").table is None
    alone = recognised("Customer ID,Favourite colour\n1,red\n2,blue\n")
    assert alone.table == "customers"


def test_customers_may_name_the_branch_they_go_to_and_branches_are_no_customers() -> None:
    days = ("13811002276,1990-01-02", "13955012287,1988-03-04")
    people = "会员,电话,生日,门店编号\n章,{},S1\n储,{},S2\n".format(*days)
    branches = "门店编号,名称,电话,生日\nS1,红星店,{}\nS2,东店,{}\n".format(*days)
    assert recognised(people).table == "customers"
    assert recognised(branches).table is None


def test_those_who_have_a_number_of_staff_are_no_customers() -> None:
    assert recognised("姓名,工号,性别,岗位\n陆佳,80121,女,坐席\n程宇,80124,男,坐席\n").table is None


def test_an_order_has_its_own_number_where_it_has_no_amount() -> None:
    lines = "ORD-1,C1,2026-01-03\nORD-2,C2,2026-01-12\n"
    found = recognised(f"Order Number,Customer ID,Order Date\n{lines}")
    assert found.table == "orders"
    assert found.meanings_of("orders").keys() >= {"order_id", "customer_id", "ordered_at"}
    assert recognised(f"Parcel Number,Customer ID,Created At\n{lines}").table != "orders"


def test_what_is_sent_to_an_address_needs_no_number_of_a_customer() -> None:
    rows = "Spring,a@example.com,2026-01-03 10:00\nSpring,b@example.com,2026-01-03 10:01\n"
    assert recognised(f"campaign_name,recipient_email,sent_at\n{rows}").table == "campaign_sends"


def test_a_sum_beside_the_number_of_a_contract_is_no_sum_of_a_month() -> None:
    rows = "C001,张三,15000,2024-01-10,2025-01-09\nC002,李四,8000,2024-02-10,2025-02-09\n"
    found = recognised(f"合同编号,客户名称,金额,开始日期,结束日期\n{rows}")
    assert found.table == "subscriptions"
    assert column(found, "金额").meaning != "subscriptions.monthly_amount"


def test_the_day_of_sending_stands_for_the_order_only_where_no_other_day_does() -> None:
    rows = "D1,U1,充电线,2026-01-05,2026-01-03\nD2,U2,耳机,2026-01-06,2026-01-04\n"
    both = recognised(f"订单号,买家UID,商品标题,发货时间,下单时间\n{rows}")
    assert column(both, "下单时间").meaning == "orders.ordered_at"
    alone = recognised(
        "订单号,买家UID,商品标题,发货时间\nD1,U1,充电线,2026-01-05\nD2,U2,耳机,2026-01-06\n"
    )
    assert column(alone, "发货时间").meaning == "orders.ordered_at"


def test_the_order_of_day_and_month_is_decided_by_the_whole_column_and_told() -> None:
    days = [date(2024, 1, 1 + n % 12).strftime("%d/%m/%Y") for n in range(5000)]
    days[-1] = "31/01/2024"
    lines = [f"{n},{day},5" for n, day in enumerate(days)]
    matching = recognised("customer id,order date,amount\n" + "\n".join(lines))
    assert column(matching, "order date").date_order == "dmy"


def test_an_order_of_day_and_month_that_nothing_tells_is_told_as_unclear() -> None:
    matching = recognised("customer id,order date,amount\n1,01/02/2024,5\n2,03/04/2024,6\n")
    unclear = column(matching, "order date")
    assert (unclear.because, unclear.confidence) == ("date_order_unclear", 0.5)


def test_a_column_that_leaves_day_and_month_open_follows_the_others_of_its_file() -> None:
    matching = recognised(
        "ticket id,customer id,opened at,due date,priority\n"
        "1,a,01/02/2024,25/02/2024,high\n2,b,03/02/2024,26/02/2024,low\n"
    )
    assert column(matching, "opened at").date_order == "dmy"
    assert column(matching, "opened at").because == "other_dates"


def test_decimal_commas_are_decided_by_the_whole_column() -> None:
    matching = recognised(
        "Customer ID;Order date;Amount\n1;2024-01-01;1.234\n2;2024-01-02;1.234,50\n"
    )
    assert column(matching, "Amount").decimal == ","


def test_no_likelihood_to_recommend_comes_from_a_column_of_one_to_five() -> None:
    lines = [f"{n},2024-01-0{n % 9 + 1},{n % 5 + 1}" for n in range(40)]
    matching = recognised("customer id,response date,NPS\n" + "\n".join(lines))
    score = column(matching, "NPS")
    assert (score.meaning, score.instrument) == ("survey_responses.score", "intention")
    assert (score.scale, score.because) == ((1.0, 5.0), "scale_is_not_nps")


def test_a_few_strays_do_not_stretch_a_scale() -> None:
    lines = [f"{n},Home,{n % 5 + 1}" for n in range(99)] + ["99,Home,99"]
    matching = recognised("Customer ID,Segment,Satisfaction\n" + "\n".join(lines))
    assert column(matching, "Satisfaction").scale == (1.0, 5.0)


@pytest.mark.parametrize(
    "header", ["客户编号,日期,满意度得分,客服得分", "Customer ID,Date,CSAT,Staff score"]
)
@pytest.mark.parametrize(
    ("lowest", "highest", "scale"),
    [("41", "97", (0.0, 100.0)), ("2.5", "4.9", (1.0, 5.0)), ("0.2", "0.9", (0.0, 1.0))],
)
def test_marks_stand_on_the_scale_they_were_given_on_not_from_the_lowest_to_the_highest(
    header: str, lowest: str, highest: str, scale: tuple[float, float]
) -> None:
    marks = [lowest, highest] * 4
    rows = [f"C{n},2024-01-0{n + 1},{mark},{mark}" for n, mark in enumerate(marks)]
    matching = recognised("\n".join([header, *rows]))
    assert matching.table == "survey_responses"
    assert [c.scale for c in matching.columns] == [None, None, scale, scale]


def test_an_address_stands_for_a_customer_id_where_there_is_none() -> None:
    matching = recognised(
        "Ticket ID,Customer Email,Created at,Priority\n1,a@example.org,2024-01-01,high\n"
    )
    email = column(matching, "Customer Email")
    assert (email.meaning, email.also) == ("tickets.customer_id", ("customers.email",))
    assert matching.lacking() == ()


def test_a_file_without_any_sign_of_a_customer_takes_each_row_for_one() -> None:
    matching = recognised("Gender,Age,Churn,Tenure months\nF,30,Yes,3\nM,41,No,30\n")
    assert matching.rules == ("row_stands_for_customer",)
    assert matching.lacking() == ()


def test_a_short_tenure_without_a_unit_is_years_and_told_as_unclear() -> None:
    matching = recognised("CustomerId,Tenure,Exited\n1,2,1\n2,8,0\n3,10,0\n")
    tenure = column(matching, "Tenure")
    assert (tenure.meaning, tenure.because) == ("customers.tenure_years", "unit_unclear")


def test_what_the_reader_corrects_is_sure_and_survives_the_small_file() -> None:
    matching = recognised(export("one_wide_file.csv")[1])
    corrected = matching.with_meaning(8, "customers.life_stage")
    assert corrected.columns[8].because == "reader"
    again = from_toml(to_toml(corrected))
    assert again.names() == corrected.names()
    assert [c.scale for c in again.columns] == [c.scale for c in corrected.columns]


def test_a_matching_finds_its_columns_again_by_header_in_another_order() -> None:
    matching = recognised(export("orders_connector.csv")[1])
    header = ("currency", "customer_id", "new_column", "order_id", "created_at", "total_price")
    fitted = matching.fitted_to(header)
    assert [c.meaning for c in fitted.columns] == [
        "orders.currency",
        "orders.customer_id",
        None,
        "orders.order_id",
        "orders.ordered_at",
        "orders.amount",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("columns = 3", "not_a_matching"),
        ("not toml =", "not_a_matching"),
        ("[[columns]]\nmeaning = 'attribute'", "not_a_matching"),
        ("table = 'secrets'", "unknown_table"),
        ("[[columns]]\nposition = 0\nmeaning = 'orders.x; drop table orders'", "unknown_meaning"),
        ("[[columns]]\nposition = 0\nmeaning = 'attributes.value'", "unknown_meaning"),
        ('[[columns]]\nposition = 0\ndate_order = "x\') --"', "unknown_style"),
    ],
)
def test_a_matching_of_a_stranger_says_nothing_but_what_we_know(text: str, kind: str) -> None:
    with pytest.raises(UnreadableMatchingError) as caught:
        from_toml(text)
    assert caught.value.kind == kind


def test_a_column_cannot_be_corrected_to_what_no_column_means() -> None:
    with pytest.raises(UnreadableMatchingError):
        recognised(export("orders_connector.csv")[1]).with_meaning(0, "orders.nothing")


def test_a_column_that_the_reader_names_takes_its_meaning_from_the_one_that_had_it() -> None:
    lines = ["a@example.org,7,2024-01-01,5", "b@example.org,8,2024-01-02,-6", "c@example.org,9,,7"]
    text = "\n".join(["Email,Card,Order date,Amount", *lines])
    [rows] = read("file.csv", text.encode())
    matching = recognise(rows)
    assert matching.columns[0].also == ("customers.email",)
    named = corrected(rows, matching, 1, "orders.customer_id")
    assert [c.meaning for c in named.columns] == [
        "customers.email",
        "orders.customer_id",
        "orders.ordered_at",
        "orders.amount",
    ]
    assert named.lacking() == ()
    without = corrected(rows, named, 3, None)
    assert "returned_by_negative" in named.rules
    assert "returned_by_negative" not in without.rules


def test_a_column_that_the_reader_names_a_score_gets_the_scale_of_its_values() -> None:
    [rows] = read("file.csv", b"Customer ID,Segment,Mood\n1,a,1\n2,b,5\n3,a,4\n")
    named = corrected(rows, recognise(rows), 2, "survey_responses.score")
    assert (named.columns[2].scale, named.columns[2].instrument) == ((1.0, 5.0), "csat")


def test_the_reader_may_say_what_table_a_file_holds() -> None:
    [rows] = read("file.csv", b"id,date,amount\nA,2024-01-01,5\nB,2024-02-01,6\n")
    matching = recognise(rows, "invoices")
    assert matching.table == "invoices"
    assert matching.columns[2].meaning == "invoices.amount"
    assert matching.lacking() == ("customer_id", "due_on")


@pytest.mark.parametrize("table", [name for name in TABLES if name != "attributes"])
def test_everything_that_is_offered_as_a_meaning_is_one(table: str) -> None:
    assert f"{table}.customer_id" in meanings(table)
    assert all(is_meaning(meaning) for meaning in meanings(table))


REAL: list[tuple[str, str, dict[str, Any]]] = [
    (
        "hillstrom/hillstrom.csv",
        "campaign_sends",
        {"segment": "campaign_sends.offer", "conversion": "campaign_sends.is_converted"},
    ),
    (
        "marketing_campaign/marketing_campaign.csv",
        "customers",
        {"ID": "customers.customer_id", "Dt_Customer": "customers.joined_on"},
    ),
    (
        "customer_value_ibm/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv",
        "customers",
        {"Customer": "customers.customer_id", "Monthly_Premium_Auto": "customers.monthly_amount"},
    ),
    (
        "airline_satisfaction/test.csv",
        "customers",
        {"Seat comfort": "survey_responses.score", "Customer Type": "customers.customer_type"},
    ),
    ("survey_ecsi_mobi/mobi.csv", "survey_responses", {"CUSA1": "survey_responses.score"}),
    (
        "support_tickets_lookalike/customer_support_tickets.csv",
        "tickets",
        {"Customer Email": "tickets.customer_id", "Customer Satisfaction Rating": "tickets.score"},
    ),
    (
        "mrr_playbook/subscription_periods.csv",
        "subscriptions",
        {"start_date": "subscriptions.started_on", "end_date": "subscriptions.ended_on"},
    ),
]


@pytest.mark.parametrize(("path", "table", "meanings"), REAL)
def test_real_exports_are_taken_for_what_they_are(
    path: str, table: str, meanings: dict[str, str]
) -> None:
    name, content = dataset(path)
    matching = recognised(content, name)
    assert matching.table == table
    assert told(matching).items() >= meanings.items()


def test_the_tables_that_a_file_may_be_as_well_are_named_and_a_sure_one_has_none() -> None:
    [rows] = read(*export("made/ar_aging_cn.csv"))
    unsure = recognise(rows)
    assert (unsure.table, unsure.rivals) == ("invoices", ("orders",))
    assert unsure.confidence < 0.8
    sure = recognised("客户编号,姓名,流失,在网月数\n007,王芳,否,12\n008,李雷,是,3\n")
    assert (sure.table, sure.rivals) == ("customers", ())
