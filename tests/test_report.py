"""The report without a browser: its contract on tiny files, published numbers on real ones."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import report
from data.reading import read_member
from data.reading_rows import Choices
from tests.files import EXPORTS
from tests.house import DATASETS, ROOT

Facts = dict[str, Any]

FILE_FACTS = {
    "file",
    "table",
    "encoding",
    "delimiter",
    "rows_read",
    "rows_kept",
    "rows_set_aside",
    "matching",
    "rules",
    "problems",
    "doubts",
    "judgements",
}
INDICATOR_FACTS = {"name", "unit", "value", "low", "high", "base", "table"}

# Four customers; the third row has no id, the fifth an impossible day.
ORDERS = """客户编号,订单编号,下单时间,金额,城市
1,A1,2024-01-05,100,南京
2,A2,2024-01-06,50,南京
,A3,2024-01-07,10,苏州
1,A4,2024-03-01,200,南京
3,A5,2024-02-30,70,苏州
3,A6,2024-03-02,50,苏州
4,A7,2024-03-03,100,
"""
CUSTOMERS = "customer_id,churn,contract\n" + "".join(
    f"c{n},{'yes' if n % 4 == 0 else 'no'},{'monthly' if n < 8 else 'yearly'}\n" for n in range(20)
)


def written(folder: Path, name: str, text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(content)
    return str(folder / name)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Facts:
    """The report as JSON, refusing what JSON does not know."""
    assert report.main([*arguments, "--format", "json"]) == 0
    return strict(capsys.readouterr().out)


def strict(text: str) -> Facts:
    def refuse(name: str) -> float:
        raise AssertionError(f"{name} is no JSON")

    found: Facts = json.loads(text, parse_constant=refuse)
    return found


def valued(facts: Facts, name: str, **by: str | None) -> Facts:
    found = [i for i in facts["indicators"] if i["name"] == name and i.get("by", {}) == by]
    assert len(found) == 1, (name, by)
    return dict(found[0])


def rounded(node: Any, digits: int = 12) -> Any:
    """The same with significant digits only: two threads may add in either order."""
    if isinstance(node, dict):
        return {key: rounded(value, digits) for key, value in node.items()}
    if isinstance(node, list):
        return [rounded(value, digits) for value in node]
    return float(f"{node:.{digits}g}") if isinstance(node, float) else node


def dataset(path: str) -> str:
    """The place of a real file; the test is skipped where it is not at hand."""
    if not (DATASETS / path).exists():
        pytest.skip(f"needs {path} of the shared datasets")
    return str(DATASETS / path)


def test_the_json_says_what_the_contract_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = told(capsys, written(tmp_path, "订单.csv", ORDERS.encode("gb18030")))
    assert facts.keys() == {"files", "as_of", "customers", "indicators", "models", "locked"}
    (file,) = facts["files"]
    assert file.keys() == FILE_FACTS
    assert (file["file"], file["table"], file["encoding"]) == ("订单.csv", "orders", "gb18030")
    assert (file["rows_read"], file["rows_kept"], file["rows_set_aside"]) == (7, 5, 2)
    assert file["matching"]["客户编号"] == "customer_id"
    assert facts["as_of"] == "2024-03-03"
    assert facts["customers"] == 4
    assert {i["name"] for i in facts["locked"]} >= {"nps", "customer_churn"}
    assert "survey_responses.score" in next(
        locked["missing"] for locked in facts["locked"] if locked["name"] == "nps"
    )
    assert all(i.keys() == INDICATOR_FACTS for i in facts["indicators"])


def test_a_problem_names_its_record_column_value_and_what_was_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = told(capsys, written(tmp_path, "orders.csv", ORDERS))
    found = {(p["row"], p["column"], p["value"], p["kind"]) for p in facts["files"][0]["problems"]}
    assert (3, "客户编号", "", "missing_customer") in found
    assert (5, "下单时间", "2024-02-30", "unknown_date") in found


def test_cohorts_are_counted_in_the_brackets_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of January's two one ordered in March, 200 after 150 together in January."""
    place = written(tmp_path, "orders.csv", ORDERS)
    facts = told(capsys, place, "--brackets", "1–3, 4–6", "--as-of", "2024-04-30")
    (row,) = facts["models"]["cohort_grid"]["brackets"]
    assert (row["cohort"], row["age"], row["until_age"]) == ("2024-01-01", 1, 3)
    assert (row["customers"], row["cohort_size"], row["amount"]) == (1, 2, 200)
    assert row["amount_share"] == pytest.approx(200 / 150)


