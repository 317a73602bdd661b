"""Files filed as evidence of a score: the rules of the entry."""

from __future__ import annotations

from events.evidence_files import EvidenceFiled, FileEvidence
from tests.facts import BOOK, HERE, MEMBERS, Fields
from tests.spec import given

CELL: Fields = {**HERE, "unit": "a", "criterion": "I"}
SHA = "ab" * 32
FILE: Fields = {"name": "Báo cáo.pdf", "sha256": SHA, "size": 12}
BASE = (*MEMBERS, BOOK)


def test_a_file_is_filed_under_its_hash():
    given(BASE).when(FileEvidence(**CELL, **FILE)).then(EvidenceFiled(**CELL, **FILE))


def test_the_same_content_is_filed_once_in_a_cell():
    again = FileEvidence(**CELL, **{**FILE, "name": "Bản sao.pdf"})
    given(BASE, EvidenceFiled(**CELL, **FILE)).when(again).refused(
        "evidence-filed-already", unit="a", criterion="I", name="Báo cáo.pdf"
    )
    other: Fields = {**CELL, "criterion": "II"}
    given(BASE, EvidenceFiled(**CELL, **FILE)).when(FileEvidence(**other, **FILE)).then(
        EvidenceFiled(**other, **FILE)
    )


def test_a_file_belongs_to_a_member_and_a_criterion_of_the_book():
    given(MEMBERS).when(FileEvidence(**CELL, **FILE)).refused("no-rules", **HERE)
    unknown: Fields = {**CELL, "criterion": "IX"}
    given(BASE).when(FileEvidence(**unknown, **FILE)).refused("unknown-criterion", criterion="IX")
    stranger: Fields = {**CELL, "unit": "d"}
    given(BASE).when(FileEvidence(**stranger, **FILE)).refused("not-a-member", unit="d")
