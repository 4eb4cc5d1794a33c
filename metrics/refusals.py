"""What is raised where the data cannot carry a number: facts, which the reader's language words."""


class NotComputableError(Exception):
    """A number that these data cannot give; `kind` says why, `facts` hold what is worth telling."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind, facts)
        self.kind = kind
        self.facts = facts


class TooFewError(NotComputableError):
    """There are fewer than it takes: `have` of `need`, counted in `of`."""

    def __init__(self, need: int, have: int, of: str) -> None:
        super().__init__("too_few", need=need, have=have, of=of)
        self.need = need
        self.have = have
        self.of = of


def insist(need: int, have: int, of: str) -> None:
    """Raise TooFewError unless there are as many as it takes."""
    if have < need:
        raise TooFewError(need, have, of)
