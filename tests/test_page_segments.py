"""From an attribute to the people: counts that agree, and names that are only text."""

import re

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.dimensions import dimension_called
from metrics.people import segments_of
from metrics.person import code_of
from metrics.variety import too_varied
from tests.files import dataset
from tests.odd_studies import odd_study
from tests.opened_pages import HOSTILE, count_of, is_sound, link, opened, page, say, says, texts
from tests.studies import study_of
from ui.links import Chip, read
from ui.opened import Opened, demo_company

NAMED_LIKE_NOTHING = ("All", "None", "null", "nan", "", "~", "%7E")


def segment_sizes(app: AppTest) -> dict[str, int]:
    rows = next(frame.value for frame in app.dataframe if "label" in frame.value)
    return dict(zip(rows["label"], rows["customer_count"], strict=True))


def with_contracts(*values: str | None) -> Opened:
    """A study with two customers of each contract."""
    rows = [
        {"customer_id": f"customer-{n}-{k}", "name": f"Ann Lee {n}", "contract": value}
        for n, value in enumerate(values)
        for k in range(2)
    ]
    return opened(study_of(customers=rows))


@pytest.mark.parametrize("value", [*HOSTILE, *NAMED_LIKE_NOTHING, None])
def test_a_segment_of_any_name_is_one_of_its_own_and_shown_as_text(value: str | None) -> None:
    own = with_contracts(*HOSTILE, *NAMED_LIKE_NOTHING, None)
    app = page(own, by="contract", **link(Chip("contract", value)))
    assert is_sound(app)
    long = value is not None and len(value) > 300
    assert count_of(app) == (2 * (len(HOSTILE) + len(NAMED_LIKE_NOTHING) + 1) if long else 2)
    assert len(segment_sizes(app)) == len(HOSTILE) + len(NAMED_LIKE_NOTHING) + 1
    said = "\n".join(texts(app))
    assert not re.search(r"(?<!\\)(<script|<img|!\[|\[x\]|:material|:red|\$\\)", said), said


def test_no_column_header_or_customer_of_any_name_is_more_than_text() -> None:
    rows = [
        {"customer_id": f"{text[:50]}-{n}", "name": text, "city": ["A", "B"][n % 2]}
        for n, text in enumerate(HOSTILE)
    ]
    others = [
        {"customer_id": row["customer_id"], "name": text, "value": f"{text[:99]}{n % 3}"}
        for n, row in enumerate(rows)
        for text in HOSTILE
    ]
    own = opened(study_of(customers=rows, attributes=others))
    for row in rows:
        app = page(own, person=code_of(row["customer_id"]))
        app.toggle(key="show-names").set_value(True).run()
        assert is_sound(app)
        said = "\n".join(texts(app))
        assert not re.search(r"(?<!\\)(<script|<img|!\[|\[x\]|:red|\$\\)", said), said


def test_the_segments_of_a_column_named_with_a_tilde_filter_as_any_other() -> None:
    others = [
        {"customer_id": f"c{n}", "name": name, "value": "ab"[n % 2]}
        for n in range(4)
        for name in ("a~b", "a%7Eb")
    ]
    own = opened(study_of(attributes=others))
    app = page(own, by="attribute:a%7Eb", **link(Chip("attribute:a~b", "a")))
    assert is_sound(app)
    assert count_of(app) == 2
    assert segment_sizes(app) == {"a": 2}


@pytest.mark.parametrize("value", ["", "None", "~", "%", "a~b", None])
@pytest.mark.parametrize("name", ["contract", "attribute:a~b", "attribute:50%7E"])
def test_a_link_gives_back_the_very_segment(name: str, value: str | None) -> None:
    chip = Chip(name, value)
    parameters = {key: v if isinstance(v, list) else [v] for key, v in link(chip).items()}
    assert read(parameters, {}).chips == (chip,)


@pytest.mark.parametrize(
    "count", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)], ids="{:,}".format
)
def test_a_million_values_are_named_and_not_offered(count: int) -> None:
    ids = pa.array([f"c{n}" for n in range(count)])
    study = Study()
    study.keep("customers", pa.table({"customer_id": ids}))
    names = pa.array(["comment"] * len(ids))
    study.keep("attributes", pa.table({"customer_id": ids, "name": names, "value": ids}))
    app = page(opened(study), by="attribute:comment")
    assert is_sound(app)
    assert count_of(app) == count
    assert says(app, "segments.none")
    assert says(app, "segments.too_varied", names=rf"comment \({count:,}\)")
    assert max(len(frame.value) for frame in app.dataframe) == 50


