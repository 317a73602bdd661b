"""What a merge leaves to be seen: open questions, first recording, positions of this ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.batch import Together
from events.branches import MERGES, unanswered
from events.corrections import EntriesRetracted
from events.elections import ElectDeputy, ElectHead
from events.event import Entry
from events.meetings import MeetingOpened
from events.minutes import WordSentence
from events.minutes_events import SentenceWorded
from events.remarks import RecordRemark
from events.store.ledger import Circumstances, drafted
from events.unit_commands import FoundUnit
from tests.facts import DAY, HERE, MEMBERS, NEXT
from tests.two_laptops import Laptop
from thidua_tui.cli.main import answer
from thidua_tui.formatting.sentences.merging import question_lines
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.queries.first_recorded import FirstRecorded, first_recorded
from thidua_tui.queries.merge_questions import open_questions
from thidua_tui.queries.merging import copy_files, record
from thidua_tui.session.evidence_folder import EvidenceFolder, filed
from thidua_tui.session.session import in_place_of, take_back

MET = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)


@pytest.fixture
def laptops(tmp_path):
    """Two laptops with the same members and an open meeting."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS, MET)
    second = first.copied(tmp_path / "b.ledger", "binh")
    yield first, second
    first.close()
    second.close()


def taken(laptop: Laptop, act: str) -> list[Entry]:
    """The entries of an act."""
    return [entry for entry in laptop.entries() if entry.act == act]


def test_a_wording_is_of_the_same_sentence_under_its_number_here(laptops):
    a, b = laptops
    a.do(ElectHead(**HERE, unit="a"))
    [remark] = b.do(RecordRemark(meeting="m", unit="b", text="Ý kiến"))
    b.do(WordSentence(meeting="m", sentence=remark.position, text="Câu chữ riêng"))
    a.merged(b)
    [here] = taken(a, "binh-1")
    [worded] = [e.event for e in a.entries() if isinstance(e.event, SentenceWorded)]
    assert here.position != remark.position
    assert (worded.sentence, worded.placed) == (here.position, here.position)


def test_what_took_the_place_of_an_entry_is_shown_and_theirs_replaces_it(laptops):
    """Here a name was corrected, there the same entry was taken back."""
    a, b = laptops
    wrong = a.do(FoundUnit(unit="x", name="Sở Không"))
    b.close()
    b = a.copied(b.recorder.file, "binh")
    a.do(in_place_of(wrong, FoundUnit(unit="x", name="Sở Một")))
    b.do(take_back(wrong))
    planned = a.planned(b)
    [one] = planned.asked
    correction = a.entries()[-1]
    assert one.here == (correction.position,)
    text = "\n".join(question_lines(planned, one, Words("en"), (1, 1)))
    assert f"takes back entry {wrong[0].position}: " in text
    assert "Sở Không" in text and "Sở Một" in text
    a.merged(b, lambda _: "theirs")
    gone = {p for e in a.entries() for p in getattr(e.event, "positions", ())}
    assert {wrong[0].position, correction.position} <= gone
    assert a.flaws() == []
    b.close()


def test_a_question_about_many_facts_fits_on_a_screen(laptops):
    a, b = laptops
    founded = Together(commands=tuple(FoundUnit(unit=f"x{n}", name=f"Sở X {n}") for n in range(30)))
    a.do(founded)
    b.do(founded)
    planned = a.planned(b)
    lines = [*question_lines(planned, planned.asked[0], Words("en"), (1, 1))]
    assert len(lines) < 20
    assert lines[-1].strip() == "… and 56 more lines"


@pytest.mark.parametrize("position", [0, 10**9])
def test_a_file_may_name_an_entry_that_is_not_there(laptops, position):
    a, b = laptops
    gone = EntriesRetracted(positions=(position,), place=position, concerns=())
    b.recorder.append([drafted(gone, Circumstances(by="x", act="x"), b.ledger.clock())[0]])
    planned = a.planned(b)
    lines = [*question_lines(planned, planned.asked[0], Words("en"), (1, 1))]
    assert f"takes back entry {position}" in lines[2]


def test_an_act_that_names_itself_is_asked_about(laptops):
    """A file may say so; then nothing before it has to be answered first."""
    a, b = laptops
    at = b.recorder.head() + 1
    gone = EntriesRetracted(positions=(at,), place=at, concerns=())
    b.recorder.append([drafted(gone, Circumstances(by="x", act="x"), b.ledger.clock())[0]])
    assert [one.act.act for one in a.planned(b).waiting({})] == ["x"]


