"""The report as Markdown: what was read, how the customers are, what could not be told."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from metrics.dimensions import dimension_called
from ui.facts import Facts
from ui.facts_in_words import SENTENCES
from ui.formats import Formats
from ui.labels import columns_named, markdown_label
from ui.listed_facts import LISTED
from ui.listed_lines import listed
from ui.refused_facts import refused
from ui.safe import plain
from ui.words import Words

_WORDED = ("customers", "purchases", "log_likelihood", "correlation", "renewal_months")
_LETTERS = ("r", "alpha", "s", "beta", "a", "b", "p", "q", "gamma")


def markdown(report: Facts, say: Words) -> str:
    """The whole report in the language of `say`."""
    formats = Formats(say("language.locale"))
    return "\n\n".join(
        [
            f"# {say('app.name')}",
            _seen_from(report, say, formats),
            say("report.customers", count=formats.count(report["customers"])),
            f"## {say('report.files')}",
            _files(report["files"], say, formats),
            _rules(report["files"], say),
            f"## {say('report.indicators')}",
            _indicators(report["indicators"], say, formats),
            f"## {say('report.models')}",
            _models(report["models"], say, formats),
            f"## {say('report.locked')}",
            _locked(report["locked"], say),
        ]
    )


def _seen_from(report: Facts, say: Words, formats: Formats) -> str:
    if report["as_of"] is None:
        return say("passport.period_snapshot")
    return say("passport.period_until", as_of=formats.day(date.fromisoformat(report["as_of"])))


def _files(files: Iterable[Facts], say: Words, formats: Formats) -> str:
    counts = ("rows_read", "rows_kept", "rows_set_aside")
    heads = [say("report.file"), say("report.table"), *(say(f"report.{name}") for name in counts)]
    rows = [
        [
            plain(file["file"]),
            say(f"table.{file['table']}") if file["table"] else "–",
            *(formats.count(file[name]) for name in counts),
        ]
        for file in files
    ]
    return _table(heads, rows)


def _rules(files: Iterable[Facts], say: Words) -> str:
    rules = dict.fromkeys(rule for file in files for rule in file["rules"])
    return "\n".join(f"- {say(f'rule.{rule}')}" for rule in rules)


def _indicators(indicators: Iterable[Facts], say: Words, formats: Formats) -> str:
    heads = [say(f"report.{name}") for name in ("indicator", "segment", "value", "interval", "n")]
    return _table(heads, [_indicator(facts, say, formats) for facts in indicators])


def _indicator(facts: Facts, say: Words, formats: Formats) -> list[str]:
    unit, name = facts["unit"], facts["name"]
    key = f"indicator.{name}.name" if say.has(f"indicator.{name}.name") else f"figures.{name}.name"
    return [
        say(key),
        _segment(facts.get("by"), say),
        formats.value(facts["value"], unit),
        formats.interval(facts["low"], facts["high"], unit),
        formats.count(facts["base"]),
    ]


def _segment(by: dict[str, str | None] | None, say: Words) -> str:
    if by is None:
        return say("figure.whole")
    ((dimension, segment),) = by.items()
    return markdown_label(say, dimension_called(dimension), segment)


def _models(models: dict[str, Facts], say: Words, formats: Formats) -> str:
    lines = [
        "- "
        + say("passport.fact", label=say(f"report.{name}"), fact=_model(name, facts, say, formats))
        for name, facts in models.items()
    ]
    return "\n".join(lines) or say("report.no_models")


def _model(name: str, facts: Facts, say: Words, formats: Formats) -> str:
    if "refused" in facts:
        return refused(facts, say, formats)
    if line := SENTENCES.get(name, partial(listed, name))(facts, say, formats):
        return line
    if name in LISTED:
        return say("report.nothing_told")
    told = (_parameter(k, v, say, formats) for k, v in facts.items() if _is_parameter(k, v))
    return say("list.comma").join(told) or say("report.nothing_told")


def _is_parameter(name: str, value: object) -> bool:
    return isinstance(value, int | float) and (name in _WORDED or name in _LETTERS)


def _parameter(name: str, value: float, say: Words, formats: Formats) -> str:
    """A letter of a model stands for itself; what has a word is called by it."""
    label = say(f"report.parameter.{name}") if name in _WORDED else name
    told = formats.count(value) if isinstance(value, int) else formats.decimal(value, 3)
    return f"{label} = {told}"


def _locked(locked: Iterable[Facts], say: Words) -> str:
    lines = [_lacking(say, facts) for facts in locked]
    return "\n".join(lines) or "–"


def _lacking(say: Words, facts: Facts) -> str:
    """The columns that would do; or that they are there, and not one row of them counts."""
    name, columns = facts["name"], columns_named(say, facts["missing"])
    told = say("report.uncounted", columns=columns) if facts.get("is_uncounted") else columns
    indicator = f"indicator.{name}.name"
    label = say(indicator if say.has(indicator) else f"report.{name}")
    return "- " + say("passport.fact", label=label, fact=told)


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
