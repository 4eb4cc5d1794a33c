"""Headers nobody has listed are understood by what their words say together."""

import pytest

from data.recognising.header_questions import asked_for, asks_opinion, is_question, measured
from data.recognising.header_senses import composed, names_party
from data.recognising.headers import known


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("orders", "订单提交时间", "ordered_at"),
        ("orders", "支付完成时间", "ordered_at"),
        ("orders", "用户实付金额", "amount"),
        ("orders", "店铺优惠合计", "discount"),
        ("orders", "結算幣別", "currency"),
        ("orders", "Distribution Channel", "channel"),
        ("customers", "外部联系人ID", "customer_id"),
        ("customers", "入会渠道", "acquisition_channel"),
        ("customers", "投保人手机", "phone"),
        ("customers", "专属导购", "owner"),
        ("tickets", "Initial response time", "first_replied_at"),
        ("tickets", "受理客服", "agent"),
        ("invoices", "计划回款日期", "due_on"),
        ("invoices", "已收金额", "paid_amount"),
        ("campaign_sends", "优惠券名称", "offer"),
        ("interactions", "坐席姓名", "agent"),
        ("events", "distinct_id", "customer_id"),
        ("retention_actions", "Risk flagged on", "flagged_at"),
        ("customers", "firstdatevisited", "joined_on"),
        ("customers", "billlastname", "last_name"),
        ("tickets", "進廠時間", "opened_at"),
        ("tickets", "維修師傅", "agent"),
        ("customers", "要保人", "name"),
        ("customers", "同意接收行銷訊息", "has_marketing_consent"),
        ("campaign_sends", "发券时间", "sent_at"),
        ("invoices", "应缴日期", "due_on"),
        ("subscriptions", "解約原因", "leaving_reason"),
        ("customers", "property_hubspot_owner_id", "owner"),
        ("customers", "WhatsApp No", "phone"),
        ("customers", "专管业务员", "owner"),
        ("customers", "首购日期", "joined_on"),
        ("campaign_sends", "推播時間", "sent_at"),
        ("orders", "商品結帳價", "unit_price"),
        ("survey_responses", "評論編號", "response_id"),
    ],
)
def test_the_words_of_a_header_say_together_which_column_it_is(
    table: str, header: str, column: str
) -> None:
    assert column in [found for found, _ in composed(table, header)]


@pytest.mark.parametrize(
    "header",
    ["发货时间", "运费金额", "物流单号", "退款金额", "Expected close date", "税额", "下次跟进时间"],
)
def test_a_header_that_says_more_than_a_column_is_something_else(header: str) -> None:
    assert composed("orders", header) == ()


@pytest.mark.parametrize("header", ["关联客户", "收件人", "付款方", "Sold-to party", "Payer"])
def test_a_party_alone_is_the_customer_by_number_or_by_name(header: str) -> None:
    assert names_party(header)
    assert {one.column for one in known("customers", header)} <= {"name", "customer_id"}


@pytest.mark.parametrize("header", ["客户等级", "收件人手机号", "Order date"])
def test_what_is_said_about_a_party_is_not_the_party(header: str) -> None:
    assert not names_party(header)


@pytest.mark.parametrize(
    ("question", "instrument"),
    [
        ("How likely is it that you would recommend us to a colleague?", "nps"),
        ("6、您有多大可能把我们推荐给朋友？", "nps"),
        ("How easy was it to resolve your issue today?", "ces"),
        ("3、您对产品质量的满意程度", "csat"),
        ("The trainer knew the subject well", "perceived"),
    ],
)
def test_a_question_says_what_it_measures(question: str, instrument: str) -> None:
    assert is_question(question)
    assert measured(question) == instrument


@pytest.mark.parametrize(
    "header", ["Order date", "订单创建时间", "Billing address line", "客户名称"]
)
def test_the_name_of_a_column_is_no_question(header: str) -> None:
    assert not is_question(header)


@pytest.mark.parametrize("question", ["How many people live with you?", "您一年购买几次？"])
def test_how_many_is_no_opinion(question: str) -> None:
    assert is_question(question)
    assert not asks_opinion(question)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("First, what is your name?", "name"),
        ("1、您的性别", "性别"),
        ("What's your email address?", "email address"),
    ],
)
def test_a_question_about_the_person_is_read_as_a_header(question: str, plain: str) -> None:
    assert asked_for(question) == plain


@pytest.mark.parametrize(
    ("table", "header", "singular", "column"),
    [
        ("orders", "Orders", "Order", "order_id"),
        ("tickets", "Ticket numbers", "Ticket number", "ticket_id"),
        ("campaign_sends", "Link clicks", "Link clicked", "is_clicked"),
    ],
)
def test_a_plural_says_how_many_and_not_which_or_whether(
    table: str, header: str, singular: str, column: str
) -> None:
    assert column in {one.column for one in known(table, singular)}
    assert column not in {one.column for one in known(table, header)}
