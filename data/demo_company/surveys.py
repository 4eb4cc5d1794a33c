"""What customers of the demo company answered, question by question and in their own words."""

from typing import Final

import numpy as np
import pandas as pd

from data.demo_company.asked import AFTER_PURCHASE, AFTER_SERVICE, CHECK_IN, RELATIONSHIP, Asked
from data.demo_company.calendar import Flags, Real, Whole, instants
from data.demo_company.opinions import opinions
from data.demo_company.orders import customer_ids
from data.demo_company.people import People
from data.demo_company.planted import strength
from data.demo_company.words import COMMENTS_PER_THEME, MOODS, THEMES, Words, numbered, said

_FIVE: Final = (1.0, 5.0)
_SCALES: Final = {
    "csat": _FIVE,
    "nps": (0.0, 10.0),
    "kano_with": _FIVE,
    "kano_without": _FIVE,
}
_SEVEN: Final = (1.0, 7.0)
_SLIPS = 20
"""One comment in so many goes against its mark: words and marks do not always agree."""

_UPSET: Final = {"csat": 0.5, "nps": 0.65, "ces": 0.5}
"""Below this share of the scale people write what upset them: of ten, up to six is a detractor."""

_COMMENT_SHARES: Final = {"csat": 0.55, "nps": 0.25, "ces": 0.4}
_HEADLINES: Final = (
    ("csat", "overall", (AFTER_PURCHASE, RELATIONSHIP)),
    ("nps", "recommend", (CHECK_IN, RELATIONSHIP)),
    ("ces", "effort", (AFTER_SERVICE,)),
)
# Reliability counts most, then responsiveness; the looks of things hardly.
_DRIVES = strength("reliability_drives") * np.array([0.42, 0.2, 0.1, 0.08, 0.03])


def survey_rows(
    people: People, asked: Asked, words: Words, random: np.random.Generator
) -> pd.DataFrame:
    """The survey_responses table: one row per answer, and one per headline question unanswered.

    Answers to one questionnaire share their response_id. The further questions of a relationship
    survey carry no sent_at, so that a long questionnaire does not outweigh the short ones.
    """
    number = np.arange(1, asked.who.size + 1)
    parts = []
    for instrument, item, touchpoints in _HEADLINES:
        chosen = np.isin(asked.touchpoint, touchpoints)
        these = asked.only(chosen)
        score = _headline(instrument, these, random)
        rows = _rows(these, number[chosen], instrument, f"items.{item}", score[:, None], words)
        comment = _comments(instrument, these, score, random)
        parts.append(rows.assign(comment=said(words.comments(), comment)))
    studied = (asked.touchpoint == RELATIONSHIP) & (asked.answered >= 0)
    these = asked.only(studied)
    for instrument, item, scores in opinions(people, these, random):
        rows = _rows(these, number[studied], instrument, f"items.{item}", scores, words)
        parts.append(rows.assign(sent_at=instants(np.full(len(rows), -1))))
    rows = pd.concat(parts, ignore_index=True)
    return rows.sort_values("response_id", kind="stable", ignore_index=True)


def _headline(instrument: str, asked: Asked, random: np.random.Generator) -> Real:
    """The score of each questionnaire, unknown where it did not come back."""
    felt = asked.felt + np.where(asked.touchpoint == RELATIONSHIP, asked.quirks @ _DRIVES, 0.0)
    if instrument == "csat":
        score = 4.0 + 0.8 * felt
    elif instrument == "nps":
        score = 8.1 + 1.6 * felt + random.normal(0, 0.8, felt.size)
    else:
        score = 6.2 + 0.6 * felt - 0.7 * np.log2(1 + asked.hours / 6)
    low, high = _SCALES.get(instrument, _SEVEN)
    return np.where(asked.answered < 0, np.nan, np.clip(np.rint(score), low, high))


def _comments(instrument: str, asked: Asked, score: Real, random: np.random.Generator) -> Whole:
    low, high = _SCALES.get(instrument, _SEVEN)
    height = np.nan_to_num((score - low) / (high - low))
    mood = np.where(height < _UPSET[instrument], 0, np.where(height < 0.75, 1, len(MOODS) - 1))
    drawn = random.integers(0, _SLIPS * COMMENTS_PER_THEME, asked.who.size)
    slip, sentence = np.divmod(drawn, COMMENTS_PER_THEME)
    mood = np.where(slip == 0, len(MOODS) - 1 - mood, mood)
    # Behind a mark in the middle there often is one thing that went wrong.
    mood = np.where((mood == 1) & (slip < _SLIPS // 3), 0, mood)
    comment = (mood * len(THEMES) + asked.theme) * COMMENTS_PER_THEME + sentence
    # Those who are upset write more often than those who are content.
    chance = _COMMENT_SHARES[instrument] * np.where(height < 0.5, 1.4, 1.0)
    is_written: Flags = (random.random(asked.who.size) < chance) & ~np.isnan(score)
    return np.where(is_written, comment, -1)


def _rows(
    asked: Asked, number: Whole, instrument: str, item: str, scores: Real, words: Words
) -> pd.DataFrame:
    """One row per questionnaire and item; `scores` has one column per item."""
    size, width = scores.shape
    low, high = _SCALES.get(instrument, _SEVEN)
    return pd.DataFrame(
        {
            "response_id": numbered("R", np.repeat(number, width)),
            "customer_id": customer_ids(np.repeat(asked.who, width)),
            "answered_at": instants(np.repeat(asked.answered, width)),
            "sent_at": instants(np.repeat(asked.sent, width)),
            "instrument": said([instrument], np.zeros(size * width, dtype=np.int64)),
            "item": words.said(item, np.tile(np.arange(width), size)),
            "score": scores.ravel(),
            "scale_min": low,
            "scale_max": high,
            "touchpoint": words.said("touchpoints", np.repeat(asked.touchpoint, width)),
        }
    )
