"""Files behind a score or another fact (minh chứng), known by the SHA-256 of their content.

The ledger holds name, hash and size of a file; the file itself is kept in a folder of the ledger. A
file that was altered has another hash. What attaches a file to any fact is in `attached_evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple, TypeAlias

from msgspec import Meta

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Entry, Event, Line, Scope, Year
from events.membership import on_roster, roster_of
from events.rule_book import CriterionCode, book_of, in_force, rules_of

Position: TypeAlias = int
"""The position of an entry, from 1."""
Sha256: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""The SHA-256 of a file, in hex digits."""
Size: TypeAlias = Annotated[int, Meta(ge=1, le=2**40)]
"""The size of a file in bytes; the limit of what is filed is the folder's."""


class EvidenceFiled(Event, tag="evidence-filed"):
    """A file was filed as evidence of a unit's score for a criterion (kèm tệp minh chứng).

    Attributes:
        name: The name that the file had.
        sha256: The SHA-256 of its content, in hex digits: by this it is kept.
        size: Its size in bytes.
    """

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    name: Line
    sha256: Sha256
    size: Size

    def claims(self) -> Iterable[str]:
        cell = f"{self.cluster}/{self.year}/{self.unit}/{self.criterion}"
        return (f"evidence:{cell}/{self.sha256}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"criterion:{here}/{self.criterion}", f"member:{here}/{self.unit}")


class EvidenceAttached(Event, tag="evidence-attached"):
    """A file was attached to an entry as evidence of its fact (kèm minh chứng cho mục ghi).

    Attributes:
        entry: The position of the entry; None for the entries of the same act before it.
        of: How many entries before it these are; 0 where an entry is named.
        concerns: The tags of these entries: a query for those finds the file, too.
        unit: The code of the unit that they are about; None for none or several.
        criterion: The code of the criterion that they are about; None for none or several.
        name: The name that the file had.
        sha256: The SHA-256 of its content, in hex digits: by this it is kept.
        size: Its size in bytes.
    """

    entry: Position | None = None
    of: int = 0
    concerns: tuple[str, ...] = ()
    unit: Code | None = None
    criterion: CriterionCode | None = None
    name: Line
    sha256: Sha256
    size: Size

    def tags(self) -> tuple[str, ...]:
        return self.concerns


def supported(entry: Entry) -> range:
    """Return the positions of the entries that a file was attached to; of other entries none.

    Args:
        entry: An entry as it was typed.
    """
    event = entry.event
    if not isinstance(event, EvidenceAttached):
        return range(0)
    if event.entry is not None:
        return range(event.entry, event.entry + 1)
    return range(entry.position - event.of, entry.position)


class Subject(NamedTuple):
    """What tags are about; None where they name none or several."""

    cluster: str | None
    year: int | None
    unit: str | None


def subject(tags: Iterable[str]) -> Subject:
    """Return the one cluster, the one year and the one unit that tags name.

    Args:
        tags: Tags of entries, as `cluster:tmth/2021`.
    """
    parts = [tag.partition(":")[::2] for tag in tags]
    clusters = {code.partition("/")[0] for kind, code in parts if kind == "cluster"}
    years = {code.partition("/")[2] for kind, code in parts if kind == "cluster" and "/" in code}
    units = {code.partition("/")[0] for kind, code in parts if kind == "unit"}
    year = only(years)
    return Subject(only(clusters), int(year) if year else None, only(units))


def only(found: set[str]) -> str | None:
    """Return the only one of some codes; None where there are none or several."""
    return next(iter(found)) if len(found) == 1 else None


class FileEvidence(Command):
    """File the evidence of a score (kèm tệp minh chứng)."""

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    name: Line
    sha256: Sha256
    size: Size

    def boundary(self) -> tuple[Scope, ...]:
        here = (f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}")
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            Scope(here, (EvidenceFiled,)),
        )

    def decide(self, history: History) -> list[Event]:
        """Of a member and a criterion of the book; the same content once in a cell."""
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        issued = in_force(history, self.cluster, self.year)
        refuse(not issued, "no-rules", cluster=self.cluster, year=self.year)
        leaves = {leaf.code for leaf in book_of(issued).leaves()} if issued else set()
        refuse(self.criterion not in leaves, "unknown-criterion", criterion=self.criterion)
        fact = self.fact(EvidenceFiled)
        for filed in history.of(EvidenceFiled):
            same = (*filed.claims(),) == (*fact.claims(),)
            facts = {"unit": self.unit, "criterion": self.criterion, "name": filed.name}
            refuse(same, "evidence-filed-already", **facts)
        return [fact]
