"""What a report states of comments: how each language was read, and what is written about."""

from dataclasses import dataclass
from functools import cached_property, partial

from metrics.comments.moods import moods
from metrics.comments.sentiment import Heard, Sentiment, heard
from metrics.comments.themes import NEEDED, standard_themes, themes_said
from metrics.comments.written import READS
from metrics.quality.maturity import maturity
from metrics.refusals import insist
from metrics.scope import Scope
from metrics.stated.reported import Area, Facts, Reported, records


@dataclass(frozen=True)
class Listened:
    """What two of these facts stand on, learned once for both."""

    scope: Scope

    @cached_property
    def heard(self) -> Heard:
        """Every comment read."""
        return heard(self.scope)


def commenting(to: Listened) -> Area:
    """The facts of comments, by name."""
    return {
        "sentiment": Reported(lambda _: _sentiment(to.heard), READS),
        "moods": Reported(lambda scope: {"marks": records(moods(scope, to.heard))}, READS),
        "themes": Reported(_themes, READS),
        "maturity": Reported(partial(_maturity, to), ("survey_responses.score",)),
    }


def _sentiment(found: Heard) -> Facts:
    """The commonest language's auc with low and high, comments, scored, is_rough, evaluated_on and
    since; `by_language` has one for each. Numbers are null where nothing could be tried.
    """
    told = [sentiment_facts(one) for one in found.languages]
    return {**told[0], "by_language": told}


def _themes(scope: Scope) -> Facts:
    """One record per theme of ours in the period; of the comments, how many no theme covers, how
    many come with a mark, and from how many customers they are.
    """
    said = themes_said(scope, standard_themes())
    insist(NEEDED, said.base, "comments")
    themes = records(said.table)
    counts = {name: getattr(said, name) for name in ("uncovered", "scored", "customers")}
    return {"comments": said.base, **counts, "themes": themes}


def _maturity(to: Listened, scope: Scope) -> Facts:
    """How far the care for customers has come; what its comments tell was learned already."""
    found = maturity(scope, lambda: to.heard)
    guided = None if found.guided is None else records(found.guided.to_frame().T)[0]
    return {"parts": records(found.rows), "guided": guided, "missing": list(found.missing)}


def sentiment_facts(one: Sentiment) -> Facts:
    """How one language's comments were read and tried; a page words the same."""
    tried = one.quality
    return {
        "language": one.language,
        "auc": tried and tried.auc,
        "low": tried and tried.auc_low,
        "high": tried and tried.auc_high,
        "tried": tried.customers if tried else 0,
        "is_guess": tried.is_guess if tried else None,
        "comments": one.comments,
        "scored": one.scored,
        "is_rough": one.is_rough,
        "evaluated_on": one.evaluated_on,
        "since": one.since and one.since.isoformat(),
    }
