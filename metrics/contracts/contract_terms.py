"""For how long a contract binds, read from what it is called: "One year", "24 months", 年付."""

import re
import tomllib
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("contract_terms.toml")


@cache
def term_months(name: str | None) -> float | None:
    """The months that the name of a contract or a plan speaks of; None where it says none."""
    told = _told()
    text = re.sub(r"[\W_]", "", name.lower()) if isinstance(name, str) else ""
    # "semiannual" says "annual" as well: the longer word is meant.
    words = sorted(told["words"], key=len, reverse=True)
    if found := re.search(_counted(), text):
        count = told["numbers"].get(found[1]) or float(found[1])
        return count * told["units"][found[2]] or None
    return next((told["words"][word] for word in words if word in text), None)


@cache
def _told() -> dict[str, dict[str, float]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


@cache
def _counted() -> str:
    """A number and its unit, the longer words first."""
    told = _told()
    numbers, units = (
        "|".join(sorted(told[n], key=len, reverse=True)) for n in ("numbers", "units")
    )
    return rf"(\d{{1,3}}|{numbers})({units})"
