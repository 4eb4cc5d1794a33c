"""How much the data know: profiles, freshness, doubles, sources, contact and IDIC, by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.scope import Scope
from metrics.quality.contactability import contactability, idic
from metrics.quality.data_quality import coverage, duplicates, freshness
from metrics.quality.profile_blocks import BLOCKS, completeness
from metrics.spoken_words import SENSITIVE, speaks
from tests.opened_pages import is_sound, opened, page, says, texts
from tests.studies import orders_on, study_of

DAY = date(2024, 12, 31)


def seen(**tables: list[dict[str, Any]]) -> Scope:
    study = study_of(**tables)
    return Scope(study, DAY, filled=study.filled())


def attribute(customer_id: str, name: str, value: str | None) -> dict[str, Any]:
    return {"customer_id": customer_id, "name": name, "value": value}


PEOPLE: list[dict[str, Any]] = [
    {"customer_id": "a", "name": "Li", "phone": "138-0013 8000", "city": "X", "age": 40.0},
    {"customer_id": "b", "name": "li ", "phone": "8613800138000", "email": "B@x.cn"},
    {"customer_id": "c", "name": "Wu", "phone": "123", "email": "nobody"},
    {"customer_id": "d", "name": None, "email": "b@X.cn", "birth_on": pd.Timestamp("1990-01-01")},
]


def test_a_block_counts_the_cells_of_the_fields_that_the_data_have() -> None:
    found = completeness(seen(customers=PEOPLE))
    customer = found.blocks.set_index("block").loc["customer"]
    # Names 3, telephones 3, addresses 3, city 1, birth or age 2: of five fields for four people.
    assert (customer["fields"], customer["filled"], customer["base"]) == (5, 12, 20)
    assert tuple(found.blocks["block"]) == BLOCKS
    # What no file has is nobody's gap.
    assert found.blocks.set_index("block").loc["education", "base"] == 0


def test_health_belief_and_politics_are_never_counted_as_missing() -> None:
    rows = [attribute("a", name, "x") for name in ("Religion", "健康状况", "MaritalStatus", "学历")]
    found = completeness(seen(customers=PEOPLE, attributes=rows))
    assert found.guarded == ("Religion", "健康状况")
    own = found.fields[found.fields["is_own"]].set_index("field")
    assert own["block"].to_dict() == {"MaritalStatus": "family", "学历": "education"}
    assert own.loc["学历", "value"] == 0.25


@pytest.mark.parametrize("name", ["Preference", "surface", "trace", "Grace period"])
def test_a_name_that_only_holds_a_sensitive_word_is_not_sensitive(name: str) -> None:
    assert not speaks(name, SENSITIVE)


def test_freshness_is_told_by_the_newest_record_of_any_kind_up_to_the_day() -> None:
    found = freshness(
        seen(
            customers=[{"customer_id": "a", "joined_on": pd.Timestamp("2020-01-01")}],
            orders=[*orders_on("a", "2024-12-01", "2025-06-01"), *orders_on("b", "2024-11-30")],
            interactions=[
                {"customer_id": "c", "contacted_at": pd.Timestamp("2023-01-01")},
                {"customer_id": "d", "contacted_at": pd.NaT},
            ],
        )
    )
    counts = found.bands.set_index("band")["customers"]
    assert counts[counts > 0].to_dict() == {
        "within_30": 1,
        "within_90": 1,
        "older": 1,
        "undated": 1,
    }
    assert found.median == 31


def test_a_telephone_is_the_same_however_it_is_written_and_a_stub_is_none() -> None:
    found = duplicates(seen(customers=PEOPLE)).set_index("mark")
    assert found.loc["phone", ["customers", "groups", "base"]].tolist() == [2, 1, 2]
    assert found.loc["email", ["customers", "groups", "base"]].tolist() == [2, 1, 2]
    assert found.loc["name", ["customers", "groups", "base"]].tolist() == [2, 1, 3]


def test_coverage_counts_customers_and_not_rows() -> None:
    found = coverage(seen(customers=PEOPLE, orders=orders_on("a", "2024-05-01", "2024-06-01")))
    shares = found.set_index("source")
    assert shares.loc["orders", ["customers", "base", "value"]].tolist() == [1, 4, 0.25]
    assert shares.loc["tickets", "value"] == 0


def test_who_was_never_asked_has_not_agreed() -> None:
    agreed = [True, False, None, True]
    people = [p | {"has_marketing_consent": c} for p, c in zip(PEOPLE, agreed, strict=True)]
    counts = contactability(seen(customers=people)).set_index("kind")["customers"]
    assert counts.to_dict() == {
        "phone": 2,
        "email": 2,
        "either": 3,
        "consent": 2,
        "consent_and_reached": 2,
        "refused": 1,
        "not_asked": 1,
    }


def test_idic_counts_each_step_by_hand() -> None:
    def contact(customer_id: str, direction: str) -> dict[str, Any]:
        at = pd.Timestamp("2024-05-01")
        return {"customer_id": customer_id, "contacted_at": at, "direction": direction}

    people = [p | {"preferred_channel": "SMS"} for p in PEOPLE]
    scope = seen(
        customers=people,
        orders=[*orders_on("a", "2024-05-01"), *orders_on("b", "2024-05-01")],
        survey_responses=[{"customer_id": "a", "score": 4.0, "instrument": "csat"}],
        interactions=[contact("a", "Inbound"), contact("a", "呼出"), contact("b", "呼入")],
        campaign_sends=[
            {"customer_id": "a", "campaign": "x", "channel": "sms "},
            {"customer_id": "b", "campaign": "x", "channel": "mail"},
        ],
    )
    found = idic(scope).set_index("step")
    # a, b and d share a telephone or an address; c has neither.
    assert found["done"].to_dict() == {
        "identify": 0,
        "differentiate": 1,
        "interact": 1,
        "customize": 1,
    }
    assert found["base"].to_dict() == {
        "identify": 4,
        "differentiate": 4,
        "interact": 2,
        "customize": 2,
    }


def test_the_page_shows_the_demo_company_and_a_file_that_knows_little() -> None:
    demo = page(name="data_quality")
    assert is_sound(demo)
    assert len(demo.header) == 8
    rows = [attribute("a", "Political party", "x")]
    poor = page(opened(study_of(customers=[{"customer_id": "a"}], attributes=rows)), "data_quality")
    assert is_sound(poor)
    assert says(poor, "freshness.undated_data")
    assert any("Political party" in text for text in texts(poor))
