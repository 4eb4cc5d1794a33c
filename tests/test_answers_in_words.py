"""Answers in words are scores on the scale of their words, and what is no such word is told."""

from datetime import date

import pytest

from data import corrections
from data.intake import propose, take_in
from data.matching import Matching
from data.matching_files import from_toml, to_toml
from data.problems import UnreadableMatchingError
from data.reading import read
from data.scope import Scope
from data.sources import recognise
from data.store import Study
from data.values.answer_scales import answers
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.test_cleaning import cleaned, of, problems

CHINESE = """序号,提交答卷时间,来自IP,\
1、您对我们的产品总体满意吗？,2、您会把我们推荐给朋友吗？,3、您的建议
1,2024/5/1 10:02:11,1.2.3.4(北京),非常满意,很可能,很好用
2,2024/5/1 10:05:11,1.2.3.5(上海),比较满意,可能,(空)
3,2024/5/2 11:02:11,1.2.3.6(北京),一般,不确定,便宜点
4,2024/5/2 12:02:11,1.2.3.7(广东),不满意,不太可能,太慢
5,2024/5/3 10:02:11,1.2.3.8(北京),(跳过),很可能,(空)
6,2024/5/3 10:12:11,1.2.3.9(北京),非常不满意,很不可能,(空)
"""
ENGLISH = """Respondent ID,Email Address,End Date,How satisfied are you with our service?,\
How likely is it that you would recommend us to a friend?
118,a@x.com,2024-05-01 10:00,Very satisfied,10 - Extremely likely
119,b@x.com,2024-05-01 11:00,Somewhat satisfied,9
120,c@x.com,2024-05-02 10:00,Neither satisfied nor dissatisfied,7
121,d@x.com,2024-05-02 12:00,Very dissatisfied,8
122,e@x.com,2024-05-03 10:00,Satisfied-ish,0 - Not at all likely
"""


@pytest.mark.parametrize(
    ("written", "scale", "numbers"),
    [
        (["非常不满意", "不满意", "一般", "比较满意", "非常满意"], "satisfied_5", [1, 2, 3, 4, 5]),
        (["非常滿意", "普通", "不滿意"], "satisfied_5", [5, 3, 2]),
        (
            ["非常满意", "满意", "比较满意", "一般", "比较不满意", "不满意", "非常不满意"],
            "satisfied_7",
            [7, 6, 5, 4, 3, 2, 1],
        ),
        (["strongly agree", "agree", "neutral", "disagree"], "agreed_5", [5, 4, 3, 2]),
        (
            ["i like it that way", "it must be that way", "i am neutral", "i dislike it"],
            "kano_5",
            [5, 4, 3, 1],
        ),
        (["我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢"], "kano_5", [5, 4, 3, 2, 1]),
        (["great", "good", "okay", "bad", "terrible"], "good_5", [5, 4, 3, 2, 1]),
        (["excellent", "very good", "good", "fair", "poor"], "excellent_5", [5, 4, 3, 2, 1]),
        (["good", "bad", "offered", "unoffered"], "good_5", [4, 2]),
        (["1星", "4星", "5星"], "numbered_5", [1, 4, 5]),
        (["★★★★☆", "★☆☆☆☆"], "numbered_5", [4, 1]),
        (["9分", "0分", "6分"], "numbered_10", [9, 0, 6]),
        (["5 - very satisfied", "4 - satisfied", "2 - dissatisfied"], "satisfied_5", [5, 4, 2]),
        # Where the numbers run against the words, the words are what was meant.
        (["1 - very satisfied", "2 - satisfied", "4 - dissatisfied"], "satisfied_5", [5, 4, 2]),
        (["a.非常满意", "b.满意", "d.不满意（2分）"], "satisfied_5", [5, 4, 2]),
        (["10 - extremely likely", "9", "0 - not at all likely"], "numbered_10", [10, 9, 0]),
        (["very_likely", "unlikely"], "likely_5", [5, 2]),
    ],
)
def test_words_stand_on_the_scale_that_holds_them(
    written: list[str], scale: str, numbers: list[int]
) -> None:
    found = answers(written)
    assert found is not None
    assert found.scale.name == scale
    assert [found.numbers[w] for w in written if w in found.numbers] == numbers


