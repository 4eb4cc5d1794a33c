"""The page tells whether the files fit together, before anything is loaded."""

from tests.test_page_import import button, page, texts

CUSTOMERS = ("customers.csv", b"customer_id,name,city\nC1,Ann Lee,Oslo\nC2,Bob Ray,Rome\n")
ORDERS = (
    "orders.csv",
    b"order_id,customer_id,order_date,amount\n1,C1,2026-01-01,5\n2,c2,2026-01-02,6\n"
    b"3,c2,2026-01-03,7\n4,13800138000,2026-01-04,8\n",
)
STRANGE = ("orders.csv", b"order_id,customer_id,order_date,amount\n1,X9,2026-01-01,5\n")


def test_how_many_customers_find_each_other_is_told_with_masked_examples() -> None:
    said = texts(page(CUSTOMERS, ORDERS))
    assert "1 of 3 customers found in customers\\.csv, with 1 of their 4 rows" in said
    # c2 twice and the telephone number once; the number is shortened.
    assert "2 customers are not, on 3 rows, e.g. c2, " in said
    assert "13800138000" not in said
    assert "1 of them would be found but for capitals" in said


def test_a_file_of_which_nobody_is_known_is_warned_of() -> None:
    app = page(CUSTOMERS, STRANGE)
    assert "none of its customers (1) is listed" in app.warning[0].value


def test_customers_are_looked_for_among_those_that_are_open() -> None:
    app = page(CUSTOMERS)
    button(app, "load").click().run()
    app.file_uploader[0].set_value([(*ORDERS, "text/csv")])
    app.run()
    assert "found in the files that are open" in texts(app)


def test_a_file_alone_is_not_said_to_fit_anything() -> None:
    assert "Do the files fit together?" not in [h.value for h in page(ORDERS).header]


def test_it_is_told_in_chinese() -> None:
    said = texts(page(CUSTOMERS, ORDERS, language="zh-Hans"))
    assert "提到的 3 位客户中，有 1 位在“customers\\.csv”里；按行算，4 行中有 1 行" in said
