"""The emulation compact: one a year, signed by members, joined later."""

from __future__ import annotations

from datetime import date

from events.compact_signatures import (
    CompactTextFiled,
    FileCompactText,
    JoinCompact,
    NameSigner,
    SignCompact,
    SignForUnit,
)
from events.compacts import CompactJoined, CompactSignature, CompactSigned, SignerNamed
from events.membership import RosterRecorded
from tests.facts import HERE, MEMBERS, NEXT, THERE, WORLD, ClusterYear, Fields
from tests.spec import TODAY, given, ledger_with
from views.compacts import Compacts
from views.projection import project

SIGNED = CompactSigned(**NEXT, signatories=("a", "b"), on=TODAY)


def test_members_sign_a_compact_for_a_year():
    text = "Điều 1. Thi đua\nĐiều 2. Không ghi"
    full: Fields = {"text": text, "signatories": ("a", "b"), "place": "Sở A", "on": TODAY}
    given(MEMBERS).when(SignCompact(**NEXT, **full)).then(CompactSigned(**NEXT, **full))


def test_that_the_cluster_signed_is_all_that_is_known():
    """Record A01 names no signatories: `None`, and not nobody."""
    given(MEMBERS).when(SignCompact(**NEXT, on=TODAY)).then(
        CompactSigned(**NEXT, signatories=None, on=TODAY)
    )


def test_a_year_has_one_compact():
    given(MEMBERS, SIGNED).when(SignCompact(**NEXT)).refused("compact-signed", **NEXT)
    given(MEMBERS, SIGNED).when(SignCompact(**HERE)).then(CompactSigned(**HERE))


def test_only_members_sign():
    given(MEMBERS).when(SignCompact(**NEXT, signatories=("a", "d"))).refused(
        "not-a-member", unit="d"
    )
    given(WORLD).when(SignCompact(**NEXT, signatories=("a",))).refused("no-roster", **NEXT)


def test_the_compact_of_a_cluster_without_a_list_of_members_is_recorded_without_signatories():
    given(WORLD).when(SignCompact(**NEXT, on=TODAY)).then(CompactSigned(**NEXT, on=TODAY))


def test_nobody_signs_twice():
    given(MEMBERS).when(SignCompact(**NEXT, signatories=("a", "a"))).refused(
        "named-twice", unit="a"
    )


def test_a_compact_is_signed_in_its_year_or_just_before():
    for day in (date(2019, 12, 31), date(2022, 1, 1)):
        given(MEMBERS).today(date(2023, 1, 1)).when(SignCompact(**NEXT, on=day)).refused(
            "outside-the-year", on=day, year=2021
        )
    given(MEMBERS).when(SignCompact(**NEXT, on=date(2021, 1, 15))).refused("in-the-future")


def test_a_member_signs_later():
    given(MEMBERS, SIGNED).when(JoinCompact(**NEXT, unit="c", on=TODAY)).then(
        CompactJoined(**NEXT, unit="c", on=TODAY)
    )


def test_one_signs_later_only_what_was_signed():
    given(MEMBERS).when(JoinCompact(**NEXT, unit="c")).refused("no-compact", **NEXT)
    given(MEMBERS, SIGNED).when(JoinCompact(**HERE, unit="c")).refused("no-compact", **HERE)


def test_one_signs_once():
    joined = CompactJoined(**NEXT, unit="c")
    for unit in ("a", "c"):
        given(MEMBERS, SIGNED, joined).when(JoinCompact(**NEXT, unit=unit)).refused(
            "already-signed", unit=unit, year=2021
        )


def test_a_signature_in_another_cluster_or_year_is_another():
    there: ClusterYear = {"cluster": "khac", "year": 2021}
    elsewhere = (
        RosterRecorded(**THERE, units=("d",)),
        CompactSigned(**there, signatories=("c",)),
        CompactJoined(**there, unit="c"),
    )
    before = (CompactSigned(**HERE), CompactJoined(**HERE, unit="c"))
    given(MEMBERS, elsewhere, before, SIGNED).when(JoinCompact(**NEXT, unit="c")).then(
        CompactJoined(**NEXT, unit="c")
    )


def test_only_a_member_signs_later():
    given(MEMBERS, SIGNED).when(JoinCompact(**NEXT, unit="d")).refused("not-a-member", unit="d")


def test_one_signs_later_and_not_before_the_others():
    early = date(2021, 1, 13)
    given(MEMBERS, SIGNED).when(JoinCompact(**NEXT, unit="c", on=early)).refused(
        "signed-too-early", unit="c", on=early, earliest=TODAY
    )
    late = date(2021, 1, 15)
    given(MEMBERS, SIGNED).when(JoinCompact(**NEXT, unit="c", on=late)).refused("in-the-future")
    day = date(2022, 1, 1)
    after = JoinCompact(**NEXT, unit="c", on=day)
    given(MEMBERS, SIGNED).today(day).when(after).refused("outside-the-year")


