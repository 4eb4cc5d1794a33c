"""What the report states beside indicators: all of it there, as its pages have it, and no names."""

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pytest

from data.demo import END, build
from data.scope import Scope
from data.store import OutOfRoomError, StatementTooLongError, Study
from metrics.buying.purchase_chances import buying_chances, chance_bands
from metrics.buying.silence import typical_silence
from metrics.comments.moods import moods
from metrics.comments.sentiment import heard
from metrics.contracts.contract_hazards import hazard_by_age
from metrics.contracts.leaving_reasons import leaving_reasons
from metrics.dimensions import dimension_called
from metrics.families.campaigns import reach
from metrics.families.complaints import causes
from metrics.lifecycle.cohort_ages import BRACKETS, Ages
from metrics.lifecycle.cohorts import cohort_retention, pooled
from metrics.lifecycle.stages import stages
from metrics.lifecycle.transitions import transitions
from metrics.loyalty.loyalty_cells import loyalty_cells
from metrics.loyalty.rfm import rfm_segments
from metrics.quality.contactability import IDIC
from metrics.refusals import TooFewError
from metrics.risk.churn_definitions import lost_by_definition, verdicts
from metrics.satisfaction.non_response import non_response
from metrics.satisfaction.staying_by_score import contradictions
from metrics.segments.personas import persona
from metrics.service.service_steps import service_steps
from metrics.stated.cohort_facts import bracket_cells
from metrics.stated.leaving_facts import leaving
from metrics.stated.lifecycle_facts import LIFECYCLE
from metrics.stated.models import contents, locked, models
from metrics.stated.reported import records, told
from metrics.stated.segment_facts import by_segment
from metrics.stated.service_facts import SERVICE
from metrics.stated.value_facts import Valued
from metrics.statistics.intervals import with_share
from metrics.worth.value_backtest import value_record
from report import measured
from tests.studies import AS_OF, orders_on, scope_of, study_of
from ui.answers_in_words import silent_measure, stayed_told
from ui.comments_in_words import read_told
from ui.document import markdown
from ui.document_service import waits
from ui.formats import Formats
from ui.json_document import as_json
from ui.listed_facts import LISTED
from ui.listed_lines import listed
from ui.words import languages, words

# The report of the demo is made once, by one worker.
pytestmark = pytest.mark.xdist_group("report_facts")

# Issue by issue, what a reader of the report must find.
BEHAVIOUR = {
    *("rfm_segments", "rfm_response", "loyalty_index", "loyalty_cells", "release_test"),
    *(
        "order_gaps",
        "buying_chances",
        "survival",
        "contract_hazards",
        "movements",
        "leaving_reasons",
        "sbg",
    ),
    *("bg_nbd", "pareto_nbd", "churn_definitions", "churn_risk", "gamma_gamma", "clv"),
    *("value_methods", "value_record", "retention_worth", "delivered_value"),
    *("stages", "ladder", "cohorts", "cohort_grid", "moves", "lifecycle_bars", "run_out"),
    *("purchase_path", "staying_by_tie"),
}
OPINIONS_AND_DEEDS = {
    *("drivers", "penalty_reward", "satisfaction_index", "expectation_gaps", "response_surface"),
    *("servqual", "needs", "trust", "kano", "sentiment", "themes"),
    *("staying_by_score", "non_response"),
    *("service_steps", "service_waits", "complaint_causes", "recovery", "service_churn", "agents"),
    "scores_after",
    "service_channels",
    *("scores", "score_trend", "moods", "power"),
    *("reach", "effects", "targeting", "age_response", "retention_steps", "winning_back"),
    *("credit_grades", "operating_grades", "baskets", "next_offers", "customer_kinds"),
    *("bought_after", "crm_flow", "maturity", "business_profile"),
    *("value_score", "life_classes", "clusters", "data_quality"),
}
AMONG_INDICATORS = {"referrals_per_customer", "referred_share", "gini", "top20_share"}

Report = dict[str, Any]


@pytest.fixture(scope="module")
def study() -> Study:
    """Every third customer of the demo company, which is enough for all there is to state."""
    study = Study()
    for table, rows in build("en").items():
        study.keep(table, rows[rows["customer_id"].str[-2:].astype(int) % 3 == 0])
    return study


@pytest.fixture(scope="module")
def scope(study: Study) -> Scope:
    return Scope(study, END, filled=study.filled())


@pytest.fixture(scope="module")
def facts(study: Study) -> Report:
    found: Report = json.loads(as_json(measured(study, [], END, None)))
    return found


