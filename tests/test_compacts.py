"""The emulation compact: one a year, signed by members, joined later."""

from __future__ import annotations

from datetime import date

from events.compacts import CompactJoined, CompactSigned, JoinCompact, SignCompact
from events.membership import RosterRecorded
from tests.facts import HERE, MEMBERS, NEXT, THERE, WORLD, ClusterYear, Fields
from tests.spec import TODAY, given

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
    given(WORLD).when(SignCompact(**NEXT)).refused("no-roster", **NEXT)


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
