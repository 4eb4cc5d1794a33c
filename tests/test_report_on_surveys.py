"""The written report on real surveys says the numbers that their pages say, in both languages."""

from functools import cache
from typing import Any

import pytest

from metrics.satisfaction.drivers import drivers_of
from metrics.satisfaction.expectation_gaps import expectation_gaps
from metrics.satisfaction.experiences import experiences, kinds, outcomes
from metrics.satisfaction.questionnaires import QUESTIONNAIRES
from metrics.satisfaction.satisfaction_index import blocks, satisfaction_index
from metrics.scope import Scope
from metrics.stated.satisfaction_facts import SATISFACTION
from tests.files import dataset
from tests.house import DATASETS
from tests.read_in import read_in
from ui.document import markdown
from ui.formats import Formats
from ui.words import languages, words

LANGUAGES = sorted(languages())


@cache
def _mobi() -> Scope:
    dataset("survey_ecsi_mobi/mobi.csv")
    return read_in(DATASETS / "survey_ecsi_mobi" / "mobi.csv")


def _formats(language: str) -> Formats:
    return Formats(words(language)("language.locale"))


def _text(name: str, language: str) -> str:
    facts = {**SATISFACTION, **QUESTIONNAIRES}[name].facts(_mobi())
    empty: dict[str, Any] = {
        "files": [],
        "indicators": [],
        "locked": [],
        "as_of": None,
        "customers": 250,
    }
    return markdown({**empty, "models": {name: facts}}, words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_of_the_phone_survey_and_of_each_kind_is_its_page_s(language: str) -> None:
    text, formats = _text("satisfaction_index", language), _formats(language)
    found, each = satisfaction_index(_mobi()), blocks(_mobi())
    assert f"**{formats.value(found.value, 'score')}**" in text
    assert formats.interval(found.low, found.high, "score") in text
    assert len(each) > 5
    for row in each.to_dict("records"):
        kind = words(language)(f"block.{row['kind']}")
        interval = formats.interval(row["low"], row["high"], "score")
        told = text[text.index(f"{kind} {formats.value(row['value'], 'score')}") :]
        assert interval in told[:60]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gap_of_the_phone_survey_and_what_cannot_be_paired_are_its_page_s(
    language: str,
) -> None:
    text, formats = _text("expectation_gaps", language), _formats(language)
    found = expectation_gaps(_mobi())
    whole = found.rows.iloc[-1]
    assert formats.value(abs(whole["gap"]), "score") in text
    assert formats.difference(whole["high"], "score", "") in text
    assert found.unpaired
    assert [name for name in found.unpaired if str(name) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drivers_of_the_phone_survey_have_their_page_s_shares(language: str) -> None:
    text, formats = _text("drivers", language), _formats(language)
    kind = next(iter(kinds(_mobi())))
    page = drivers_of(experiences(_mobi(), kind, outcomes(_mobi())[0])).table
    shares = [
        f"{row['driver']} {formats.value(row['share'], 'share')}" for row in page.to_dict("records")
    ]
    assert [share for share in shares if share not in text] == []
