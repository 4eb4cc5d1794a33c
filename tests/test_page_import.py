"""The import page as a reader meets it: files dropped, corrected, loaded, receipted."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import corrections
from data.intake import propose
from data.recognising.meanings import SCORE
from tests.files import dataset, export
from tests.opened_pages import page as opened_page
from ui.words import languages, words

CUSTOMERS = (
    "customers.csv",
    "客户编号,姓名,流失,在网月数,城市\n007,王芳,否,12,杭州\n008,李雷,是,3,上海\n,韩梅,否,5,北京\n".encode(
        "gb18030"
    ),
)
ORDERS = (
    "orders.csv",
    b"order_id,customer_id,order_date,amount\n1,007,2026-01-05,10.50\n2,007,2026-02-31,8\n",
)
PICTURE = ("customers-2.csv", b"\x89PNG\r\n\x1a\n" + bytes(60))
EMPTY = ("empty.csv", b"")
HOSTILE = (
    "![x](http://evil.example/a.png)<img src=x onerror=alert(1)>.csv",
    b"customer_id,![x](http://evil.example/b.png)\n1,:material/home:\n2,$\\alpha$\n",
)


def page(*files: tuple[str, bytes], language: str = "en") -> AppTest:
    """The page after these files were dropped on it."""
    app = opened_page(None, "import_data", lang=language)
    if files:
        app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
        app.run()
    assert not app.exception
    assert [error.value for error in app.error if "quote the number" in error.value] == []
    return app


def texts(app: AppTest) -> str:
    """Everything the page says in Markdown, captions and boxes."""
    parts: list[Any] = [*app.markdown, *app.caption, *app.warning, *app.info]
    parts += [*app.error, *app.success]
    return "\n".join([part.value for part in parts] + [box.label for box in app.expander])


def button(app: AppTest, key: str) -> Any:
    return next(b for b in app.button if b.key == key)


def choice(app: AppTest, key: str) -> Any:
    return next(box for box in app.selectbox if str(box.key).startswith(key))


def loaded(*files: tuple[str, bytes], language: str = "en") -> AppTest:
    app = page(*files, language=language)
    button(app, "load").click().run()
    assert not app.exception
    return app


def opened(app: AppTest) -> Any:
    return app.session_state["opened"]


def test_the_page_says_what_is_open_and_offers_the_demo_exports() -> None:
    app = page()
    assert "Shanlan" in texts(app)
    assert {b.key for b in app.get("download_button")} >= {
        "practice-utf-8-sig",
        "practice-gb18030",
    }


def test_several_files_are_listed_and_an_unreadable_one_stops_no_other() -> None:
    app = page(CUSTOMERS, PICTURE, EMPTY, ORDERS)
    said = texts(app)
    assert "a PNG picture" in said
    assert "The file is empty." in said
    assert "**5 rows** read = **3** to load + **2** set aside" in said
    assert not button(app, "load").disabled


def test_what_is_loaded_is_open_on_every_page_with_a_receipt_that_adds_up() -> None:
    app = loaded(CUSTOMERS, PICTURE)
    said = texts(app)
    assert "3 rows read = 2 kept + 1 set aside" in said
    assert "adds up" in said
    assert "Your data are open" in said
    study = opened(app).study
    assert study.frame("select customer_id from customers order by 1")["customer_id"].tolist() == [
        "007",
        "008",
    ]
    assert study.frame("select city from customers order by customer_id")["city"].tolist() == [
        "杭州",
        "上海",
    ]


def test_nothing_of_the_files_stays_behind_once_they_are_loaded() -> None:
    app = loaded(CUSTOMERS)
    assert app.session_state["draft"].entries == {}
    assert app.session_state["draft"].trial is None
    assert app.file_uploader[0].value == []


def test_a_removed_file_is_not_loaded() -> None:
    app = page(CUSTOMERS, ORDERS)
    button(app, "remove-2").click().run()
    assert [e.proposal.file for e in app.session_state["draft"].entries.values()] == [
        "customers.csv"
    ]
    assert "**3 rows** read = **2** to load + **1** set aside" in texts(app)


def test_another_encoding_is_tried_on_the_readers_word_and_taken_back() -> None:
    app = page(CUSTOMERS)
    box = choice(app, "encoding-1")
    assert box.value == "gb18030"
    box.set_value("big5").run()
    entry = app.session_state["draft"].entries[1]
    assert entry.proposal.rows is None or entry.proposal.rows.header[0] != "客户编号"
    button(app, "undo-1").click().run()
    assert app.session_state["draft"].entries[1].proposal.rows.header[0] == "客户编号"


def test_a_file_of_nothing_known_asks_what_it_is_about() -> None:
    app = page(("riddle.csv", b"foo,bar\nx,y\nz,w\n"))
    assert "Choose it under" in texts(app)
    assert not [b for b in app.button if b.key == "load"]
    choice(app, "table-1").set_value("orders").run()
    assert "Which column is: Ordered at (Orders)?" in [box.label for box in app.selectbox]


def test_next_months_files_join_those_that_are_open() -> None:
    app = loaded(CUSTOMERS)
    app.file_uploader[0].set_value([(*ORDERS, "text/csv")])
    app.run()
    button(app, "load").click().run()
    assert not app.exception
    assert [r.file for r in opened(app).receipts] == ["customers.csv", "orders.csv"]
    assert opened(app).study.frame("select count(*) as n from orders")["n"].tolist() == [1]
    assert opened(app).study.frame("select count(*) as n from customers")["n"].tolist() == [2]


def test_files_that_are_open_can_be_replaced_and_the_demo_comes_back() -> None:
    app = loaded(CUSTOMERS)
    app.file_uploader[0].set_value([(*ORDERS, "text/csv")])
    app.run()
    next(g for g in app.button_group if g.key == "import-way").set_value("afresh").run()
    button(app, "load").click().run()
    assert [r.file for r in opened(app).receipts] == ["orders.csv"]
    button(app, "back-to-demo").click().run()
    assert opened(app) is None
    assert "Shanlan" in texts(app)


def test_a_kept_matching_is_applied_to_the_file_it_is_for() -> None:
    text = (
        'table = "orders"\n[[columns]]\nposition = 0\nheader = "a"\n'
        'meaning = "orders.customer_id"\n'
        '[[columns]]\nposition = 1\nheader = "b"\nmeaning = "orders.ordered_at"\n'
    )
    app = page(("next.csv", b"a,b\n1,2026-01-01\n2,2026-01-02\n"), ("kept.toml", text.encode()))
    matching = app.session_state["draft"].entries[1].proposal.matching
    assert [c.meaning for c in matching.columns] == ["orders.customer_id", "orders.ordered_at"]
    assert "**2 rows** read = **2** to load + **0** set aside" in texts(app)


def test_a_matching_that_makes_no_sense_is_refused_in_words() -> None:
    app = page(
        ("kept.toml", b"table = 'orders'\n[[columns]]\nmeaning = \"orders.amount'; drop\"\n")
    )
    assert "no matching that was kept here" in texts(app)


def test_names_and_headers_like_markup_are_shown_as_text() -> None:
    app = page(HOSTILE)
    said = texts(app)
    assert "onerror" in said
    assert not re.search(r"(?<!\\)(!\[|<img|\$)", said)


def test_a_link_for_these_very_data_keeps_its_view() -> None:
    name = loaded(CUSTOMERS).session_state["choices"].study
    app = opened_page(None, "import_data", study=name, **{"in": "city~杭州"})
    app.file_uploader[0].set_value([(*CUSTOMERS, "text/csv")])
    app.run()
    button(app, "load").click().run()
    assert [chip.value for chip in app.session_state["choices"].chips] == ["杭州"]


def test_the_page_speaks_chinese() -> None:
    said = texts(loaded(CUSTOMERS, PICTURE, language="zh-Hans"))
    assert "读取 3 行 = 保留 2 行 + 搁置 1 行" in said
    assert "一张 PNG 图片" in said


def test_a_real_export_with_chinese_headers_is_loaded_whole() -> None:
    name, content = dataset("superstore_cn/示例 - 超市.xls")
    app = loaded((Path(name).name, content), language="zh-Hans")
    assert "读取 10,000 行 = 保留 10,000 行" in texts(app)
    assert opened(app).days is not None


def test_a_single_wide_file_opens_the_churn_page_but_not_satisfaction() -> None:
    app = loaded(dataset("telco_ibm/Telco-Customer-Churn.csv"))
    assert "7,043 rows read = 7,043 kept + 0 set aside" in texts(app)
    links = {link.page for link in app.page_link}
    assert {"churn", "segments"} <= links
    assert "satisfaction" not in links


BY_ADDRESS = (
    ("people.csv", b"Customer ID,Name,Email\nC1,Ann,a@x.org\nC2,Bob,b@x.org\nC3,Cid,c@x.org\n"),
    (
        "sales.csv",
        b"Order ID,Customer Email,Order date,Amount\n"
        b"1,a@x.org,2024-01-05,5\n2,c@x.org,2024-01-06,7\n",
    ),
)


def test_files_dropped_together_go_by_the_column_they_have_in_common() -> None:
    app = page(*BY_ADDRESS)
    assert "2 of 2 customers found" in texts(app)
    proposals = app.session_state["draft"].proposals
    assert proposals[0].matching.column("customers.customer_id").header == "Email"


NO_CUSTOMER = (
    "账单.csv",
    "订单号,下单时间,对方账号,金额\nA1,2024-03-01,x1,12.50\nA2,2024-03-02,x2,8.00\n".encode(),
)


def test_a_column_that_is_wanted_is_asked_for_in_place_and_one_choice_is_enough() -> None:
    app = page(NO_CUSTOMER, language="zh-Hans")
    assert app.session_state["draft"].proposals[0].matching.table == "orders"
    assert not [b for b in app.button if b.key == "load"]
    asked = choice(app, "lacking-1")
    assert "对方账号 – x1 · x2" in asked.options
    asked.set_value(2).run()
    assert not app.exception
    assert [b for b in app.button if b.key == "load"]
    assert not [box for box in app.selectbox if str(box.key).startswith("lacking-1")]


def test_a_file_that_cannot_tell_does_not_hold_up_the_others() -> None:
    app = page(("notes.csv", b"thing,colour\nchair,red\ntable,blue\n"), *BY_ADDRESS)
    assert "the others are loaded without them" in texts(app)
    assert [b for b in app.button if b.key == "load"]


def test_a_list_of_customers_alone_says_how_many_they_are_and_what_would_open_more() -> None:
    app = loaded(("people.csv", b"Customer ID,Name\nC1,Ann\nC2,Bob\nC3,Cid\n"))
    app.switch_page("pages/overview.py").run()
    assert not app.exception
    assert "· 3 customers" in texts(app)
    assert "these figures need something else" in texts(app)
    assert [link for link in app.get("page_link") if "which columns" in link.proto.label]


def test_rows_of_a_file_that_does_not_load_are_told_apart_from_bad_rows() -> None:
    app = page(("notes.csv", b"thing,colour\nchair,red\ntable,blue\n"), *BY_ADDRESS)
    assert "**7 rows** read = **5** to load + **2** set aside" in texts(app)
    assert "2 of those set aside belong to files that are not loaded as they stand: notes" in texts(
        app
    )


def reasons(app: AppTest) -> dict[str, str]:
    """Why each column is taken for what it is, by its header."""
    lines = next(one.value for one in app.dataframe if "why" in one.value)
    return dict(zip(lines["header"], lines["why"], strict=True))


def answers(lowest: int, highest: int, more: str = "") -> tuple[str, bytes]:
    """Forty marks in turn from the lowest to the highest, each with what else its record says."""
    marks = [lowest + n % (highest - lowest + 1) for n in range(40)]
    rows = [f"{n},{mark},2024-05-0{n % 9 + 1}{more}" for n, mark in enumerate(marks)]
    header = "customer_id,satisfaction,answered_at" + (",scale_max" if more else "")
    return "answers.csv", "\n".join([header, *rows]).encode()


@pytest.mark.parametrize(("lowest", "highest"), [(1, 5), (1, 7), (0, 10)])
@pytest.mark.parametrize("language", sorted(languages()))
def test_a_column_of_plain_marks_says_which_scale_it_is_taken_for(
    lowest: int, highest: int, language: str
) -> None:
    said = reasons(page(answers(lowest, highest), language=language))
    told = {
        "en": f"; taken as marks on a scale of {lowest} to {highest}",
        "zh-Hans": f"；按 {lowest} 至 {highest} 分的评分计",
    }
    because = words(language)("because.header_and_values")
    assert said["satisfaction"] == because + told[language]
    assert told[language] not in said["customer_id"] + said["answered_at"]


def test_where_each_record_says_its_scale_none_is_assumed() -> None:
    said = reasons(page(answers(1, 5, more=",10")))
    assert "scale of" not in said["satisfaction"]


def test_marks_that_the_reader_names_are_on_the_scale_that_each_record_says() -> None:
    name, content = answers(1, 5, more=",10")
    proposal = corrections.with_meaning(propose([(name, content)])[0], 1, SCORE)
    assert proposal.matching is not None
    marks = proposal.matching.columns[1]
    assert marks.scale == (1, 5)
    assert corrections.assumed_scale(proposal.matching, marks) is None


@pytest.mark.parametrize(("language", "other"), [("en", "Orders"), ("zh-Hans", "订单")])
def test_the_other_table_that_a_file_may_be_is_named(language: str, other: str) -> None:
    app = page(export("made/ar_aging_cn.csv"), language=language)
    assert words(language)("importing.unsure_tables", tables=other) in texts(app)
