"""Credit grades at their very borders, what was collected and how late: worked by hand."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Condition, Scope
from metrics.credit import business_profile
from metrics.credit.credit_record import CUSTOMERS_NEEDED, credit_grades
from metrics.credit.operating import by_profit, crossed, profit_years, state, states
from metrics.families.credit import CreditRules, credit_dimension, credit_dimension_called
from metrics.quotient_ends import share_of_counted
from metrics.quotients import overall
from metrics.refusals import TooFewError
from metrics.registry import BY_NAME
from metrics.stated.credit_facts import CREDIT
from tests.opened_pages import is_sound, link, opened, page, says
from tests.studies import AS_OF, orders_on, scope_of, study_of
from ui.formats import Formats
from ui.listed_lines import listed
from ui.service_in_words import collected_told
from ui.words import languages, words


def invoice(
    customer_id: str, due: str, amount: float, paid: float | None, late: int = 0
) -> dict[str, Any]:
    due_on = date.fromisoformat(due)
    paid_on = None if paid is None else due_on + timedelta(days=late)
    row = {"customer_id": customer_id, "due_on": due_on, "amount": amount}
    return row | {"paid_on": paid_on, "paid_amount": paid}


def six(customer_id: str, paid: float, due: str = "2024-06-01") -> list[dict[str, Any]]:
    """Six invoices of 100, of which so much was paid in all."""
    return [invoice(customer_id, due, 100.0, paid / 6) for _ in range(6)]


def graded(scope: Scope, rules: CreditRules | None = None) -> dict[str, str | None]:
    dimension = credit_dimension(rules) if rules else credit_dimension()
    rows = scope.frame(dimension.members, **dict(dimension.parameters)).set_index("customer_id")
    return {str(name): None if value != value else value for name, value in rows["segment"].items()}


@pytest.mark.parametrize(
    ("paid", "grade"),
    [
        (600, "A"),
        (540, "A"),
        (539.9, "B"),
        (450, "B"),
        (449.9, "C"),
        (360, "C"),
        (359.9, "D"),
        (180, "D"),
        (179.9, "none"),
        (0, "none"),
    ],
)
def test_a_border_belongs_to_the_better_grade(paid: float, grade: str) -> None:
    assert graded(scope_of(invoices=six("a", paid))) == {"a": grade}


def test_only_what_fell_due_within_the_24_months_makes_a_grade() -> None:
    old = six("old", 0, "2022-12-31")
    just = six("just", 0, "2023-01-01")
    ahead = six("ahead", 0, "2025-01-01")
    today = six("today", 600, "2024-12-31")
    few = six("few", 600)[:5]
    assert graded(scope_of(invoices=[*old, *just, *ahead, *today, *few])) == {
        "old": None,
        "just": "none",
        "ahead": None,
        "today": "A",
        "few": "insufficient",
    }


def test_paying_one_invoice_twice_does_not_pay_another() -> None:
    rows = [*six("a", 500)[:5], invoice("a", "2024-06-01", 100.0, 600.0)]
    rows[:5] = [invoice("a", "2024-06-01", 100.0, None) for _ in range(5)]
    assert graded(scope_of(invoices=rows)) == {"a": "none"}


def test_what_was_paid_after_the_day_was_not_paid_on_it() -> None:
    rows = [invoice("a", "2024-11-01", 100.0, 100.0, late=40) for _ in range(6)]
    assert graded(scope_of(invoices=rows)) == {"a": "A"}
    assert graded(scope_of(date(2024, 12, 1), invoices=rows)) == {"a": "none"}


def test_a_day_without_an_amount_says_that_all_was_paid() -> None:
    rows = [invoice("a", "2024-06-01", 100.0, 100.0) | {"paid_amount": None} for _ in range(6)]
    assert graded(scope_of(invoices=rows)) == {"a": "A"}


def test_a_reader_s_own_rules_travel_in_the_name() -> None:
    own = CreditRules(a_from=95, fewest_invoices=2)
    name = credit_dimension(own).name
    assert name == "credit_grade:95-75-60-30-45-75-105-255-24-2"
    assert credit_dimension_called(name) == credit_dimension(own)
    assert credit_dimension_called("credit_grade:60-75-90-30-45-75-105-255-24-6") is None
    assert graded(scope_of(invoices=six("a", 560)), own) == {"a": "B"}


INVOICES = [
    invoice("a", "2024-06-01", 100.0, 100.0, late=-5),
    invoice("a", "2024-07-01", 300.0, 300.0, late=10),
    invoice("b", "2024-12-21", 100.0, 40.0, late=0),
    invoice("b", "2024-12-21", 500.0, None),
]


@pytest.mark.parametrize(
    ("name", "value", "base"),
    [
        ("collection_rate", 440 / 1000, 4),
        # The two of 21 December are not 30 days old.
        ("collected_in_month", 400 / 400, 2),
        ("paid_late_share", 2 / 4, 4),
        ("days_beyond_terms", (300 * 10 + 500 * 10) / 1000, 4),
        ("days_sales_outstanding", 560 * 365 / 1000, 4),
    ],
)
def test_what_was_collected_and_how_late(name: str, value: float, base: int) -> None:
    found = overall(scope_of(invoices=INVOICES), [BY_NAME[name]]).iloc[0]
    assert (found["value"], found["base"]) == (pytest.approx(value), base)


def test_each_grade_has_its_record_and_all_have_theirs() -> None:
    rows = credit_grades(scope_of(invoices=[*six("a", 600), *six("b", 300), *six("c", 0)[:5]]))
    found = rows.set_index("grade")
    assert found["customer_count"].to_dict() == {
        **{"A": 1, "B": 0, "C": 0, "D": 1, "none": 0, "insufficient": 1},
        "all": 3,
    }
    assert found.loc["all", "collected"] == pytest.approx(900 / 1700)
    # Three customers tell a share, not how sure it is.
    assert found[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_share_collected_is_sure_from_twenty_customers_on(language: str) -> None:
    """Half of them pay all, half of them nothing: as sure as 10 of 20, .299 to .701 by Wilson."""
    say = words(language)
    told = {}
    for count in (19, 20):
        paid = [six(f"c{n:02}", 600 * (n % 2)) for n in range(count)]
        whole = credit_grades(scope_of(invoices=[row for own in paid for row in own])).iloc[-1]
        told[count] = whole
        line = collected_told(whole.to_dict(), 24, say, Formats(say("language.locale")))
        is_unsure = say("credit_grades.unsure", least=20) in line
        assert is_unsure == (count < 20)
    assert told[20]["low"] == pytest.approx(0.299, abs=0.001)
    assert told[20]["high"] == pytest.approx(0.701, abs=0.001)


Chance = np.random.Generator


def _owing(chance: Chance, customers: int) -> tuple[np.ndarray, np.ndarray]:
    """What each owed and paid: large and small ones, who pay well, badly, and mostly well."""
    size = np.exp(chance.normal(0, 1, customers))
    counts = 6 + chance.poisson(6, customers)
    pays = chance.beta(8, 0.8, customers)
    amounts = [np.exp(chance.normal(0, 0.6, n)) * s for n, s in zip(counts, size, strict=True)]
    is_paid = [chance.random(n) < p for n, p in zip(counts, pays, strict=True)]
    paid = np.array([own[done].sum() for own, done in zip(amounts, is_paid, strict=True)])
    return paid, np.array([own.sum() for own in amounts])


@pytest.mark.slow
@pytest.mark.parametrize("customers", [CUSTOMERS_NEEDED, 100])
def test_the_interval_of_a_share_collected_holds_where_customers_pay_in_their_own_way(
    customers: int,
) -> None:
    chance = np.random.default_rng(5)
    paid, owed = _owing(chance, 200_000)
    truth = paid.sum() / owed.sum()
    drawn = (chance.integers(0, len(owed), customers) for _ in range(1000))
    ends = [share_of_counted(paid[own], owed[own]) for own in drawn]
    assert 0.93 <= np.mean([low <= truth <= high for low, high in ends]) <= 0.97


def test_every_figure_can_be_told_apart_by_the_grade() -> None:
    grade = credit_dimension()
    study = study_of(
        invoices=[*six("a", 600), *six("b", 0)],
        orders=[*orders_on("a", "2024-01-01"), *orders_on("b", "2024-01-01", amount=50.0)],
    )
    chip = Condition(grade.members, ("A",), parameters=grade.parameters)
    found = overall(Scope(study, AS_OF, conditions=(chip,)), [BY_NAME["average_order_value"]])
    assert found["value"].iloc[0] == 10


@pytest.mark.parametrize(
    ("profits", "grade"),
    [
        ((1, 2, 3), "special"),
        ((-1, -1, 0), "first"),
        ((5, -1, 2), "first"),
        ((-9, -1, -2), "second"),
        ((-2, -1, -2), "third"),
        ((5, 5, -2), "third"),
    ],
)
def test_three_years_of_profit_make_an_operating_grade(
    profits: tuple[int, int, int], grade: str
) -> None:
    rows = [
        {"customer_id": "a", "name": f"profit {2021 + n}", "value": str(profit)}
        for n, profit in enumerate(profits)
    ]
    dimension = by_profit("profit 2021", "profit 2022", "profit 2023")
    people = [{"customer_id": "a"}, {"customer_id": "b"}]
    scope = scope_of(customers=people, attributes=rows)
    found = scope.frame(dimension.members, **dict(dimension.parameters)).set_index("customer_id")
    assert found.loc["a", "segment"] == grade
    assert found["segment"].isna()["b"]


def test_three_years_of_profit_are_found_by_their_names() -> None:
    """The latest three running of the longest row; a lone year and words are none."""
    names = [
        "净利润 2021",
        "净利润 2022",
        "净利润 2023",
        "净利润 2019",
        "Profit note 2023",
        "sales 2022",
    ]
    told = [{"customer_id": "a", "name": name, "value": "5"} for name in names]
    told[4]["value"] = "good"
    scope = study_of(customers=[{"customer_id": "a"}], attributes=told)
    found = profit_years(Scope(scope, AS_OF, filled=scope.filled()))
    assert found == ("净利润 2021", "净利润 2022", "净利润 2023")
    fewer = study_of(attributes=told[1:])
    assert profit_years(Scope(fewer, AS_OF, filled=fewer.filled())) is None


def test_how_a_business_does_stands_beside_how_it_pays() -> None:
    doing = [
        {"customer_id": name, "name": "condition", "value": value}
        for name, value in (("a", "good"), ("b", "bad"), ("c", "bad"))
    ]
    study = study_of(invoices=[*six("a", 600), *six("b", 0), *six("c", 600)], attributes=doing)
    scope = Scope(study, AS_OF, filled=study.filled())
    assert states(scope) == ["condition"]
    rows = crossed(scope, state("condition")).set_index("operating")
    assert rows.loc["bad"].to_dict() == {"A": 1, "none": 1}
    assert rows.loc["good"].to_dict() == {"A": 1, "none": 0}


def test_the_report_grades_by_three_years_of_profit_where_it_is_told() -> None:
    """a earned in all three years, b lost ever more; both paid: A, by invoices of 600."""
    told = [
        {"customer_id": name, "name": f"profit_{2021 + n}", "value": str(profit)}
        for name, profits in (("a", (1, 2, 3)), ("b", (-1, -2, -3)))
        for n, profit in enumerate(profits)
    ]
    study = study_of(invoices=[*six("a", 600), *six("b", 600)], attributes=told)
    scope = Scope(study, AS_OF, filled=study.filled())
    facts: Any = CREDIT["operating_grades"].facts(scope)
    assert facts["is_by_profit"]
    assert {row["operating"]: row["A"] for row in facts["rows"]} == {"special": 1, "third": 1}
    say = words("zh-Hans")
    line = listed("operating_grades", facts, say, Formats(say("language.locale")))
    assert line == f"{say('operating.special')} 1；{say('operating.third')} 1"


@pytest.mark.parametrize(
    "best_first",
    [
        ["特级", "一级", "二级", "三级"],
        ["Stable profit", "Break-even", "Loss, improving", "Loss, not improving"],
    ],
)
def test_operating_grades_stand_from_the_best_on_and_those_not_told_come_last(
    best_first: list[str],
) -> None:
    doing = [
        {"customer_id": name, "name": "经营状况", "value": value}
        for name, value in zip("dbca", best_first, strict=True)
    ]
    invoices = [row for name in "abcde" for row in six(name, 600)]
    study = study_of(invoices=invoices, attributes=doing)
    scope = Scope(study, AS_OF, filled=study.filled())
    told = crossed(scope, state("经营状况"))["operating"]
    assert told.iloc[:-1].tolist() == best_first
    assert pd.isna(told.iloc[-1])


def test_the_page_prints_the_rules_and_says_what_is_missing() -> None:
    paid = [row for n in range(40) for row in six(f"c{n}", 600 if n % 2 else 0)]
    own = opened(study_of(invoices=paid))
    app = page(own, "credit", **link(rules=("credit_grade:95-75-60-30-45-75-105-255-24-6",)))
    assert is_sound(app)
    rules = CreditRules(a_from=95)
    assert says(app, "credit_grades.rules", **rules.parameters)
    assert says(app, "credit_grades.footnote", **rules.parameters)
    assert says(app, "operating.locked")


def test_firms_are_a_profile_by_industry_worked_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hotels of which one told what it spends, one office; a consumer is no firm."""
    monkeypatch.setattr(business_profile, "FEWEST", 2)
    firms = [("h1", "hotel", 100.0), ("h2", "hotel", None), ("o", "office", 20.0)]
    customers = [
        {"customer_id": who, "industry": industry, "category_spend": spent}
        for who, industry, spent in firms
    ]
    invoices = [
        {
            "customer_id": who,
            "due_on": pd.Timestamp("2024-06-01"),
            "amount": 10.0,
            "paid_on": pd.Timestamp(paid_on),
        }
        for who, paid_on in (("h1", "2024-06-01"), ("h2", None), ("o", "2024-07-01"))
    ]
    orders = [
        *orders_on("h1", "2024-05-01", amount=30.0),
        *orders_on("h2", "2024-05-01", amount=50.0),
        # Told to spend 20 in all, and spent 40 here; long ago counts no more.
        *orders_on("o", "2024-05-01", amount=40.0),
        *orders_on("o", "2022-05-01", amount=40.0),
        *orders_on("consumer", "2024-05-01", amount=99.0),
    ]
    scope = scope_of(customers=customers, invoices=invoices, orders=orders)
    rows = business_profile.business_profile(scope).set_index("industry")
    assert rows.loc["hotel", ["customers", "net_spend", "wallet_base"]].tolist() == [2, 80.0, 1]
    assert rows["wallet_share"].tolist() == [0.3, 1.0]
    assert rows["collected"].tolist() == [0.5, 1.0]
    # One office is too few to stand for an industry by name.
    assert rows.index.tolist()[0] == "hotel"
    assert rows["is_merged"].tolist() == [False, True]
    assert rows["is_small"].tolist() == [False, True]
    # Student, two firms of 10 each: the variance is .25 · 2, halved by two; t of one is 12.706.
    assert rows.loc["hotel", ["collected_low", "collected_high"]].tolist() == [0.0, 1.0]
    assert rows["wallet_low"].isna().all()
    # Of what fell due more than four months ago nothing is looked at.
    with pytest.raises(TooFewError):
        business_profile.business_profile(scope, 4)
