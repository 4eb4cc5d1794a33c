"""One customer, and nobody told by name until the reader asks for it."""

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from metrics.dimensions import dimension_called
from metrics.people import people
from metrics.person import code_of, customer_coded, standing
from tests.opened_pages import count_of, is_sound, link, opened, page, say, says, texts
from tests.studies import orders_on, scope_of, study_of
from ui.formats import Formats
from ui.links import Chip, Choices, read
from ui.masking import masked, masked_others
from ui.opened import Opened
from ui.people_rows import csv_of
from ui.view import View

ANN = {
    "customer_id": "customer-0042",
    "name": "Ann Lee",
    "email": "ann.lee@example.com",
    "phone": "13812345678",
    "birth_on": pd.Timestamp("1980-05-06"),
    "joined_on": pd.Timestamp("2024-01-01"),
    "city": "Nanjing",
}
SECRETS = ("Ann Lee", "ann.lee", "13812345678", "May 6, 1980", "very late")


def anns_study() -> Opened:
    answer = {
        "customer_id": ANN["customer_id"],
        "answered_at": pd.Timestamp("2024-03-01"),
        "instrument": "csat",
        "score": 2.0,
        "scale_min": 1.0,
        "scale_max": 5.0,
        "comment": "very late",
    }
    orders = orders_on("customer-0042", "2024-02-01", "2024-06-01")
    bob = {"customer_id": "customer-0043", "name": "Bob", "city": "Suzhou"}
    return opened(study_of(customers=[ANN, bob], orders=orders, survey_responses=[answer]))


def everything_sent(app: AppTest) -> str:
    frames = [frame.value.to_csv() for frame in app.dataframe]
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    return "\n".join([*texts(app), *frames, *charts])


@pytest.mark.parametrize("asked", [{}, {"person": code_of("customer-0042")}])
def test_nobody_is_told_by_name_until_the_reader_asks(asked: dict[str, str]) -> None:
    app = page(anns_study(), **asked)
    assert is_sound(app)
    assert [secret for secret in SECRETS if secret in everything_sent(app)] == []
    app.toggle(key="show-names").set_value(True).run()
    assert "Ann Lee" in everything_sent(app)


def test_one_customer_is_told_at_a_glance_in_full_and_in_time() -> None:
    app = page(anns_study(), person=code_of("customer-0042"))
    said = {text.replace("\\", "") for text in texts(app)}
    for label, value in {
        "Customer since": "Jan 1, 2024",
        "Orders": "2",
        "Net spend": "20.00",
        "Last order": "Jun 1, 2024",
        "Last satisfaction mark": "2 of 5",
        "Ladder": "Repeat",
    }.items():
        assert {label, f"**{value}**"} <= said
    assert "Has left" not in said
    story = next(f.value for f in app.dataframe if "what" in f.value)
    assert story["what"].tolist() == ["Ordered", "Answered", "Ordered", "Became a customer"]
    assert story["amount_text"].tolist()[1] == "2 of 5"


def test_going_back_to_the_list_keeps_the_filters() -> None:
    app = page(anns_study(), person=code_of("customer-0042"), **link(Chip("city", "Nanjing")))
    assert says(app, "person.title")
    app.button(key="back").click().run()
    assert count_of(app) == 1
    assert "person" not in app.query_params
    assert "city~Nanjing" in app.query_params["in"]


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "0123456789ab"},
        {"person": code_of("customer-0043"), **link(Chip("city", "Nanjing"))},
    ],
)
def test_a_customer_who_is_not_among_those_shown_is_said_to_be_none(asked: dict[str, Any]) -> None:
    app = page(anns_study(), **asked)
    assert is_sound(app)
    assert says(app, "segments.unknown")
    assert not app.dataframe


@pytest.mark.parametrize("code", ["customer-0042", "0123456789AB", "0123456789ab0", "' or 1=1"])
def test_what_is_no_code_of_a_customer_is_ignored_and_said(code: str) -> None:
    found = read({"person": [code]}, {})
    assert found.person is None
    assert found.ignored == ("person",)


