"""Two branches of one ledger are put together: what is taken, what is asked, what never is lost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from events.branches import MERGES, BranchMerged
from events.corrections import EntriesRetracted
from events.descriptions import DescribeUnit
from events.elections import ElectDeputy, ElectHead
from events.errors import Refused, Stale, ThiduaError
from events.event import Source
from events.evidence_files import EvidenceFiled, FileEvidence
from events.meetings import CloseMeeting, MeetingOpened, RecordGuest
from events.roles import DeputyElected, HeadElected
from events.scoring import RecordScore, ScoreRecorded
from events.unit_commands import FoundUnit
from tests.facts import BOOK, DAY, HERE, MEMBERS, NEXT
from tests.two_laptops import BECAUSE, Laptop, codes, states
from thidua_tui.queries.merged_branches import checked_branches
from thidua_tui.queries.merging import copy_files, plan, record
from thidua_tui.session.named_files import look
from thidua_tui.session.other_branch import read_branch
from thidua_tui.session.session import in_place_of, take_back

MET = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)


@pytest.fixture
def laptops(tmp_path):
    """Two laptops with the same members and rule book."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS, BOOK, MET)
    second = first.copied(tmp_path / "b.ledger", "binh")
    yield first, second
    first.close()
    second.close()


def heads(laptop: Laptop, year: int) -> list[str]:
    """The units that were elected head in a year and are in force."""
    gone = {p for e in laptop.entries() for p in getattr(e.event, "positions", ())}
    events = (e.event for e in laptop.entries() if e.position not in gone)
    return [e.unit for e in events if isinstance(e, HeadElected) and e.year == year]


def test_two_heads_are_asked_about_and_what_does_not_clash_is_taken(laptops):
    """The story: both elected a head, the same deputy; one elected more and undid it."""
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    a.do(ElectDeputy(**NEXT, unit="b"))
    b.do(ElectHead(**HERE, unit="b"))
    b.do(ElectDeputy(**HERE, unit="c"))
    b.do(ElectDeputy(**NEXT, unit="b"))
    elected = b.do(ElectHead(**NEXT, unit="c"))
    b.do(take_back(elected))
    planned = a.merged(b)
    assert states(planned) == [
        ("binh-1", "asked"),
        ("binh-2", "taken"),
        ("binh-3", "asked"),
        ("binh-4", "taken"),
        ("binh-5", "taken"),
    ]
    assert codes(planned) == {"binh-1": "head-in-office", "binh-3": "merge-said-twice"}
    assert (heads(a, 2020), heads(a, 2021)) == (["a"], [])
    assert a.flaws() == []
    [merged] = [e.event for e in a.ledger.read(MERGES)]
    assert isinstance(merged, BranchMerged)
    assert [(q.asked_act, q.recorded_by) for q in merged.questions] == [
        ("binh-1", "binh"),
        ("binh-3", "binh"),
    ]


def test_the_other_way_round_the_same_is_asked(laptops):
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    a.do(ElectDeputy(**NEXT, unit="b"))
    b.do(ElectHead(**HERE, unit="b"))
    b.do(ElectDeputy(**NEXT, unit="b"))
    assert {*codes(a.planned(b)).values()} == {*codes(b.planned(a)).values()}


def test_merging_twice_is_merging_once(laptops):
    a, b = laptops
    b.do(ElectHead(**HERE, unit="b"))
    a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectDeputy(**HERE, unit="c"))
    a.merged(b)
    before = a.entries()
    with pytest.raises(Refused, match="merge-nothing-new"):
        a.merged(b)
    assert a.entries() == before
    assert a.planned(b).count("had") == 1


def test_an_answer_for_theirs_takes_the_place_of_ours_and_says_why(laptops):
    a, b = laptops
    [ours] = a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectHead(**HERE, unit="b"), reason="họp")
    a.merged(b, lambda _: "theirs")
    assert heads(a, 2020) == ["b"]
    taken, fact = a.ledger.read(after=ours.position, limit=2)
    assert isinstance(taken.event, EntriesRetracted)
    assert taken.event.positions == (ours.position,)
    assert (fact.act, fact.by, fact.reason) == ("binh-1", "an", "Ghép sổ; họp")
    assert a.flaws() == []
    with pytest.raises(Refused, match="merge-nothing-new"):
        a.merged(b, lambda _: "theirs")


