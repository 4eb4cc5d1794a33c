"""Which file each row came with, so that the rows of a file can be taken out again."""

from collections.abc import Iterable

from data.between import completing
from data.prepared import PREPARING
from data.store import Study
from data.tables import TABLES
from data.told_of_orders import RETURNS_TOLD


def begin(study: Study) -> int:
    """From now on whatever is kept came with this file; the number that its rows carry."""
    number = int(study.frame("select coalesce(max(number), 0) + 1 as n from taken_in")["n"][0])
    study.run(
        ";\n".join(
            f"alter table {name} alter from_file set default {number}"
            for name in _filled_by_files()
        )
    )
    return number


def holds(study: Study, digest: str) -> bool:
    """Whether the file of that digest is in the study already."""
    statement = "select count(*) as files from taken_in where digest = $digest"
    return bool(study.frame(statement, digest=digest)["files"][0])


def holding(study: Study, tables: Iterable[str]) -> list[str]:
    """The digests of the files that hold one of these tables."""
    statement = "select digest from taken_in where holds in (select unnest($tables)) order by 1"
    return list(study.frame(statement, tables=[*tables])["digest"])


def copied(study: Study, without: Iterable[str] = ()) -> Study:
    """Another study with the same rows, but for those that came with the files left out."""
    other = Study()
    completing.prepare(other)
    left_out = [*without]
    for name in _filled_by_files():
        other.run(
            f"""
insert into {name} by name
select *
from {study.name}.{name}
where coalesce(from_file, 0) >= 0 and coalesce(from_file, 0) not in (
  select number from {study.name}.taken_in where digest in (select unnest($left_out))
)""",
            left_out=left_out,
        )
    completing.complete(other)
    for statement in PREPARING:
        other.run(statement)
    return other


def _filled_by_files() -> tuple[str, ...]:
    # The customers are put together from what the files told of them.
    others = (name for name in TABLES if name != "customers")
    return (completing.TOLD.name, completing.TAKEN_IN.name, RETURNS_TOLD.name, *others)
