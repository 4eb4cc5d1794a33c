"""What a file needs to be an export of one kind: of a table, of people, of those who were asked."""

from dataclasses import dataclass

from data.recognising.evidence import Evidence
from data.recognising.header_kinds import mentions
from data.recognising.header_others import forbids, names_place

SOMEBODY = ("customer_id", "name", "first_name", "last_name", "email", "phone")
"""What says who somebody is."""

_REACHED = ("email", "phone")
_BOTH = _FIRST = 2
_SEVERAL = 3
_SENTENCE = 12
_PLAIN = 0.55
_SOLD = ("orders", "invoices")
_PLACES = frozenset(("city", "region", "country"))
_MARKS_GIVEN = frozenset(("score", "satisfaction", "recommendation", "effort"))


@dataclass(frozen=True)
class Source:
    """One kind of export: groups of columns of each of which it needs one, in one of several ways.

    "order_id by name" is a column whose header begins with the table's own noun. Of `tells` it
    needs as many as `at_least` under headers of their own; where `needs` is told, a row must name
    somebody, or have all columns of one of those.
    """

    table: str
    ways: tuple[tuple[tuple[str, ...], ...], ...]
    tells: tuple[str, ...] = ()
    at_least: int = 0
    needs: tuple[frozenset[str], ...] = ()

    def fits(self, seen: Evidence) -> bool:
        """Whether what was found is enough to say that the file holds this table."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if self.table in _SOLD and seen.is_bought_from_suppliers:
            return False
        stand_ins = any(columns <= seen.clear for columns in self.needs)
        if self.needs and not (seen.names_somebody or stand_ins):
            return False
        if seen.told(self.tells) + bool(seen.marks) < self.at_least:
            return False
        said = seen.own | seen.named | (seen.about & frozenset(SOMEBODY))
        return any(all(said & frozenset(group) for group in way) for way in self.ways)


@dataclass(frozen=True)
class People(Source):
    """Those who buy: a row is a person or a company, known by what only such have."""

    def fits(self, seen: Evidence) -> bool:
        """A number by which customers go says it alone only where nothing else is numbered."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        # In a list of branches they stand first; further on they are those customers go to.
        if any(map(names_place, seen.header[:_FIRST])):
            return False
        told = seen.told(self.tells)
        if told < _SEVERAL and not seen.own & frozenset(SOMEBODY):
            return False
        if seen.numbers_others and told < _BOTH + seen.told(_REACHED):
            return False
        if told >= 1 and told > seen.told(_REACHED):
            return True
        is_one_each = seen.is_one_row_each
        if told >= 1:
            return is_one_each and (told >= _BOTH or "name" in seen.own or not seen.links)
        is_placed = bool(seen.clear & _PLACES) or not seen.links
        is_list = ("customer_id" in seen.clear and is_one_each and is_placed) or (
            seen.names_customers and bool(seen.clear & (_PLACES | {"joined_on"}))
        )
        return len(seen.header) > 1 and (is_list or bool(seen.marks))


@dataclass(frozen=True)
class Asked(Source):
    """Those who were asked: by their answers, or by when they gave them to which survey."""

    def fits(self, seen: Evidence) -> bool:
        """Answers without a score are still answers."""
        if any(forbids(self.table, name) for name in seen.header):
            return False
        if super().fits(seen) or seen.questions or (seen.marks and seen.own & _MARKS_GIVEN):
            return True
        told = ("answered_at", "comment")
        said = [p for p, f in seen.found.items() if f.column in told and f.confidence > _PLAIN]
        if seen.opinions > (0 if said else 1):
            return True
        return any(self._is_answer(seen, position) for position in said)

    def _is_answer(self, seen: Evidence, position: int) -> bool:
        is_of_survey = mentions(self.table, seen.header[position])
        if seen.found[position].column == "comment":
            is_text = seen.seen[position].length >= _SENTENCE
            return is_of_survey and is_text
        is_clear = "answered_at" in seen.clear or bool(seen.marks)
        return is_of_survey or (is_clear and seen.speaks and seen.names_somebody)