def test_an_answer_for_ours_is_remembered(laptops):
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectHead(**HERE, unit="b"))
    a.merged(b)
    a.merged(b, lambda _: "ours")
    assert heads(a, 2020) == ["a"]
    assert states(a.planned(b)) == [("binh-1", "had")]


def test_what_follows_on_an_act_that_was_asked_about_is_asked_about_too(laptops):
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    elected = b.do(ElectHead(**HERE, unit="b"))
    b.do(in_place_of(elected, ElectHead(**HERE, unit="c")))
    assert codes(a.planned(b)) == {"binh-1": "head-in-office", "binh-2": "merge-needs-asked"}
    a.merged(b, lambda _: "theirs")
    assert heads(a, 2020) == ["c"]
    assert a.flaws() == []


def test_what_took_the_place_of_an_entry_here_was_decided_by_who_merged(laptops):
    """The other laptop never took that entry back; what it said there is in its kept lines."""
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectHead(**HERE, unit="b"))
    b.do(ElectDeputy(**HERE, unit="c"))
    a.merged(b, lambda _: "theirs")
    by = {type(entry.event): entry.by for entry in a.entries()[-4:]}
    assert by[EntriesRetracted] == by[HeadElected] == "an"
    assert by[DeputyElected] == "binh"


def test_what_was_undone_in_its_branch_is_not_asked_about(laptops):
    """In the other direction it is out of force, and nothing is asked, either."""
    a, b = laptops
    elected = b.do(ElectHead(**HERE, unit="b"))
    b.do(take_back(elected))
    a.do(ElectHead(**HERE, unit="a"))
    assert states(a.planned(b)) == [("binh-1", "had"), ("binh-2", "had")]
    assert states(b.planned(a)) == [("an-1", "taken")]
    b.do(FoundUnit(unit="y", name="Sở Y tế"))
    a.merged(b)
    assert heads(a, 2020) == ["a"]


def test_what_was_undone_here_is_taken_where_the_other_branch_kept_it(laptops):
    a, b = laptops
    a.do(take_back(a.do(ElectHead(**HERE, unit="b"))))
    b.do(ElectHead(**HERE, unit="b"))
    assert states(a.merged(b)) == [("binh-1", "taken")]
    assert heads(a, 2020) == ["b"]


def test_what_was_undone_in_its_branch_is_taken_with_its_undoing_where_it_can_be(laptops):
    a, b = laptops
    b.do(take_back(b.do(ElectHead(**HERE, unit="b"))))
    assert states(a.merged(b)) == [("binh-1", "taken"), ("binh-2", "taken")]
    assert heads(a, 2020) == []


def test_two_scores_of_one_cell_are_asked_about_and_others_are_taken(laptops):
    a, b = laptops
    score = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(50))
    a.do(score)
    for unit, criterion, points in (("a", "I", 40), ("a", "II", 30), ("b", "I", 20)):
        b.do(RecordScore(**HERE, unit=unit, criterion=criterion, points=Decimal(points)))
    planned = a.merged(b, lambda _: "theirs")
    assert states(planned) == [("binh-1", "theirs"), ("binh-2", "taken"), ("binh-3", "taken")]
    gone = {p for e in a.entries() for p in getattr(e.event, "positions", ())}
    scores = [e.event for e in a.entries() if e.position not in gone]
    given = {(s.unit, s.criterion): s.points for s in scores if isinstance(s, ScoreRecorded)}
    assert given == {("a", "I"): 40, ("a", "II"): 30, ("b", "I"): 20}


def test_what_would_silently_replace_a_fact_is_asked_about(laptops):
    """No rule refuses a second description: the later would win."""
    a, b = laptops
    a.do(DescribeUnit(unit="a", kind="agency"))
    b.do(DescribeUnit(unit="a", kind="commune"))
    b.do(DescribeUnit(unit="b", kind="commune"))
    assert codes(a.planned(b)) == {"binh-1": "merge-said-otherwise"}