def test_the_value_of_an_order_is_worked_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five order days bring 100 + 50 + 200 + 50 + 100 = 500; until 1 March three bring 350."""
    place = written(tmp_path, "orders.csv", ORDERS)
    whole = valued(told(capsys, place), "average_order_value")
    assert (whole["value"], whole["base"], whole["table"]) == (100, 5, "orders")
    earlier = told(capsys, place, "--as-of", "2024-03-01")
    assert earlier["as_of"] == "2024-03-01"
    assert valued(earlier, "average_order_value")["value"] == pytest.approx(350 / 3)


def test_by_a_column_each_indicator_comes_once_for_every_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Nanjing 350 in three order days, in Suzhou 50 in one, without a city 100 in one."""
    facts = told(capsys, written(tmp_path, "orders.csv", ORDERS), "--by", "城市")
    expected = {"南京": (350 / 3, 3), "苏州": (50, 1), None: (100, 1)}
    for city, (value, base) in expected.items():
        found = valued(facts, "average_order_value", city=city)
        assert (found["value"], found["base"]) == (pytest.approx(value), base)


@pytest.mark.parametrize("column", ["contract", "套餐颜色"])
def test_by_takes_a_column_of_ours_or_any_of_the_files_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    place = written(tmp_path, "customers.csv", CUSTOMERS.replace("contract", column))
    facts = told(capsys, place, "--by", column)
    dimension = "contract" if column == "contract" else f"attribute:{column}"
    # Of customers 0…7 two have left, of 8…19 three.
    for segment, lost in (("monthly", 2 / 8), ("yearly", 3 / 12)):
        found = valued(facts, "customer_churn", **{dimension: segment})
        assert found["value"] == pytest.approx(lost)
    assert valued(facts, "customer_churn")["value"] == 0.25


def test_a_snapshot_without_dates_names_no_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, written(tmp_path, "customers.csv", CUSTOMERS))["as_of"] is None


