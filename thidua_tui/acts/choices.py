"""What there is to choose in a field, and what is chosen first, from the ground of an act."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal

from events.clusters import ClusterDissolved
from events.compacts import signed_units
from events.council import council_members, council_of
from events.emulation_movements import MovementJoined, MovementLaunched
from events.errors import BadInput
from events.meetings import MeetingOpened, UnitsAttended
from events.persons import RepresentativeNamed, representing
from events.roles import ActingHeadNamed, HeadElected, officers
from events.rule_book import in_force, lines
from events.text import sort_key
from thidua_tui.acts.award_forms import forms as award_forms
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values, year_of
from thidua_tui.formatting.sentences.award_forms import form_name
from thidua_tui.parsing.dates import parse_date
from thidua_tui.parsing.fuzzy_match import Option
from views.names import Names


def units(ground: ActContext, codes: Iterable[str], on: date | None = None) -> list[Option]:
    """Units as options, with their names of today or of an earlier day."""
    names, earlier = ground.names, former(ground.names)
    day = on if on and on < ground.today else None
    shorts = {code: names.short(code, day) for code in codes}
    return [
        Option(
            code=code,
            name=names.unit(code, day),
            short=short if short != names.unit(code, day) else "",
            former=tuple(dict.fromkeys((*earlier.get(code, ()), *_today(names, code, day)))),
        )
        for code, short in shorts.items()
    ]


def _today(names: Names, code: str, day: date | None) -> tuple[str, ...]:
    """What a unit is called today, where it is offered by an earlier name."""
    now = names.unit(code)
    return (now,) if day and now != names.unit(code, day) else ()


def days(ground: ActContext, values: Values) -> tuple[date, date]:
    """Return the days that concern a form: its meeting's, its own, or those of its year."""
    meeting = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    on = meeting.on if meeting else None
    if not meeting and "year" not in values:
        on = typed_day(ground, values)
    if on:
        return on, on
    year = meeting.year if meeting else year_of(ground, values)
    return date(year, 1, 1), date(year, 12, 31)


def typed_day(ground: ActContext, values: Values) -> date | None:
    """The day in the form; None where there is none yet."""
    with suppress(BadInput):
        return parse_date(values.get("on", ""), today=ground.today)
    return None


def former(names: Names) -> dict[str, tuple[str, ...]]:
    """Unit -> the names that it had, and those of the units that it carries on."""
    found: dict[str, dict[str, None]] = {}
    for code, called in names.units.items():
        for heir in [now.unit for now in names.now(code)] if code in names.heirs else [code]:
            past = [name for then in called for name in (then.name, then.short) if name]
            today = {names.unit(heir), names.short(heir)}
            found.setdefault(heir, {}).update(dict.fromkeys(n for n in past if n not in today))
    return {code: tuple(earlier) for code, earlier in found.items() if earlier}


def alphabetical(options: Iterable[Option]) -> list[Option]:
    """Options that have no order of their own, as the Vietnamese alphabet has them."""
    return sorted(options, key=lambda option: sort_key(option.name))


def living(ground: ActContext, _values: Values) -> list[Option]:
    """Every unit that exists, in the order of the alphabet."""
    return alphabetical(units(ground, ground.living()))


def this_unit(ground: ActContext, _values: Values) -> str:
    """The unit that is selected, if any."""
    return ground.here.unit or ""


def represented(ground: ActContext, values: Values) -> list[Option]:
    """The units of which a representative is in office, by their names on the form's day."""
    held = dict.fromkeys(e.unit for e in ground.persons.of(RepresentativeNamed))
    _, last = days(ground, values)
    return alphabetical(units(ground, [u for u in held if representing(ground.persons, u)], last))


def on_council(ground: ActContext, _values: Values) -> list[Option]:
    """The persons who sit on the Council, with their seats."""
    known = council_members(ground.read(council_of(ground.cluster)), ground.cluster)
    seats = {seat: ground.words(f"choices.seat.{seat}") for seat in {e.seat for e in known}}
    return [Option(code=e.person, name=e.person, also=seats[e.seat]) for e in known]


def living_then(ground: ActContext, values: Values) -> list[Option]:
    """Return every unit that existed on the days of the form, by its name of that time."""
    first, last = days(ground, values)
    return alphabetical(units(ground, ground.lived(first, last), last))


def members(ground: ActContext, values: Values) -> list[Option]:
    """The members of the form's year, then those who left: before that day they may have acted."""
    year = year_of(ground, values)
    belong = dict.fromkeys((*ground.members(year), *ground.left(year)))
    return units(ground, belong, date(year, 12, 31))


def on_roster(ground: ActContext, values: Values) -> list[Option]:
    """The members of that very year; another year's list does not do."""
    year = year_of(ground, values)
    return units(ground, ground.on_roster(year), date(year, 12, 31))


def members_then(ground: ActContext, values: Values) -> list[str]:
    """Return the codes of the members of the year, or of the meeting's, that existed then."""
    meeting = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    lived = ground.lived(*days(ground, values))
    belong = ground.members(meeting.year if meeting else year_of(ground, values))
    return [unit for unit in belong if unit in lived]


def members_first(ground: ActContext, values: Values) -> list[Option]:
    """Every unit that existed then, the members of the year first."""
    first, last = days(ground, values)
    lived, there = ground.lived(first, last), members_then(ground, values)
    others = [unit for unit in lived if unit not in there]
    return [*units(ground, there, last), *alphabetical(units(ground, others, last))]