def test_the_demo_s_report_has_everything_that_the_pages_answer(facts: Report) -> None:
    assert set(facts["models"]) == BEHAVIOUR | OPINIONS_AND_DEEDS
    assert {i["name"] for i in facts["indicators"]} >= AMONG_INDICATORS
    # Nobody there was asked for benefits and costs; a third of them are too few for the others.
    refused = {name: one["refused"] for name, one in facts["models"].items() if "refused" in one}
    assert refused.pop("delivered_value") == "no_delivered_parts"
    assert refused == {"service_churn": "too_few"}
    assert {one["refused"] for one in facts["models"]["targeting"]["ranked"]} == {"too_few"}


@pytest.mark.parametrize("language", sorted(languages()))
def test_each_fact_of_the_demo_is_a_line_of_its_own_in_words(facts: Report, language: str) -> None:
    say = words(language)
    text = markdown(facts, say)
    for name in facts["models"]:
        label = re.escape(say(f"report.{name}"))
        line = re.search(rf"^- \*\*{label}\*\*[:：](.+)$", text, re.MULTILINE)
        assert line, name
        assert len(line[1].strip()) > 3, name
    # Whether the content stay, with what it is held against; who is silent, in percentage points.
    stayed = facts["models"]["staying_by_score"]
    assert stayed_told(stayed, say, Formats(say("language.locale"))) in text
    assert silent_measure("complained", "contract", say) in text
    for step in IDIC:
        assert say(f"figures.idic_{step}.name") in text
    for one in facts["models"]["sentiment"]["by_language"]:
        assert read_told(one, say, Formats(say("language.locale"))) in text
    for grade in "ABCD":
        assert say(f"segment.credit_grade.{grade}") in text
    for kind in ("price", "quality", "service", "mixed"):
        assert say(f"segment.customer_kind.{kind}") in text
    # No nothing, no open place, and no code of ours like group_1.
    assert not re.search(r"\bnan\b|\bNone\b|[{}]|[a-z]\\?_[a-z0-9]", text)


# Money that moved, firms that are counted, and one number of ten groups have no base; of grades it
# stands in the sentence behind them.
BASELESS = {"movements", "operating_grades", "value_record", "credit_grades"}


def test_every_value_that_the_report_lists_says_from_how_many(facts: Report) -> None:
    say = words("en")
    formats = Formats(say("language.locale"))
    found = {n: one for n, one in facts["models"].items() if n in LISTED and "refused" not in one}
    lines = {name: listed(name, one, say, formats) for name, one in found.items()}
    told = {name for name, line in lines.items() if re.search(r"\bn [0-9]", line)}
    assert {name for name, line in lines.items() if line} - told == BASELESS


def test_no_name_of_a_customer_or_an_agent_is_in_the_report(study: Study, facts: Report) -> None:
    said = json.dumps(facts, ensure_ascii=False)
    people = study.frame("select name, email, phone, customer_id from customers")
    agents = study.frame("select distinct agent from tickets where agent is not null")
    names = [*people.astype("str").to_numpy().ravel(), *agents["agent"]]
    quoted = set(re.findall(r'"([^"]*)"', said))
    assert quoted.isdisjoint(names)


def _judged(scope: Scope) -> pd.DataFrame:
    return lost_by_definition(verdicts(scope, typical_silence(scope).days))


SAME: dict[str, tuple[str, Callable[[Scope], pd.DataFrame]]] = {
    "rfm_segments": ("segments", rfm_segments),
    "loyalty_cells": ("cells", loyalty_cells),
    "contract_hazards": ("hazards", hazard_by_age),
    "leaving_reasons": ("reasons", leaving_reasons),
    "churn_definitions": ("definitions", _judged),
    "cohort_grid": ("brackets", lambda scope: bracket_cells(scope, BRACKETS)),
    "cohorts": ("ages", lambda scope: pooled(cohort_retention(scope))),
    "moves": ("moves", transitions),
    "stages": ("stages", stages),
    "moods": ("marks", lambda scope: moods(scope, heard(scope))),
    "staying_by_score": ("contradictions", lambda s: contradictions(s, "contract", "nps")),
    "non_response": ("measures", lambda scope: non_response(scope, "contract")),
    "service_steps": ("steps", service_steps),
    "complaint_causes": ("causes", causes),
    "reach": ("campaigns", reach),
    "value_record": ("tenths", lambda scope: value_record(scope, 52).tenths),
    "buying_chances": ("bands", lambda scope: chance_bands(buying_chances(scope).customers)),
}


@pytest.mark.parametrize("name", SAME)
def test_a_fact_is_what_its_page_says(facts: Report, scope: Scope, name: str) -> None:
    table, page = SAME[name]
    own = pd.DataFrame(facts["models"][name][table])
    shown = pd.DataFrame(json.loads(json.dumps(records(page(scope)), default=str)))
    both = [column for column in shown if column in own]
    assert len(both) >= 3
    shown = shown.tail(len(own)) if name == "reach" else shown.head(len(own))
    pd.testing.assert_frame_equal(
        own[both], shown[both].reset_index(drop=True), check_dtype=False, rtol=1e-9
    )