def test_several_files_and_a_folder_are_read_and_one_bad_file_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "customers.csv", CUSTOMERS)
    written(tmp_path, "orders.csv", ORDERS)
    written(tmp_path, "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(99))
    files = {file["file"]: file for file in told(capsys, str(tmp_path))["files"]}
    assert {name: file["rows_kept"] for name, file in files.items()} == {
        "customers.csv": 20,
        "orders.csv": 5,
        "picture.csv": 0,
    }
    assert files["picture.csv"]["error"] == "not_a_table"
    for file in files.values():
        assert file["rows_read"] == file["rows_kept"] + file["rows_set_aside"]


@pytest.mark.parametrize(
    ("name", "content", "english", "chinese"),
    [
        ("p.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture", "PNG 图片"),
        ("e.csv", b"", "The file is empty.", "文件是空的"),
        ("h.csv", b"customer_id,amount\n", "no row below them (2 columns)", "只有列名"),
        ("x.csv", b"colour,shape\nred,round\n", "It cannot be told what one row", "一行"),
    ],
)
def test_where_nothing_can_be_kept_it_ends_with_2_and_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    english: str,
    chinese: str,
) -> None:
    place = written(tmp_path, name, content)
    for language, expected in (("en", english), ("zh-Hans", chinese)):
        assert report.main([place, "--language", language]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.startswith(name)
        assert expected in said.err


def test_the_command_ends_with_2_where_standard_error_knows_no_chinese(tmp_path: Path) -> None:
    place = written(tmp_path, "图.csv", b"\x89PNG\r\n\x1a\n" + bytes(99))
    command = [sys.executable, str(ROOT / "report.py"), place, "--language", "zh-Hans"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(command, capture_output=True, env=environment, timeout=120, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"Traceback" not in ended.stderr
    assert "图.csv：" in ended.stderr.decode("unicode_escape")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--by", "nothing like it"], "There is no column “nothing like it”"),
        (["--brackets", "6-4"], "--brackets 1-3,4-6,7-12"),
        (["--match", "orders.csv={}/missing.toml"], "no matching"),
        (["--match", "orders.csv={}/broken.toml"], "no matching"),
        (["--match", "orders.csv={}/orders.csv"], "no matching"),
        (["--match", "orders.csv"], "no matching"),
    ],
)
def test_what_is_asked_for_in_vain_ends_with_2_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    written(tmp_path, "broken.toml", "table = [")
    place = written(tmp_path, "orders.csv", ORDERS)
    assert report.main([place, *(a.format(tmp_path) for a in arguments)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert expected in said.err


def test_a_file_that_is_not_there_is_named_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere.csv")
    assert report.main([nowhere]) == 2
    assert capsys.readouterr().err == "nowhere.csv: there is no such file.\n"
    assert report.main([nowhere, written(tmp_path, "orders.csv", ORDERS)]) == 0
    assert capsys.readouterr().err == "nowhere.csv: there is no such file.\n"


@pytest.mark.parametrize("arguments", [["--as-of", "yesterday"], ["--language", "klingon"], []])
def test_a_wrong_command_is_refused_with_the_right_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    places = [written(tmp_path, "orders.csv", ORDERS)] if arguments else []
    with pytest.raises(SystemExit) as ended:
        report.main([*places, *arguments])
    assert ended.value.code == 2
    assert "usage: report.py" in capsys.readouterr().err


def test_output_writes_the_file_and_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "报告.md"
    orders = written(tmp_path, "orders.csv", ORDERS)
    assert report.main([orders, "--output", str(place), "--language", "zh-Hans"]) == 0
    assert capsys.readouterr() == ("", "")
    assert place.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_markdown_tells_the_same_in_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    place = written(tmp_path, "orders.csv", ORDERS)
    assert report.main([place, "--language", language, "--by", "城市"]) == 0
    said = capsys.readouterr().out
    row = {"en": "| Order value | all | 100.00 |", "zh-Hans": "| 客单价 | 整体 | 100.00 |"}[
        language
    ]
    assert row in said
    assert not re.search(r"\bnan\b|\binf\b|None|[{}]", said)
    if language == "zh-Hans":
        assert set(re.findall(r"[A-Za-z]{3,}", said)) <= {
            *("orders", "csv", "NPS", "CSAT", "CES", "GRR", "NRR", "NBD", "Gamma"),
            *("Kaplan", "Meier", "Gini", "Pareto", "RFM", "CTR", "DSO"),
            *("Quick", "Ratio", "AUC", "sBG", "SERVQUAL", "SERVPERF"),
        }


def test_values_of_a_file_are_no_markup_in_the_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "![x](http://evil.example/a.png)<script>|a"
    place = written(tmp_path, "o.csv", ORDERS.replace("南京", hostile))
    assert report.main([place, "--by", "城市"]) == 0
    said = capsys.readouterr().out
    assert "evil" in said
    assert not re.search(r"(?<!\\)(!\[|<script|\]\()", said)
    assert all(
        line.count(" | ") in (4,) for line in said.splitlines() if line.startswith("| Order")
    )


def test_the_same_files_in_any_encoding_and_as_a_workbook_give_the_same_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        place = written(tmp_path, "orders.csv", ORDERS.encode(encoding))
        facts = told(capsys, place, "--by", "城市")
        found.append([facts["indicators"], facts["customers"], facts["files"][0]["problems"]])
    assert found[1:] == found[:-1]


# ---- Real files --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def telco(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The report on IBM's telephone customers by their contract, made once."""
    kept = tmp_path_factory.mktemp("telco") / "report.json"
    place = dataset("telco_ibm/Telco-Customer-Churn.csv")
    asked = ["--by", "Contract", "--format", "json", "--output", str(kept)]
    assert report.main([place, *asked]) == 0
    return strict(kept.read_text(encoding="utf-8"))


@pytest.mark.xdist_group("telco")
def test_telco_has_the_published_churn_and_survival(telco: Facts) -> None:
    """Churn 1,869 of 7,043; Kaplan-Meier and log-rank as in METHODS.md, rows 18 to 21."""
    facts = telco
    churn = valued(facts, "customer_churn")
    assert churn["value"] == pytest.approx(1869 / 7043)
    assert (churn["low"], churn["high"]) == (
        pytest.approx(0.25519, abs=5e-6),
        pytest.approx(0.27581, abs=5e-6),
    )
    published = {"Month-to-month": 0.4271, "One year": 0.1127, "Two year": 0.0283}
    for contract, share in published.items():
        found = valued(facts, "customer_churn", contract=contract)
        assert found["value"] == pytest.approx(share, abs=5e-5)
    curve = facts["models"]["survival"]
    at = dict(zip(curve["times"], curve["survival"], strict=True))
    assert (round(at[12], 4), round(at[24], 4)) == (0.8432, 0.7887)
    assert curve["log_rank"]["chi2"] == pytest.approx(2352.87, abs=0.005)
    assert {c["by"]["contract"] for c in curve["by"]} == set(published)


@pytest.mark.xdist_group("telco")
def test_telco_reports_its_eleven_blank_totals_and_loses_no_row(telco: Facts) -> None:
    (file,) = telco["files"]
    assert (file["rows_read"], file["rows_kept"], file["rows_set_aside"]) == (7043, 7043, 0)
    blank = [p for p in file["problems"] if p["column"] == "TotalCharges"]
    assert len(blank) == 11
    assert {p["count"] for p in blank} == {11}


@pytest.mark.slow
def test_online_retail_tells_of_its_rows_without_a_customer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    facts = told(capsys, dataset("online_retail/online_retail_2010_2011.csv.gz"))
    (file,) = facts["files"]
    assert (file["rows_read"], file["rows_set_aside"]) == (541_909, 135_080)
    assert file["rows_kept"] == 541_909 - 135_080
    assert facts["customers"] == 4372
    assert ("missing_customer", 135_080) in {(p["kind"], p["count"]) for p in file["problems"]}
    assert "returned_by_order_id_c" in file["rules"]
    assert facts["as_of"] == "2011-12-09"
    assert valued(facts, "returned_share")["base"] == 22_190


def test_cdnow_has_the_published_bg_nbd(capsys: pytest.CaptureFixture[str]) -> None:
    """Fader, Hardie & Lee 2005: r .243, alpha 4.414, a .793, b 2.426, LL -9582.4."""
    place = dataset("cdnow/CDNOW_sample.txt")
    matching = f"CDNOW_sample.txt={EXPORTS / 'cdnow_sample.toml'}"
    facts = told(capsys, place, "--match", matching, "--as-of", "1997-09-30")
    assert facts["customers"] == 2357
    model = facts["models"]["bg_nbd"]
    assert model["customers"] == 2357
    assert model["time_unit"] == "week"
    fitted = [round(model[name], 3) for name in ("r", "alpha", "a", "b")]
    assert fitted == [0.243, 4.414, 0.793, 2.426]
    assert round(model["log_likelihood"], 1) == -9582.4
    spend = facts["models"]["gamma_gamma"]
    assert (round(spend["p"], 2), round(spend["q"], 2), round(spend["gamma"], 2)) == (
        6.25,
        3.74,
        15.44,
    )
    assert "time_unit" not in spend
    leaving = facts["models"]["pareto_nbd"]
    assert [leaving[name] for name in ("r", "alpha", "s", "beta")] == pytest.approx(
        [0.553, 10.578, 0.606, 11.669], abs=0.002
    )
    assert leaving["log_likelihood"] == pytest.approx(-9595.0, abs=0.05)
    value = facts["models"]["clv"]
    assert value["customers"] == 2357
    assert value["is_of"] == "sales"
    assert value["low"] < value["value"] < value["high"]


@pytest.mark.slow
def test_superstore_gives_the_same_numbers_from_its_workbook_and_from_a_gb18030_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = dataset("superstore_cn/示例 - 超市.xls")
    first = told(capsys, place, "--by", "地区")
    copies = []
    for sheet in ("订单", "退货"):
        [rows] = read_member("超市.xls", Path(place).read_bytes(), Choices(sheet=sheet))
        lines = rows.rows.drop_columns(["row"]).to_pandas().set_axis(list(rows.header), axis=1)
        text = lines.to_csv(index=False, lineterminator="\r\n").encode("gb18030")
        copies.append(written(tmp_path, f"{sheet}.csv", text))
    copied = told(capsys, *copies, "--by", "地区")
    assert copied["files"][0]["encoding"] == "gb18030"
    assert copied["files"][0]["rows_kept"] == first["files"][0]["rows_kept"] == 10_000
    assert rounded(copied["indicators"]) == rounded(first["indicators"])
    spend = [facts["models"]["gamma_gamma"] for facts in (first, copied)]
    assert rounded(spend[0], digits=4) == rounded(spend[1], digits=4)
    assert first["customers"] == copied["customers"] == 790
    # They all buy at one pace and nobody leaves: that is said, and no parameter stands for it.
    buying = first["models"]["bg_nbd"]
    assert buying["not_shown"] == ["alike", "staying"]
    assert [buying[name] for name in ("r", "alpha", "a", "b")] == [None] * 4
    assert first["models"]["pareto_nbd"] == {"refused": "nobody_leaves"}
    assert first["models"]["clv"]["is_of"] == "margin"
