"""On whom a campaign works: the Qini curve by hand, planted effects found, none claimed."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.scope import Scope
from metrics.campaigns.power import customers_needed, usual, worth_knowing
from metrics.campaigns.trials import ONE_ARM, Trial, trial
from metrics.campaigns.uplift import Targeting, _area, _gain, targeting
from metrics.campaigns.uplift_models import known_before
from metrics.refusals import TooFewError
from metrics.worth.economics import detectable_change
from tests.studies import study_of
from tests.test_campaigns import hillstrom, mails
from ui.document_campaigns import targeting as in_words
from ui.formats import Formats
from ui.words import words

SIZE = 8000


def planted(*, works_on_all: bool) -> tuple[pd.DataFrame, Trial]:
    """Half of the customers like tea; a message moves 20 of 100, or 40 of 100 of those alone."""
    chance = np.random.default_rng(11)
    likes = chance.random(SIZE) < 0.5
    is_control = chance.random(SIZE) < 0.5
    moved = np.where(works_on_all, 0.2, 0.4 * likes)
    did = chance.random(SIZE) < 0.2 + moved * ~is_control
    ids = [f"c{n}" for n in range(SIZE)]
    people = pd.DataFrame(
        {"customer_id": ids, "is_control": is_control, "arm": ONE_ARM, "converted": did * 1.0}
    )
    known = pd.DataFrame(
        {"taste": np.where(likes, "tea", "cups"), "noise": chance.normal(size=SIZE)}, index=ids
    )
    return known, Trial("spring", people, (ONE_ARM,), ("converted",), 0)


def told(*, works_on_all: bool) -> Targeting:
    return targeting(*planted(works_on_all=works_on_all), ONE_ARM, "converted")


def test_the_gain_of_four_steps_is_worked_by_hand() -> None:
    # Two steps of four customers: written to no/yes, left alone no/yes.
    counts = np.array([[0.0, 2, 2, 0], [2, 0, 1, 1]])
    gain, share = _gain(counts)
    assert share.tolist() == [0, 0.5, 1]
    # Two of two did it against none; in all 2 of 4 against 1 of 4.
    assert gain.tolist() == [0, 2 / 8, (2 - 1 * 4 / 4) / 8]
    # The straight line is at 1/16 half way: a triangle of height 3/16.
    assert _area(counts) == pytest.approx(3 / 16 / 2)


def test_an_effect_on_some_is_found_and_those_it_works_on_come_first() -> None:
    found = told(works_on_all=False)
    assert found.verdict == "better"
    assert found.effect == pytest.approx(0.2, abs=0.03)
    assert found.top_low < 0.4 < found.top_high


def test_where_a_message_works_on_all_alike_targeting_is_no_better_than_random() -> None:
    found = told(works_on_all=True)
    assert found.verdict == "no_better"
    assert found.effect == pytest.approx(0.2, abs=0.03)


def test_fewer_than_a_hundred_who_did_it_are_refused() -> None:
    known, whole = planted(works_on_all=True)
    people = whole.people.assign(converted=0.0)
    people.loc[:150, "converted"] = 1.0
    with pytest.raises(TooFewError) as refused:
        targeting(
            known, Trial("spring", people, (ONE_ARM,), ("converted",), 0), ONE_ARM, "converted"
        )
    assert refused.value.of == "who_did"


def test_only_what_was_known_the_day_before_the_message_is_learned_from() -> None:
    def bought(customer: int, day: str) -> dict[str, Any]:
        return {"customer_id": f"c{customer}", "ordered_at": pd.Timestamp(day), "amount": 10.0}

    sends = [
        {
            "customer_id": f"c{n}",
            "campaign": "spring",
            "is_control": n % 2 == 0,
            "is_converted": n % 3 == 0,
            "sent_at": pd.Timestamp("2024-03-01 10:00"),
        }
        for n in range(220)
    ]
    orders = [bought(n, "2024-02-01") for n in range(3)] + [bought(n, "2024-03-01") for n in (3, 4)]
    study = study_of(campaign_sends=sends, orders=orders)
    scope = Scope(study, date(2024, 6, 30), filled=study.filled())
    known = known_before(scope, trial(scope, "spring"))
    assert known["order_days"].count() == 3


def test_hillstroms_mail_for_men_cannot_be_targeted_by_who_buys() -> None:
    known = known_before(hillstrom(), mails())
    found = targeting(known, mails(), "Mens E-Mail", "converted")
    assert found.verdict == "no_better"
    assert found.qini == pytest.approx(-0.0002, abs=2e-4)
    rank = {"arm": "Mens E-Mail", "outcome": "converted", "verdict": found.verdict, **vars(found)}
    facts = {"campaign": "hillstrom", "ranked": [rank]}
    for language, sentence in (
        ("en", r"Mens E\-Mail · Converted, by your file** — targeting is no better than random"),
        ("zh-Hans", r"Mens E\-Mail · 转化（文件标记）**——精准挑选并不比随机好"),
    ):
        say = words(language)
        assert sentence in in_words(facts, say, Formats(say("language.locale")))


@pytest.mark.slow
def test_hillstroms_mail_for_women_works_half_as_well_again_on_the_best_three_tenths() -> None:
    found = targeting(known_before(hillstrom(), mails()), mails(), "Womens E-Mail", "clicked")
    assert found.qini == pytest.approx(0.0036, abs=4e-4)
    assert (found.effect, found.top_effect) == pytest.approx((0.0452, 0.067), abs=5e-3)
    assert found.top_low < 0.067 < found.top_high


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arm", "outcome", "qini"),
    [
        ("Mens E-Mail", "clicked", 0.0011),
        ("Womens E-Mail", "converted", 0.0003),
    ],
)
def test_hillstroms_qini_is_that_of_two_models_elsewhere(
    arm: str, outcome: str, qini: float
) -> None:
    found = targeting(known_before(hillstrom(), mails()), mails(), arm, outcome)
    assert found.qini == pytest.approx(qini, abs=4e-4)
    assert found.low < qini < found.high


def test_what_groups_can_show_is_what_they_were_sized_for() -> None:
    # Ten to twelve per cent takes 3,841 in each of two groups.
    assert detectable_change(0.11, 3841, 3841) == pytest.approx(0.02, abs=1e-4)


def test_the_next_campaign_is_sized_by_what_those_left_alone_did() -> None:
    """Half are left alone: both groups spread by p(1 − p) ÷ ½, times (1.96 + 0.84)² ÷ .02²."""
    _, whole = planted(works_on_all=True)
    name, share = usual(whole) or ("", 0.0)
    assert (name, share) == ("converted", round(whole.control["converted"].mean(), 4))
    needed = customers_needed(0.10, 0.02).set_index("held_out")["customers"]
    spread = 0.10 * 0.90 / 0.5 + 0.12 * 0.88 / 0.5
    assert needed[0.5] == pytest.approx(7.8489 * spread / 0.02**2, rel=1e-3)
    assert needed[0.05] > 4 * needed[0.5]
    # A fifth of .57 % is .114 points, and never less than a tenth of a point.
    assert (worth_knowing(0.0057), worth_knowing(0.001)) == (0.001, 0.001)
    assert worth_knowing(0.106) == 0.021
