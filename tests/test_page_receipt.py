"""The receipt on the import page: it adds up by reason, and what it hands back can come again."""

from functools import partial

from streamlit.testing.v1 import AppTest

from data import corrections
from data.intake import Proposal
from tests.test_page_import import button, choice, opened, page, texts
from ui.importing.loading import set_aside_file
from ui.words import words

# Day and month are told by the whole file; the rows set aside alone would not tell them.
ORDERS = (
    "no;who;when;how much\n"
    "1;a;13/02/2026;10,50\n2;b;03/04/2026;8\n3;;04/05/2026;9\n4;c;31/02/2026;7\n5;;06/05/2026;6\n"
)
FILE = ("sales.csv", ORDERS.encode())
MEANINGS = ("order_id", "customer_id", "ordered_at", "amount")


def loaded(language: str) -> AppTest:
    """The reader says what each column is, as the headers do not, and loads what is good."""
    app = page(FILE, language=language)
    choice(app, "table-1").set_value("orders").run()
    draft = app.session_state["draft"]
    for position, name in enumerate(MEANINGS):
        draft.correct(1, partial(_meant, position, f"orders.{name}"))
    app.run()
    button(app, "load").click().run()
    assert not app.exception
    return app


def _meant(position: int, meaning: str, proposal: Proposal) -> Proposal:
    return corrections.with_meaning(proposal, position, meaning)


def dropped(app: AppTest, content: str) -> AppTest:
    app.file_uploader[0].set_value([("mended.csv", content.encode(), "text/csv")])
    app.run()
    assert not app.exception
    return app


def test_the_receipt_adds_up_by_reason() -> None:
    said = texts(loaded("en"))
    assert "5 rows read = 2 kept + 3 set aside" in said
    assert "2 set aside: No customer ID: nobody can tell whose row it is" in said
    assert "1 set aside: A necessary value cannot be read" in said


def test_rows_set_aside_are_mended_and_come_back_once() -> None:
    app = loaded("zh-Hans")
    text = set_aside_file(words("zh-Hans"), opened(app).receipts[0]).decode("utf-8-sig")
    assert text.splitlines()[0] == "行号（请勿改动）,搁置原因,no,who,when,how much"
    assert "没有客户编号" in text
    mended = text.replace(",3,,", ",3,d,").replace("31/02/2026", "01/03/2026")

    dropped(app, mended)
    entry = next(iter(app.session_state["draft"].entries.values()))
    assert [c.meaning for c in entry.proposal.matching.columns] == [f"orders.{n}" for n in MEANINGS]
    assert "**3** 行" in texts(app)
    button(app, "load").click().run()
    said = texts(app)
    assert "读取 3 行 = 保留 2 行 + 搁置 1 行" in said
    assert "没有修改" in said
    orders = (
        "select order_id, customer_id, strftime(ordered_at, '%d %m') as day, amount from orders"
    )
    assert opened(app).study.frame(f"{orders} order by 1").to_numpy().tolist() == [
        ["1", "a", "13 02", 10.5],
        ["2", "b", "03 04", 8],
        ["3", "d", "04 05", 9],
        ["4", "c", "01 03", 7],
    ]

    # The last row is mended too, and everything dropped once more: only that row is new.
    dropped(app, mended.replace(",5,,", ",5,e,"))
    button(app, "load").click().run()
    assert "读取 3 行 = 保留 1 行 + 搁置 2 行" in texts(app)
    assert opened(app).study.frame("select sum(amount) as m from orders")["m"][0] == 40.5
