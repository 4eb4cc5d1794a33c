"""Why a column is left without a meaning: nothing in it, another has it, values that differ."""

from data.recognising.columns import DESCRIBING
from data.recognising.header_kinds import is_bookkeeping
from data.recognising.headers import known
from data.recognising.profiles import Profile


def reason(table: str, header: str, profile: Profile, taken: set[str]) -> str:
    """The word for why a column of a file with this table means nothing of ours."""
    if profile.is_blank:
        return "blank_column"
    if is_bookkeeping(header):
        return "bookkeeping"
    meant = {f"{one.table}.{one.column}" for one in known(table, header)}
    meant |= {
        f"customers.{one.column}" for one in known("customers", header) if one.column in DESCRIBING
    }
    if meant & taken:
        return "other_column"
    return "values_object" if meant else "unknown"
