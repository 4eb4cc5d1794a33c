"""Answers of a survey, in rows or in columns: each is judged by its own scale; silence counts."""

import pytest

from data.cleaning import copied
from tests.files import export
from tests.test_cleaning import cleaned, of, problems, set_aside

LONG = "response id,customer id,answered at,survey sent at,survey type,score\n"
SCALED = "response id,customer id,answered at,score,scale min,scale max\n"


def test_a_questionnaire_gives_one_row_for_each_answer() -> None:
    result = cleaned(export("survey_wide.csv")[1])
    answers = copied(result.tables["survey_responses"]).to_pandas()
    assert len(answers) == 5 * 6
    one = answers[answers["customer_id"] == "00123"].set_index("item")
    assert one.loc["Overall satisfaction", ["instrument", "score", "scale_max"]].tolist() == [
        *("csat", 5.0, 5.0)
    ]
    told = one.loc["How likely are you to recommend"]
    assert [told["instrument"], told["score"], told["scale_min"], told["scale_max"]] == [
        *("nps", 9.0, 0.0, 10.0)
    ]
    assert set(answers["answered_at"].dt.year) == {2024}


def test_answers_that_say_what_they_measure_have_each_their_own_scale() -> None:
    result = cleaned(export("survey_long.csv")[1])
    assert of(result, "survey_responses", "response_id", "instrument", "score", "scale_max") == [
        ["R1", "nps", 9.0, 10.0],
        ["R2", "csat", 4.0, 5.0],
        ["R3", "nps", 6.0, 10.0],
    ]


def test_an_answer_off_its_scale_is_told_and_left_out() -> None:
    lines = [f"{n},Home,{n % 5 + 1}" for n in range(99)] + ["99,Home,99"]
    result = cleaned("Customer ID,Segment,Satisfaction\n" + "\n".join(lines))
    assert len(copied(result.tables["survey_responses"])) == 99
    assert result.rows_kept == 100
    assert ("outside_scale", 100, "Satisfaction", "99", 1) in problems(result)


def test_a_question_that_was_sent_and_not_answered_is_kept_without_a_score() -> None:
    result = cleaned(
        LONG
        + "R1,a,2024-05-02,2024-05-01,nps,9\n"
        + "R2,b,,2024-05-01,nps,\n"
        + "R3,c,,2024-05-01,nps,N/A\n"
        + "R4,d,,,nps,\n"
        + "R5,e,,2024-05-01,nps,a lot\n"
        + "R6,f,2024-05-02,2024-05-01,nps,0\n"
    )
    assert of(result, "survey_responses", "response_id", "score") == [
        ["R1", 9.0],
        ["R2", None],
        ["R3", None],
        ["R6", 0.0],
    ]
    assert set_aside(result) == [(4, "missing_value"), (5, "missing_value")]
    assert [p for p in problems(result) if p[0] == "outside_scale"] == [
        ("outside_scale", 5, "score", "a lot", 1)
    ]
    assert result.rules == ("unanswered_kept",)


def test_where_everyone_answered_no_rule_is_told() -> None:
    result = cleaned(LONG + "R1,a,2024-05-02,2024-05-01,nps,9\nR2,b,2024-05-02,2024-05-01,nps,8\n")
    assert result.rules == ()


def test_each_question_of_a_sheet_that_was_sent_and_left_blank_is_kept() -> None:
    result = cleaned(
        "response id,customer id,survey sent at,Satisfaction,NPS score\n"
        "R1,a,2024-05-01,4,9\nR2,b,2024-05-01,5,\nR3,c,2024-05-01,,\nR4,d,2024-05-01,3,10\n"
    )
    rows = of(result, "survey_responses", "customer_id", "instrument", "score")
    assert sorted(rows, key=str) == [
        *(["a", "csat", 4.0], ["a", "nps", 9.0]),
        *(["b", "csat", 5.0], ["b", "nps", None]),
        *(["c", "csat", None], ["c", "nps", None]),
        *(["d", "csat", 3.0], ["d", "nps", 10.0]),
    ]
    assert result.rows_set_aside == 0


def test_a_blank_answer_that_nobody_says_was_sent_is_no_row() -> None:
    result = cleaned("customer id,answered at,Satisfaction\na,2024-05-01,4\nb,2024-05-01,\n")
    assert of(result, "survey_responses", "customer_id") == [["a"]]
    assert set_aside(result) == [(2, "missing_value")]


def test_every_answer_is_judged_by_the_scale_that_its_row_tells() -> None:
    # A column that holds 99 fives, one true 0 of 0 to 10, and one 9 of 1 to 5.
    fives = "".join(f"R{n},c{n},2024-05-01,5,1,5\n" for n in range(99))
    result = cleaned(SCALED + fives + "Z,z,2024-05-01,0,0,10\nY,y,2024-05-01,9,1,5\n")
    rows = of(result, "survey_responses", "response_id", "score", "scale_min", "scale_max")
    assert len(rows) == 100
    assert rows[0] == ["R0", 5.0, 1.0, 5.0]
    assert rows[-1] == ["Z", 0.0, 0.0, 10.0]
    assert [(p.kind, p.row, p.value, p.expected) for p in result.problems] == [
        ("outside_scale", 101, "9", "1–5")
    ]
    assert set_aside(result) == [(101, "missing_value")]


@pytest.mark.parametrize(("top", "instrument"), [(5, "intention"), (10, "nps")])
def test_the_told_scale_decides_whether_an_answer_is_a_likelihood_to_recommend(
    top: int, instrument: str
) -> None:
    # All of them at most 5: of 0 to 10 they are unhappy customers, of 0 to 5 no NPS at all.
    lines = "".join(f"R{n},c{n},2024-05-01,nps,{n % 6},0,{top}\n" for n in range(30))
    header = "response id,customer id,answered at,survey type,score,scale min,scale max\n"
    rows = of(cleaned(header + lines), "survey_responses", "instrument", "score", "scale_max")
    assert rows == [[instrument, float(n % 6), float(top)] for n in range(30)]
