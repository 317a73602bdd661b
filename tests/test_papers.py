"""Papers: numbers without gaps, given once; codes that name the facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from events import paper_code
from events.clusters import ClusterFounded
from events.convening import ConveningCancelled, MeetingConvened
from events.corrections import Retract
from events.errors import BadInput
from events.meetings import MeetingOpened
from events.paper_commands import CancelPaper, IssuePaper, NumberPaper
from events.papers import PaperCancelled, PaperIssued, PaperNumbered
from tests.facts import HERE, Fields
from tests.spec import given
from views.paper_register import PaperRegister

CLUSTER = ClusterFounded(cluster="cum", name="Cụm một", place="Lạng Sơn")
CONTENT: Fields = {"known_at": 3, "facts": "{}", "text": "BIÊN BẢN"}
MINUTES: Fields = {**HERE, **CONTENT, "paper_kind": "minutes", "register": 2021}
LEDGER, DIGEST = "c0ffee00" * 4, "5eed" * 16


def issued(number, **more):
    own = {"paper_code": f"P-{number}", "serial": number, "facts": f'{{"n":{number}}}'}
    return PaperIssued(**{**MINUTES, **own, **more})


def issue(number, **more):
    own = {"paper_code": f"Q-{number}", "serial": number, "facts": f'{{"q":{number}}}'}
    return IssuePaper(**{**MINUTES, **own, **more})


def as_issued(number, **more):
    return issued(number, paper_code=f"Q-{number}", facts=f'{{"q":{number}}}', **more)


def test_the_first_paper_of_a_register_is_number_one():
    given(CLUSTER).when(issue(1)).then(as_issued(1))


def test_a_number_follows_the_highest_of_its_register():
    before = (CLUSTER, issued(1), issued(2))
    given(*before).when(issue(3)).then(as_issued(3))
    given(*before).when(issue(2)).refused("paper-number-taken", number=2, next=3)
    given(*before).when(issue(4)).refused("paper-number-skips", number=4, next=3)


@pytest.mark.parametrize("other", [{"paper_kind": "report"}, {"register": 2022}])
def test_each_kind_and_year_of_issue_has_a_register_of_its_own(other):
    given(CLUSTER, issued(1)).when(issue(1, **other)).then(as_issued(1, **other))


def test_a_cancelled_number_is_not_given_again():
    gone = PaperCancelled(**HERE, paper_code="P-1")
    given(CLUSTER, issued(1), gone).when(issue(1)).refused("paper-number-taken", next=2)


def test_a_number_on_an_earlier_paper_is_free_and_the_register_goes_on_above_it():
    earlier = issue(7, numbering="paper")
    given(CLUSTER).when(earlier).then(as_issued(7, numbering="paper"))
    seven = issued(7, numbering="paper")
    given(CLUSTER, seven).when(issue(1)).refused("paper-number-skips", next=8)
    given(CLUSTER, seven).when(earlier).refused("paper-number-taken", next=8)


def test_the_office_gives_a_number_once_and_later():
    waiting = issued(0, numbering="office")
    here: Fields = {"cluster": "cum", "paper_code": "P-0", "number": "123/BB-STC"}
    given(CLUSTER).when(issue(5, numbering="office")).refused("number-of-office")
    given(CLUSTER, waiting).when(NumberPaper(**here)).then(PaperNumbered(**here, year=2020))
    numbered = PaperNumbered(**here, year=2020)
    given(CLUSTER, waiting, numbered).when(NumberPaper(**here)).refused("paper-has-number")
    given(CLUSTER, issued(1)).when(NumberPaper(**{**here, "paper_code": "P-1"})).refused(
        "paper-has-number", number="01"
    )


def test_the_same_paper_is_issued_once():
    again = issue(2, paper_code="P-1")
    given(CLUSTER, issued(1, symbol="BB-CTĐ")).when(again).refused(
        "paper-issued-already", number="01/BB-CTĐ"
    )


def test_the_same_facts_are_issued_again_only_after_a_cancellation():
    before, again = issued(1, symbol="BB-CTĐ"), issue(2, facts=issued(1).facts)
    given(CLUSTER, before).when(again).refused("paper-issued-already", number="01/BB-CTĐ")
    gone = PaperCancelled(**HERE, paper_code="P-1")
    given(CLUSTER, before, gone).when(again).then(
        issued(2, paper_code="Q-2", facts=issued(1).facts)
    )


def test_a_paper_belongs_to_the_register_of_its_day():
    other = issue(1, on=date(2020, 12, 31))
    given(CLUSTER).when(other).refused("register-of-other-year", register=2021)


def test_a_paper_is_cancelled_once_and_then_gets_no_number():
    gone = PaperCancelled(**HERE, paper_code="P-0")
    waiting = issued(0, numbering="office")
    cancel = CancelPaper(cluster="cum", paper_code="P-0")
    given(CLUSTER, waiting).because("Sai tên").when(cancel).then(gone)
    given(CLUSTER, waiting, gone).because("Sai tên").when(cancel).refused("paper-is-cancelled")
    given(CLUSTER, waiting, gone).when(
        NumberPaper(cluster="cum", paper_code="P-0", number="1")
    ).refused("paper-is-cancelled")
    given(CLUSTER).because("Sai tên").when(cancel).refused("unknown-paper")


def test_an_issued_paper_is_not_taken_back():
    facts = (CLUSTER, issued(1))
    taking = Retract(positions=(2,), concerns=("cluster:cum", "cluster:cum/2020"))
    given(*facts).because("Ghi nhầm").when(taking).refused("papers-stay")


def test_a_paper_about_a_meeting_needs_that_meeting():
    given(CLUSTER).when(issue(1, about_meeting="m")).refused("unknown-meeting")
    opened = MeetingOpened(**HERE, meeting="m", title="Họp")
    given(CLUSTER, opened).when(issue(1, about_meeting="m")).then(as_issued(1, about_meeting="m"))


def test_an_invitation_is_to_a_meeting_that_is_convened():
    invites: Fields = {"paper_kind": "invitation", "about_meeting": "m"}
    plan = MeetingConvened(**HERE, meeting="m", title="Họp")
    given(CLUSTER, plan).when(issue(1, **invites)).then(as_issued(1, **invites))
    given(CLUSTER).when(issue(1, **invites)).refused("not-convened", meeting="m")
    gone = ConveningCancelled(**HERE, meeting="m")
    given(CLUSTER, plan, gone).when(issue(1, **invites)).refused("not-convened", meeting="m")
    given(CLUSTER, plan).when(issue(1, about_meeting="m")).refused("unknown-meeting")


def test_gaps_are_the_numbers_below_the_highest(ledger_of):
    ledger = ledger_of(CLUSTER, issued(1), issued(4, numbering="paper"), issued(6))
    found = PaperRegister()
    for entry in ledger.read():
        found.apply(entry)
    assert [(gap.first, gap.last) for gap in found.gaps()] == [(2, 3), (5, 5)]


@pytest.fixture
def ledger_of():
    from tests.spec import ledger_with

    return lambda *facts: ledger_with(*facts)


@drawn(
    kind=st.sampled_from(sorted(paper_code.LETTERS)),
    entries=st.integers(0, 10**9),
    digest=st.integers(0, 2**256 - 1),
)
def test_a_code_is_read_back(kind, entries, digest):
    written = paper_code.written(kind, LEDGER, entries, f"{digest:064x}")
    found = paper_code.read(written.lower().replace("-", " "))
    assert (found.kind, found.entries, found.ledger) == (kind, entries, LEDGER[:5])
    assert found.names(f"{digest:064x}")
    assert not found.names(f"{digest ^ 1 << 255:064x}")


@pytest.mark.parametrize("at", range(2, 32))
def test_a_wrong_symbol_is_a_slip(at):
    symbols = paper_code.written("minutes", LEDGER, 35, DIGEST).replace("-", "")
    other = "7" if symbols[at] != "7" else "8"
    with pytest.raises(BadInput) as caught:
        paper_code.read(symbols[:at] + other + symbols[at + 1 :])
    assert caught.value.code in ("code-mistyped", "paper-code-unreadable")


def test_the_letters_of_the_kind_are_checked_too():
    written = paper_code.written("minutes", LEDGER, 35, DIGEST)
    with pytest.raises(BadInput, match="code-mistyped"):
        paper_code.read(f"BC{written[2:]}")


@pytest.mark.parametrize("text", ["", "BB", "35-M8TPX", "XX-35-WVQCG", "BB-" + "0" * 200])
def test_other_text_is_no_code_of_a_paper(text):
    with pytest.raises(BadInput, match="paper-code-unreadable"):
        paper_code.read(text)


def test_ballots_have_no_code():
    assert "ballots" not in paper_code.LETTERS
