"""What a reader says about a file: other meanings, another table, another way of reading."""

import re
from functools import partial

import pytest

from data import corrections, intake
from data.cleaners import set_aside
from data.cleaning import clean
from data.intake import Proposal, Receipt
from data.matching_files import matching_of, to_toml
from data.problems import UnreadableFileError
from data.reading_rows import Choices
from data.recognising.meanings import ATTRIBUTE, SCORE
from data.store import Study
from ui.importing.draft import Draft

WIDE = (
    "wide.csv",
    b"customer_id,city,age,satisfaction\n007,Lyon,30,4\n008,Bern,41,5\n009,Rome,52,1\n",
)
DATED = ("orders.csv", b"customer_id,order_date,amount\n1,05/03/2026,10\n2,06/03/2026,11\n")


def proposed(upload: tuple[str, bytes]) -> Proposal:
    [proposal] = intake.propose([upload])
    return proposal


def kept(proposal: Proposal) -> tuple[Study, Receipt]:
    study = Study()
    [receipt] = intake.keep(study, [proposal])
    return study, receipt


def meanings(proposal: Proposal) -> list[str | None]:
    assert proposal.matching is not None
    return [column.meaning for column in proposal.matching.columns]


def test_a_column_means_what_the_reader_says() -> None:
    said = corrections.with_meaning(proposed(WIDE), 1, "customers.region")
    study, _ = kept(said)
    assert study.frame("select city, region from customers order by customer_id").values.tolist()[
        0
    ] == [None, "Lyon"]


def test_a_meaning_given_to_another_column_leaves_the_one_that_had_it() -> None:
    said = corrections.with_meaning(proposed(WIDE), 2, "customers.city")
    assert meanings(said)[1:3] == [ATTRIBUTE, "customers.city"]
    study, _ = kept(said)
    assert study.frame("select city from customers order by customer_id")["city"][0] == "30"


def test_a_column_that_is_left_out_leaves_no_trace() -> None:
    study, _ = kept(corrections.with_meaning(proposed(WIDE), 1, None))
    assert study.frame("select count(city) as n from customers")["n"][0] == 0
    assert study.frame("select count(*) as n from attributes")["n"][0] == 0


def test_a_file_whose_id_is_left_out_counts_each_row_as_a_customer() -> None:
    said = corrections.with_meaning(proposed(WIDE), 0, None)
    assert said.matching is not None
    assert said.matching.rules == ("row_stands_for_customer",)
    back = corrections.with_meaning(said, 0, "customers.customer_id")
    assert back.matching is not None
    assert back.matching.rules == ()


def test_a_column_called_satisfaction_by_the_reader_becomes_answers() -> None:
    plain = ("wide.csv", b"customer_id,zufrieden\n1,4\n2,5\n3,1\n")
    said = corrections.with_meaning(proposed(plain), 1, "customers.satisfaction")
    study, _ = kept(said)
    answers = study.frame(
        "select instrument, score, scale_max from survey_responses order by customer_id"
    )
    assert answers.values.tolist() == [["csat", 4, 5], ["csat", 5, 5], ["csat", 1, 5]]
    assert said.matching is not None
    assert corrections.meaning_of(said.matching.columns[1], "customers") == "customers.satisfaction"


def test_dates_are_read_in_the_order_that_the_reader_says() -> None:
    statement = "select min(ordered_at) as first from orders"
    american = corrections.with_date_order(proposed(DATED), 1, "mdy")
    european = corrections.with_date_order(proposed(DATED), 1, "dmy")
    months = [kept(p)[0].frame(statement)["first"][0].month for p in (american, european)]
    assert months == [5, 3]


def test_numbers_are_read_with_the_decimal_sign_that_the_reader_says() -> None:
    upload = ("o.csv", b"customer_id;order_date;amount\n1;2026-03-05;1.250\n")
    said = corrections.with_decimal(proposed(upload), 2, ",")
    assert kept(said)[0].frame("select amount from orders")["amount"][0] == 1250


def test_a_file_is_taken_for_the_table_that_the_reader_says() -> None:
    upload = ("x.csv", b"customer_id,date,minutes\n1,2026-03-05,7\n")
    said = corrections.as_table(proposed(upload), "interactions")
    assert said.matching is not None
    assert said.matching.table == "interactions"
    assert "interactions.minutes" in meanings(said)


def test_a_file_is_read_anew_in_the_encoding_that_the_reader_says() -> None:
    upload = ("客户.csv", "客户编号,姓名\n1,王芳\n".encode("gb18030"))
    wrong = corrections.reread(proposed(upload), upload, Choices(encoding="windows-1252"))
    right = corrections.reread(wrong, upload, Choices(encoding="gb18030"))
    assert right.rows is not None
    assert right.rows.header == ("客户编号", "姓名")
    assert right.matching is not None
    assert right.matching.choices.encoding == "gb18030"


