"""A day under a name that nobody reads is that of the record where it is the only one."""

from data import reading, sources

CASES = """案件編號,客戶姓名,問題分類,處理專員,進櫃時刻表,{more}結案時間
CS1,陳怡君,物流,林專員,2024-01-02 10:00,{cell}2024-01-03 12:00
CS2,林志豪,帳務,林專員,2024-01-04 11:00,{cell}2024-01-05 12:00
CS3,黃雅婷,物流,陳專員,2024-01-06 12:00,{cell}2024-01-08 12:00
"""


def meanings(text: str) -> dict[str, str | None]:
    [rows] = reading.read("cases.csv", text.encode())
    return {c.header: c.meaning for c in sources.recognise(rows, "tickets").columns}


def test_the_only_day_of_every_record_is_when_it_began() -> None:
    assert meanings(CASES.format(more="", cell=""))["進櫃時刻表"] == "tickets.opened_at"


def test_of_two_such_days_neither_is_taken() -> None:
    told = meanings(CASES.format(more="覆核刻,", cell="2024-01-02 10:30,"))
    assert (told["進櫃時刻表"], told["覆核刻"]) == (None, None)


def test_a_day_that_is_still_to_come_is_not_taken() -> None:
    assert (
        meanings(CASES.replace("進櫃時刻表", "下次回電刻").format(more="", cell=""))["下次回電刻"]
        is None
    )


def test_a_header_that_leaves_out_its_word_for_a_day_is_read_with_it() -> None:
    text = "Customer,Alert raised,Alert reason,First outreach\n" + "".join(
        f"Firm {n},2024-01-0{n},login drop,2024-02-0{n}\n" for n in range(1, 8)
    )
    [rows] = reading.read("watch.csv", text.encode())
    told = {c.header: c.meaning for c in sources.recognise(rows).columns}
    assert told["Alert raised"] == "retention_actions.flagged_at"
    assert told["First outreach"] == "retention_actions.contacted_at"
