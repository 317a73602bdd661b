"""The facts of a paper: plain data that follow from the ledger at a position, and their digest.

A fact that the ledger does not hold is None or empty. Facts hold no wording, layout or clock: two
programs that fold the same entries have the same facts, byte for byte.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from events.papers import PaperKind

SCHEMA = 2
"""The version of the shape of the facts: stored with a paper that was issued.

A later version may leave a field out, or add a field with a default: the facts of every earlier
version are read by the present shape. In version 1 minutes had all sources.
"""


class Subject(Struct, frozen=True, kw_only=True):
    """What a paper is about; which fields a kind needs is in `views.papers.registry`.

    Attributes:
        cluster: The code of the cluster.
        year: The year of the cluster.
        meeting: The code of the meeting; empty where the paper is of no meeting.
        entry: The position of an entry (a vote, a correction); 0 for none.
        unit: The code of a unit or the name of an addressee; `EACH` for each addressee on a page of
            its own; empty for none.
    """

    cluster: str
    year: int
    meeting: str = ""
    entry: int = 0
    unit: str = ""


class Office(Struct, frozen=True, kw_only=True):
    """How the office that issues the papers of a cluster describes itself on a day.

    Empty is unknown: the paper has dots there.

    Attributes:
        superior: The agency above the issuer, first line of the heading (cơ quan chủ quản).
        issuer: The issuer, second line of the heading (cơ quan ban hành).
        place: The place of issue (địa danh).
        symbol: The letters of the issuer in the number of a paper, as in `01/BB-CTĐ`.
        authority: By whose authority is signed, as in `TM. CỤM THI ĐUA`.
        post: The post of the signer, as in `TRƯỞNG CỤM`.
        signer: The name of the signer.
        recipients: The lines of “Nơi nhận”.
        bases: The legal bases (căn cứ), each without “Căn cứ” and without a full stop.
        party: Whether papers have the form of the Party (HD 36) instead of Nghị định 30/2020.
    """

    superior: str = ""
    issuer: str = ""
    place: str = ""
    symbol: str = ""
    authority: str = ""
    post: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    party: bool = False


class PaperFacts(Struct, frozen=True, kw_only=True):
    """What every paper states; each kind adds its own.

    A list of rows has a field `key` in each row, by which a row is found again in later facts.

    Attributes:
        kind: The kind of paper.
        cluster: The code of the cluster.
        cluster_name: Its name on the day of the paper.
        year: The year of the cluster.
        on: The day of what the paper is about; None where it is unknown.
        office: The details of the office on that day.
    """

    kind: PaperKind
    cluster: str
    cluster_name: str
    year: int
    on: date | None = None
    office: Office = Office()


def plain_facts(facts: PaperFacts) -> dict[str, Any]:
    """Return facts as JSON types, as they come back from the ledger."""
    found: dict[str, Any] = msgspec.json.decode(canonical(facts))
    return found


def canonical(facts: PaperFacts | dict[str, Any]) -> bytes:
    """Return facts as canonical JSON: UTF-8, sorted keys, no blanks."""
    return msgspec.json.encode(facts, order="sorted")


def digest(facts: PaperFacts | dict[str, Any]) -> str:
    """Return the SHA-256 of canonical facts, in hex digits."""
    return hashlib.sha256(canonical(facts)).hexdigest()
