"""What customers write about where no theme of ours speaks: terms to make themes of.

Only suggestions: nothing tells by itself which words belong together. A term is said more often
where no theme is spoken of than elsewhere, by log-odds with a prior (Monroe, Colaresi & Quinn
2008); of several that are said together the commonest stands for them.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from metrics.comments.lexicon import binding_signs, judging_words
from metrics.comments.themes import Theme, pattern
from metrics.comments.written import BOUNDS, IN_PERIOD, MARKED
from metrics.scope import Scope
from metrics.statistics.intervals import Numbers, Z

MOST_READ = 1_500
LONGEST_READ = 300
FEWEST = 5
RAREST_SHARE = 0.005
MOST_TERMS = 8
_LITTLE_NEW = 0.5
_FIRST_SIGN, _LAST_SIGN = 0x4E00, 0x9FFF


def suggested_terms(scope: Scope, themes: Sequence[Theme]) -> list[str]:
    """Terms of the comments of the period that no theme covers, the commonest first."""
    rows = scope.frame(
        f"""with {MARKED},
told as (
  -- one row per comment of the period, and whether a theme covers it
  select comment, language, regexp_matches(lower(comment), $theme) as is_covered
  from comments where {IN_PERIOD}
)
-- as many of either kind, drawn by the hash of the text
select lower(left(comment, $longest)) as comment, language, is_covered from told
qualify row_number() over (partition by language, is_covered order by hash(comment), comment)
  <= $most""",
        **BOUNDS,
        theme=pattern(tuple(word for theme in themes for word in theme.words)),
        most=MOST_READ,
        longest=LONGEST_READ,
    )
    found = [
        term for language, part in rows.groupby("language") for term in _terms(part, str(language))
    ]
    return [term for term, _ in sorted(found, key=lambda pair: -pair[1])[:MOST_TERMS]]


def _terms(rows: pd.DataFrame, language: str) -> list[tuple[str, int]]:
    """The terms that stand out, each with how many comments say it that no other term covers."""
    is_open = ~rows["is_covered"].to_numpy(bool)
    fewest = max(FEWEST, int(RAREST_SHARE * is_open.sum()))
    if is_open.sum() < fewest:
        return []
    counts, names = _counted(rows["comment"], language, fewest)
    if not names:
        return []
    within = np.asarray(counts[is_open].sum(axis=0)).ravel()
    without = np.asarray(counts[~is_open].sum(axis=0)).ravel()
    # Where every comment is open there is nothing to hold them against.
    stands_out = _log_odds(within, without) > Z if without.any() else within > 0
    kept = np.flatnonzero(stands_out & (within >= fewest))
    return _apart(counts[is_open][:, kept], [names[place] for place in kept], fewest)


def _counted(texts: pd.Series, language: str, fewest: int) -> tuple[sparse.csc_matrix, list[str]]:
    ways = {
        "zh": CountVectorizer(binary=True, analyzer="char", ngram_range=(2, 4), min_df=fewest),
        "en": CountVectorizer(binary=True, ngram_range=(1, 2), min_df=fewest),
    }
    way = ways[language]
    try:
        counts = way.fit_transform(texts).tocsc()
    except ValueError:
        # Not one term is said often enough.
        return sparse.csc_matrix((len(texts), 0)), []
    names = way.get_feature_names_out()
    is_term = np.array([_is_term(name, language) for name in names], bool)
    return counts[:, np.flatnonzero(is_term)], names[is_term].tolist()


def _is_term(run: str, language: str) -> bool:
    """Whether a run of words or signs may name something, and does not merely praise or blame."""
    if language == "en":
        mere = judging_words(language) | ENGLISH_STOP_WORDS
        return not any(word in mere for word in run.split())
    binding = binding_signs()
    is_chinese = all(_FIRST_SIGN <= ord(sign) <= _LAST_SIGN for sign in run)
    is_word = is_chinese and run[0] not in binding and run[-1] not in binding
    return is_word and run not in judging_words(language)


def _log_odds(within: Numbers, without: Numbers) -> Numbers:
    """By how many standard errors a term is said more often within, each term its own prior."""
    prior = within + without
    first, second = within + prior, without + prior
    odds = np.log(first / (2 * within.sum() + without.sum() - first)) - np.log(
        second / (2 * without.sum() + within.sum() - second)
    )
    return np.asarray(odds / np.sqrt(1 / first + 1 / second))


def _apart(counts: sparse.csc_matrix, names: list[str], fewest: int) -> list[tuple[str, int]]:
    """One after the other the term that covers most comments which none before it covers."""
    is_left = np.ones(counts.shape[0], bool)
    found: list[tuple[str, int]] = []
    while names and len(found) < MOST_TERMS:
        new = np.asarray(counts[is_left].sum(axis=0)).ravel()
        # Of terms that are said by as many, the longer one says more.
        place = max(range(len(names)), key=lambda at: (new[at], len(names[at])))
        if new[place] < fewest:
            break
        all_of_it = counts[:, [place]].sum()
        if new[place] >= _LITTLE_NEW * all_of_it:
            found.append((names[place], int(new[place])))
        is_left &= ~(np.asarray(counts[:, [place]].todense()).ravel() > 0)
    return found
