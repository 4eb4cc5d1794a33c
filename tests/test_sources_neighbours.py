"""What stands beside a column, and in it, tells what its header leaves open."""

import pytest

from data.reading import read
from data.sources import recognise


def meanings(*lines: str) -> dict[str, str | None]:
    [rows] = read("file.csv", "\n".join(lines).encode())
    return {c.header: c.meaning for c in recognise(rows).columns}


def test_a_name_beside_the_address_in_an_order_is_whose_it_is() -> None:
    lines = [f"2024-05-0{n},Ann {name},a{n}@example.com,{n}9.50" for n, name in _NAMES]
    found = meanings("Date,Name,From Email Address,Gross", *lines)
    assert found["Name"] == "customers.name"


def test_a_name_that_looks_like_a_number_is_the_number_of_the_order() -> None:
    lines = [f"#100{n},a{n}@example.com,paid,2024-05-0{n},{n}9.50,Soap" for n, _ in _NAMES]
    found = meanings("Name,Email,Financial Status,Paid at,Total,Lineitem name", *lines)
    assert found["Name"] == "orders.order_id"


def test_a_user_beside_an_invitee_is_whoever_works_there() -> None:
    lines = [
        f"Ada Brook,ada@example.com,Ann {name},a{n}@example.com,Intro,2024-05-0{n} 10:00"
        for n, name in _NAMES
    ]
    found = meanings(
        "User Name,User Email,Invitee Name,Invitee Email,Event Type Name,Start Date & Time", *lines
    )
    assert found["User Name"] == "interactions.agent"
    assert found["Invitee Email"] == "interactions.customer_id"
    assert found["User Email"] is None


def test_what_was_planned_counts_less_than_what_happened() -> None:
    lines = [f"c{n},六月召回,2024-05-0{n} 10:00,2024-05-0{n} 11:00,成功" for n, _ in _NAMES]
    found = meanings("会员ID,营销活动名称,计划发送时间,实际发送时间,到达状态", *lines)
    assert found["实际发送时间"] == "campaign_sends.sent_at"
    assert found["计划发送时间"] is None


def test_marks_for_single_aspects_are_answers_and_what_is_spent_is_none() -> None:
    lines = [f"R{n},2024-05-0{n},{n},{6 - n},{n % 3 + 3},{n}32,{n}" for n, _ in _NAMES]
    found = meanings("评价ID,评价时间,星级,口味,环境,人均消费,图片数", *lines)
    assert {h for h, m in found.items() if m == "survey_responses.score"} == {
        "星级",
        "口味",
        "环境",
    }


@pytest.mark.parametrize("value", ["Value", "value"])
def test_the_value_of_a_code_is_no_mark(value: str) -> None:
    lines = [f"SAVE{n},{n},2024-05-0{n},2024-06-0{n}" for n, _ in _NAMES]
    found = meanings(f"Code,{value},Starts at,Ends at", *lines)
    assert set(found.values()) == {None}


_NAMES = list(enumerate(["Lee", "Moss", "Cole", "Hart", "Byrne"], start=1))
