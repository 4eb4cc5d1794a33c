"""Two people at once: nothing of the one reaches the other, by link, page, cache or name."""

import ast
import gc

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Study
from metrics.person import code_of
from tests.house import every_module, tree
from tests.opened_pages import each_walk, is_sound, says
from tests.opened_pages import page as opened_page
from tests.screen import texts
from ui.importing.entries import Entry, Trial
from ui.navigation import PAGES
from ui.opened import Opened, demo_company

pytestmark = pytest.mark.xdist_group("isolation")

SECRETS = (
    "秘密客户",
    "Kanarienvogel",
    "13911112222",
    "canary@example.org",
    "geheim.csv",
    "Canary City",
)
FILE = (
    "geheim.csv",
    (
        "customer_id,name,phone,email,city,churn,tenure,Kanarienvogel\n"
        + "".join(
            f"秘密客户{n},Kanarienvogel {n},13911112222,canary@example.org,Canary City {n % 2},"
            f"{'yes' if n % 3 else 'no'},{n % 30 + 1},x{n % 3}\n"
            for n in range(60)
        )
    ).encode(),
)


def reader() -> AppTest:
    """Somebody's browser, on the import page."""
    return opened_page(None, "import_data")


def uploaded(app: AppTest) -> AppTest:
    app.file_uploader[0].set_value([(*FILE, "text/csv")])
    app.run()
    next(b for b in app.button if b.key == "load").click().run()
    assert is_sound(app)
    return app


def crossed(app: AppTest) -> list[str]:
    """Which of the secrets are on screen, in the address, or kept for this reader."""
    shown = "\n".join(text.text for text in texts(app)) + repr(dict(app.query_params))
    return [secret for secret in SECRETS if secret in shown]


@pytest.fixture
def leaving() -> AppTest:
    """A reader who has dropped a file full of secrets, and will not keep it."""
    return uploaded(reader())


@pytest.fixture(scope="module")
def owner() -> AppTest:
    """A reader who has dropped a file full of secrets, and looked at every page of it."""
    app = uploaded(reader())
    seen: set[str] = set()
    for name in PAGES:
        assert is_sound(app.switch_page(f"pages/{name}.py").run())
        seen |= set(crossed(app))
    assert seen >= {"geheim.csv", "秘密客户", "Canary City", "Kanarienvogel"}
    return app


@each_walk
def test_what_one_reader_drops_another_never_sees_on_any_page(
    owner: AppTest, pages: tuple[str, ...]
) -> None:
    assert not owner.session_state["opened"].is_demo
    other = reader()
    for name in pages:
        app = other.switch_page(f"pages/{name}.py").run()
        assert is_sound(app)
        assert crossed(app) == []
    assert "opened" not in other.session_state


@each_walk
def test_a_link_of_anothers_view_shows_its_wishes_and_none_of_its_data(
    owner: AppTest, pages: tuple[str, ...]
) -> None:
    owner.switch_page("pages/segments.py").run()
    link = dict(owner.query_params)
    assert link["study"].endswith("~geheim.csv")
    other = opened_page(None, pages[0], **link)
    for name in pages:
        app = other.switch_page(f"pages/{name}.py").run()
        assert says(app, "link.needs_study", name=r"geheim\.csv")
        assert set(crossed(app)) <= {"geheim.csv"}


def test_the_code_of_anothers_customer_opens_nothing(owner: AppTest) -> None:
    code = code_of("秘密客户7")
    own = opened_page(owner.session_state["opened"], "segments", person=code)
    assert not says(own, "segments.unknown")
    app = opened_page(None, "segments", person=code)
    assert says(app, "segments.unknown")
    assert crossed(app) == []


def test_an_error_of_one_reader_tells_another_nothing(leaving: AppTest) -> None:
    leaving.session_state["opened"].study.close()
    leaving.switch_page("pages/churn.py").run()
    assert leaving.error
    assert set(crossed(leaving)) <= {"geheim.csv"}
    other = reader()
    assert is_sound(other.switch_page("pages/churn.py").run())
    assert crossed(other) == []


def databases() -> set[str]:
    return set(Study().frame("select database_name as name from duckdb_databases()")["name"])


def test_the_files_that_were_dropped_are_gone_once_they_are_loaded(owner: AppTest) -> None:
    gc.collect()
    alive = [o for o in gc.get_objects() if isinstance(o, Entry | Trial)]
    assert alive == []
    assert owner.session_state["draft"].entries == {}


def test_rows_are_gone_once_the_reader_goes_back_to_the_demo(leaving: AppTest) -> None:
    name = leaving.session_state["opened"].study.name
    assert name in databases()
    leaving.switch_page("pages/import_data.py").run()
    next(b for b in leaving.button if b.key == "back-to-demo").click().run()
    gc.collect()
    assert name not in databases()


def test_the_demo_is_the_same_after_everyone_has_looked_at_it(owner: AppTest) -> None:
    counts = "select count(*) as n from customers"
    assert not owner.session_state["opened"].is_demo
    assert demo_company("en").study.frame(counts)["n"][0] == 6000


def test_every_cache_is_of_one_session_or_of_the_demo() -> None:
    shared = []
    for path in every_module():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef):
                continue
            for decorator in map(ast.unparse, node.decorator_list):
                if "st.cache" in decorator and "scope='session'" not in decorator:
                    shared.append(f"{path.name}:{node.name}")
    assert shared == ["opened.py:demo_company"]


def test_two_readers_with_the_same_file_have_a_study_each(owner: AppTest) -> None:
    other = uploaded(reader())
    mine: Opened = owner.session_state["opened"]
    yours: Opened = other.session_state["opened"]
    assert mine.link == yours.link
    assert mine.study.name != yours.study.name
    yours.study.run("delete from customers")
    assert mine.study.frame("select count(*) as n from customers")["n"][0] == 60
