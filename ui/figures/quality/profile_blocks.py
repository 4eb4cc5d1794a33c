"""How much of a profile is filled, by the blocks of Mackay's questionnaire."""

import pandas as pd
import streamlit as st

from metrics.quality.profile_blocks import Profile, completeness
from ui.block import block
from ui.figures.segments.census import census
from ui.passport import of_figure
from ui.safe import plain, visible
from ui.view import View

_ITEMS = 66


@block
def profile(view: View) -> None:
    """One bar per block that the data know anything of; which are empty, and what is guarded."""
    found = completeness(view.scope)
    told = found.blocks.assign(
        label=[view.say(f"profile.block.{block}") for block in found.blocks["block"]]
    )
    whole = told[["filled", "base"]].sum()
    share = whole["filled"] / whole["base"] if whole["base"] else float("nan")
    facts = {
        "share": view.formats.value(share, "share"),
        "fields": view.formats.count(told["fields"].sum()),
    }
    st.markdown(view.say("profile.whole", items=_ITEMS, **facts))
    rows = told[["label", "value", "fields", "filled", "base"]]
    census(view, rows[rows["fields"] > 0], of_figure(view, "profile_blocks"), "profile-blocks")
    empty = told.loc[told["fields"] == 0, "label"]
    if len(empty):
        st.caption(view.say("profile.nothing_asked", blocks=view.say("list.comma").join(empty)))
    _guarded(view, found)
    _gaps(view, found)


def _guarded(view: View, found: Profile) -> None:
    st.caption(view.say("profile.sensitive"))
    if found.guarded:
        names = view.say("list.comma").join(plain(visible(name, 40)) for name in found.guarded)
        st.warning(view.say("profile.guarded", names=names), icon=":material/shield:")


def _gaps(view: View, found: Profile) -> None:
    """The fields with the most gaps, for those who want to fill them."""
    box = st.expander(view.say("profile.gaps"), key="profile-gaps", on_change="rerun")
    if not box.open:
        return
    with box:
        fields = found.fields.sort_values("value", ignore_index=True)
        rows = pd.DataFrame({"label": [_field(view, row) for row in fields.to_dict("records")]})
        rows = rows.assign(value=fields["value"], filled=fields["filled"], base=fields["base"])
        census(view, rows, of_figure(view, "profile_fields"), "profile-fields")


def _field(view: View, row: dict[object, object]) -> str:
    name = str(row["field"])
    return visible(name, 40) if row["is_own"] else view.say(f"column.{name}")
