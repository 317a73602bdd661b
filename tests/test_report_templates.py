"""Reports by a template: its sections, the facts that each needs, dots where nothing is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.award_events import AwardDenied, AwardGranted, AwardNominated
from events.descriptions import UnitDescribed
from events.emulation_movements import MovementJoined, MovementLaunched
from events.errors import BadInput
from events.result_events import ResultAdopted
from events.targets import TargetSet
from tests.facts import HERE, MEMBERS, place
from tests.spec import FactTree, ledger_with
from thidua_tui.formatting.papers.blocks import DOTS, NBSP, Paper, Paragraph, SectionTitle, Table
from thidua_tui.formatting.papers.making import Made
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.queries.report_templates import (
    load_template,
    shipped_templates,
    templated_draft,
)
from views.papers.achievement import AchievementFacts
from views.papers.facts import Subject

pytestmark = pytest.mark.usefixtures("home")
FLAG, PRAISE = "co-tinh", "bk-tinh"
EN, VI = Words("en"), Words("vi")
NOMINATED = tuple(AwardNominated(**HERE, unit="a", form=form) for form in (FLAG, PRAISE))
GRANTED = AwardGranted(
    **HERE, unit="a", form=FLAG, number="12/QĐ-UBND", on=date(2021, 2, 1), authority="UBND tỉnh"
)


def report(*facts: FactTree, template: str = "thanh-tich", words: Words = VI) -> Made:
    ledger: Any = ledger_with(*MEMBERS, *facts)
    subject = Subject(cluster="cum", year=2020, unit="a")
    return templated_draft(ledger, load_template(template), subject, words)


def texts(paper: Paper) -> list[str]:
    """The titles and paragraphs of a paper."""
    return [b.text for b in paper.blocks if isinstance(b, SectionTitle | Paragraph)]


def tables(paper: Paper) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in paper.blocks if isinstance(block, Table)]


def test_titles_and_awards_in_force_are_listed_with_their_decisions():
    denied = AwardDenied(**HERE, unit="a", form=PRAISE, on=date(2021, 2, 1))
    made = report(*NOMINATED, GRANTED, denied)
    [[row]] = tables(made.paper)
    assert [cell.replace(NBSP, " ") for cell in row] == [
        "2020",
        "Cờ thi đua của UBND tỉnh",
        "12/QĐ-UBND, ngày 01 tháng 02 năm 2021; UBND tỉnh",
    ]
    assert "2. Hình thức khen thưởng" in made.paper.missing
    assert "Cờ thi đua của UBND tỉnh" in made.paper.summary


def test_a_decision_without_a_number_is_dots_and_is_named():
    [[row]] = tables((made := report(*NOMINATED, AwardGranted(**HERE, unit="a", form=FLAG))).paper)
    assert row[2].startswith(DOTS)
    assert "số quyết định khen thưởng" in made.paper.missing


def test_places_targets_and_movements_of_the_unit_alone_are_named():
    placed = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")))
    movement = MovementLaunched(movement="pt", name="Chuyển đổi số", launched_by="UBND tỉnh")
    made = report(
        placed,
        TargetSet(**HERE, target="t", title="Hồ sơ đúng hạn", unit="a"),
        TargetSet(**HERE, target="s", title="Việc của đơn vị khác", unit="b"),
        movement,
        MovementJoined(**HERE, movement="pt", units=("a",)),
        UnitDescribed(unit="a", kind="agency"),
    )
    found = "\n".join(texts(made.paper))
    for text in ("xếp thứ Nhất", "Hồ sơ đúng hạn", "Chuyển đổi số", "Sở A (cơ quan)"):
        assert text in found
    assert "Việc của đơn vị khác" not in found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_unit_of_which_nothing_is_known_every_part_is_dots(lang):
    made = report(words=Words(lang))
    parts = [p for section in load_template("thanh-tich").sections for p in section.parts]
    assert texts(made.paper).count(DOTS) == len(parts)
    assert {part.title for part in parts} <= {*made.paper.missing}
    assert not tables(made.paper)
    assert made.paper.draft
    assert DOTS in made.paper.summary


def test_the_report_of_a_unit_is_its_own_paper_without_a_code():
    made = report(*NOMINATED)
    assert isinstance(made.facts, AchievementFacts)
    assert made.code == made.paper.code == ""
    assert made.paper.heading
    assert made.paper.heading.issuer == "Sở A"


def test_the_half_year_report_of_a_cluster_has_its_members_and_a_code():
    made = report(template="so-ket")
    assert "Sở A; Sở B" in "\n".join(texts(made.paper))
    assert made.paper.code == made.code
    assert made.code
    assert "III. HẠN CHẾ, NGUYÊN NHÂN" in made.paper.missing


def test_a_unit_that_is_not_known_has_no_report():
    ledger: Any = ledger_with(*MEMBERS)
    subject = Subject(cluster="cum", year=2020, unit="nowhere")
    with pytest.raises(BadInput, match="unknown-unit"):
        templated_draft(ledger, load_template("thanh-tich"), subject, EN)


@pytest.mark.parametrize("name", shipped_templates())
def test_each_shipped_template_is_read_and_marks_what_was_not_verified(name):
    template = load_template(name)
    assert all(line.startswith(("[M]", "[D]")) for line in template.unverified)
    assert template.unverified


OWN = """
about = "cluster"
name = "BÁO CÁO"
summary = "Năm {year} [b]"
issued_by = "Công văn 1"
sections = [{ title = "I", parts = [{ title = "x", facts = ["members"] }] }]
"""


def own(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mau.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_an_office_has_a_template_of_its_own(tmp_path):
    made = report(template=own(tmp_path, OWN))
    assert made.paper.summary == "Năm 2020 [b]"
    assert "Sở A; Sở B" in "\n".join(texts(made.paper))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["members"]', '["planets"]'),
        ('["members"]', '["titles"]'),
        ('about = "cluster"', 'about = "planet"'),
        ("sections = [{", "sections = [] # ["),
        ('title = "x"', 'titel = "x"'),
        (OWN, "\x00"),
    ],
)
def test_what_is_no_template_is_refused(tmp_path, old, new):
    assert old in OWN
    with pytest.raises(BadInput, match="template-unreadable"):
        load_template(own(tmp_path, OWN.replace(old, new)))


@pytest.mark.parametrize(
    "asked",
    [
        ("report", "--template", "thanh-tich"),
        ("report", "--template", "nowhere"),
        ("report", "--template", "so-ket", "--issue"),
        ("minutes", "--template", "so-ket"),
        ("report", "--template", "thanh-tich", "--unit", "nowhere"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(run, story, asked):
    code, out, err = run("paper", *asked, "--ledger", story)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_the_command_prints_the_report_and_what_was_not_verified(run, story):
    asked = ("paper", "report", "--template", "thanh-tich", "--unit", "stc", "--ledger", story)
    code, out, err = run(*asked)
    assert code == 0
    assert "BÁO CÁO THÀNH TÍCH" in out
    assert "[M]" in err
    code, out, _ = run(*asked, "--format", "json")
    assert '"unit":"stc"' in out
