"""`thidua soi`: what is found of a paper, by its code and in a file that somebody may have edited.

Each thing that may have become of a paper has a sentence of its own; the exit code is 0 for a paper
that is still true, 3 where the ledger went on, 5 where the file was altered or is not made here.
"""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
import pikepdf
import pytest

from events import paper_code
from events.award_events import AwardNominated
from events.awards import NominateForAward
from events.event import Entry
from events.paper_commands import IssuePaper
from events.papers import PaperIssued
from events.unit_commands import RenameUnit
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.papers.files import content
from thidua_tui.forms.submit import issue_paper
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.queries.papers import draft, issued_paper, ledger_name
from thidua_tui.session.location import Location
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference
from thidua_tui.session.session import Session, in_place_of
from thidua_tui.session.session import take_back as taken_back
from views.papers.facts import Subject, canonical, digest

DATA = Path(__file__).with_name("data")
MEETING = "tong-ket-2020"
VI = Words("vi")
TO = "Chủ tịch Ủy ban nhân dân tỉnh"
HERE = Location(cluster="tmth", year=2020)
ISSUED = {
    "bb": {"paper_kind": "minutes", "about_meeting": MEETING, "on": "15/01/2021"},
    "ttr": {"paper_kind": "submission", "addressee": TO, "on": "15/01/2021"},
}


class Office(NamedTuple):
    """The ledger with two issued papers, their files, and the ledger before them."""

    folder: Path
    ledger: Path
    before: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory, story: Path) -> Office:
    folder = tmp_path_factory.mktemp("office")
    made = Office(folder, folder / "a.ledger", folder / "before.ledger")
    for path in made[1:]:
        path.write_bytes(story.read_bytes())
    with opened(made.ledger) as ledger:
        ground = ActContext(Session(ledger, by="Thư ký"), HERE, VI)
        for name, given in ISSUED.items():
            (entry,) = issue_paper(ground, given)
            assert isinstance(entry.event, PaperIssued)
            paper = issued_paper(entry.event, VI)
            for form in ("docx", "pdf"):
                (folder / f"{name}.{form}").write_bytes(content(paper, form))
        made_draft = draft(ledger, "submission", Subject(cluster="tmth", year=2020, unit=TO), VI)
        (folder / "draft.docx").write_bytes(content(made_draft, "docx"))
    return made


@pytest.fixture
def soi(run, office, tmp_path):
    """Ask what is found of a file of the office, or of a code, in a copy of its ledger."""
    path = tmp_path / "a.ledger"
    path.write_bytes(office.ledger.read_bytes())

    def ask(asked: str | Path, ledger: Path = path, lang: str = "vi") -> tuple[int, str]:
        if isinstance(asked, str) and (office.folder / asked).exists():
            asked = office.folder / asked
        code, out, err = run("soi", asked, "--ledger", ledger, "--lang", lang)
        assert out or err
        return code, out

    return ask


def recorded(path: Path, act: Callable[[Session, list[Entry]], object]) -> None:
    """Record an act in a ledger, which is given the nominations."""
    with opened(path) as ledger:
        nominated = [e for e in ledger.read() if isinstance(e.event, AwardNominated)]
        act(Session(ledger, by="Thư ký"), nominated)


def test_an_unchanged_paper_is_true_in_every_format(soi):
    for name in ("bb.docx", "bb.pdf", "ttr.docx", "ttr.pdf"):
        code, out = soi(name)
        assert (code, out.startswith("ĐÚNG:")) == (0, True)
        assert "đúng từng byte" in out
        assert len(out.splitlines()) == 3


def correct(session: Session, nominated: list[Entry]) -> None:
    wrong = nominated[-1]
    fields = {name: getattr(wrong.event, name) for name in NominateForAward.__struct_fields__}
    right = NominateForAward(**fields | {"unit": "stp"})
    session.do(in_place_of([wrong], right), reason="Ghi nhầm đơn vị")


def take_back(session: Session, nominated: list[Entry]) -> None:
    session.do(taken_back([nominated[-1]]), reason="Ghi nhầm")


def rename(session: Session, _: list[Entry]) -> None:
    session.do(RenameUnit(unit="snv", name="Sở Nội vụ tỉnh", on=date(2020, 1, 1)))


def go_on(session: Session, nominated: list[Entry]) -> None:
    fields = {n: getattr(nominated[-1].event, n) for n in NominateForAward.__struct_fields__}
    session.do(NominateForAward(**fields | {"unit": "stp"}))


LATER = {
    "a correction": (correct, ("ĐÃ ĐÍNH CHÍNH", "CORRECTED"), "Đính chính ở mục", True),
    "a retraction": (take_back, ("ĐÃ HỦY NỘI DUNG", "TAKEN BACK"), "Hủy ở mục", True),
    "a rename": (rename, ("ĐÃ ĐỔI TÊN", "RENAMED"), "Đổi tên ở mục", True),
    "a new fact": (go_on, ("CÓ ĐIỀU MỚI", "GONE ON"), "Ghi thêm ở mục", False),
}
"""What happened -> how, the first words, the sentence of the entry, whether minutes change, too."""


