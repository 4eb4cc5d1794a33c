"""The report's lines on questionnaires: the pages' own sentences on gaps, weights and features."""

from collections.abc import Callable, Sequence

from ui.facts import Facts, Row
from ui.formats import Formats
from ui.gaps_in_words import gap_cautions, slopes_told, worst_told
from ui.safe import plain
from ui.sure import surely
from ui.words import Words

_CHANCE = 0.05


def index(facts: Facts, say: Words, formats: Formats) -> str:
    """The index of satisfaction, and what each question weighs in it."""
    value = say(
        "satisfaction_index.value",
        value=formats.value(facts["value"], "score"),
        interval=formats.interval(facts["low"], facts["high"], "score"),
        customers=formats.count(facts["base"]),
        equal=formats.value(facts["equal"], "score"),
    )
    weights = say("list.comma").join(
        f"{plain(row['item'])} {formats.value(row['weight'], 'share')}"
        for row in facts["questions"]
    )
    own = say("satisfaction_index.own", weights=weights)
    return say.passage([value, own, *_kinds(facts.get("kinds", []), say, formats)])


def _kinds(rows: Sequence[Row], say: Words, formats: Formats) -> list[str]:
    """The index of each kind of question, as the page has it where there are several."""
    if len(rows) < 2:
        return []
    told = say("list.semicolon").join(
        say(
            "report.kind_told",
            kind=say(f"block.{row['kind']}"),
            value=surely(
                formats.value(row["value"], "score"),
                formats.interval(row["low"], row["high"], "score"),
                row["base"],
                say,
                formats,
            ),
            questions=formats.count(row["questions"]),
        )
        for row in rows
    )
    return [say("satisfaction_index.blocks"), say("list.ended", told=told)]


def gaps(facts: Facts, say: Words, formats: Formats) -> str:
    """What is found against what was expected, then against what was wished for."""
    ends = {"gap": ("low", "high"), "wish": ("wish_low", "wish_high")}
    whole = [
        _gap(name, facts[low], facts[high], facts, say, formats)
        for name, (low, high) in ends.items()
        if name in facts
    ]
    parts = facts.get("parts", [])
    each = [
        say(f"report.{key}", parts=told)
        for key, name in (("gaps_told", "gap"), ("wishes_told", "wish"))
        if (told := _gaps_by_part(name, ends[name], parts, say, formats))
    ]
    cautions = [gap_cautions(facts, say, formats)] if "unpaired" in facts else []
    return say.passage([*whole, *worst_told(parts, say, formats), *each, *cautions])


def _gaps_by_part(
    name: str, ends: tuple[str, str], rows: Sequence[Row], say: Words, formats: Formats
) -> str:
    base = "base" if name == "gap" else "wish_base"
    told = [row for row in rows if row.get(name) is not None]
    return say("list.semicolon").join(
        say(
            "report.gap_of",
            part=plain(row["item"]),
            gap=formats.difference(row[name], "score", ""),
            interval=say(
                "report.within",
                interval=_ends(row[ends[0]], row[ends[1]], say, formats),
                n=formats.count(row[base]),
            ),
        )
        for row in told
    )


def _gap(name: str, low: float, high: float, facts: Facts, say: Words, formats: Formats) -> str:
    side = "above" if low > 0 else "below" if high < 0 else "level"
    return say(
        f"gap.{name}_{side}",
        size=formats.value(abs(facts[name]), "score"),
        interval=_ends(low, high, say, formats),
        customers=formats.count(facts.get("base", 0)),
    )


def _ends(low: float, high: float, say: Words, formats: Formats) -> str:
    told = [formats.difference(end, "score", "") for end in (low, high)]
    return say("gap.ends", low=told[0], high=told[1])


def surface(facts: Facts, say: Words, formats: Formats) -> str:
    """How much expectation and experience explain apart, and how much their gap does."""
    whole = say(
        f"response_surface.{'better' if facts['p'] < _CHANCE else 'no_better'}",
        share=formats.value(facts["r_squared"], "share"),
        bare=formats.value(facts["difference_r_squared"], "share"),
        p=formats.probability(facts["p"]),
        customers=formats.count(facts["base"]),
    )
    return say.passage([whole, *slopes_told(facts["coefficients"], say)])


def servqual(facts: Facts, say: Words, formats: Formats) -> str:
    """Both measures of service on the whole, then the gap of each dimension."""
    whole = say(
        "servqual.value",
        gap=formats.difference(facts["servqual"], "score", ""),
        gap_interval=_ends(facts["gap"][0], facts["gap"][1], say, formats),
        perceived=formats.value(facts["servperf"], "score"),
        perceived_interval=formats.interval(facts["perceived"][0], facts["perceived"][1], "score"),
        customers=formats.count(facts["base"]),
    )
    parts = say("list.semicolon").join(
        say(
            "report.gap_of",
            part=say(f"servqual.{row['part']}"),
            gap=formats.difference(row["gap"], "score", ""),
            interval=_ends(row["low"], row["high"], say, formats),
        )
        for row in facts["rows"]
    )
    weighing = say("servqual.weighted" if facts["is_weighted"] else "servqual.unweighted")
    return say.passage([whole, say("report.gaps_told", parts=parts), weighing])


def kano(facts: Facts, say: Words, formats: Formats) -> str:
    """What each feature is to most customers, and how many having it makes content."""
    told = say("list.semicolon").join(_feature(row, say, formats) for row in facts["features"])
    return say.passage([told, say("kano.turned")] if facts.get("is_turned") else [told])


def _feature(row: Facts, say: Words, formats: Formats) -> str:
    kind, other = (say(f"kano.kind.{row[name]}") for name in ("kind", "runner_up"))
    return say(
        "report.kano_clear" if row["is_clear"] else "report.kano_close",
        name=plain(row["item"]),
        kind=kind,
        other=other,
        share=formats.value(row[row["kind"]], "share"),
        better=formats.value(row["better"], "share"),
        interval=formats.interval(row["better_low"], row["better_high"], "share"),
    )


QUESTIONNAIRE_SENTENCES: dict[str, Callable[[Facts, Words, Formats], str]] = {
    "satisfaction_index": index,
    "expectation_gaps": gaps,
    "response_surface": surface,
    "servqual": servqual,
    "kano": kano,
}