@pytest.mark.parametrize(
    ("dimension", "study", "customers"),
    [
        ("attribute:Family size", "demo", 6000),
        *((name, "small", 60) for name in ("city", "rfm_eight", "csat_band")),
        pytest.param("tier", "demo", 6000, marks=pytest.mark.slow),
        pytest.param("rfm_segment", "demo", 6000, marks=pytest.mark.slow),
        pytest.param("lifecycle_stage", "small", 60, marks=pytest.mark.slow),
    ],
)
def test_the_list_has_as_many_people_as_the_segment_says(
    dimension: str, study: str, customers: int
) -> None:
    own = None if study == "demo" else odd_study("everything_small")
    sizes = segment_sizes(page(own, by=dimension))
    assert sum(sizes.values()) == customers
    segments = segments_seen(own or demo_company("en"), dimension)
    for segment, size in list(segments.items())[: 2 if own is None else 4]:
        app = page(own, by=dimension, **link(Chip(dimension, segment)))
        assert count_of(app) == size
        assert sorted(segment_sizes(app).values()) == sorted(sizes.values())


def segments_seen(own: Opened, dimension: str) -> dict[str | None, int]:
    assert own.days is not None
    found = segments_of(Scope(own.study, own.days[1]), dimension_called(dimension))
    return {
        None if pd.isna(s) else s: n
        for s, n in zip(found["segment"], found["customer_count"], strict=True)
    }


@pytest.fixture(scope="module")
def telco() -> Opened:
    study = Study()
    take_in(study, [dataset("telco_ibm/Telco-Customer-Churn.csv")])
    return opened(study)


def test_the_telco_segments_are_the_published_ones_and_so_are_the_people(telco: Opened) -> None:
    chip = link(Chip("contract", "Month-to-month"))
    app = page(telco, by="contract", **chip)
    assert is_sound(app)
    assert segment_sizes(app) == {"Month-to-month": 3875, "Two year": 1695, "One year": 1473}
    assert count_of(app) == 3875
    bars = page(telco, "churn", by="contract", **chip)
    assert say("figure.people", count="3,875") in [p.proto.label for p in bars.get("page_link")]


def test_what_the_list_has_no_column_for_is_left_out(telco: Opened) -> None:
    columns = page(telco).dataframe[1].value.columns.tolist()
    assert columns[:3] == ["customer_id", "monthly_amount", "segment"]
    assert columns[3:] == ["contract", "is_gone", "tenure_months"]


def test_who_left_is_in_the_list_and_can_be_filtered_by(telco: Opened) -> None:
    app = page(telco, by="contract", **link(Chip("has_left", "yes")))
    assert is_sound(app)
    # 1,869 of IBM's 7,043 customers have left.
    assert count_of(app) == 1869
    assert set(app.dataframe[0].value["is_gone"]) == {"yes"}
    assert says(app, "segments.names_hidden")


def test_a_chip_and_the_table_may_both_be_of_a_files_own_columns(telco: Opened) -> None:
    app = page(telco, by="attribute:StreamingTV", **link(Chip("attribute:PaperlessBilling", "Yes")))
    assert is_sound(app)
    assert count_of(app) == 4171
    assert sum(segment_sizes(app).values()) == 4171


def test_columns_in_which_nearly_everyone_differs_are_known() -> None:
    rows = [{"customer_id": f"c{n}", "city": f"city {n}", "tier": "gold"} for n in range(51)]
    others = [
        {"customer_id": row["customer_id"], "name": name, "value": value}
        for n, row in enumerate(rows)
        for name, value in {"street": f"street {n}", "points": str(n), "kind": str(n % 50)}.items()
    ]
    study = study_of(customers=rows, attributes=others)
    scope = Scope(study, pd.Timestamp("2024-12-31").date(), filled=study.filled())
    assert too_varied(scope).values.tolist() == [["city", False, 51], ["street", True, 51]]


def test_without_any_customer_the_page_says_where_to_begin() -> None:
    app = page(opened(Study()))
    assert is_sound(app)
    assert says(app, "empty.no_data")
    assert says(app, "segments.none")