def test_brackets_of_cohorts_are_those_that_were_asked_for(scope: Scope) -> None:
    by = contents(Valued(scope), brackets=Ages("bracket", (1, 3, 7)))
    found: Any = by["cohort_grid"].facts(scope)
    assert {(row["age"], row["until_age"]) for row in found["brackets"]} == {(1, 2), (3, 6)}
    for row in found["brackets"]:
        assert row["low"] <= row["share"] <= row["high"]
        assert row["amount_share"] > 0


def test_rates_of_a_table_have_their_interval_and_base(facts: Report) -> None:
    for name in ("stages", "run_out", "loyalty_cells", "leaving_reasons", "rfm_segments"):
        ((_, rows),) = [kv for kv in facts["models"][name].items() if isinstance(kv[1], list)][:1]
        assert all(row["low"] <= row["share"] <= row["high"] and row["base"] for row in rows), name


def test_where_tables_are_missing_their_facts_are_not_there() -> None:
    only_orders = scope_of(orders=orders_on("a", "2024-01-01", "2024-02-01"))
    there = Scope(only_orders.study, only_orders.as_of, filled=only_orders.study.filled())
    found = {
        name
        for name, one in contents(Valued(there)).items()
        if not there.lacks(one.reads) and one.is_there(there)
    }
    assert found >= {"stages", "ladder", "cohorts", "moves", "order_gaps", "churn_definitions"}
    assert found.isdisjoint({"agents", "reach", "leaving_reasons", "drivers", "credit_grades"})


def test_what_cannot_be_stated_is_told_with_the_columns_that_would_unlock_it() -> None:
    study = Study()
    study.keep("customers", pd.DataFrame({"customer_id": ["a", "b"]}))
    report = measured(study, [], END, None)
    lacking = {one["name"]: one["missing"] for one in report["locked"]}
    assert lacking["reach"] == ["campaign_sends.campaign"]
    assert "orders.ordered_at" in lacking["stages"]
    for language in languages():
        say = words(language)
        line = f"{say('report.reach')}"
        assert line in markdown(report, say)


def test_every_fact_of_the_report_names_the_columns_that_it_lacks_or_stands_in_it() -> None:
    study = Study()
    study.keep("customers", pd.DataFrame({"customer_id": ["a", "b"]}))
    scope = Scope(study, END, filled=study.filled())
    everything = contents(Valued(scope), dimension_called("region"))
    stated, lacking = (set(way(scope, dimension_called("region"))) for way in (models, locked))
    assert stated | lacking == set(everything)
    assert stated == {"persona", "data_quality"}


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_listed_fact_without_rows_is_told_in_words_and_not_in_names_of_ours(
    language: str,
) -> None:
    say = words(language)
    found: Report = {
        name: {way.rows: [], "left_out": 3} for name, way in LISTED.items() if way.rows
    }
    empty: Report = {"files": [], "indicators": [], "locked": [], "as_of": None, "customers": 1}
    text = markdown({**empty, "models": found}, say)
    assert text.count(say("report.nothing_told")) == len(found)
    assert "left_out" not in text.replace("\\", "")


def test_by_a_column_worth_effects_and_a_persona_are_told_in_words(scope: Scope) -> None:
    area = by_segment(dimension_called("region"))
    found: Report = {name: told(partial(one.facts, scope)) for name, one in area.items()}
    card = found["persona"]
    page = persona(scope, dimension_called("region"), card["segment"])
    notable = page[page["is_notable"]].head(len(card["stands_out"]))
    assert [row["field"] for row in card["stands_out"]] == notable["field"].tolist()
    assert {row["segment"] for row in found["value_fit"]["segments"]} >= {card["segment"]}
    assert 0 <= found["effects_by"]["p"] <= 1
    assert len(found["effects_by"]["segments"]) > 1
    report: Report = {"files": [], "indicators": [], "locked": [], "as_of": None, "customers": 1}
    for language in languages():
        text = markdown({**report, "models": found}, words(language))
        assert all(words(language)(f"report.{name}") in text for name in found)
        assert not re.search(r"\bnan\b|\bNone\b|[{}]", text)


def test_times_that_cannot_be_are_told_in_both_languages() -> None:
    """One request of two was solved a day before it came."""
    day = pd.Timestamp("2024-05-02 10:00")
    tickets = [
        {"customer_id": "a", "opened_at": day, "resolved_at": day + pd.Timedelta(days=shift)}
        for shift in (-1, 1)
    ]
    facts: Any = SERVICE["service_waits"].facts(scope_of(tickets=tickets))
    assert facts["impossible"] == [{"kind": "resolved_before_opened", "ticket_count": 1, "base": 2}]
    for language in languages():
        say = words(language)
        line = waits(facts, say, Formats(say("language.locale")))
        assert line == say("impossible.resolved_before_opened", n="1", base="2")