def outsiders(ground: ActContext, values: Values) -> list[Option]:
    """Units that existed in the form's year and belong to no cluster in it."""
    year = year_of(ground, values)
    seated, last = ground.seated(year), date(year, 12, 31)
    lived = ground.lived(date(year, 1, 1), last)
    outside = [unit for unit in lived if unit not in seated]
    return alphabetical(units(ground, outside, last))


def unsigned(ground: ActContext, values: Values) -> list[Option]:
    """Members that have not signed the compact of the form's year, then those who left."""
    year = year_of(ground, values)
    already = signed_units(ground.of_cluster, ground.cluster, year)
    belong = dict.fromkeys((*ground.members(year), *ground.left(year)))
    return units(ground, [unit for unit in belong if unit not in already], date(year, 12, 31))


def signers(ground: ActContext, values: Values) -> list[Option]:
    """Members, then those who left; those that have signed the compact of the year last."""
    free = unsigned(ground, values)
    known = {option.code for option in free}
    return [*free, *(option for option in members(ground, values) if option.code not in known)]


def offices(ground: ActContext, values: Values) -> list[Option]:
    """Who holds a role in the form's year, as `unit/role`."""
    year = year_of(ground, values)
    held = officers(ground.of_cluster, ground.cluster, year)
    kinds = {HeadElected: "head", ActingHeadNamed: "acting"}
    roles = {unit: kinds.get(type(office), "deputy") for unit, office in held.items()}
    return [
        Option(
            code=f"{unit}/{role}",
            name=f"{ground.names.unit(unit, year)} – {ground.words.choice('role', role)}",
        )
        for unit, role in roles.items()
    ]


def clusters(ground: ActContext, _values: Values) -> list[Option]:
    """Every cluster that was not dissolved."""
    over = {event.cluster for event in ground.lives.of(ClusterDissolved)}
    return alphabetical(
        Option(code=code, name=ground.names.cluster(code))
        for code in ground.names.clusters
        if code not in over
    )


def meetings(ground: ActContext, _values: Values) -> list[Option]:
    """Return the cluster's meetings, the open meeting first; closed meetings are marked."""

    def also(meeting: MeetingOpened) -> str:
        over = ground.words("screen.meeting.closed") if meeting.meeting in ground.closed else ""
        return ", ".join(filter(None, (str(meeting.year), over)))

    return [Option(code=e.meeting, name=e.title, also=also(e)) for e in ground.meetings()]


def open_meeting(ground: ActContext, values: Values) -> list[Option]:
    """The meeting that is open, if any: what is recorded now belongs to it."""
    now = ground.open_meeting()
    return [one for one in meetings(ground, values) if now and one.code == now.meeting]


def movements(ground: ActContext, values: Values) -> list[Option]:
    """The movements that may be on in the form's year; those of which no year is known come last.

    They are of the cluster, or of every cluster.
    """
    year = year_of(ground, values)
    launched = [
        event
        for event in ground.movements.of(MovementLaunched)
        if (_since(event) or year) <= year <= (event.until or year)
        and event.of_cluster in (None, ground.cluster)
    ]
    launched.sort(key=lambda event: not (_since(event) or event.until))
    return [Option(code=e.movement, name=e.name) for e in launched]


def _since(event: MovementLaunched) -> int | None:
    """The first year of a movement; that of its launch where the source gives no other."""
    return event.since or (event.on.year if event.on else None)


def criteria(ground: ActContext, values: Values) -> list[Option]:
    """The criteria of the form's year."""
    book = in_force(ground.of_cluster, ground.cluster, year_of(ground, values))
    words = ground.words

    def also(maximum: Decimal) -> str:
        return words("acts.grid.at-most", maximum=words.number(maximum))

    return [Option(code=c.code, name=c.name, also=also(c.max_points)) for c in lines(book)]


def forms(ground: ActContext, values: Values) -> list[Option]:
    """The forms of award of the form's year, in the chosen language."""
    found = award_forms(ground, year_of(ground, values))
    return [Option(code=code, name=form_name(form, ground.words)) for code, form in found.items()]


def reported_forms(ground: ActContext, values: Values) -> list[Option]:
    """The forms of award, those whose authority a source does not name first."""
    found = award_forms(ground, year_of(ground, values))
    unnamed = (code for code in UNNAMED if code in found)
    order = dict.fromkeys((*unnamed, *found))
    return [Option(code=code, name=form_name(found[code], ground.words)) for code in order]


UNNAMED = ("bk-khong-ro", "co-khong-ro")
"""The forms of award for sources that name no authority."""


def from_source(values: Values) -> bool:
    """Return whether what is typed comes from a source, and not from the room."""
    return values.get("source_kind", "") not in ("", "room")


def form_codes(ground: ActContext) -> frozenset[str]:
    """The codes of all forms of award."""
    return frozenset(award_forms(ground))


def absent(ground: ActContext, values: Values) -> list[str]:
    """Members of whom the meeting does not say yet that they are present."""
    here = {
        unit
        for e in ground.of_cluster.of(UnitsAttended)
        if e.meeting == values.get("meeting")
        for unit in e.units
    }
    meeting = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    year = meeting.year if meeting else ground.year
    return [unit for unit in ground.members(year) if unit not in here]


def unregistered(ground: ActContext, values: Values) -> list[str]:
    """Members that have not registered for the form's movement in its year."""
    year = year_of(ground, values)
    done = {
        unit
        for e in ground.movements.of(MovementJoined)
        if (e.movement, e.cluster, e.year) == (values.get("movement"), ground.cluster, year)
        for unit in e.units
    }
    return [unit for unit in ground.members(year) if unit not in done]
