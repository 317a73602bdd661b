"""Who may write: operators named and dismissed, what each role records, and who signs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.corrections import Correct, Retract
from events.elections import ElectHead
from events.errors import BadInput, Refused, UnreadableLedger
from events.event import Event, event_types
from events.meetings import MeetingOpened, RemarkRecorded
from events.operators import (
    DismissOperator,
    NameOperator,
    OperatorDismissed,
    OperatorNamed,
    Role,
    holder,
    in_force,
    key_of,
)
from events.permissions import DUTIES, admitted, may_ever, roles_for
from events.remarks import RecordRemark
from events.roles import HeadElected
from events.scoring import RecordScore, ScoreRecorded, Stage
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from events.units import UnitFounded
from tests.facts import BOOK, HERE, MEMBERS, WORLD, Fields
from tests.spec import given, ledger_with

LAN, MINH, HOA = (Signer(name, bytes([n]) * 32) for n, name in enumerate(("lan", "minh", "hoa"), 1))
STRANGER = Signer("lan", bytes(range(32)))


def named(signer: Signer, role: Role, name: str = "", **more: str) -> OperatorNamed:
    full = name or signer.name.capitalize()
    key = str(signer.key)
    return OperatorNamed(operator=signer.name, name=full, role=role, key=key, **more)


def naming(signer: Signer, role: Role, **more: str) -> NameOperator:
    event = named(signer, role)
    told = {f: getattr(event, f) for f in ("operator", "name", "role", "key")}
    return NameOperator(**told | more)


SECRETARY, VERIFIER = named(LAN, "secretary"), named(MINH, "verifier")
HEAD, READER = named(HOA, "head"), named(HOA, "reader")
GONE = OperatorDismissed(operator="minh", name="Minh")


@pytest.mark.parametrize("role", ["secretary", "head"])
def test_the_first_operator_names_himself(role):
    given(WORLD).signing(LAN).when(naming(LAN, role)).then(named(LAN, role))
    given(WORLD).signing(MINH).when(naming(LAN, role)).refused("first-operator-key")
    given(WORLD).when(naming(LAN, role)).refused("no-signing-key")


@pytest.mark.parametrize("role", ["verifier", "reader"])
def test_the_first_operator_is_one_who_may_name_others(role):
    given().signing(LAN).when(naming(LAN, role)).refused("first-operator-role", role=role)


@pytest.mark.parametrize("role", ["secretary", "verifier", "head", "reader"])
def test_who_may_name_names_anybody(role):
    given(SECRETARY).signing(LAN).when(naming(MINH, role)).then(named(MINH, role))
    given(HEAD).signing(HOA).when(naming(MINH, role)).then(named(MINH, role))


def test_a_verifier_names_and_dismisses_nobody():
    facts = SECRETARY, VERIFIER, HEAD
    given(facts[:2]).signing(MINH).when(naming(HOA, "reader")).refused("role-forbids", name="Minh")
    given(facts).signing(MINH).because("Nghỉ").when(DismissOperator(operator="hoa")).refused(
        "role-forbids", role="verifier"
    )


def test_a_code_is_for_life():
    again = naming(HOA, "verifier", operator="minh")
    for facts in ((SECRETARY, VERIFIER), (SECRETARY, VERIFIER, GONE)):
        given(facts).signing(LAN).when(again).refused("operator-exists", operator="minh")


def test_a_key_has_one_holder_at_a_time():
    same = naming(MINH, "verifier", operator="minh-2")
    given(SECRETARY, VERIFIER).signing(LAN).when(same).refused("key-in-use", name="Minh")
    given(SECRETARY, VERIFIER, GONE).signing(LAN).when(same).then(
        named(MINH, "verifier").__class__(
            operator="minh-2", name="Minh", role="verifier", key=str(MINH.key)
        )
    )
    other_name = naming(MINH, "verifier", operator="x", key=str(Signer("khac", MINH.seed).key))
    given(SECRETARY, VERIFIER).signing(LAN).when(other_name).refused("key-in-use", name="Minh")


@pytest.mark.parametrize("key", [f"lan+00000000+{str(LAN.key)[-44:]}", "lan+0123abcd+" + "B" * 44])
def test_a_key_that_is_none_is_bad_input(key):
    with pytest.raises(BadInput, match="key-unreadable"):
        ledger_with().execute(naming(LAN, "secretary", key=key), Circumstances(by="x"), lambda: LAN)


def test_an_operator_is_dismissed_with_a_reason():
    minh = DismissOperator(operator="minh")
    given(SECRETARY, VERIFIER).signing(LAN).because("Nghỉ hưu").when(minh).then(GONE)
    given(SECRETARY, VERIFIER).signing(LAN).when(minh).refused("reason-missing")


@pytest.mark.parametrize("facts", [(SECRETARY,), (SECRETARY, VERIFIER, GONE)])
def test_only_who_is_in_force_is_dismissed(facts):
    minh = DismissOperator(operator="minh")
    given(facts).signing(LAN).because("X").when(minh).refused("operator-not-in-force")


def test_somebody_who_may_name_others_always_remains():
    lan = DismissOperator(operator="lan")
    given(SECRETARY, VERIFIER).signing(LAN).because("X").when(lan).refused(
        "last-who-names", name="Lan"
    )
    given(SECRETARY, HEAD).signing(HOA).because("X").when(lan).then(
        OperatorDismissed(operator="lan", name="Lan")
    )


def test_naming_and_dismissing_are_not_taken_back():
    for facts, position in (((SECRETARY, VERIFIER), 2), ((SECRETARY, VERIFIER, GONE), 3)):
        how = given(facts).signing(LAN).because("Nhầm")
        take: Fields = {"positions": (position,), "concerns": ("operators:all", "operator:minh")}
        how.when(Retract(**take)).refused("operators-stay")
        instead = naming(HOA, "reader")
        how.when(Correct(**take, instead=instead)).refused("operators-stay")


# Who is at the keyboard

UNIT = FoundUnit(unit="z", name="Sở Z")


def test_without_operators_nobody_is_asked_for_a_key():
    def never():
        raise AssertionError("nothing to sign")

    (entry,) = ledger_with(WORLD).execute(UNIT, Circumstances(by="An"), never)
    assert (entry.by, entry.seal, entry.sig) == ("An", None, "")


def test_from_the_first_operator_on_an_act_needs_one():
    given(SECRETARY).when(UNIT).refused("no-signing-key")
    given(SECRETARY).signing(STRANGER).when(UNIT).refused("operator-unknown")
    given(SECRETARY, VERIFIER, GONE).signing(MINH).when(UNIT).refused(
        "operator-dismissed", name="Minh"
    )
    given(SECRETARY).signing(LAN).when(UNIT).then(UnitFounded(unit="z", name="Sở Z"))


def test_an_act_is_typed_by_the_operator_whatever_the_account_is_called():
    ledger = ledger_with(SECRETARY)
    (entry,) = ledger.execute(UNIT, Circumstances(by="root"), lambda: LAN)
    assert entry.seal
    assert (entry.by, entry.seal.operator, entry.seal.seen) == ("Lan", "lan", 1)


def test_who_is_dismissed_between_two_tries_does_not_get_in():
    """The operators are in the boundary of every act: a race ends in a fresh decision."""

    class Racing(InMemoryDCBRecorder):
        raced = False

        def append(self, events, condition=None):
            if condition and not self.raced:
                self.raced = True
                ledger.execute(
                    DismissOperator(operator="minh"),
                    Circumstances(by="x", reason="Nghỉ"),
                    lambda: LAN,
                )
            return super().append(events, condition)

    ledger = ledger_with(MEMBERS, BOOK, SECRETARY, VERIFIER)
    racing = Racing()
    for stored in ledger.recorder.read():
        InMemoryDCBRecorder.append(racing, [stored.event])
    ledger = Ledger(racing, clock=ledger.clock)
    with pytest.raises(Refused, match="operator-dismissed"):
        ledger.execute(score("verified"), Circumstances(by="x"), lambda: MINH)


# What each role records


def score(stage: Stage) -> RecordScore:
    return RecordScore(**HERE, unit="a", criterion="I", stage=stage, points=Decimal(9))


OPENED = MeetingOpened(meeting="m", **HERE, title="Hội nghị")
YEAR = (*MEMBERS, BOOK, OPENED, SECRETARY, VERIFIER, HEAD)
ALLOWED = {
    "lan": {"unit", "self", "verified", "remark", "head"},
    "minh": {"verified", "remark"},
    "hoa": {"verified", "remark", "head"},
}
TRIED = {
    "unit": UNIT,
    "self": score("self"),
    "verified": score("verified"),
    "remark": RecordRemark(meeting="m", text="Nói"),
    "head": ElectHead(**HERE, unit="a"),
}


@pytest.mark.parametrize("signer", [LAN, MINH, HOA], ids=lambda signer: signer.name)
@pytest.mark.parametrize("what", TRIED)
def test_a_role_records_what_its_row_allows(signer, what):
    ledger = ledger_with(YEAR)
    how = Circumstances(by="x")
    if what in ALLOWED[signer.name]:
        assert ledger.execute(TRIED[what], how, lambda: signer)
    else:
        with pytest.raises(Refused, match="role-forbids"):
            ledger.execute(TRIED[what], how, lambda: signer)


def test_a_reader_records_nothing():
    for command in TRIED.values():
        given(*YEAR[:-1], READER).signing(HOA).when(command).refused("role-forbids", role="reader")


def test_a_role_takes_back_what_it_may_record_and_nothing_else():
    remark = RemarkRecorded(meeting="m", **HERE, text="Nói")
    elected = HeadElected(**HERE, unit="a")
    ledger = ledger_with(YEAR, remark, elected)
    at = {e.event: e.position for e in ledger.read()}

    def retract(event: Event) -> list[Any]:
        command = Retract(positions=(at[event],), concerns=event.tags())
        return ledger.execute(command, Circumstances(by="x", reason="Nhầm"), lambda: MINH)

    with pytest.raises(Refused, match="role-forbids"):
        retract(elected)
    assert retract(remark)


def test_a_correction_is_judged_by_what_it_puts_there_too():
    remark = RemarkRecorded(meeting="m", **HERE, text="Nói")
    ledger = ledger_with(YEAR, remark)
    position = ledger.position()
    correct = Correct(
        positions=(position,), concerns=remark.tags(), instead=ElectHead(**HERE, unit="a")
    )
    with pytest.raises(Refused, match="role-forbids"):
        ledger.execute(correct, Circumstances(by="x", reason="Nhầm"), lambda: MINH)
    assert ledger.position() == position


def test_every_fact_has_a_row():
    """A new event is the secretary's alone until it is put into `permissions.DUTIES`."""
    ours = {n for n, kind in event_types().items() if kind.__module__.startswith("events.")}
    rows = {row.split()[0] for row in DUTIES}
    assert ours - {"entries-retracted"} == rows
    stages = {row.split()[1] for row in DUTIES if row.startswith("score-recorded")}
    assert stages == set(get_args(Stage))