@pytest.mark.parametrize("what", LATER)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_happened_since_has_a_sentence_of_its_own(soi, office, tmp_path, what, lang):
    act, answers, by, in_minutes = LATER[what]
    recorded(tmp_path / "a.ledger", act)
    answer = answers[LANGUAGES.index(lang)]
    code, out = soi("ttr.docx", lang=lang)
    assert (code, out.partition(":")[0]) == (3, answer)
    assert lang != "vi" or by in out
    assert re.search(r"^  .*(Sở Tư pháp|Sở Nội vụ|Văn phòng)", out, re.MULTILINE)
    code, out = soi("bb.docx", lang=lang)
    assert code == (3 if in_minutes else 0)
    assert out.startswith(answer) == in_minutes


def test_a_correction_names_what_is_no_longer_so_and_what_is_instead(soi, tmp_path):
    recorded(tmp_path / "a.ledger", correct)
    out = soi("ttr.docx")[1]
    assert re.search(r"^  .*Văn phòng UBND tỉnh.*: không còn$", out, re.MULTILINE)
    assert re.search(r"^  .*Sở Tư pháp.*: ghi thêm$", out, re.MULTILINE)
    assert "bk-tinh" not in out, "no code of a fact is shown"


def test_a_new_name_of_later_days_changes_no_paper(soi, tmp_path):
    later = RenameUnit(unit="snv", name="Sở Nội vụ tỉnh", on=date(2024, 1, 1))
    recorded(tmp_path / "a.ledger", lambda session, _: session.do(later))
    for name in ("bb.docx", "ttr.docx"):
        assert soi(name)[0] == 0


def with_part(raw: bytes, part: str, change: Callable[[str], str] | None) -> bytes:
    """A DOCX file of which a part is changed; with None it is left out."""
    other = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8", "surrogateescape")
            if name == part and change:
                assert change(text) != text, "the edit changes something"
                text = change(text)
            if name != part or change:
                new.writestr(name, text.encode("utf-8", "surrogateescape"))
    return other.getvalue()


def other_words(raw: bytes) -> bytes:
    return with_part(raw, "word/document.xml", lambda text: text.replace("Sở Nội vụ", "Sở Y tế"))


def other_facts(raw: bytes, facts: bytes = b'{"kind":"minutes"}') -> bytes:
    held = base64.b64encode(facts).decode()

    def change(text: str) -> str:
        return re.sub(r"(<facts[^>]*>)[^<]*", rf"\g<1>{held}", text)

    return with_part(raw, "customXml/item1.xml", change)


def other_facts_in_pdf(raw: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        facts = pdf.Root.AF[0].EF.F.read_bytes()
        changed = facts.replace("Sở Nội vụ".encode(), "Sở Y tế".encode())
        assert changed != facts
        pdf.Root.AF[0].EF.F.write(changed)
        pdf.save(out)
    return out.getvalue()


WORDS, TOUCHED = "Câu chữ trong tệp khác khi ban hành", "Dữ liệu kèm trong tệp không phải"
EDITS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "words": ("bb.docx", other_words, WORDS),
    "facts": ("bb.docx", other_facts, TOUCHED),
    "facts that are none": ("bb.docx", lambda raw: other_facts(raw, b"{"), TOUCHED),
    "facts without an end": ("bb.docx", lambda raw: other_facts(raw, b"[" * 99_999), TOUCHED),
    "facts of a PDF": ("ttr.pdf", other_facts_in_pdf, TOUCHED),
}
"""What was edited -> the file, the edit, the sentence."""


@pytest.mark.parametrize("what", EDITS)
def test_an_edited_file_is_altered(soi, office, tmp_path, what):
    name, edit, sentence = EDITS[what]
    path = tmp_path / f"altered{Path(name).suffix}"
    path.write_bytes(edit((office.folder / name).read_bytes()))
    code, out = soi(path)
    assert (code, out.partition(":")[0]) == (5, "BỊ SỬA NGOÀI SỔ")
    assert sentence in out
    assert {WORDS: TOUCHED, TOUCHED: WORDS}[sentence] not in out


def test_edited_words_are_shown_line_by_line(soi, office, tmp_path):
    path = tmp_path / "altered.docx"
    path.write_bytes(other_words((office.folder / "ttr.docx").read_bytes()))
    out = soi(path)[1]
    assert re.search(r"^  - .*Sở Nội vụ", out, re.MULTILINE)
    assert re.search(r"^  \+ .*Sở Y tế", out, re.MULTILINE)


