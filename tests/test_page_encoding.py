"""The encoding on the import page: asked where it is not sure, refused where it is garbage."""

import pytest

from tests.screen import some_of
from tests.test_encoding_choice import TEXTS, written
from tests.test_page_import import button, choice, page, texts

GB = ("客户.csv", written("simplified", "gb18030"))
# Traditional characters in the mainland's encoding: rare, so nobody can be sure.
UNSURE = ("客戶.csv", TEXTS["traditional"].encode("gb18030"))


@pytest.mark.parametrize(
    "wrong",
    some_of(["windows-1252", "big5", "shift-jis", "utf-8", "utf-16-le"], "big5", "utf-8"),
)
def test_a_wrong_encoding_shows_garbage_and_is_refused_with_a_sentence(wrong: str) -> None:
    app = page(GB)
    assert not app.code
    choice(app, "encoding-1").set_value(wrong).run()
    assert not app.exception
    assert "it is no text that anybody can have written" in texts(app)
    assert "GB18030 / GBK" in texts(app)
    assert not [b for b in app.button if b.key == "load"]
    assert any("客户编号" in shown.value for shown in app.code)
    assert any("¿Í»§±àºÅ" in shown.value for shown in app.code)
    button(app, "encode-1-gb18030").click().run()
    assert app.session_state["draft"].entries[1].proposal.rows.header[0] == "客户编号"
    assert [b for b in app.button if b.key == "load"]


def test_where_it_is_not_sure_the_first_lines_stand_under_each() -> None:
    app = page(UNSURE, language="zh-Hans")
    assert "这个文件是什么编码？" in texts(app)
    shown = [code.value for code in app.code]
    assert any("客戶編號" in text for text in shown)
    assert len(set(shown)) == len(shown) > 2
    assert button(app, "encode-1-gb18030").disabled
    assert not button(app, "encode-1-big5").disabled


def test_where_it_is_sure_nobody_is_asked() -> None:
    app = page(("客户.csv", TEXTS["simplified"].encode()))
    assert not app.code
    assert not [b for b in app.button if str(b.key).startswith("encode-")]
