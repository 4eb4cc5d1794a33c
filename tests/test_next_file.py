"""Next month's file: what still fits goes through, what does not is asked, and only that."""

from collections.abc import Callable

import pytest

from data import corrections, intake
from data.between import next_file
from data.between.next_file import Question
from data.intake import Proposal
from data.matching import Matching
from data.matching_files import matching_of, to_toml
from data.matching_places import folded, places
from tests.test_page_import import button, choice, loaded, opened, page, texts

JANUARY = (
    "orders-january.csv",
    b"order_id,customer_id,order_date,amount,coupon,channel\n"
    b"1,007,05/01/2026,10.50,SPRING,web\n2,008,06/01/2026,8,,shop\n",
)
FEBRUARY = (
    "orders-february.csv",
    # order_id is spelled otherwise, amount renamed, coupon gone, store_town new.
    b"Order ID,customer_id,order_date,order_total,channel,store_town\n"
    b"3,007,05/02/2026,10.50,web,Lyon\n4,008,06/02/2026,8,shop,Bern\n",
)


def proposed(upload: tuple[str, bytes]) -> Proposal:
    [proposal] = intake.propose([upload])
    return proposal


def kept() -> Matching:
    """January's matching as a file: the day first, the coupon taken for a category."""
    said = corrections.with_date_order(proposed(JANUARY), 2, "dmy")
    said = corrections.with_meaning(said, 4, "orders.category")
    assert said.matching is not None
    return matching_of("january.toml", to_toml(said.matching).encode())


def asked(upload: tuple[str, bytes], matching: Matching | None = None) -> list[Question]:
    fitted = next_file.fitted(proposed(upload), upload, matching or kept())
    assert fitted.rows is not None
    return list(next_file.questions(matching or kept(), fitted.rows))


def meanings(proposal: Proposal) -> dict[str, str | None]:
    assert proposal.matching is not None
    return {column.header: column.meaning for column in proposal.matching.columns}


def test_a_file_with_the_same_columns_is_asked_nothing() -> None:
    again = (FEBRUARY[0], JANUARY[1].replace(b"/01/", b"/02/"))
    assert asked(again) == []


def test_only_what_is_renamed_missing_or_new_is_asked_with_the_likely_answer() -> None:
    told = [(q.kind, q.column.header, q.likely) for q in asked(FEBRUARY)]
    assert told == [
        ("missing", "amount", 3),
        ("missing", "coupon", None),
        ("new", "order_total", "orders.amount"),
        ("new", "store_town", None),
    ]


def test_what_still_fits_goes_through_as_it_was_said_before() -> None:
    fitted = next_file.fitted(proposed(FEBRUARY), FEBRUARY, kept())
    assert fitted.matching is not None
    assert meanings(fitted) == {
        "Order ID": "orders.order_id",
        "customer_id": "orders.customer_id",
        "order_date": "orders.ordered_at",
        "order_total": None,
        "channel": "orders.channel",
        "store_town": None,
    }
    assert fitted.matching.columns[2].date_order == "dmy"


def test_the_answers_make_the_matching_whole_again() -> None:
    fitted = next_file.fitted(proposed(FEBRUARY), FEBRUARY, kept())
    missing, coupon, _, town = asked(FEBRUARY)
    said = next_file.answered(fitted, [(missing, 3), (coupon, None), (town, "customers.city")])
    assert meanings(said)["order_total"] == "orders.amount"
    assert meanings(said)["store_town"] == "customers.city"


def test_a_new_column_that_seemed_to_mean_it_gives_way_to_the_one_that_the_reader_names() -> None:
    fitted = next_file.fitted(proposed(FEBRUARY), FEBRUARY, kept())
    amount, _, total, _ = asked(FEBRUARY)
    said = next_file.answered(fitted, [(amount, 5), (total, "orders.amount")])
    assert meanings(said)["store_town"] == "orders.amount"
    assert meanings(said)["order_total"] != "orders.amount"