def test_a_customer_is_found_by_the_code_that_stands_for_the_id() -> None:
    scope = scope_of(customers=[{"customer_id": "客户 1"}, {"customer_id": "b"}])
    # md5("b") = 92eb5ffee6ae2fec3ad71c777531578f, as RFC 1321's algorithm gives it.
    assert code_of("b") == "92eb5ffee6ae"
    assert customer_coded(scope, "92eb5ffee6ae") == "b"
    assert customer_coded(scope, code_of("客户 1")) == "客户 1"
    assert customer_coded(scope, "000000000000") is None


def test_one_customer_stands_where_the_segments_put_them() -> None:
    scope = scope_of(
        customers=[{"customer_id": "a", "city": "南京"}, {"customer_id": "b"}],
        orders=orders_on("a", "2024-12-01"),
    )
    asked = [dimension_called("city"), dimension_called("ladder_step")]
    assert standing(scope, "a", asked) == {"city": "南京", "ladder_step": "first_time"}
    assert standing(scope, "b", asked) == {"city": None, "ladder_step": "prospect"}


def test_filters_that_leave_nobody_say_so_and_can_be_cleared() -> None:
    app = page(anns_study(), **link(Chip("city", "Nanjing"), Chip("ladder_step", "prospect")))
    assert is_sound(app)
    assert says(app, "empty.filtered")
    app.button(key="remove-0").click().run()
    assert count_of(app) == 1


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("name", "张小明", "张**"),
        ("name", "Ann van Lee", "A** v** L**"),
        ("email", "ann@example.com", "a***@…"),
        ("phone", "13812345678", "138****78"),
        ("phone", "12345", "****"),
        ("customer_id", "C001425", "C001425"),
        ("customer_id", "7590-VHVEG", "7590-VHVEG"),
        ("customer_id", "12345678", "12345678"),
        ("customer_id", "line\nbreak", "line\nbreak"),
        ("customer_id", "13812345678", "***678"),
        ("customer_id", "vip 13812345678", "***678"),
        ("customer_id", "2125550142", "***142"),
        ("customer_id", "+44 20 7946 0958", "***958"),
        ("customer_id", "ann.lee@example.com", "***com"),
        ("referred_by", "ann.lee@example.com", "***com"),
        ("referred_by", "C001425", "C001425"),
        ("city", "南京", "南京"),
        ("name", None, None),
    ],
)
def test_who_someone_is_is_shortened(column: str, value: str | None, shown: str | None) -> None:
    found = masked(pd.DataFrame({column: [value, "Other"]}))[column].iloc[0]
    assert (None if pd.isna(found) else found) == shown


def test_a_files_other_columns_are_shortened_where_they_tell_who_it_is() -> None:
    rows = pd.DataFrame(
        {"name": ["street", "hotline", "card"], "value": ["Elm 5", "yes", "6222021234567890"]}
    )
    assert masked_others(rows, {"street"})["value"].tolist() == ["E***", "yes", "6***"]


@pytest.mark.parametrize(("is_shown", "name"), [(False, "A** L**"), (True, "Ann Lee")])
def test_the_list_to_take_away_is_shortened_too_and_runs_nothing(is_shown: bool, name: str) -> None:
    rows = [ANN, {**ANN, "customer_id": "=1+1", "name": "=1+1", "city": "=1+1"}]
    own = opened(study_of(customers=rows))
    view = View(Choices(), own, say, Formats("en"), "light")
    listed = people(view.scope, order_by="customer_id")
    lines = csv_of(view, listed, None, is_shown).decode("utf-8-sig").splitlines()
    assert lines[0] == "Customer ID,Name,City,Customer since"
    assert name in lines[1]
    assert lines[1].startswith("customer-0042,")
    assert lines[2].endswith(",'=1+1,2024-01-01")
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