BEGUN = CompactSigned(**NEXT, signatories=(), on=TODAY)
A_SIGNED = CompactSignature(
    **NEXT, unit="a", person="Nguyễn Văn A", office="Giám đốc", time="09:05", on=TODAY
)


def test_a_signing_round_records_who_signed_for_which_unit_and_when():
    signed: Fields = {"unit": "a", "person": "Nguyễn Văn A", "office": "Giám đốc", "time": "09:05"}
    given(MEMBERS, BEGUN).when(SignForUnit(**NEXT, **signed, on=TODAY)).then(A_SIGNED)
    for facts, code in (
        ((BEGUN, A_SIGNED), "already-signed"),
        ((SIGNED,), "already-signed"),
        ((BEGUN, CompactJoined(**NEXT, unit="a")), "already-signed"),
    ):
        given(MEMBERS, *facts).when(SignForUnit(**NEXT, unit="a")).refused(code)
    given(MEMBERS, BEGUN).when(SignForUnit(**NEXT, unit="d")).refused("not-a-member", unit="d")
    early = SignForUnit(**NEXT, unit="a", on=date(2021, 1, 13))
    given(MEMBERS, BEGUN).when(early).refused("signed-too-early", unit="a")


def test_who_signed_in_the_round_does_not_sign_later():
    given(MEMBERS, BEGUN, A_SIGNED).when(JoinCompact(**NEXT, unit="a")).refused("already-signed")


def test_the_signer_of_a_signature_is_named_once():
    named = SignerNamed(**NEXT, unit="a", person="Nguyễn Văn A")
    given(MEMBERS, SIGNED).when(NameSigner(**NEXT, unit="a", person="Nguyễn Văn A")).then(named)
    for facts, unit, code in (
        ((SIGNED, named), "a", "signer-known"),
        ((BEGUN, A_SIGNED), "a", "signer-known"),
        ((SIGNED,), "c", "not-signed"),
    ):
        command = NameSigner(**NEXT, unit=unit, person="B")
        given(MEMBERS, *facts).when(command).refused(code, unit=unit)
    nameless = CompactSignature(**NEXT, unit="a")
    given(MEMBERS, BEGUN, nameless).when(NameSigner(**NEXT, unit="a", person="B")).then(
        SignerNamed(**NEXT, unit="a", person="B")
    )


def test_the_text_of_a_compact_is_filed_by_its_hash_once():
    file: Fields = {"name": "giao-uoc.pdf", "sha256": "ab" * 32, "size": 9}
    filed = CompactTextFiled(**NEXT, **file)
    given(MEMBERS, SIGNED).when(FileCompactText(**NEXT, **file)).then(filed)
    given(MEMBERS).when(FileCompactText(**NEXT, **file)).refused("no-compact")
    given(MEMBERS, SIGNED, filed).when(FileCompactText(**NEXT, **file | {"name": "b"})).refused(
        "compact-text-filed-already", name="giao-uoc.pdf"
    )


def test_the_view_names_who_has_not_signed():
    roster = RosterRecorded(**NEXT, units=("a", "b"))
    (row,) = project(Compacts(), ledger_with(*MEMBERS, roster, BEGUN, A_SIGNED)).rows()
    assert [(one.unit, one.person, one.time) for one in row.signatures] == [
        ("a", "Nguyễn Văn A", "09:05")
    ]
    assert row.unsigned is not None and [one.unit for one in row.unsigned] == ["b"]
    for asked in (Compacts(), Compacts("cum", 2021)):
        (row,) = project(asked, ledger_with(*MEMBERS, BEGUN, A_SIGNED)).rows()
        assert row.unsigned is not None, "the members of the year before are asked to sign"
        assert [one.unit for one in row.unsigned] == ["b", "c"]
    agreed = CompactSigned(**NEXT, on=TODAY)
    (row,) = project(Compacts(), ledger_with(*MEMBERS, roster, agreed)).rows()
    assert row.unsigned is None


def test_the_compact_counts_who_signed_in_any_way():
    roster = RosterRecorded(**NEXT, units=("a", "b", "c"))
    for facts, count in (
        ((CompactSigned(**NEXT),), None),
        ((BEGUN,), 0),
        ((BEGUN, A_SIGNED), 1),
        ((SIGNED, SignerNamed(**NEXT, unit="a", person="A")), 2),
        ((SIGNED, CompactJoined(**NEXT, unit="c")), 3),
    ):
        (row,) = project(Compacts(), ledger_with(*MEMBERS, roster, *facts)).rows()
        assert row.signed == count
