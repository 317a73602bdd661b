"""Papers that were issued: number, facts, words and files, in registers without gaps (sổ văn bản).

A register holds the papers of a kind that a cluster issued in a calendar year. A number is given in
the act that issues the paper, is the next of its register, and is never given again: a cancelled
paper keeps it. The facts are stored, not only their hash: a later program may read the same entries
in another way, and a paper that was true must stay so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from events.code_symbols import unambiguous, ungrouped
from events.command import History
from events.event import Code, Event, Line, Remark, Scope, Year
from events.evidence_files import Sha256
from events.text import fold

EACH = "*"
"""Instead of an addressee: each of them, on a page of its own."""
PaperKind: TypeAlias = Literal[
    "minutes",
    "ballot-count",
    "ballots",
    "submission",
    "compact",
    "report",
    "invitation",
    "handover",
    "correction",
]
"""biên bản, biên bản kiểm phiếu, phiếu bầu, tờ trình, giao ước, báo cáo, giấy mời, biên bản bàn
giao, đính chính."""
ABOUT_MEETING: tuple[PaperKind, ...] = (
    *("minutes", "ballot-count", "ballots", "invitation", "correction"),
)
"""The kinds that are about a meeting."""
Numbering: TypeAlias = Literal["register", "office", "paper"]
"""Where the number comes from: this register; that of the office (văn thư), entered later; a paper
that was issued before the register was kept.
"""
Serial = Annotated[int, Meta(ge=0, le=99_999)]
"""The number in a register, from 1; 0 where the office gives it."""
Stored = Annotated[str, Meta(max_length=4_000_000)]
"""Facts or words of a paper: a submission may have a thousand rows."""
Position = Annotated[int, Meta(ge=0)]


class PaperFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that was written of a paper.

    Attributes:
        name: Its name, without a folder.
        sha256: The SHA-256 of its content, in hex digits.
    """

    name: Line
    sha256: Sha256


class PaperIssued(Event, tag="paper-issued"):
    """A paper was issued (ban hành văn bản).

    Attributes:
        paper_code: The code on the paper (`events.paper_code`).
        paper_kind: The kind of paper.
        about_meeting: The code of the meeting that it is about; None for none.
        about_entry: The position of the entry that it is about; 0 for none.
        addressee: The unit or person that it is about or goes to; empty for none.
        register: The calendar year of the register: that of the day of issue.
        serial: The number in the register; 0 where the office gives it.
        symbol: What follows the number, as `BB-CTĐ`.
        numbering: Who gives the number.
        on: The day of issue; None where it is not known of an earlier paper.
        known_at: The position at which the facts were read.
        schema: The version of the shape of the facts.
        facts: The facts as canonical JSON (`views.papers.facts`).
        text: The visible lines of the paper.
        files: The files that were written of it.
    """

    paper_code: Line
    paper_kind: PaperKind
    cluster: Code
    year: Year
    about_meeting: Code | None = None
    about_entry: Position = 0
    addressee: Remark = ""
    register: Year
    serial: Serial = 0
    symbol: Remark = ""
    numbering: Numbering = "register"
    on: date | None = None
    known_at: Position
    schema: int = 1
    facts: Stored
    text: Stored
    files: tuple[PaperFile, ...] = ()

    def claims(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.paper_kind}/{self.register}"
        numbered = (f"paper-number:{here}/{self.serial}",) if self.serial else ()
        return (f"paper:{self.cluster}/{self.paper_code}", *numbered)

    def depends_on(self) -> Iterable[str]:
        held = "convening" if self.paper_kind == "invitation" else "meeting"
        meeting = (f"{held}:{self.about_meeting}",) if self.about_meeting else ()
        return (f"cluster:{self.cluster}", *meeting)


class PaperNumbered(Event, tag="paper-numbered"):
    """The register of the office gave a paper its number (văn thư cấp số).

    Attributes:
        paper_code: The code on the paper.
        number: The number with its symbol, as `123/TTr-STC`.
        on: The day of the number; None where it is unknown.
    """

    paper_code: Line
    cluster: Code
    year: Year
    number: Line
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"paper-numbered:{self.cluster}/{self.paper_code}",)

    def depends_on(self) -> Iterable[str]:
        return (f"paper:{self.cluster}/{self.paper_code}",)


class PaperCancelled(Event, tag="paper-cancelled"):
    """A paper was cancelled; its number stays (hủy văn bản, giữ số). The entry's reason says why.

    Attributes:
        paper_code: The code on the paper.
        on: The day; None where it is unknown.
    """

    paper_code: Line
    cluster: Code
    year: Year
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"paper-cancelled:{self.cluster}/{self.paper_code}",)

    def depends_on(self) -> Iterable[str]:
        return (f"paper:{self.cluster}/{self.paper_code}",)


REGISTER = (PaperIssued, PaperNumbered, PaperCancelled)
"""The events of a register."""


def papers_of(cluster: str) -> Scope:
    """Return the scope of the papers of a cluster, of all years.

    Args:
        cluster: The code of the cluster.
    """
    return Scope((f"cluster:{cluster}",), REGISTER)


def next_number(issued: Iterable[PaperIssued], cluster: str, kind: str, register: int) -> int:
    """Return the number that the next paper of a register gets, from 1.

    Args:
        issued: The papers that were issued, also those that were cancelled.
        cluster: The code of the cluster.
        kind: The kind of paper.
        register: The calendar year of the register.
    """
    here = (cluster, kind, register)
    return (
        max((e.serial for e in issued if (e.cluster, e.paper_kind, e.register) == here), default=0)
        + 1
    )


def unnumbered(history: History) -> list[PaperIssued]:
    """Return the papers that wait for the number of the office, in order.

    Args:
        history: The history, with the papers of a cluster.
    """
    done = {e.paper_code for e in history.of(PaperNumbered, PaperCancelled)}
    return [e for e in history.of(PaperIssued) if not e.serial and e.paper_code not in done]


def number_text(issued: PaperIssued) -> str:
    """Return the number of a paper as it is printed, `01/BB-CTĐ`; empty where it has none.

    Args:
        issued: The paper.
    """
    if not issued.serial:
        return ""
    return f"{issued.serial:02d}/{issued.symbol}" if issued.symbol else f"{issued.serial:02d}"


def number_key(number: str) -> str:
    """Return the number of a paper without what people write in several ways.

    Case, marks, blanks, hyphens and leading zeros do not matter; O is 0, I and L are 1.

    Args:
        number: The number as it is printed or typed.
    """
    return unambiguous(ungrouped(fold(number))).lstrip("0")