def test_what_only_one_order_lets_through_is_asked_about_from_either_side(laptops):
    """Guests were recorded here, the closing there: closed first, no guest could be recorded."""
    a, b = laptops
    closing = CloseMeeting(meeting="m")
    [guest] = a.do(RecordGuest(meeting="m", name="Ông An"))
    b.do(closing)
    assert codes(a.planned(b)) == {"binh-1": "merge-other-order"}
    assert codes(b.planned(a)) == {"an-1": "closed-meeting"}
    planned = a.merged(b, lambda _: "theirs")
    assert planned.count("theirs") == 1
    assert guest in a.entries()
    assert a.flaws() == []


def test_a_retraction_names_the_same_entry_under_its_number_here(laptops):
    a, b = laptops
    a.do(ElectDeputy(**NEXT, unit="b"))
    a.do(ElectDeputy(**NEXT, unit="c"))
    elected = b.do(ElectHead(**HERE, unit="b"))
    b.do(in_place_of(elected, ElectHead(**HERE, unit="c")))
    a.merged(b)
    [there] = elected
    here = next(e for e in a.entries() if e.act == "binh-1")
    assert here.position != there.position
    [gone] = [e.event for e in a.entries() if isinstance(e.event, EntriesRetracted)]
    assert (gone.positions, gone.place) == ((here.position,), here.position)
    assert heads(a, 2020) == ["c"]


def test_both_corrected_the_same_entry(laptops):
    a, b = laptops
    before = a.entries()[-2]
    assert a.entries() == b.entries()
    founded = a.entries()[0]
    for laptop, name in ((a, "Sở Một"), (b, "Sở Hai")):
        laptop.do(in_place_of([founded], FoundUnit(unit="a", name=name)))
    planned = a.planned(b)
    assert codes(planned) == {"binh-1": "not-in-force"}
    assert before in a.entries()
    a.merged(b, lambda _: "theirs")
    assert a.flaws() == []


def test_an_act_keeps_who_why_and_where_from(laptops):
    a, b = laptops
    source = Source(kind="document", title="Báo cáo số 5")
    b.do(ElectHead(**HERE, unit="b"), reason="bầu lại", source=source)
    a.merged(b)
    entry = next(e for e in a.entries() if e.act == "binh-1")
    assert (entry.by, entry.reason, entry.source) == ("binh", "bầu lại", source)


def test_a_plan_records_nothing(laptops, tmp_path):
    a, b = laptops
    b.do(ElectHead(**HERE, unit="b"))
    before = a.recorder.last()
    assert a.planned(b).count("taken") == 1
    assert a.recorder.last() == before
    assert not Path(f"{a.recorder.file}.evidence").exists()


def test_what_is_recorded_meanwhile_stops_a_merge_whole(laptops):
    a, b = laptops
    b.do(ElectHead(**HERE, unit="b"))
    planned = a.planned(b)
    a.do(ElectDeputy(**NEXT, unit="c"))
    before = a.entries()
    with pytest.raises(Stale, match="ground-moved"):
        record(a.session, planned)
    assert a.entries() == before
    assert not [*Path(f"{a.recorder.file}.evidence").iterdir()]


def test_a_merge_is_not_undone(laptops):
    a, b = laptops
    b.do(ElectHead(**HERE, unit="b"))
    a.merged(b)
    merge = a.entries()[-1]
    with pytest.raises(Refused, match="merge-stays"):
        a.do(take_back([merge]))
    a.do(take_back([e for e in a.entries() if e.act == "binh-1"]))
    assert heads(a, 2020) == []


def test_the_lines_of_the_other_branch_are_kept(laptops):
    a, b = laptops
    b.do(ElectHead(**HERE, unit="b"))
    a.merged(b)
    [kept] = Path(f"{a.recorder.file}.evidence").iterdir()
    assert [checked.error for checked in checked_branches(a.ledger)] == [None]
    kept.write_bytes(kept.read_bytes().replace(b"binh", b"hoan"))
    [changed] = checked_branches(a.ledger)
    assert changed.error and changed.error.code == "merge-evidence-wrong"
    kept.unlink()
    [missing] = checked_branches(a.ledger)
    assert missing.error and missing.error.code == "merge-evidence-missing"