def test_a_taken_entry_says_when_where_and_by_whom_it_was_first_recorded(laptops):
    a, b = laptops
    [own] = a.do(ElectHead(**HERE, unit="a"))
    [there] = b.do(ElectDeputy(**NEXT, unit="b"))
    a.merged(b)
    [here] = taken(a, "binh-1")
    merge = a.entries()[-1].position
    assert first_recorded(a.ledger, here) == FirstRecorded(there, merge)
    assert first_recorded(a.ledger, own) is None
    assert first_recorded(b.ledger, there) is None
    said = FirstRecorded(there, merge).text(Words("en"))
    assert said.startswith(f"entry {there.position} on the other laptop, by binh")


def test_without_the_kept_lines_the_first_recording_is_unknown(laptops):
    a, b = laptops
    b.do(ElectDeputy(**NEXT, unit="b"))
    a.merged(b)
    [here] = taken(a, "binh-1")
    [kept] = Path(f"{a.recorder.file}.evidence").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"binh", b"hoan"))
    found = first_recorded(a.ledger, here)
    assert found == FirstRecorded(None, a.entries()[-1].position)
    assert all(found.text(Words(lang)) for lang in LANGUAGES)


def test_open_questions_are_among_the_disputes_with_how_to_answer_them(laptops, capsys):
    a, b = laptops
    assert [*open_questions(a.ledger, Words("en"))] == []
    a.do(ElectHead(**HERE, unit="a"))
    b.do(ElectHead(**HERE, unit="b"))
    a.merged(b)
    named, how = open_questions(a.ledger, Words("en"))
    assert "by binh" in named and "Sở B" in named and "Cụm một 2020" in named
    assert "thidua merge FILE" in how
    assert [*open_questions(a.ledger, Words("en"), most=0)] == [how]
    a.recorder.move_log()
    for asked in (["show", "disputes"], ["merge", "--open"]):
        assert answer(["--lang", "en", *asked, "--ledger", str(a.recorder.file)]) == 0
        assert named in capsys.readouterr().out
    a.merged(b, lambda _: "ours")
    assert [*open_questions(a.ledger, Words("en"))] == []


def test_an_entry_on_the_command_line_says_where_it_was_first_recorded(laptops, capsys):
    a, b = laptops
    b.do(ElectDeputy(**NEXT, unit="b"))
    a.merged(b)
    [here] = taken(a, "binh-1")
    a.recorder.move_log()
    answer(["--lang", "en", "entry", str(here.position), "--ledger", str(a.recorder.file)])
    assert "First recorded: entry" in capsys.readouterr().out


def ring(laptops, tmp_path: Path) -> tuple[Laptop, Laptop, Entry]:
    """What the second laptop recorded, taken by the first, and from there by a third."""
    a, b = laptops
    c = a.copied(tmp_path / "c.ledger", "chi")
    [there] = b.do(ElectDeputy(**NEXT, unit="b"))
    a.merged(b)
    return a, c, there


def test_the_first_recording_is_found_through_as_many_merges_as_there_were(laptops, tmp_path):
    a, c, there = ring(laptops, tmp_path)
    planned = c.planned(a)
    assert [one.state for one in planned.judged] == ["taken", "had"], "a merge is no question"
    copy_files(c.session, planned.branch, record(c.session, planned))
    backup = tmp_path / "kept"
    EvidenceFolder.of_ledger(c.recorder.file).copy_to(EvidenceFolder(backup), filed(c.ledger))
    assert len([*backup.iterdir()]) == 2, "a backup has the lines of both"
    [here] = taken(c, "binh-1")
    found = first_recorded(c.ledger, here)
    assert found == FirstRecorded(there, c.entries()[-1].position, 1)
    assert "through 1 other ledger;" in found.text(Words("en"))
    c.close()


def test_a_merge_whose_lines_are_missing_leaves_the_first_recording_unknown(laptops, tmp_path):
    a, c, _ = ring(laptops, tmp_path)
    c.merged(a)
    [here] = taken(c, "binh-1")
    assert first_recorded(c.ledger, here) == FirstRecorded(None, c.entries()[-1].position)
    c.close()


def test_what_a_merge_in_the_other_branch_left_open_stays_open_here(laptops, tmp_path):
    """The act waits in a third ledger, and no entry of the other branch speaks of it."""
    a, b = laptops
    c = a.copied(tmp_path / "c.ledger", "chi")
    b.do(ElectHead(**HERE, unit="b"))
    c.do(ElectHead(**HERE, unit="c"))
    b.merged(c)
    a.merged(b)
    assert [*unanswered(a.ledger.history((MERGES,))[0])] == ["chi-1"]
    a.merged(c, lambda _: "theirs")
    assert [*unanswered(a.ledger.history((MERGES,))[0])] == []
    c.close()
