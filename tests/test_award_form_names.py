"""A form of award is named everywhere as it was called in the year of the achievement."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from events.award_course import ProposeAward
from events.award_events import AwardNominated
from events.award_forms import AwardFormDefined, DefineAwardForm
from events.awards import NominateForAward
from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.unit_commands import FoundUnit
from tests.facts import HERE, MEMBERS, ClusterYear
from tests.pages import ledger_at, press, quiet, screen_text, shown
from tests.spec import ledger_with
from thidua_tui.cli import main
from thidua_tui.formatting.sentences.short_names import ShortNames
from thidua_tui.i18n.messages import LANGUAGES, Words
from views.names import Names
from views.projection import project

OLD, NEW, OWN = "Cờ thi đua của UBND tỉnh", "Cờ thi đua xuất sắc của UBND tỉnh", "Cờ Ba năm"
REVISED = DefineAwardForm(form="co-tinh", name=NEW, since=2024)


@pytest.fixture
def run(capsys):
    """Run `thidua` with these words; return what it prints."""

    def run(*words) -> str:
        assert main.answer([str(word) for word in words]) == 0
        return str(capsys.readouterr().out)

    return run


def forms(*definitions: AwardFormDefined) -> Names:
    return project(Names(), ledger_with(*MEMBERS, *definitions))


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    here: ClusterYear = {"cluster": "c", "year": 2020}
    return ledger_at(
        tmp_path_factory.mktemp("named") / "named.ledger",
        *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in "ab"),
        FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
        RecordRoster(**here, units=("a", "b")),
        AdoptResult(**here, places=(Place(place=1, unit="a"), Place(place=2, unit="b"))),
        REVISED,
        DefineAwardForm(form="co-ba-nam", name=OWN, form_kind="title"),
        NominateForAward(**here, unit="a", form="co-tinh", on=date(2020, 11, 1)),
        NominateForAward(**here, unit="a", form="co-ba-nam", on=date(2020, 11, 1)),
        ProposeAward(**here, unit="a", form="co-tinh", number="15/TTr", on=date(2020, 12, 11)),
    )


def test_the_words_name_a_form_by_its_year():
    words = Words("vi")
    words.names = forms(AwardFormDefined(form="co-tinh", name=NEW, since=2024))
    assert [words.form("co-tinh", year) for year in (2023, 2024, None)] == [OLD, NEW, NEW]
    assert words("board.quota", form=words.form("co-tinh", 2024)).startswith(NEW)


def test_a_shipped_name_that_is_kept_in_a_revision_is_translated():
    words = Words("en")
    words.names = forms(AwardFormDefined(form="co-tinh", name=OLD, threshold=90))
    assert words.form("co-tinh", 2020) == Words("en").choice("form", "co-tinh") != OLD


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_and_a_short_sentence_name_the_form_of_the_year(lang):
    own = AwardFormDefined(form="khac", name=OWN)
    names = forms(own, AwardFormDefined(form="khac", name=NEW, since=2022))
    fact = AwardNominated(**HERE, unit="a", form="khac", on=date(2022, 3, 1))
    for naming in (names, ShortNames(names)):
        sentence = Words(lang).sentence(fact, naming)
        assert OWN in sentence
        assert NEW not in sentence


@pytest.mark.parametrize("what", ["csv", "json", "table", "md"])
def test_exports_and_tables_name_the_form_of_the_year(renamed, what, run):
    text = run("show", "awards", "--format", what, "--ledger", renamed)
    assert OLD in text
    assert OWN in text
    assert NEW not in text


def test_the_name_of_a_defined_form_is_in_every_row(renamed, run):
    out = run("show", "award-forms", "--format", "csv", "--ledger", renamed)
    named = {row["form"]: row["form_name"] for row in csv.DictReader(io.StringIO(out))}
    assert named["co-ba-nam"] == OWN
    out = run("show", "awards", "--format", "json", "--ledger", renamed)
    assert {row["form_name"] for row in json.loads(out)} == {OLD, OWN}


async def test_the_board_of_an_earlier_year_has_the_name_of_that_year(renamed):
    async with shown(renamed, size=(120, 40)) as pilot:
        await press(pilot, "f2")
        await quiet(pilot)
        await press(pilot, "right")
        assert OLD in screen_text(pilot.app)
        assert NEW not in screen_text(pilot.app)