@pytest.mark.parametrize(("language", "few"), [("en", "29 of the 30"), ("zh-Hans", "29")])
def test_waits_of_fewer_than_thirty_requests_are_refused_aloud(language: str, few: str) -> None:
    opened, day = pd.Timestamp("2024-12-01"), pd.Timedelta(days=1)
    tickets = [
        {"ticket_id": f"t{n}", "customer_id": f"c{n}", "opened_at": opened}
        | {"first_replied_at": opened + day if n else None}
        for n in range(29)
    ]
    study = study_of(tickets=tickets)
    facts: Any = SERVICE["service_waits"].facts(Scope(study, AS_OF, filled=study.filled()))
    say = words(language)
    assert few in waits(facts, say, Formats(say("language.locale")))


# ---- Worked by hand ------------------------------------------------------------------------------


def test_a_refusal_is_a_fact_with_its_reason() -> None:
    def refuse() -> dict[str, object]:
        raise TooFewError(100, 7, "returns")

    assert told(refuse) == {"refused": "too_few", "need": 100, "have": 7, "of": "returns"}


@pytest.mark.parametrize(
    ("stopped", "kind"),
    [(StatementTooLongError, "took_too_long"), (OutOfRoomError, "out_of_room")],
)
def test_a_statement_that_is_stopped_leaves_the_other_facts_alone(
    stopped: type[Exception], kind: str
) -> None:
    def stop() -> dict[str, object]:
        raise stopped

    assert told(stop) == {"refused": kind}


def test_records_are_plain_texts_whole_bases_and_nulls() -> None:
    rows = pd.DataFrame(
        {"on": [pd.Timestamp("2024-02-29"), pd.NaT], "share": [0.5, None], "base": [4.0, 0.0]}
    )
    first, second = records(rows)
    assert first == {"on": "2024-02-29", "share": 0.5, "base": 4}
    assert second == {"on": None, "share": None, "base": 0}
    assert type(first["base"]) is int


def test_shares_of_a_whole_are_worked_by_hand() -> None:
    """One of four with Wilson's ends: (1/4 + 1.92/4 ∓ …) as tables give them, .046 to .699."""
    rows = with_share(pd.DataFrame({"n": [1, 3, 0]}), "n")
    assert rows["share"].tolist() == [0.25, 0.75, 0.0]
    assert (round(rows["low"][0], 3), round(rows["high"][0], 3)) == (0.046, 0.699)
    assert rows["base"].tolist() == [4, 4, 4]


def test_stages_and_ladder_of_three_customers_are_worked_by_hand() -> None:
    """a ordered once lately, b twice, c only joined."""
    orders = [*orders_on("a", "2024-12-20"), *orders_on("b", "2024-12-01", "2024-12-10")]
    scope = scope_of(orders=orders, customers=[{"customer_id": "c"}])
    placed: Any = LIFECYCLE["stages"].facts(scope)["stages"]
    counts = {row["stage"]: row["customer_count"] for row in placed if row["customer_count"]}
    assert counts == {"prospect": 1, "acquire": 1, "develop": 1}
    assert {row["base"] for row in placed} == {3}
    steps: Any = LIFECYCLE["ladder"].facts(scope)["steps"]
    climbed = {row["step"]: (row["conversion"], row["base"]) for row in steps}
    assert climbed["first_time"] == (pytest.approx(2 / 3), 3)
    assert climbed["repeat"] == (pytest.approx(1 / 2), 2)


def test_a_year_of_movements_leads_from_its_start_to_its_end() -> None:
    """a pays 10 throughout, b 5 from March to May: 10 at both ends, 5 came and 5 went."""
    contracts = [
        {
            "customer_id": "a",
            "started_on": date(2023, 1, 1),
            "ended_on": None,
            "monthly_amount": 10.0,
        },
        {
            "customer_id": "b",
            "started_on": date(2024, 3, 1),
            "ended_on": date(2024, 5, 31),
            "monthly_amount": 5.0,
        },
    ]
    rows = [{"is_ended": c["ended_on"] is not None, **c} for c in contracts]
    found: Any = leaving()["movements"].facts(scope_of(subscriptions=rows))
    assert (found["starting"], found["ending"]) == (10, 10)
    moved = {row["movement"]: row["amount"] for row in found["moved"] if row["amount"]}
    assert moved == {"new_amount": 5, "churn": -5}
    assert len(found["months"]) == 12