@pytest.mark.parametrize(
    "written",
    [
        ["1. lead", "2. qualified", "3. won"],
        ["1-华东", "2-华南", "3-华北"],
        ["1", "2", "3", "4", "5"],
        ["一般", "重要", "特别重要"],
        ["high", "medium", "low"],
        ["good", "blue", "green", "bad"],
        ["30分", "45分", "60分"],
        [],
    ],
)
def test_words_of_something_else_are_no_answers(written: list[str]) -> None:
    assert answers(written) is None


@pytest.mark.parametrize(
    ("export", "csat", "answered"),
    # Chinese: 5 4 3 2 – 1, one skipped; English: 5 4 3 1 and one that is no word of the scale.
    [(CHINESE, 2 / 5, 5), (ENGLISH, 2 / 4, 4)],
)
def test_a_survey_answered_in_words_gives_its_satisfaction(
    export: str, csat: float, answered: int
) -> None:
    study = Study()
    [receipt] = take_in(study, [("survey.csv", export.encode())])
    assert (receipt.error, receipt.table) == (None, "survey_responses")
    told = overall(Scope(study, date(2024, 5, 31)), [BY_NAME["csat_top2"]]).iloc[0]
    assert (told["value"], told["base"]) == (pytest.approx(csat), answered)


def test_what_was_asked_is_told_by_the_header_or_else_by_the_words() -> None:
    rows = "Customer ID,Checkout,Future\n1,Very easy,Likely\n2,Difficult,Very unlikely\n3,Easy,\n"
    assert of(cleaned(rows), "survey_responses", "customer_id", "instrument", "score") == [
        ["1", "ces", 5.0],
        ["2", "ces", 2.0],
        ["3", "ces", 4.0],
        ["1", "intention", 4.0],
        ["2", "intention", 1.0],
    ]


def test_a_likelihood_of_which_only_the_ends_have_words_is_one_to_recommend() -> None:
    scores = of(cleaned(ENGLISH), "survey_responses", "instrument", "score", "scale_max")
    assert [s for s in scores if s[0] == "nps"] == [["nps", n, 10.0] for n in (10, 9, 7, 8, 0)]


def test_an_answer_that_is_no_word_of_the_scale_is_told_and_nobody_answering_is_not() -> None:
    header = "How satisfied are you with our service?"
    assert problems(cleaned(ENGLISH)) == [("outside_scale", 5, header, "Satisfied-ish", 1)]
    assert problems(cleaned(CHINESE)) == []


def test_a_ticket_rated_in_words_has_a_score_and_one_not_rated_has_none() -> None:
    rows = "Ticket ID,Requester email,Created at,Solved at,Status,Satisfaction Score\n" + "".join(
        f"{n},a@x.com,2024-05-01 10:00,2024-05-01 12:00,solved,{word}\n"
        for n, word in enumerate(("Good", "Bad", "Offered", "Unoffered"))
    )
    result = cleaned(rows)
    scores = of(result, "tickets", "ticket_id", "score")
    assert scores[:2] == [["0", 4.0], ["1", 2.0]]
    assert scores[2:] == [["2", None], ["3", None]]
    assert problems(result) == []


def test_the_scale_is_kept_with_the_matching_and_reads_words_that_come_later() -> None:
    [rows] = read("may.csv", CHINESE.encode())
    kept = from_toml(to_toml(recognise(rows)))
    assert 'answers = "satisfied_5"' in to_toml(kept)
    later = CHINESE.replace("非常满意", "满意").replace("比较满意", "很满意")
    study = Study()
    take_in(study, [("june.csv", later.encode())], {"june.csv": kept})
    scores = study.frame("select score from survey_responses where instrument = 'csat'")
    assert scores["score"].tolist() == [4.0, 5.0, 3.0, 2.0, 1.0]


def test_a_matching_with_a_scale_that_nobody_knows_is_refused() -> None:
    text = to_toml(Matching("survey_responses", ()))
    text += '[[columns]]\nposition = 0\nheader = "a"\nanswers = "x\' or true"\n'
    with pytest.raises(UnreadableMatchingError):
        from_toml(text)


def test_the_page_is_told_which_mark_each_word_stands_for() -> None:
    [proposal] = propose([("survey.csv", CHINESE.encode())])
    assert proposal.rows is not None
    assert proposal.matching is not None
    marks = [corrections.marks(proposal.rows, column) for column in proposal.matching.columns]
    assert next(one for one in marks if one) == [
        *(("非常满意", 5), ("比较满意", 4), ("一般", 3), ("不满意", 2), ("非常不满意", 1))
    ]
