"""The registry of acts: complete, in both languages, with defaults that fit, and why one is off."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from msgspec.structs import fields

from events import registration
from events.awards import GrantAward, NominateForAward
from events.batch import Together
from events.command import Command
from events.compact_signatures import SignCompact
from events.elections import ElectDeputy, ElectHead, StandDown
from events.event import Event, Source
from events.meetings import CloseMeeting, OpenMeeting
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.reorganisation import AbsorbUnit, DissolveUnit
from events.result_events import Place
from events.score_commits import CommitScores
from events.scoring import RecordScores
from tests.form_app import FOUNDED, HERE, ROSTER, STARTED, TODAY, session
from thidua_tui.acts import award_forms
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import CHOICES
from thidua_tui.acts.preconditions import OBSTACLES
from thidua_tui.acts.registry import ACTS, GROUP_OF, act_for
from thidua_tui.forms import form_labels
from thidua_tui.forms.form_state import FormState, given_by
from thidua_tui.forms.optional_fields import why_fields
from thidua_tui.i18n.messages import LANGUAGES, LOCALE, Words
from thidua_tui.session.location import Location

assert registration  # importing the module registers every command
LATER = Location(cluster="tmth", year=2021)
OPENED = OpenMeeting(
    meeting="tk", cluster="tmth", year=2020, title="Hội nghị tổng kết", on=TODAY, host="stc"
)
PLACES = (Place(place=1, unit="vp-hdnd"), Place(place=2, unit="snv"))
ADOPTED = AdoptResult(cluster="tmth", year=2020, places=PLACES, on=TODAY)


def leaves(of: type) -> set[type]:
    """All that can be made of a class and its kinds."""
    if issubclass(of, Event):
        abstract = of.__struct_config__.tag is None
    else:
        abstract = getattr(of, "decide", None) is Command.decide
    found = set() if abstract or of.__name__.startswith("_") else {of}
    below: list[type] = of.__subclasses__()
    return found.union(*map(leaves, below))


def of_ours(of: type) -> list[type]:
    ours = {kind for kind in leaves(of) - {of} if kind.__module__.startswith("events.")}
    ours -= {Together, RecordScores, CommitScores}  # several of one act
    return sorted(ours, key=lambda kind: kind.__name__)


def filling(act: str, *commands: Command, here: Location = HERE, lang: str = "vi") -> FormState:
    return FormState(ACTS[act], ActContext(session(*commands), here, Words(lang)))


@pytest.mark.parametrize("command", of_ours(Command), ids=lambda kind: kind.__name__)
def test_every_command_has_exactly_one_act(command):
    acts = [act.id for act in ACTS.values() if act.command is command]
    assert acts, f"no act records {command.__name__}: add an Act with it to thidua_tui/acts"
    assert len(acts) == 1, f"several acts record {command.__name__}: {acts}"


@pytest.mark.parametrize("event", of_ours(Event), ids=lambda kind: kind.__name__)
def test_every_event_but_a_retraction_has_the_form_that_corrects_it(event):
    if event.__name__ != "EntriesRetracted":
        assert any(event in act.facts for act in ACTS.values()), (
            f"no form corrects {event.__name__}: name it in `facts` of an act in thidua_tui/acts"
        )


OF_OTHER_COMMANDS = {"close-meeting": ("skipped", "note")}
"""Act -> the fields of commands that it records before its own."""


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_a_form_asks_for_every_field_of_its_command(act: Act):
    if not act.fields:
        return
    of_others = {"votes_of", *OF_OTHER_COMMANDS.get(act.id, ())}
    asked = {name for field in act.fields for name in field.filled} - of_others
    assert asked == set(act.command.__struct_fields__) - ({"cluster", *act.derives} - asked)


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_a_field_must_be_filled_exactly_when_the_command_cannot_do_without(act: Act):
    required = {f.name for f in fields(act.command) if f.required}
    for field in act.fields:
        if required & set(field.filled):
            assert field.needed or field.kind == "points"
        elif not field.default:
            assert not field.needed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_act_has_its_words(act: Act, lang: str):
    words = Words(lang)
    assert form_labels.title(act, words)
    assert words(f"acts.about.{act.id}")
    assert words(f"acts.group.{GROUP_OF[act.id]}")
    for field in act.fields + why_fields(needed=True):
        assert form_labels.label(act, field, words)
        assert len(form_labels.hint(act, field, words)) <= 57
        assert all(label for _, label in form_labels.values(field, words))
    for code in (*act.needs, "read-only-past"):
        assert form_labels.obstacle(code, words, 2020)


def test_the_two_languages_have_the_same_keys():
    told = [tomllib.loads((LOCALE / lang / "acts.toml").read_text("utf-8")) for lang in LANGUAGES]
    assert keys(told[0]) == keys(told[1])


def keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    inner = [keys(v, f"{prefix}{k}.") for k, v in table.items() if isinstance(v, dict)]
    return {prefix + k for k in table}.union(*inner)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_is_named(lang):
    for kind, values in CHOICES.items():
        field = next((f for a in ACTS.values() for f in a.fields if f.of == kind), None)
        for value in values:
            table = field.labels if field else "kind"
            assert not value or Words(lang).find(f"choices.{table}.{value}")


def test_award_forms_are_named_as_the_data_names_them():
    for form in award_forms.forms().values():
        assert Words("vi").choice("form", form.form) == form.name
        assert Words("en").choice("form", form.form) != form.form


def test_every_obstacle_is_somebodys():
    assert {code for act in ACTS.values() for code in act.needs} == set(OBSTACLES)


# Defaults


def test_the_head_is_that_of_the_pages_year_or_of_the_next_when_that_year_has_one():
    assert filling("elect-head", *STARTED).raw["year"] == "2020"
    elected = ElectHead(cluster="tmth", year=2020, unit="stc")
    assert filling("elect-head", *STARTED, elected).raw["year"] == "2021"


def test_the_deputy_goes_with_the_head_that_has_none():
    heads = [ElectHead(cluster="tmth", year=year, unit="stc") for year in (2020, 2021)]
    deputy = ElectDeputy(cluster="tmth", year=2020, unit="snv")
    assert filling("elect-deputy", *STARTED, heads[0]).raw["year"] == "2020"
    assert filling("elect-deputy", *STARTED, heads[0], deputy).raw["year"] == "2020"
    assert filling("elect-deputy", *STARTED, heads[0], deputy, heads[1]).raw["year"] == "2021"


def test_the_first_roster_has_every_unit_ticked_and_a_later_one_last_years_members():
    some = RecordRoster(cluster="tmth", year=2020, units=("stc", "snv"))
    assert len(filling("record-roster", *STARTED[:-1]).raw["units"].split()) == len(FOUNDED)
    later = filling("record-roster", *STARTED[:-1], some)
    assert (later.raw["year"], later.raw["units"]) == ("2021", "stc snv")


def test_codes_are_suggested_from_names_and_stay_as_typed():
    form = filling("found-cluster")
    assert form.put("name", "Cụm thi đua các cơ quan tham mưu tổng hợp") == ["cluster"]
    assert form.raw["cluster"] == "ctdcqtmth"
    form.put("cluster", "tmth")
    form.put("name", "Cụm khác")
    assert form.raw["cluster"] == "tmth"


def test_the_nomination_goes_to_the_next_ranked_unit_with_its_form_and_addressee():
    first = filling("nominate", *STARTED, OPENED, ADOPTED)
    assert (first.raw["unit"], first.raw["form"]) == ("vp-hdnd", "co-tinh")
    assert first.raw["addressed_to"] == "Ủy ban nhân dân tỉnh"
    assert first.raw["on"] == "14/01/2021"
    nominated = NominateForAward(cluster="tmth", year=2020, unit="vp-hdnd", form="co-tinh")
    second = filling("nominate", *STARTED, ADOPTED, nominated)
    assert (second.raw["unit"], second.raw["form"]) == ("snv", "bk-tinh")
    assert second.raw["addressed_to"] == "Chủ tịch Ủy ban nhân dân tỉnh"
    second.put("form", "giay-khen")
    assert second.raw["addressed_to"] == "Thủ trưởng cơ quan, đơn vị"


def test_a_date_is_that_of_the_open_meeting_where_it_can_be_true():
    of_2021 = filling("elect-head", *STARTED, OPENED, here=LATER)
    assert (of_2021.raw["year"], of_2021.raw["on"]) == ("2021", "14/01/2021")
    assert filling("elect-head", *STARTED, OPENED).raw["on"] == ""  # 14/01/2021 is not of 2020
    assert filling("elect-head", *STARTED, here=LATER).raw["on"] == ""


def test_a_meeting_has_its_title_its_code_and_its_part_of_the_day():
    form = filling("open-meeting", *STARTED)
    assert form.raw["title"].startswith("Hội nghị tổng kết công tác thi đua, khen thưởng năm 2020")
    assert (form.raw["meeting"], form.raw["on"]) == ("tmth-2020", "14/01/2021")
    assert form.raw["part_of_day"]
    form.put("on", "13/01/2021")
    assert form.raw["part_of_day"] == ""
    form.put("kind", "interim")
    assert form.raw["title"].startswith("Hội nghị sơ kết")
    assert filling("open-meeting", *STARTED, OPENED, lang="en").raw["title"].startswith("Year-end")


def test_all_members_are_present_unless_somebody_says_otherwise():
    form = filling("record-attendance", *STARTED, OPENED)
    assert (form.raw["meeting"], len(form.raw["units"].split())) == ("tk", len(FOUNDED))


def test_the_next_compact_is_that_of_the_year_after():
    signed = SignCompact(cluster="tmth", year=2020)
    assert filling("sign-compact", *STARTED, signed).raw["year"] == "2021"


# Off


@pytest.mark.parametrize(
    ("act", "commands", "code"),
    [
        ("elect-head", (), "no-cluster"),
        ("record-roster", STARTED[-2:-1], "no-unit"),
        ("elect-head", STARTED[:-1], "no-roster"),
        ("admit-unit", STARTED[:-1], "no-year-roster"),
        ("close-meeting", STARTED, "no-open-meeting"),
        ("close-meeting", (*STARTED, OPENED, CloseMeeting(meeting="tk")), "no-open-meeting"),
        ("record-guest", STARTED, "no-meeting"),
        ("nominate", STARTED, "no-result"),
        ("adopt-result", (*STARTED, ADOPTED), "result-adopted"),
        ("record-score", STARTED, "no-rules"),
        ("grant-award", (*STARTED, ADOPTED), "no-nomination"),
        ("undo", (), "nothing-to-undo"),
        ("found-unit", (), None),
        ("elect-head", STARTED, None),
        ("record-guest", (*STARTED, OPENED), None),
    ],
)
def test_an_act_that_is_off_says_why(act, commands, code):
    here = HERE if any("Cluster" in type(c).__name__ for c in commands) else Location(year=2020)
    assert ACTS[act].off(session(*commands), here) == code


def test_nothing_is_recorded_while_looking_at_the_past():
    past = Location(cluster="tmth", year=2020, known_at=3)
    assert {act.off(session(*STARTED), past) for act in ACTS.values()} == {"read-only-past"}


# There and back


@pytest.mark.parametrize(
    "command",
    [
        ElectHead(cluster="tmth", year=2021, unit="stc", method="consensus", on=TODAY),
        ElectDeputy(cluster="tmth", year=2020, unit="snv", rank=2),
        SignCompact(cluster="tmth", year=2021, text="Một.\nHai.", signatories=("stc", "snv")),
        SignCompact(cluster="tmth", year=2021),
        OPENED,
        ADOPTED,
        FOUNDED[0],
        ROSTER,
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_correction_starts_from_exactly_what_was_recorded(command):
    before = [c for c in STARTED if c != command] if command != FOUNDED[0] else []
    [entry] = session(*before).do(command)
    act = act_for(entry.event)
    assert act is not None
    form = FormState(act, ActContext(session(*before), HERE), given_by(act, entry.event))
    assert form.commands() == [command]


@pytest.mark.parametrize(
    ("command", "act"),
    [
        (AbsorbUnit(unit="snv", into="stc", on=TODAY), "absorb-unit"),
        (DissolveUnit(unit="snv", on=TODAY), "dissolve-unit"),
        (RecordRoster(cluster="tmth", year=2019, units=("snv", "stc")), "record-roster"),
        (StandDown(cluster="tmth", year=2020, unit="stc", role="head"), "stand-down"),
    ],
)
def test_a_correction_keeps_units_that_have_ended_since(command, act):
    head = ElectHead(cluster="tmth", year=2020, unit="stc")
    at = session(*STARTED, head)
    [entry] = at.do(command)
    if act == "record-roster":
        at.do(DissolveUnit(unit="snv", on=TODAY))
    given = given_by(ACTS[act], entry.event)
    form = FormState(ACTS[act], ActContext(at, HERE), given)
    assert form.wrong() == {}
    same = {f: getattr(command, f) for f in command.__struct_fields__ if f != "units"}
    made = form.commands()[0]
    assert {f: getattr(made, f) for f in same} == same
    assert sorted(getattr(made, "units", ())) == sorted(getattr(command, "units", ()))


def test_an_award_is_chosen_as_a_unit_with_its_form():
    nominated = NominateForAward(cluster="tmth", year=2020, unit="vp-hdnd", form="co-tinh")
    form = filling("grant-award", *STARTED, ADOPTED, nominated)
    form.put("number", "1101/QĐ-UBND")
    assert form.commands() == [
        GrantAward(
            cluster="tmth",
            year=2020,
            unit="vp-hdnd",
            form="co-tinh",
            number="1101/QĐ-UBND",
            on=TODAY,
            authority="Ủy ban nhân dân tỉnh",
        )
    ]


def test_a_second_meeting_of_the_cluster_waits_until_the_first_is_closed():
    at = session(*STARTED)
    at.do(OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Hội nghị"))
    opening = ACTS["open-meeting"]
    assert opening.obstacle(ActContext(at, HERE)) == "meeting-open"
    at.late = Source(kind="newspaper", title="Báo Lạng Sơn")
    assert opening.obstacle(ActContext(at, HERE)) is None
    at.late = None
    at.do(CloseMeeting(meeting="m"))
    assert opening.obstacle(ActContext(at, HERE)) is None
    again = ACTS["reopen-meeting"]
    assert again.obstacle(ActContext(at, HERE)) is None
    at.do(OpenMeeting(meeting="m2", cluster="tmth", year=2020, title="Giao ban"))
    assert again.obstacle(ActContext(at, HERE)) == "meeting-open"
