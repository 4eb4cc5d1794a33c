"""Doubtful rows on the import page: what they move is measured, and a choice counts at once."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import contents, intake
from data.large_files import choosing
from data.matching_files import matching_of, to_toml
from data.store import Study
from data.thinning import one_in
from tests.test_page_import import button, loaded, opened, page, texts
from ui.importing import blast_radius, measuring

HEAD = "order_id,customer_id,order_date,amount\n"
# Fifty orders of 20, one of −41: the revenue is 959 instead of 1,000.
ORDERS = HEAD + "".join(f"{n},c{n},2026-01-05,20\n" for n in range(50)) + "90,c1,2026-02-01,-41\n"
FILE = ("orders.csv", ORDERS.encode())


def choice(app: AppTest, kind: str, number: int = 1) -> Any:
    start = f"treat-{number}-{kind}-"
    return next(g for g in app.button_group if str(g.key).startswith(start))


def entry(app: AppTest, number: int = 1) -> Any:
    return app.session_state["draft"].entries[number]


def test_a_kind_is_told_with_what_it_moves_and_a_choice_counts_at_once_and_is_taken_back() -> None:
    app = page(FILE)
    said = texts(app)
    assert "**Rows with a negative amount or quantity: 1** · 2.0% of orders\\.csv" in said
    assert "Compared with “leave out”: " in said
    assert "Revenue **−4\\.1%** (959\\.00 instead of 1,000)" in said
    # Nothing else was sent back, and money is taken off either way.
    assert "Compared with “keep as they are”: no figure moves" in said
    choice(app, "negative_amount").set_value("negative_left_out").run()
    assert not app.exception
    assert "**51 rows** read = **50** to load + **1** set aside" in texts(app)
    assert "Revenue **\\+4\\.3%** (1,000 instead of 959\\.00)" in texts(app)
    button(app, "undo-1").click().run()
    assert "**51 rows** read = **51** to load + **0** set aside" in texts(app)
    assert choice(app, "negative_amount").value == "returned_by_negative"


def test_a_choice_is_said_on_the_receipt_and_kept_with_the_matching_for_next_month() -> None:
    app = page(FILE)
    choice(app, "negative_amount").set_value("negative_left_out").run()
    kept = to_toml(entry(app).proposal.matching)
    assert "negative_left_out" in matching_of("kept.toml", kept.encode()).rules
    button(app, "load").click().run()
    said = texts(app)
    assert "51 rows read = 50 kept + 1 set aside" in said
    assert "1 set aside: A negative amount or quantity: left out, as chosen" in said
    assert "Orders with a negative amount or quantity are left out." in said
    assert opened(app).study.frame("select sum(amount) as money from orders")["money"][0] == 1000
    june = ("june.csv", (HEAD + "200,c9,2026-06-01,-5\n201,c9,2026-06-02,7\n").encode())
    app = page(june, ("kept.toml", kept.encode()))
    assert "**2 rows** read = **1** to load + **1** set aside" in texts(app)
    assert choice(app, "negative_amount").value == "negative_left_out"


def test_ids_are_made_alike_in_every_file_at_once() -> None:
    more = "".join(f"C{n},N{n},Rome\n" for n in range(30))
    text = f"customer_id,name,city\nA1,Ann,Bern\na1,Anna,Bern\n{more}"
    people = ("people.csv", text.encode())
    orders = ("orders.csv", (HEAD + "1,A1,2026-01-05,20\n2,a1,2026-01-06,30\n").encode())
    app = page(people, orders)
    choice(app, "near_ids").set_value("near_ids_one").run()
    button(app, "load").click().run()
    rows = opened(app).study.frame("select customer_id, sum(amount) as m from orders group by all")
    assert rows.to_numpy().tolist() == [["a1", 50.0]]
    assert opened(app).study.frame("select count(*) as n from customers")["n"][0] == 31


def test_of_many_rows_it_is_measured_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blast_radius, "MOST_UNASKED", 10)
    app = page(FILE)
    assert "Compared with" not in texts(app)
    button(app, "measure").click().run()
    assert "Revenue **−4\\.1%** (959\\.00 instead of 1,000)" in texts(app)
    assert not [b for b in app.button if b.key == "measure"]


def test_of_very_many_rows_some_customers_are_measured_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "MOST_WHOLE", 26)
    said = texts(page(FILE))
    assert "measured on one customer in 2" in said
    assert "Compared with “leave out”" in said


def drawn(*files: tuple[str, str]) -> list[set[str]]:
    """The customers of each of these files that one in four gives."""
    proposals = intake.propose([(name, text.encode()) for name, text in files])
    study = Study()
    intake.keep(study, [one_in(proposal, 4) for proposal in proposals])
    tables = [str(p.matching.table) for p in proposals if p.matching]
    asked = (f"select distinct customer_id from {table}" for table in tables)
    return [set(study.frame(statement)["customer_id"]) for statement in asked]


@pytest.mark.parametrize("large", [1 << 25, 12_000], ids=["in memory", "one by the engine"])
def test_the_same_customers_are_drawn_from_every_file(
    large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (contents, choosing):
        monkeypatch.setattr(module, "LARGE", large)
    people = "customer_id,name,city\n" + "".join(f"c{n},N{n},Rome\n" for n in range(400))
    orders = HEAD + "".join(f"{n},c{n % 400},2026-01-05,1\n" for n in range(1000))
    named, bought = drawn(("people.csv", people), ("orders.csv", orders))
    assert named == bought
    # A quarter of 400, give or take what chance gives.
    assert 70 <= len(named) <= 130


def test_nothing_measured_stays_behind_once_the_files_are_loaded() -> None:
    assert loaded(FILE).session_state["draft"].measured == {}


def test_files_without_doubts_are_said_to_be_sound() -> None:
    app = page(("orders.csv", (HEAD + "1,a,2026-01-05,20\n2,b,2026-01-06,30\n").encode()))
    assert "No problems found" in texts(app)
    assert "doubtful" not in texts(app)
