"""What no version records is refused by `verify` and by the import; honest ledgers pass."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from events.corrections import EntriesRetracted, effective
from events.event import Entry, Event, Source
from events.impossible import impossible
from events.meetings import RemarkRecorded
from events.roles import HeadElected
from events.units import UnitFounded
from events.verify_content import flaws
from events.voting import Tally
from tests.facts import HERE, MEMBERS, A, B
from tests.spec import entry, flat, missing

TAKEN = EntriesRetracted(positions=(1,), concerns=("unit:a",), place=1)


def entries(*facts: Event | tuple[Event, ...]) -> list[Entry]:
    return [entry(fact, position) for position, fact in enumerate(flat(facts), 1)]


def found(typed: list[Entry]) -> list[tuple[str, object]]:
    """Code and position of what `verify` and the import refuse."""
    broken = flaws(typed, effective(typed))
    assert [flaw.code for flaw in broken if missing(flaw)] == []
    assert {flaw.code for flaw in impossible(typed)} <= {flaw.code for flaw in broken}
    return [(flaw.code, flaw.facts["position"]) for flaw in broken]


# Texts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Y tế", ""),
        ("Sở\nY tế", ""),  # only a test can build it: the reader refuses it as malformed
        ("Sở \x00Y tế", "text-hidden-character"),
        ("Sở \x1b[31mY tế", "text-hidden-character"),
        ("Sở Y\ttế", "text-hidden-character"),
        ("S\u202eở Y tế", "text-hidden-character"),
        ("Sở\u200b Y tế", "text-hidden-character"),
        ("Sở\u2028Y tế", "text-hidden-character"),
        ("Sở Y tế ", "text-loose-space"),
        ("\u00a0Sở Y tế", "text-loose-space"),
        ("So Y te ", "text-loose-space"),
        (unicodedata.normalize("NFD", "Sở Y tế"), "text-not-composed"),
    ],
)
def test_a_name_is_as_the_ledger_s_door_leaves_it(name, code):
    typed = entries(A, UnitFounded(unit="x", name=name))
    assert found(typed) == ([(code, 2)] if code else [])


@pytest.mark.parametrize(
    "more",
    [
        {"by": "Lan\u202e"},
        {"reason": "vì \x07"},
        {"act": "a "},
        {"source": Source(kind="newspaper", title="Báo ")},
    ],
    ids=lambda more: next(iter(more)),
)
def test_each_text_of_an_entry_is_held_to_it(more):
    typed = [entry(A, 1, **more)]
    assert [code for code, _ in found(typed)] in (["text-hidden-character"], ["text-loose-space"])


def test_a_text_within_a_text_and_of_several_lines_is_held_to_it():
    remark = RemarkRecorded(meeting="m", **HERE, text="Dòng một\nDòng hai")
    assert [*impossible([entry(remark)])] == []
    bad = replace(remark, text="Dòng một\nDòng\x00 hai")
    assert [flaw.code for flaw in impossible([entry(bad)])] == ["text-hidden-character"]


def test_a_character_of_a_later_unicode_is_no_fault():
    later = chr(0x0378)
    assert unicodedata.category(later) == "Cn"
    assert found(entries(UnitFounded(unit="x", name=f"Sở {later}"))) == []


def test_a_long_text_is_shown_in_part():
    long = RemarkRecorded(meeting="m", **HERE, text="a" * 9000 + "\x00")
    (flaw,) = impossible([entry(long)])
    assert len(str(flaw.facts["value"])) == 80


# Acts, times


def test_the_entries_of_an_act_follow_each_other():
    typed = [entry(A, 1, act="x"), entry(B, 2, act="x")]
    assert found(typed) == []
    far = [*typed, entry(UnitFounded(unit="x", name="Sở X"), 3)]
    far.append(entry(UnitFounded(unit="y", name="Sở Y"), 4, act="x"))
    assert found(far) == [("act-apart", 4)]


def test_an_act_has_an_id():
    assert found([entry(A, 1, act="")]) == [("act-missing", 1)]


@pytest.mark.parametrize(
    "more",
    [
        {"by": "khác"},
        {"reason": "khác"},
        {"at": datetime(2021, 1, 15, tzinfo=UTC)},
        {"source": Source(kind="memory")},
    ],
    ids=lambda more: next(iter(more)),
)
def test_the_entries_of_an_act_share_their_circumstances(more):
    typed = [entry(A, 1, act="x"), entry(B, 2, act="x", **more)]
    assert found(typed) == [("act-mixed", 2)]


def test_no_clock_shows_a_time_before_1970():
    first = datetime(1970, 1, 1, tzinfo=UTC)
    assert found([entry(A, 1, at=first)]) == []
    assert found([entry(A, 1, at=datetime(1, 1, 1, tzinfo=UTC))]) == [("instant-impossible", 1)]


# Counts


@pytest.mark.parametrize(
    ("votes", "method", "wrong"),
    [
        (Tally(votes_for=9, total=8), "show-of-hands", True),
        (Tally(votes_for=2, total=3), "rotation", True),
        (Tally(votes_for=0, total=8), "show-of-hands", False),  # an older version recorded it
        (Tally(votes_for=3, total=3), "show-of-hands", False),
    ],
)
def test_a_count_is_within_its_total_and_of_a_vote(votes, method, wrong):
    typed = entries(*MEMBERS, HeadElected(**HERE, unit="a", votes=votes, method=method))
    assert found(typed) == [("count-impossible", len(typed))] * wrong


# Retractions


def test_a_retraction_names_entries_and_has_a_reason():
    assert found([entry(A, 1), entry(TAKEN, 2, reason="Nhầm")]) == []
    assert found([entry(A, 1), entry(TAKEN, 2)]) == [("retraction-without-reason", 2)]
    nothing = replace(TAKEN, positions=())
    assert found([entry(A, 1), entry(nothing, 2, reason="x")]) == [("retraction-empty", 2)]


def test_a_retraction_has_the_place_of_the_first_entry_that_it_takes_back():
    wrong = replace(TAKEN, positions=(2,), concerns=("unit:b",), place=1)
    typed = [entry(A, 1), entry(B, 2), entry(wrong, 3, reason="x")]
    assert found(typed) == [("retraction-misplaced", 3)]


def test_a_replacement_has_the_place_of_what_it_replaces():
    """A correction of a correction has the place of the first entry."""
    again = UnitFounded(unit="a", name="Sở A mới")
    first = [entry(TAKEN, 3, act="c", reason="x"), entry(again, 4, act="c", reason="x")]
    second = replace(TAKEN, positions=(4,))
    typed = [entry(A, 1), entry(B, 2), *first, entry(second, 5, reason="x")]
    assert found(typed) == []
    typed[-1] = replace(typed[-1], event=replace(second, place=4))
    assert found(typed) == [("retraction-misplaced", 5)]
