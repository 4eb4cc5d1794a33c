"""How comments were read, in words: by what was learned or by a word list, and how well."""

from collections.abc import Sequence
from datetime import date

from metrics.comments.sentiment import SCORED_NEEDED
from ui.facts import Facts, Row
from ui.formats import Formats
from ui.safe import plain
from ui.sure import share_surely, surely
from ui.words import Words


def read_told(one: Facts, say: Words, formats: Formats) -> str:
    """How a language's comments were read, on what that was tried, and whether it is a guess.

    `one` has language, comments, scored, is_rough, auc with low and high, is_guess, tried,
    evaluated_on and since, an ISO day; auc is None where nothing could be tried.
    """
    facts = {
        "language": say(f"comments.language_{one['language']}"),
        "comments": formats.count(one["comments"]),
        "scored": formats.count(one["scored"]),
        "need": formats.count(SCORED_NEEDED),
    }
    said = [say("comments.rough" if one["is_rough"] else "comments.learned", **facts)]
    if one["auc"] is None:
        return say.passage([*said, say("comments.untried")])
    return say.passage([*said, *_tried(one, say, formats)])


def _tried(one: Facts, say: Words, formats: Formats) -> list[str]:
    tried = {
        "pairs": formats.value(one["auc"], "share"),
        "interval": formats.interval(one["low"], one["high"], "share"),
        "tried": formats.count(one["tried"]),
        "day": formats.day(date.fromisoformat(one["since"])) if one["since"] else "",
    }
    verdict = "comments.guess" if one["is_guess"] else "comments.auc"
    return [say(f"comments.tried_{one['evaluated_on']}", **tried), say(verdict, **tried)]


def comments_told(facts: Facts, say: Words, formats: Formats) -> str:
    """The same of every language, for a report."""
    return say.passage(read_told(one, say, formats) for one in facts["by_language"])


def themes_told(facts: Facts, say: Words, formats: Formats) -> str:
    """Each theme's share of all comments, and how its marks stand against those of the others."""
    if not facts["themes"]:
        return ""
    told = say("list.semicolon").join(_theme(row, say, formats) for row in facts["themes"])
    each = say("report.all_from", told=told, n=formats.count(facts["comments"]))
    return say.passage([opening_told(facts, say, formats), each])


def opening_told(facts: Facts, say: Words, formats: Formats) -> str:
    """How many comments there are, how many speak of a theme, and which drags the marks down most.

    `facts` has comments, customers, scored, uncovered, and themes: theme, gap with gap_low and
    gap_high, pull and is_notable.
    """
    base = facts["comments"]
    whole = {
        "comments": formats.count(base),
        "customers": formats.count(facts["customers"]),
        "scored": formats.value(facts["scored"] / base, "share"),
        "covered": formats.value(1 - facts["uncovered"] / base, "share"),
    }
    is_all = facts["scored"] == base
    said = say("comments.said_all" if is_all else "comments.said", **whole)
    return say.passage([said, *_drag(facts["themes"], say, formats)])


def _drag(themes: Sequence[Row], say: Words, formats: Formats) -> list[str]:
    marked = [row for row in themes if row["gap"] is not None and row["gap"] == row["gap"]]
    drags = [row for row in marked if row["is_notable"] and row["gap"] < 0]
    if not drags:
        return [say("comments.no_drag")] if marked else []
    most = min(drags, key=lambda row: float(row["pull"]))
    sizes = {"gap": "gap", "low": "gap_high", "high": "gap_low", "pull": "pull"}
    told = {name: formats.decimal(-most[of], 1) for name, of in sizes.items()}
    return [say("comments.worst", theme=_name(most, say), **told)]


def _name(row: Row, say: Words) -> str:
    return say.or_itself("segment.theme", plain(row["theme"]))


def _theme(row: Row, say: Words, formats: Formats) -> str:
    name = _name(row, say)
    share = share_surely((row["share"], row["low"], row["high"]), None, say, formats)
    if row["gap"] is None:
        return f"{name} {share}"
    ends = (formats.difference(row[end], "score", "") for end in ("gap_low", "gap_high"))
    interval = say("gap.ends", **dict(zip(("low", "high"), ends, strict=True)))
    gap = surely(formats.difference(row["gap"], "score", ""), interval, None, say, formats)
    return say("report.theme_marks", theme=f"{name} {share}", gap=gap)
