"""In which encoding a file is: what it says in each, and which of them is refused when chosen."""

import pytest

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import Choices
from data.text_files.encoding_choice import CANDIDATES, candidates, is_garbage

TEXTS = {
    "simplified": "客户编号,姓名,日期,金额\n007,王芳,2024-01-05,12.5\n008,李雷,2024-02-05,8\n",
    "traditional": "客戶編號,姓名,日期,備註\n007,王芳,2024-01-05,請快\n008,李雷,2024-02-05,謝謝\n",
    "japanese": "顧客番号,氏名,都市\n1,さとう,大阪\n2,すずき,東京\n3,たなか,名古屋\n",
    "french": "numéro,prénom,ville\n1,Zoé,Besançon\n2,Aurélie,Orléans\n3,Noël,Nîmes\n",
}
CODECS = {"big5": "cp950", "shift-jis": "cp932", "windows-1252": "cp1252"}
WRITTEN = [
    ("simplified", "utf-8"),
    ("simplified", "gb18030"),
    ("simplified", "utf-16-le"),
    ("traditional", "utf-8"),
    ("traditional", "big5"),
    ("japanese", "utf-8"),
    ("japanese", "shift-jis"),
    ("french", "utf-8"),
    ("french", "windows-1252"),
]


def written(text: str, encoding: str) -> bytes:
    return TEXTS[text].encode(CODECS.get(encoding, encoding))


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
@pytest.mark.parametrize("chosen", CANDIDATES)
def test_the_right_encoding_is_read_and_every_other_is_refused(
    text: str, encoding: str, chosen: str
) -> None:
    content = written(text, encoding)
    if chosen == encoding:
        [rows] = read("file.csv", content, Choices(encoding=chosen))
        assert rows.header == tuple(TEXTS[text].splitlines()[0].split(","))
        return
    with pytest.raises(UnreadableFileError) as refused:
        read("file.csv", content, Choices(encoding=chosen))
    assert refused.value.kind == "garbage"
    assert refused.value.facts == {"encoding": chosen, "likely": encoding}


@pytest.mark.parametrize("chosen", ["utf-8", "gb18030", "big5", "shift-jis", "windows-1252"])
def test_a_plain_text_is_the_same_in_all_of_them(chosen: str) -> None:
    content = b"customer_id,city\n1,Lyon\n2,Bern\n"
    assert not is_garbage(content, chosen)
    assert [c.name for c in candidates(content)][:1] == ["utf-8"]
    assert chosen == "utf-8" or chosen not in [c.name for c in candidates(content)]


def test_each_candidate_shows_what_the_file_says_in_it() -> None:
    found = {c.name: c for c in candidates(written("simplified", "gb18030"))}
    assert found["gb18030"].lines[0] == "客户编号,姓名,日期,金额"
    assert found["windows-1252"].lines[0].startswith("¿Í»§±àºÅ")
    assert [name for name, c in found.items() if not c.is_garbage] == ["gb18030"]


def test_where_two_are_nearly_as_likely_the_readers_word_counts() -> None:
    # Two letters beyond ASCII are too few to be sure of anything.
    content = "name,city\n1,é\n2,ö\n".encode("cp1252")
    assert not is_garbage(content, "windows-1252")
    [rows] = read("file.csv", content, Choices(encoding="windows-1252"))
    assert rows.rows["c1"].to_pylist() == ["é", "ö"]
