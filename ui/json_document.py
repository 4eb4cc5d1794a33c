"""The report as JSON, for other programs."""

import json
import math
from typing import Any


def as_json(report: dict[str, Any]) -> str:
    """The facts as JSON that any reader takes: null for what could not be computed."""
    return json.dumps(_finite(report), ensure_ascii=False, indent=2, default=str)


def _finite(node: object) -> object:
    """JSON knows no nan: what could not be computed is null."""
    if isinstance(node, dict):
        return {key: _finite(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_finite(value) for value in node]
    return None if isinstance(node, float) and not math.isfinite(node) else node