def test_a_fact_in_no_row_is_the_secretarys_alone(without):
    without(DUTIES, "remark-recorded")
    remark = RemarkRecorded(meeting="m", **HERE, text="Nói")
    assert roles_for(remark, lambda _: frozenset()) == {"secretary"}
    assert not may_ever("verifier", [RemarkRecorded])
    assert may_ever("secretary", [RemarkRecorded])


@pytest.mark.parametrize(
    ("role", "fact", "may"),
    [
        ("verifier", ScoreRecorded, True),
        ("verifier", HeadElected, False),
        ("head", HeadElected, True),
        ("head", UnitFounded, False),
        ("reader", RemarkRecorded, False),
        ("secretary", UnitFounded, True),
    ],
)
def test_a_form_is_off_when_the_role_never_records_its_facts(role, fact, may):
    assert may_ever(role, [fact]) is may


def test_operators_are_what_the_facts_say_in_order():
    ledger = ledger_with(SECRETARY, VERIFIER, GONE)
    history, _ = ledger.history(NameOperator.boundary(naming(LAN, "head")))
    assert list(in_force(history)) == ["lan"]
    assert holder([SECRETARY, VERIFIER], MINH.key.public) == VERIFIER
    assert holder([SECRETARY], MINH.key.public) is None
    writer = admitted(history, [], lambda: LAN)
    assert writer and writer.operator == SECRETARY