def test_the_code_of_another_paper_is_noticed_by_words_and_data(soi, office, tmp_path):
    """Minutes with the code of the submission: the data are said to be those of the minutes."""
    code_of = {name: code_in(office.folder / f"{name}.docx") for name in ("bb", "ttr")}
    raw, path = (office.folder / "bb.docx").read_bytes(), tmp_path / "altered.docx"
    for part in ("docProps/core.xml", "word/document.xml"):
        raw = with_part(raw, part, lambda text: text.replace(code_of["bb"], code_of["ttr"]))
    path.write_bytes(raw)
    code, out = soi(path)
    assert (code, out.partition(":")[0]) == (5, "BỊ SỬA NGOÀI SỔ")
    assert "là của biên bản hội nghị số 01: mã trong tệp là của văn bản khác" in out
    assert WORDS in out


def code_in(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        core = file.read("docProps/core.xml").decode()
    found = re.search(r"<cp:keywords>(.*?)</cp:keywords>", core)
    assert found
    return found[1]


def test_a_file_without_its_data_was_only_saved_again(soi, office, tmp_path):
    path = tmp_path / "again.docx"
    raw = (office.folder / "bb.docx").read_bytes()
    path.write_bytes(with_part(raw, "customXml/item1.xml", None))
    code, out = soi(path)
    assert (code, out.startswith("ĐÚNG:")) == (0, True)
    assert "từng byte" not in out


@pytest.mark.skipif(not shutil.which("soffice"), reason="NOT saved again: install libreoffice")
def test_a_file_that_libreoffice_saved_again_is_true(soi, office, tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    files = [str(office.folder / f"{name}.docx") for name in ("bb", "ttr")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    for name in ("bb", "ttr"):
        code, out = soi(tmp_path / f"{name}.docx")
        assert (code, out.partition(":")[0]) == (0, "ĐÚNG"), out
        assert "từng byte" not in out


def test_a_draft_is_found_by_its_code_and_is_not_in_the_register(soi, office):
    for asked in ("draft.docx", code_in(office.folder / "draft.docx")):
        code, out = soi(asked)
        assert (code, out.partition(":")[0]) == (0, "ĐÚNG")
        assert "Sổ văn bản không có văn bản này" in out
    assert "không được đối chiếu" in soi("draft.docx")[1]


def test_a_ledger_whose_tail_is_cut_says_that_the_paper_is_not_in_its_register(soi, office):
    code, out = soi("bb.docx", ledger=office.before)
    assert (code, out.partition(":")[0]) == (0, "ĐÚNG")
    assert "ghi ở một bản sổ mới hơn" in out
    code, out = soi("ttr.docx", ledger=office.before)
    assert (code, out.partition(":")[0]) == (5, "SỔ CHƯA ĐẾN ĐÓ")


def test_a_paper_of_another_ledger_is_said_to_be_that(run, soi, tmp_path):
    other = tmp_path / "other.ledger"
    with opened(other, create=True) as ledger:
        conference.play(ledger)
    for name in ("bb.docx", "ttr.pdf"):
        code, out = soi(name, ledger=other)
        assert (code, out.partition(":")[0]) == (5, "KHÔNG CỦA SỔ NÀY")


def test_a_paper_that_cannot_be_made_any_more_is_not_true(soi, tmp_path):
    """Its only nominations are taken back: now there is no submission."""
    path = tmp_path / "a.ledger"
    recorded(path, lambda of, found: of.do(taken_back(found), reason="Hội nghị chưa biểu quyết"))
    code, out = soi("ttr.docx")
    assert (code, out.partition(":")[0]) == (3, "ĐÃ HỦY NỘI DUNG")
    assert "Hủy ở mục" in out


def test_a_paper_that_an_older_program_issued_is_still_true(soi, office, tmp_path):
    """Facts of schema 1: every entry with its whole source, and the name of the event twice."""
    stored = json.loads((DATA / "minutes-facts.v1.json").read_text("utf-8"))
    with opened(tmp_path / "a.ledger") as ledger:
        typed = {str(entry.position): entry.at for entry in ledger.read()}
        for entry in stored["entries"]:  # typed when the ledger of this test was
            entry["at"] = msgspec.to_builtins(typed[entry["key"]])
        code = paper_code.written("minutes", ledger_name(ledger), 35, digest(stored))
        old = IssuePaper(
            paper_code=code,
            paper_kind="minutes",
            cluster="tmth",
            year=2020,
            about_meeting=MEETING,
            register=2020,
            serial=1,
            known_at=35,
            schema=1,
            facts=canonical(stored).decode(),
            text="BIÊN BẢN",
        )
        (entry,) = Session(ledger, by="Thư ký").do(old)
        assert isinstance(entry.event, PaperIssued)
        kept = issued_paper(entry.event, VI).paper
        made = draft(ledger, "minutes", Subject(cluster="tmth", year=2020, meeting=MEETING), VI)
    assert kept.blocks == made.paper.blocks
    assert len(canonical(made.facts)) < 0.8 * len(canonical(stored))
    answer, out = soi(code)
    assert (answer, out.partition(":")[0]) == (0, "ĐÚNG"), out


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04 no zip", b"%PDF-1.7 nothing", b"text", b"\x00" * 9, b""]
)
def test_other_files_are_refused_with_a_sentence(soi, tmp_path, raw):
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    assert soi(path) == (2, "")
