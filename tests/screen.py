"""Everything that a page shows, as text: labels, options, tables, and all that charts write."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest


def some_of(names: Sequence[str], *first: str) -> list[Any]:
    """All of these for a test; those but the first named only where there is time for them."""
    slow = pytest.mark.slow
    return [name if name in first else pytest.param(name, marks=slow) for name in names]


TERMS = set(
    re.findall(
        r"\w+",
        """
    NPS CSAT CES RFM GRR NRR BG NBD Gamma Kaplan Meier Greenwood log rank Wilson Wald LMG
    Lindeman Merenda Gold Johnson Martilla James AUC Brier DeLong Platt Dick Basu
    DerSimonian Laird Newcombe Jeffreys ACSI CCSI SERVQUAL SERVPERF Parasuraman Zeithaml
    Berry Cronin Taylor Edwards Parry Fong Berger Brandt Dirichlet Anderson Goodman Lorenz
    Gini Fader Hardie Lee Deville df SQL ID vs CSV csv TSV UTF GBK GB Excel xlsx xls zip
    toml gz JSON Parquet ODS MB English Perennial Upload CTR CUPED Qini ROI IDIC Mackay
    Peppers Rogers GDPR PIPL Cochran Welch TF IDF gap Jaccard Tibshirani Walther
    Hastie DSO Quick Ratio Pareto sBG DERT DERL Gupta Lehmann Kotler Student XLSX ZIP
    GB18030 Kish Brookmeyer Crowley Hall Gelman
    """,
    )
)
"""What a Chinese reader reads in Latin letters: names and terms of art."""

# What no reader sees: identities, icons, settings, the one rule of style.
_UNSEEN = {
    "id",
    "icon",
    "type",
    "tag",
    "config",
    "default",
    "format",
    "min",
    "max",
    "selection_state",
}
_UNSEEN |= {"deferred_file_id", "language", "form_id", "page", "page_script_hash", "url", "accept"}
_UNSEEN |= {"styles", "uuid", "key", "accepted_file_types", "query_param_key"}
_UNREAD_MESSAGES = {"Html", "Space"}

# Where the text is drawn as it stands; everything else is read as Markdown.
_PLAIN = {
    ("Code", "code_text"),
    ("PlotlyChart", "alt"),
    ("Dataframe", "cell"),
    ("PlotlyChart", "chart"),
}

_CHART_TEXTS = {"text", "ticktext", "hovertext", "name", "label", "labels", "texttemplate"}


@dataclass(frozen=True)
class Text:
    """One text on screen, the kind of element that shows it, and which part of it."""

    element: str
    part: str
    text: str

    @property
    def is_markdown(self) -> bool:
        """Whether the browser reads it as Markdown."""
        return (self.element, self.part) not in _PLAIN

    @property
    def is_drawn(self) -> bool:
        """Whether it stands in a chart, whose texts are read as a few HTML tags."""
        return self.part == "chart"


def texts(app: AppTest) -> list[Text]:
    """Every text that the page shows."""
    return [text for node in app._tree.children.values() for text in _below(node)]


def _below(node: Any) -> Iterator[Text]:
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from _of_element(proto)
    for child in getattr(node, "children", {}).values():
        yield from _below(child)


def _of_element(proto: Message) -> Iterator[Text]:
    kind = proto.DESCRIPTOR.name
    if kind in _UNREAD_MESSAGES:
        return
    if kind == "PlotlyChart":
        yield from (Text(kind, "chart", text) for text in _chart_texts(json.loads(proto.spec)))
    if kind == "Dataframe":
        yield from (Text(kind, "cell", text) for text in _cells(proto))
        yield from (Text(kind, "heading", text) for text in _headings(proto))
    yield from (Text(kind, part, text) for part, text in _strings(proto) if text)


def _strings(message: Message) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        if field.name in _UNSEEN | {"spec", "columns", "arrow_data"}:
            continue
        if field.type == FieldDescriptor.TYPE_STRING:
            yield from (
                (field.name, text) for text in ([value] if isinstance(value, str) else value)
            )
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in [value] if isinstance(value, Message) else value:
                if isinstance(inner, Message):
                    yield from _strings(inner)


def _chart_texts(node: object, name: str = "") -> Iterator[str]:
    """What a chart writes; its ticks and marks, but neither its fonts nor its codes."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("template", "customdata"):
                yield from _chart_texts(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _chart_texts(value, name)
    elif (
        isinstance(node, str)
        and name in _CHART_TEXTS | {"x", "y"}
        and not re.match(r"[\d-]+T", node)
    ):
        yield node


def _table(content: bytes) -> pd.DataFrame:
    return pa.ipc.open_stream(content).read_all().to_pandas()


def _cells(proto: Any) -> Iterator[str]:
    """The cells as they are written; those of a styled table as its styles write them."""
    arrow = proto.arrow_data
    styled = arrow.styler.display_values
    rows = _table(styled or arrow.data)
    config = json.loads(proto.columns or "{}")
    for column in rows.columns:
        shown = _labels(config.get(str(column)))
        values = (value for value in rows[column].dropna() if not isinstance(value, bool))
        yield from (shown.get(str(value), str(value)) for value in values)


def _labels(column: dict[str, Any] | None) -> dict[str, str]:
    """How what can be chosen in the cells of a column is called on the screen."""
    options = (column or {}).get("type_config", {}).get("options") or []
    told = (o if isinstance(o, dict) else {"value": o, "label": o} for o in options)
    return {str(one["value"]): str(one["label"]) for one in told}


def _headings(proto: Any) -> Iterator[str]:
    config = json.loads(proto.columns or "{}")
    for column in _table(proto.arrow_data.data).columns:
        told = config.get(str(column), {})
        if not str(column).startswith("__index"):
            yield told.get("label") or str(column)
    for told in config.values():
        yield from _labels(told).values()


def opened_boxes(app: AppTest) -> AppTest:
    """The page with its filter box and the table of every figure open."""
    app.session_state["filter"] = True
    for block in app.get("popover"):
        key = re.search(r"-(t-[\w-]+)$", block.proto.popover.id)
        if key:
            app.session_state[key[1]] = True
    return app.run()


def without_markup(text: Text) -> str:
    """The characters that a reader sees of a text."""
    if text.is_drawn:
        return html.unescape(re.sub(r"</?(b|br|i|sub|sup|span|extra)[^>]*>", " ", text.text))
    if not text.is_markdown:
        return text.text
    shown = re.sub(r"(?<!\\):(material/\w+:|(red|green|gray|orange|small)\b)", "", text.text)
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", shown)