def test_what_cannot_be_read_as_chosen_is_told_and_can_be_chosen_again() -> None:
    upload = ("客户.csv", ("客户编号,姓名\n" + "1,王芳\n" * 50).encode("gb18030"))
    wrong = corrections.reread(proposed(upload), upload, Choices(encoding="utf-8"))
    assert wrong.error is None or wrong.error.kind == "garbage"
    right = corrections.reread(wrong, upload, Choices())
    assert right.error is None
    assert right.rows is not None
    assert right.rows.rows_read == 50


def test_all_choosable_meanings_can_be_cleaned_at_once() -> None:
    offered = corrections.choosable("orders")
    lines = (",".join(f"{text}{n}" for n in range(len(offered))) for text in ("c", "x", "", "7"))
    said = corrections.as_table(proposed(("wide.csv", "\n".join(lines).encode())), "orders")
    for place, meaning in enumerate(offered):
        said = corrections.with_meaning(said, place, meaning)
    assert said.rows is not None
    assert said.matching is not None
    given = {corrections.meaning_of(column, "orders") for column in said.matching.columns}
    # A mark of one's own is an answer, and a file has one column of it.
    assert {*offered} - given <= {SCORE}
    cleaned = clean(Study(), said.rows, said.matching)
    assert cleaned.rows_kept + cleaned.rows_set_aside == said.rows.rows_read > 0


@pytest.mark.slow
def test_every_choosable_meaning_can_be_cleaned() -> None:
    proposal, study = corrections.as_table(proposed(WIDE), "orders"), Study()
    for meaning in corrections.choosable("orders"):
        said = corrections.with_meaning(proposal, 2, meaning)
        assert said.rows is not None
        assert said.matching is not None
        cleaned = clean(study, said.rows, said.matching)
        assert cleaned.rows_kept + cleaned.rows_set_aside == 3, meaning


def test_a_matching_kept_as_a_file_says_the_same_next_month() -> None:
    said = corrections.with_meaning(proposed(WIDE), 1, "customers.region")
    assert said.matching is not None
    matching = matching_of("kept.toml", to_toml(said.matching).encode())
    later = ("march.csv", b"age,city,customer_id,satisfaction,new\n30,Lyon,007,4,x\n")
    fitted = corrections.fitted(proposed(later), later, matching)
    assert meanings(fitted)[:3] == ["customers.age", "customers.region", "customers.customer_id"]
    assert meanings(fitted)[4] is None


def test_a_matching_is_applied_only_to_files_that_are_like_the_one_it_was_made_for() -> None:
    said = proposed(WIDE).matching
    assert said is not None
    draft = Draft()
    draft.add(DATED, intake.propose([DATED]))
    draft.add(WIDE, intake.propose([WIDE]))
    draft.remember(matching_of("kept.toml", to_toml(said).encode()))
    draft.fit()
    assert [len(entry.past) for entry in draft.entries.values()] == [0, 1]


def _second_means(meaning: str, proposal: Proposal) -> Proposal:
    return corrections.with_meaning(proposal, 1, meaning)


def test_corrections_are_taken_back_one_by_one() -> None:
    draft = Draft()
    draft.add(WIDE, intake.propose([WIDE]))
    before = draft.entries[1].proposal
    for meaning in ("customers.region", "customers.country"):
        draft.correct(1, partial(_second_means, meaning))
    draft.undo(1)
    assert meanings(draft.entries[1].proposal)[1] == "customers.region"
    draft.undo(1)
    assert draft.entries[1].proposal is before
    draft.undo(1)
    assert draft.entries[1].proposal is before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no toml at all",
        'table = "orders"',
        'table = "passwords"\n[[columns]]\nposition = 0\n',
        'table = "orders"\n[[columns]]\nposition = 0\nmeaning = "orders.amount; drop table x"\n',
        'table = "orders"\n[[columns]]\nposition = 0\ndate_order = "ymd\') or 1"\n',
        'table = "orders"\n[[columns]]\nposition = "x"\n',
        'table = "orders"\ncolumns = 3\n',
        'table = "orders"\nencoding = "no-such"\n[[columns]]\nposition = 0\n',
        'table = "orders"\ndelimiter = "ab"\n[[columns]]\nposition = 0\n',
    ],
)
def test_a_matching_that_could_do_harm_or_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        matching_of("kept.toml", text.encode())
    assert refused.value.kind == "broken_matching"


def test_rows_set_aside_can_be_taken_away_with_their_place_and_reason() -> None:
    upload = ("orders.csv", b"customer_id,order_date,amount\n1,2026-03-05,10\n,2026-03-06,=1+1\n")
    _, receipt = kept(proposed(upload))
    assert set_aside.reasons(receipt) == {"missing_customer": 1}
    assert set_aside.adds_up(receipt)
    text = set_aside.set_aside_csv(receipt, {"missing_customer": "no customer"}, "en")
    head, line = text.decode("utf-8-sig").splitlines()
    assert head == "Row (leave as it is),Why it was set aside,customer_id,order_date,amount"
    assert re.fullmatch(r"2·[0-9a-f]{6},no customer,,2026-03-06,'=1\+1", line)
