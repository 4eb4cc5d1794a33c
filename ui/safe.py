"""The one place where a value from a file becomes text that no renderer takes for markup."""

import re
import unicodedata

# Whatever Markdown, its directives (:red[…], :material/…:) or LaTeX could make something of.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=@/^\"'])")
LONGEST = 120


def plain(value: object, longest: int = LONGEST) -> str:
    """A value as Markdown that shows just its characters, shortened where it is very long."""
    return _MARKUP.sub(r"\\\1", visible(value, longest))


def visible(value: object, longest: int = LONGEST) -> str:
    """A value without control and direction marks, shortened; for places that show plain text."""
    text = str(value)
    kept = text if text.isprintable() else "".join(map(_shown, text))
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def _shown(sign: str) -> str:
    if sign in "\n\r\t":
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign
