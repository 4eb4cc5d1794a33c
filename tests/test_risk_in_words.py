"""The sentences on a forecast of leaving, where it did well and where it did not."""

import pytest

from ui.formats import Formats
from ui.risk_in_words import verdicts
from ui.words import languages, words

RECORD = {
    **{"auc": 0.8, "auc_low": 0.75, "auc_high": 0.85, "base_rate": 0.5, "brier": 0.2},
    **{"skill": 0.2, "customers": 1000, "events": 500, "top_decile_lift": 1.8},
    "evaluated_on": None,
}


@pytest.mark.parametrize("language", sorted(languages()))
def test_chances_further_off_than_the_base_rate_are_called_that_and_save_nothing(
    language: str,
) -> None:
    say, formats = words(language), Formats(words(language)("language.locale"))
    poor = verdicts(RECORD | {"skill": -0.048, "brier": 0.262}, say, formats)
    facts = {"base_rate": "50.0%", "worse": "4.8%", "brier": "0.262"}
    assert say("churn_risk.brier_worse", **facts) in poor
    assert not any("-4.8%" in sentence or "−4.8%" in sentence for sentence in poor)
    fair = verdicts(RECORD, say, formats)
    assert say("churn_risk.brier", base_rate="50.0%", skill="20.0%", brier="0.200") in fair