def test_a_scale_goes_over_to_the_renamed_question() -> None:
    before = ("a.csv", b"customer_id,zufrieden\n1,4\n2,3\n3,1\n")
    said = corrections.with_meaning(proposed(before), 1, "customers.satisfaction")
    assert said.matching is not None
    after = ("b.csv", b"customer_id,zufriedenheit\n1,3\n2,3\n3,2\n")
    [question, _] = asked(after, said.matching)
    assert (question.kind, question.likely) == ("missing", 1)
    fitted = next_file.fitted(proposed(after), after, said.matching)
    column = next_file.answered(fitted, [(question, 1)]).matching
    assert column is not None
    assert column.columns[1].scale == said.matching.columns[1].scale
    assert column.columns[1].instrument == "csat"


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        (lambda text: text.replace(b"06/01/", b"01/26/"), "mdy"),
        (lambda text: text.replace(b"06/01/", b"26/01/"), None),
        (lambda text: text.replace(b"10.50", b'"10,50"').replace(b",8,", b',"8,25",'), ","),
    ],
    ids=["months first", "days first, as before", "decimal comma"],
)
def test_values_that_can_only_be_read_otherwise_than_before_are_asked(
    change: Callable[[bytes], bytes], likely: str | None
) -> None:
    found = asked(("x.csv", change(JANUARY[1])))
    assert [(q.kind, q.likely) for q in found] == ([("written", likely)] if likely else [])


def test_an_export_in_another_encoding_or_with_other_separators_is_read_by_its_own_content() -> (
    None
):
    before = ("甲.csv", "客户编号;下单时间;订单金额\n1;2026-01-02;3\n".encode("gb18030"))
    matching = proposed(before).matching
    assert matching is not None
    after = ("乙.csv", "客户编号,下单时间,订单金额\n1,2026-02-02,3\n".encode())
    fitted = next_file.fitted(proposed(after), after, matching)
    assert list(meanings(fitted)) == ["客户编号", "下单时间", "订单金额"]
    assert asked(after, matching) == []


@pytest.mark.parametrize(
    ("known", "header", "found"),
    [
        (["a", "b"], ["b", "a"], {0: 1, 1: 0}),
        (["name", "name"], ["name", "x", "name"], {0: 0, 2: 1}),
        (["Order ID"], ["order_id"], {0: 0}),
        (["Amount", "amount"], ["amount", "Amount"], {0: 1, 1: 0}),
        (["Amount ($)"], ["Amount (€)"], {}),
        (["Amount (USD)"], ["Amount (EUR)"], {}),
        (["金额（元）"], ["金额(元)"], {0: 0}),
        (["", ""], ["", ""], {0: 0, 1: 1}),
    ],
)
def test_columns_are_found_by_their_names(
    known: list[str], header: list[str], found: dict[int, int]
) -> None:
    assert places(known, header) == found


def test_thousands_of_columns_are_found_at_once() -> None:
    names = [f"column {n}" for n in range(16_000)]
    assert places(names, [folded(name) for name in names]) == {n: n for n in range(16_000)}


def test_next_months_file_asks_only_what_no_longer_fits_and_one_press_answers_it() -> None:
    app = page(FEBRUARY, ("january.toml", to_toml(kept()).encode()))
    said = texts(app)
    assert "4 columns are as last time" in said
    assert "First answer what is asked above" in said
    assert not [b for b in app.button if b.key == "load"]
    labels = [box.label for box in app.selectbox if str(box.key).startswith("ask-")]
    assert [label.split("”")[0] for label in labels] == ["“amount", "“coupon", "“store\\_town"]
    button(app, "answer-1").click().run()
    assert "**2 rows** read = **2** to load + **0** set aside" in texts(app)
    matching = app.session_state["draft"].entries[1].proposal.matching
    assert matching.column("orders.amount").header == "order_total"
    button(app, "undo-1").click().run()
    assert "4 columns are as last time" in texts(app)


def test_what_was_said_is_remembered_without_a_file_as_long_as_the_reader_stays() -> None:
    app = page(JANUARY)
    draft = app.session_state["draft"]
    draft.correct(1, lambda p: corrections.with_date_order(p, 2, "dmy"))
    app.run()
    button(app, "load").click().run()
    app.file_uploader[0].set_value([(*FEBRUARY, "text/csv")])
    app.run()
    button(app, "answer-1").click().run()
    button(app, "load").click().run()
    days = opened(app).study.frame("select ordered_at from orders order by 1")["ordered_at"]
    assert [f"{day:%m-%d}" for day in days] == ["01-05", "01-06", "02-05", "02-06"]


def test_files_that_were_loaded_as_recognised_are_recognised_anew() -> None:
    app = loaded(JANUARY)
    app.file_uploader[0].set_value([(*FEBRUARY, "text/csv")])
    app.run()
    assert [box for box in app.selectbox if str(box.key).startswith("ask-")] == []
    assert choice(app, "table-").value == "orders"
