"""A server that runs out of memory and of disk says so, keeps no half of a file, and goes on."""

import json
import subprocess
import sys
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.house import ROOT

# One small server is asked, by one worker.
pytestmark = pytest.mark.xdist_group("small_server")

# The limits are locked before the first statement, so a small server is a process of its own.
SMALL_SERVER = """
import json
from data import engine, store
small = {"1500MB": "60MB", "8GB": "1MB"}
hardening = engine.HARDENING
for usual, own in small.items():
    hardening = tuple(setting.replace(usual, own) for setting in hardening)
engine.HARDENING = hardening
from data.intake import take_in
header = "order id,customer id,order date,amount,product\\n"
line = "{n},c{n},2024-01-01,5,a product with a long name that is number {n} of very many\\n"
large = header + "".join(line.format(n=n) for n in range(300_000))
small = header + "1,a,2024-01-01,5,tea\\n2,b,2024-01-02,6,tea\\n"
study = store.Study()
receipts = take_in(study, [("large.csv", large.encode()), ("small.csv", small.encode())])
again = take_in(study, [("more.csv", small.replace("1,a", "3,a").replace("2,b", "4,b").encode())])
try:
    study.frame("select list(repeat('x', 1000) || range) as n from range(1000000)")
    asked = "answered"
except store.OutOfRoomError as error:
    asked = repr(error)
tables = ("orders", "customers", "taken_in", "customer_days")
print(json.dumps({
    "receipts": [(r.file, r.error, r.rows_read, r.rows_kept, r.rows_set_aside)
                 for r in (*receipts, *again)],
    "asked": asked,
    "rows": [int(study.frame(f"select count(*) as n from {t}")["n"][0]) for t in tables],
}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SMALL_SERVER], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_file_too_large_for_the_server_is_told_and_the_others_are_kept(
    told: dict[str, Any],
) -> None:
    assert told["receipts"] == [
        ["large.csv", "out_of_room", 300_000, 0, 300_000],
        ["small.csv", None, 2, 2, 0],
        ["more.csv", None, 2, 2, 0],
    ]


def test_no_half_of_that_file_is_kept(told: dict[str, Any]) -> None:
    # Orders, customers, files, and days with orders of a customer.
    assert told["rows"] == [4, 2, 2, 2]


def test_a_question_too_large_for_the_server_says_so_and_quotes_nothing(
    told: dict[str, Any],
) -> None:
    assert told["asked"] == "OutOfRoomError()"


def page() -> None:
    from data.store import OutOfRoomError
    from ui.errors import told_apart
    from ui.words import words

    with told_apart(words("en")):
        raise OutOfRoomError


def test_a_page_tells_what_the_reader_can_do() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        "This question needs more memory than the server has left. A shorter period or a smaller"
        " segment may answer; or try again in a minute."
    ]
