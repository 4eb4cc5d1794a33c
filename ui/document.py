"""The report as Markdown: what was read, how the customers are, what could not be told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ui.document_campaigns import campaign_effects, winning_back
from ui.document_census import quality
from ui.formats import Formats
from ui.risk_in_words import verdicts
from ui.safe import plain
from ui.service_in_words import service_told
from ui.words import Words

Facts = dict[str, Any]


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
    if segment is None:
        return say("segment.no_value")
    return plain(say.or_itself(f"segment.{dimension}", segment))


def _models(models: dict[str, Facts], say: Words, formats: Formats) -> str:
    lines = [
        "- " + say("passport.fact", label=say(f"report.{name}"), fact=_model(facts, say, formats))
        for name, facts in models.items()
    ]
    return "\n".join(lines) or say("report.no_models")


def _model(facts: Facts, say: Words, formats: Formats) -> str:
    if facts.get("refused") == "too_few":
        what = say(f"counted.{facts['of']}")
        return say("empty.too_few", have=facts["have"], need=facts["need"], what=what)
    if "refused" in facts:
        why = say(f"refusal.{facts['refused']}", **{k: plain(v) for k, v in facts.items()})
        return say("empty.not_computable", why=why)
    if "times" in facts:
        return _curve(facts, say, formats)
    if "not_shown" in facts:
        return say.passage(say(f"plain_buying.{kind}") for kind in facts["not_shown"])
    if "outcomes" in facts:
        return " · ".join(_drivers(one, say, formats) for one in facts["outcomes"])
    if "top_decile_lift" in facts:
        return say.passage(verdicts(facts, say, formats))
    if "campaigns" in facts:
        return campaign_effects(facts["campaigns"], say, formats)
    if "completeness" in facts:
        return quality(facts, say, formats)
    if "control_base" in facts:
        return winning_back(facts, say, formats)
    if "is_of" in facts:
        return _value(facts, say, formats)
    if said := service_told(facts, say, formats):
        return said
    numbers = {k: v for k, v in facts.items() if isinstance(v, int | float)}
    return say("list.comma").join(
        f"{k} = {formats.count(v) if isinstance(v, int) else formats.decimal(v, 3)}"
        for k, v in numbers.items()
    )


def _value(facts: Facts, say: Words, formats: Formats) -> str:
    """What all customers will bring within the time, and the interval where there is one."""
    return say(
        "report.value_ahead",
        value=formats.money(facts["value"]),
        interval=formats.interval(facts["low"], facts["high"], "money"),
        customers=formats.count(facts["customers"]),
        weeks=facts["weeks"],
        discount=formats.value(facts["discount"], "share"),
        what=say(f"valuation.{facts['is_of']}_word"),
    )


def _drivers(facts: Facts, say: Words, formats: Formats) -> str:
    """What goes with one outcome: the share of each part, and how much all explain."""
    parts = (f"{plain(d['driver'])} {formats.value(d['share'], 'share')}" for d in facts["drivers"])
    key = f"drivers.whole.{facts['outcome']}"
    return say(
        "report.driver",
        outcome=say(key) if say.has(key) else plain(facts["outcome"]),
        parts=say("list.comma").join(parts),
        share=formats.value(facts["r_squared"], "share"),
        customers=formats.count(facts["customers"]),
    )


def _curve(facts: Facts, say: Words, formats: Formats) -> str:
    """What is left of the customers after one, two … years."""
    told = []
    for months in (12, 24, 36, 60):
        reached = [s for t, s in zip(facts["times"], facts["survival"], strict=True) if t <= months]
        if facts["times"] and facts["times"][-1] >= months:
            share = formats.value(reached[-1], "share")
            told.append(say("report.survival_at", months=months, share=share))
    return " · ".join(told) or say("report.too_short")


def _locked(locked: Iterable[Facts], say: Words) -> str:
    lines = [_lacking(say, str(facts["name"]), facts["missing"]) for facts in locked]
    return "\n".join(lines) or "–"


def _lacking(say: Words, name: str, missing: Iterable[str]) -> str:
    label = say(f"indicator.{name}.name")
    return "- " + say("passport.fact", label=label, fact=_columns(missing, say))


def _columns(missing: Iterable[str], say: Words) -> str:
    pairs = (name.split(".") for name in missing)
    return say("list.comma").join(f"{say(f'column.{c}')} ({say(f'table.{t}')})" for t, c in pairs)


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