def filed(laptop: Laptop, folder: Path) -> str:
    """File a decision as evidence of a score; return its SHA-256."""
    paper = folder / "quyet-dinh.pdf"
    paper.write_bytes(b"%PDF-1.4")
    about = laptop.session.to_file(look(paper))
    laptop.session.do(FileEvidence(**HERE, unit="a", criterion="I", **about))
    return str(about["sha256"])


def test_evidence_files_come_along(laptops, tmp_path):
    a, b = laptops
    filed(b, tmp_path)
    planned = a.planned(b)
    new = record(a.session, planned)
    assert copy_files(a.session, planned.branch, new) == (1, 0)
    [taken] = [e.event for e in a.entries() if isinstance(e.event, EvidenceFiled)]
    kept = Path(f"{a.recorder.file}.evidence", taken.sha256)
    assert kept.read_bytes() == b"%PDF-1.4"


def refused(file: Path, laptop: Laptop) -> str:
    """The code with which a file is refused."""
    with pytest.raises(ThiduaError) as error:
        read_branch(file, laptop.recorder)
    return error.value.code


def test_files_that_cannot_be_merged(laptops, tmp_path):
    a, b = laptops
    assert refused(a.recorder.file, a) == "merge-itself"
    assert refused(b.recorder.file, a) == "merge-nothing-new"
    b.do(ElectHead(**HERE, unit="b"))
    export = b.exported(tmp_path / "b.jsonl")
    whole = export.read_bytes()
    export.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert refused(export, a) == "export-incomplete"
    export.write_bytes(whole.replace(b'"by":"binh"', b'"by":"hoan"'))
    assert refused(export, a) == "line-changed"
    export.write_bytes(whole.replace(b'"version":2', b'"version":3', 1))
    assert refused(export, a) == "export-newer"
    export.write_bytes(b"")
    assert refused(export, a) == "export-unreadable"
    export.write_bytes(whole.replace(b'"head-elected"', b'"head-crowned"'))
    assert refused(export, a) == "unknown-event"
    assert refused(tmp_path / "none", a) == "file-unreadable"
    assert refused(tmp_path, a) == "file-unreadable"
    other = Laptop(tmp_path / "c.ledger", "chi")
    other.begin(MEMBERS)
    other.recorder.move_log()
    assert refused(other.recorder.file, a) == "merge-other-ledger"
    other.close()


def test_what_was_recorded_here_since_the_plan_is_asked_about_as_well(laptops):
    """A person answers for minutes; another window records meanwhile."""
    a, b = laptops
    a.do(ElectHead(**NEXT, unit="a"))
    b.do(ElectHead(**HERE, unit="b"))
    planned = a.planned(b)
    assert planned.asked == []
    a.do(ElectHead(**HERE, unit="c"))
    again = plan(a.session, planned.branch, BECAUSE, {}, planned)
    assert (again.since, len(again.asked)) == (2, 1)
    a.do(ElectDeputy(**HERE, unit="a"))
    assert plan(a.session, planned.branch, BECAUSE, {}, again).since == 3


def test_files_that_a_stopped_merge_did_not_copy_come_with_the_next(laptops, tmp_path):
    a, b = laptops
    sha256 = filed(b, tmp_path)
    a.do(ElectHead(**HERE, unit="a"))
    record(a.session, a.planned(b))
    with pytest.raises(Refused, match="merge-nothing-new"):
        record(a.session, a.planned(b))
    assert Path(f"{a.recorder.file}.evidence", sha256).is_file()


def test_an_answer_is_not_asked_for_again_when_the_merge_goes_back(laptops):
    """The first laptop let the head of the second take the place of its own."""
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectHead(**HERE, unit="b"))
    a.merged(b, lambda _: "theirs")
    back = b.planned(a)
    assert {state for _, state in states(back)} == {"had"}
    assert heads(a, 2020) == heads(b, 2020) == ["b"]
    b.do(take_back(b.entries()[-1:]))
    assert ("an-1", "had") not in states(b.planned(a)), "what took its place is not in force"
