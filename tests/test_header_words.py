"""A header is understood however its words are spelled, joined, shortened or qualified."""

import pytest

from data.recognising.header_kinds import asks, is_bookkeeping, is_party, speaks_of
from data.recognising.header_words import core, key
from data.recognising.headers import known


@pytest.mark.parametrize(
    ("header", "table", "column"),
    [
        ("cust_no", "customers", "customer_id"),
        ("CustomerNumber", "customers", "customer_id"),
        ("客户代码", "customers", "customer_id"),
        ("客戶編號", "customers", "customer_id"),
        ("Square Customer ID", "customers", "customer_id"),
        ("Billing Address: City", "customers", "city"),
        ("shipping_address_country_code", "customers", "country"),
        ("E-mail 1 - Value", "customers", "email"),
        ("Ship-to City", "customers", "city"),
        ("工作城市", "customers", "city"),
        ("收件人手機號碼", "customers", "phone"),
        ("mobile_no", "customers", "phone"),
        ("reg_dt", "customers", "joined_on"),
        ("Date of Birth", "customers", "birth_on"),
        ("Fecha de nacimiento", "customers", "birth_on"),
        ("ord_dt", "orders", "ordered_at"),
        ("amount_cents", "orders", "amount"),
        ("订单金额（元）", "orders", "amount"),
        ("用户实付金额(元)", "orders", "amount"),
        ("total_price_set_shop_amount", "orders", "amount"),
        ("prod_cat", "orders", "category"),
        ("amazon-order-id", "orders", "order_id"),
        ("Opportunity Name", "orders", "product"),
        ("建立時間", "tickets", "opened_at"),
        ("來源管道", "tickets", "channel"),
        ("assignee_id", "tickets", "agent"),
        ("Date/Time Closed", "tickets", "resolved_at"),
        ("plan_id", "subscriptions", "plan"),
        ("early_termination_fee", "subscriptions", "leaving_fee"),
        ("提前解約金", "customers", "leaving_fee"),
        ("Points Balance", "customers", "points_balance"),
        ("可用积分", "customers", "points_balance"),
        ("會員點數", "customers", "points_balance"),
        ("InvoiceAmountPaid", "invoices", "paid_amount"),
        ("context_page_url", "events", "page"),
        ("Name (First)", "customers", "first_name"),
        ("Response #", "survey_responses", "response_id"),
        ("Receive Marketing Emails", "customers", "has_marketing_consent"),
    ],
)
def test_a_header_names_its_column_in_many_spellings(header: str, table: str, column: str) -> None:
    assert column in [one.column for one in known(table, header)]


@pytest.mark.parametrize(
    ("header", "table", "column"),
    [
        ("Number of Employees", "customers", "customer_id"),
        ("vendor_email_address", "customers", "email"),
        ("parent_customer_id", "customers", "customer_id"),
        ("Address 1 - Type", "customers", "customer_type"),
        ("location_id", "customers", "customer_id"),
        ("total_tax_set_shop_amount", "orders", "amount"),
        ("unsubscribed", "customers", "has_marketing_consent"),
        ("first_contact_reply_created_at", "tickets", "first_replied_at"),
        ("current_period_started_at", "subscriptions", "started_on"),
    ],
)
def test_a_word_that_makes_something_else_of_a_header_is_not_passed_over(
    header: str, table: str, column: str
) -> None:
    assert column not in [one.column for one in known(table, header)]


def test_an_exact_name_is_nearer_than_other_words_for_it() -> None:
    told = [known("customers", name)[0] for name in ("Town", "Current City", "Delivery City")]
    assert [one.column for one in told] == ["city"] * 3
    exact, near, far = (one.nearness for one in told)
    assert exact > near > far


def test_one_spelling_is_the_other_in_both_chinese_scripts_and_vocabularies() -> None:
    assert key("電子信箱") == key("邮箱")
    assert key("客服處理人員") == key("客服处理人")
    assert core("订单编号") == core("订单号") == core("订单ID")
    assert core("created_at") == core("CreationDate") == core("Date created")


@pytest.mark.parametrize(
    ("header", "instrument"),
    [
        ("How likely are you to recommend us to a friend?", "nps"),
        ("您有多大可能将我们推荐给朋友？", "nps"),
        ("Overall, how satisfied are you with our service?", "csat"),
        ("2、您对本次服务的总体满意度如何？", "csat"),
        ("How easy was it to solve your problem?", "ces"),
        ("What could we do better?", None),
        ("Satisfaction", None),
        ("推荐人", None),
    ],
)
def test_a_question_in_a_sentence_says_what_it_asks_for(
    header: str, instrument: str | None
) -> None:
    assert asks(header) == instrument


def test_what_a_header_gives_away_beside_its_column() -> None:
    assert is_party("Client")
    assert not is_party("Client ID")
    assert is_bookkeeping("_fivetran_synced")
    assert not is_bookkeeping("created_at")
    assert speaks_of("orders", "Order Status")
    assert not speaks_of("orders", "Customer Status")