def test_a_key_that_cannot_be_read_is_a_ledger_that_cannot_be():
    """The program never records such a key: somebody else wrote it."""
    odd = OperatorNamed(operator="an", name="Lan", role="secretary", key="rác")
    with pytest.raises(UnreadableLedger) as told:
        key_of(odd)
    assert (told.value.code, told.value.facts) == ("operator-key-unreadable", {"name": "Lan"})


@pytest.mark.parametrize("name", ["Trần Thị Lan", "trần thị lan ", "Trần  Thị Lan"])
def test_name_operator_with_the_name_of_another_is_refused(name):
    """Entries carry the name: two operators must not be told apart by their codes alone."""
    lan = OperatorNamed(operator="lan", name="Trần Thị Lan", role="secretary", key=str(LAN.key))
    again = NameOperator(operator="lan2", name=name, role="reader", key=str(MINH.key))
    given(lan).signing(LAN).when(again).refused(
        "operator-name-taken", name="Trần Thị Lan", operator="lan"
    )


def test_name_operator_with_the_name_of_somebody_dismissed_is_recorded():
    """Who lost a key is named again under the same name, with another code and key."""
    facts = (
        OperatorNamed(operator="lan", name="Lan", role="secretary", key=str(LAN.key)),
        OperatorNamed(operator="minh", name="Minh", role="secretary", key=str(MINH.key)),
        OperatorDismissed(operator="minh", name="Minh"),
    )
    again = NameOperator(operator="minh2", name="Minh", role="secretary", key=str(HOA.key))
    given(facts).signing(LAN).when(again).then(
        OperatorNamed(operator="minh2", name="Minh", role="secretary", key=str(HOA.key))
    )
