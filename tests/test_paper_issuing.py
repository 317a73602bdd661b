"""Papers are issued: every kind, by two processes at once, and never where nothing may be written.

The register is that of `events.papers`: numbers from 1, without a gap, none given twice.
"""

from __future__ import annotations

import multiprocessing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from events.convening_commands import ConveneMeeting
from events.errors import Refused
from events.papers import PaperIssued
from events.store.ledger import Ledger
from tests.amount import amount
from tests.papers import CONVENED, EXAMPLES, add_acts
from tests.patience import PATIENCE
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.submit import issue_paper
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference, held_meeting, scored_year
from thidua_tui.session.session import Session
from views.papers.registry import PAPERS

WRITERS = 2
PAPERS_EACH = amount(6, 20, 100)
GUESTS = [f"Khách mời {number}" for number in range(1, WRITERS * PAPERS_EACH + 1)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger with a meeting to which each guest is invited by a paper."""
    path = tmp_path / "office.ledger"
    with opened(path, create=True) as ledger:
        scored_year.play(ledger)
        fields = {name: getattr(CONVENED, name) for name in ConveneMeeting.__struct_fields__}
        plan = ConveneMeeting(**fields | {"units": (), "guests": "\n".join(GUESTS)})
        Session(ledger, by="spec").do(plan)
    return path


def ground_of(ledger: Ledger) -> ActContext:
    """The context of an act in the cluster of the meeting."""
    here = Location(cluster=CONVENED.cluster, year=CONVENED.year)
    return ActContext(Session(ledger, by="spec"), here, Words("vi"))


def invitation(guest: str) -> dict[str, str]:
    return {"paper_kind": "invitation", "about_meeting": CONVENED.meeting, "addressee": guest}


def writer(path: Path, guests: list[str], start: Any) -> None:
    """Issue an invitation for each guest, from the same moment as the other writer."""
    with opened(path) as ledger:
        ground = ground_of(ledger)
        start.wait(PATIENCE)
        for guest in guests:
            issue_paper(ground, invitation(guest))


def issued_in(path: Path) -> list[PaperIssued]:
    with opened(path, read_only=True) as ledger:
        return [entry.event for entry in ledger.read() if isinstance(entry.event, PaperIssued)]


def test_two_processes_issue_papers_at_once_without_a_gap(file):
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(WRITERS)
    halves = [GUESTS[nth::WRITERS] for nth in range(WRITERS)]
    writers = [
        context.Process(target=writer, args=(file, half, start), daemon=True) for half in halves
    ]
    for process in writers:
        process.start()
    for process in writers:
        process.join(amount(PATIENCE, PATIENCE, 10 * PATIENCE))
        assert process.exitcode == 0
    issued = issued_in(file)
    assert [one.serial for one in issued] == list(range(1, len(GUESTS) + 1))
    assert sorted(one.addressee for one in issued) == sorted(GUESTS)
    assert len({one.paper_code for one in issued}) == len(GUESTS)
    for before, after in pairwise(issued):
        assert before.known_at < after.known_at, "a paper states what was known before its number"
    for one in issued:
        number = f"{one.serial:02d}"
        assert f"Số: {number}/" in one.text, "the number on the paper is that of the register"
        assert {file.name for file in one.files} >= {f"gm-{number}-{one.register}.docx"}


def test_a_number_that_was_given_is_not_exchanged_for_another(file):
    with opened(file) as ledger:
        ground = ground_of(ledger)
        issue_paper(ground, invitation(GUESTS[0]))
        with pytest.raises(Refused, match="paper-number-taken"):
            issue_paper(ground, invitation(GUESTS[1]) | {"serial": "1"})
    assert [one.serial for one in issued_in(file)] == [1]


def test_other_refusals_are_not_tried_again(file):
    with opened(file) as ledger:
        issue_paper(ground_of(ledger), invitation(GUESTS[0]))
        with pytest.raises(Refused, match="paper-issued-already"):
            issue_paper(ground_of(ledger), invitation(GUESTS[0]))


def test_every_kind_with_a_code_is_issued_as_number_one(tmp_path):
    path = tmp_path / "all.ledger"
    with opened(path, create=True) as ledger:
        for story in (conference, scored_year, held_meeting):
            story.play(ledger)
        session = Session(ledger, by="spec")
        add_acts(session)
        for kind, subject in EXAMPLES.items():
            if PAPERS[kind].coded:
                here = Location(cluster=subject.cluster, year=subject.year)
                given = {
                    "paper_kind": kind,
                    "about_meeting": subject.meeting,
                    "addressee": subject.unit,
                }
                issue_paper(ActContext(session, here, Words("vi")), given)
    issued = issued_in(path)
    assert {one.paper_kind for one in issued} == {k for k, spec in PAPERS.items() if spec.coded}
    assert {one.serial for one in issued} == {1}
