"""Targets, the text of the compact, and its signing: on days in their order, or with words."""

from __future__ import annotations

from datetime import date

import pytest

from events.compact_adoption import AdoptCompact, CompactAdopted
from events.compact_signatures import JoinCompact, SignCompact, SignForUnit
from events.compacts import CompactSignature, CompactSigned
from events.errors import Refused
from events.event import Event
from events.store.ledger import Circumstances
from events.targets import SetTarget, TargetSet, TargetWithdrawn
from tests.facts import HERE, MEMBERS
from tests.spec import given, ledger_with
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

EARLY, LATE = date(2020, 2, 10), date(2020, 6, 18)
SIGNED = CompactSigned(**HERE, signatories=("a",), on=EARLY)
ADOPTED = CompactAdopted(**HERE, on=LATE)
PROMISED = TargetSet(**HERE, target="ct1", title="Đường", on=LATE)


@pytest.mark.parametrize(
    ("known", "command", "code"),
    [
        (SIGNED, AdoptCompact(**HERE, on=LATE), "adopted-after-signing"),
        (SIGNED, SetTarget(**HERE, target="ct1", title="Đường", on=LATE), "target-after-signing"),
        (ADOPTED, SignCompact(**HERE, on=EARLY), "signed-before-adoption"),
        (PROMISED, SignCompact(**HERE, on=EARLY), "signed-before-target"),
        (PROMISED, SignForUnit(**HERE, unit="a", on=EARLY), "signed-before-target"),
    ],
)
def test_what_comes_after_the_signing_is_asked_about_in_either_order(known, command, code):
    ledger = ledger_with(*MEMBERS, known)
    with pytest.raises(Refused) as refused:
        ledger.execute(command, Circumstances(by="Thư ký"))
    assert refused.value.code == code
    assert ledger.execute(command, Circumstances(by="Thư ký", reason="Ký trước, bổ sung sau"))


@pytest.mark.parametrize(
    ("facts", "command"),
    [
        ((SIGNED,), AdoptCompact(**HERE, on=EARLY)),
        ((SIGNED,), AdoptCompact(**HERE)),
        ((ADOPTED,), SignCompact(**HERE, on=LATE)),
        ((PROMISED,), SignCompact(**HERE)),
        ((PROMISED, TargetWithdrawn(**HERE, target="ct1")), SignCompact(**HERE, on=EARLY)),
        ((SIGNED, ADOPTED), JoinCompact(**HERE, unit="b", on=EARLY)),
    ],
)
def test_days_in_order_and_unknown_days_need_no_words(facts: tuple[Event, ...], command):
    ledger = ledger_with(*MEMBERS, *facts)
    assert ledger.execute(command, Circumstances(by="Thư ký"))


def test_the_first_signature_begins_the_compact():
    sign = SignForUnit(**HERE, unit="a", person="Ông An", on=EARLY)
    signature = CompactSignature(**HERE, unit="a", person="Ông An", on=EARLY)
    begun = CompactSigned(**HERE, signatories=(), on=EARLY)
    given(MEMBERS).when(sign).then(begun, signature)
    given(MEMBERS, SIGNED).when(SignForUnit(**HERE, unit="b")).then(
        CompactSignature(**HERE, unit="b")
    )


def test_a_line_without_the_reason_that_it_needs_says_how_to_give_it():
    session = Session(ledger_with(*MEMBERS, PROMISED), "Thư ký")
    context = ActContext(session, Location(cluster="cum", year=2020))
    wrong = parse_line("rút chỉ tiêu ct1", context).wrong
    assert wrong and wrong.code == "reason-missing"
    assert "«vì …»" in Words("vi").refusal(wrong)
