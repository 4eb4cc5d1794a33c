"""A letter is refused for what it is; what looks a little like one is read."""

import pytest

from data.problems import UnreadableFileError
from data.reading import read
from data.reading_rows import Choices

ENGLISH = "Dear Sir,\nthank you for your letter, which we read with interest.\nYours faithfully.\n"
CHINESE = "亲爱的客户：\n感谢您一直以来的支持，我们将于下周一起调整营业时间。\n此致敬礼\n"


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_a_letter_is_told_to_be_no_table(text: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read("letter.txt", text.encode())
    assert refused.value.kind == "not_a_table"
    assert refused.value.facts["seems"] == "prose"


def test_whoever_says_how_it_is_parted_is_believed() -> None:
    [rows] = read("letter.txt", ENGLISH.encode(), Choices(delimiter=","))
    assert rows.width == 2


@pytest.mark.parametrize(
    "text",
    [
        "review\nThe room was clean and the staff was kind.\nI would not come here again.\n",
        "评论\n房间很干净，服务员也很热情，下次还会再来。\n隔音不好，一晚上没有睡着觉。\n",
        "name, remark.\nAnn,She called us twice about the order.\nBob,He never wrote back to us.\n",
    ],
)
def test_sentences_under_a_header_are_a_table(text: str) -> None:
    [rows] = read("reviews.csv", text.encode())
    assert rows.rows.num_rows == 2
