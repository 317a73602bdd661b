"""Acts on the agenda of a meeting: set it, change its items, say how far the meeting is."""

from __future__ import annotations

from collections.abc import Iterator

from events.agenda import (
    FACTS,
    AgendaItem,
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemFinished,
    AgendaItemMoved,
    AgendaItemSkipped,
    AgendaItemTaken,
    AgendaSet,
)
from events.agenda_commands import (
    AddAgendaItem,
    ChangeAgendaItem,
    FinishAgendaItem,
    MoveAgendaItem,
    SetAgenda,
    SkipAgendaItem,
    TakeAgendaItem,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.agenda_templates import preset_items
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, line, pick, year, year_of
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.numbers_and_codes import suggest_code
from views.agenda import Agenda, ItemRow


def open_meetings(ground: ActContext, values: Values) -> list[Option]:
    """Return the cluster's open meetings; in late entry, only those of the page's year.

    A closed meeting is named by the person who adds to it.
    """
    late = ground.session.late is not None
    still_open = (e for e in ground.meetings() if e.meeting not in ground.closed)
    found = {e.meeting for e in still_open if e.year == ground.year or not late}
    return [option for option in choices.meetings(ground, values) if option.code in found]


MEETING = pick("meeting", choices.meetings, among=open_meetings)


def presets(ground: ActContext, values: Values) -> Iterator[AgendaItem]:
    """Yield the items of the template for the meeting that a form opens, or that it is about."""
    known = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    kind = values.get("kind") or (known.kind if known else "year-end")
    quarter = values.get("quarter") or (known.quarter if known else "")
    of = known.year if known else year_of(ground, values)
    book = ground.book(of) is not None
    yield from preset_items(kind, of, ground.words, quarter=quarter, book=book)  # type: ignore[arg-type]  # a choice of the field


def preset_text(ground: ActContext, values: Values) -> str:
    """Return the titles of the template, a line each; nothing in late entry."""
    if ground.session.late:
        return ""
    return "\n".join(one.title for one in presets(ground, values))


def agenda(ground: ActContext, values: Values) -> Agenda:
    """Return the agenda of the form's meeting at the moment that is shown."""
    meeting = values.get("meeting", "")
    if ground.here.known_at is None and meeting == ground.session.meeting:
        return ground.session.agenda
    return ground.session.see(Agenda(meeting), ground.here.known_at)


def rows(ground: ActContext, values: Values) -> tuple[ItemRow, ...]:
    """Return the items of the form's meeting."""
    return agenda(ground, values).rows() if values.get("meeting") else ()


def items(ground: ActContext, values: Values) -> list[Option]:
    """Return the items of the form's meeting, each found by its number, too."""
    return [
        Option(
            code=row.item,
            name=row.title,
            short=str(row.number),
            also=ground.words.choice("item_state", row.state),
        )
        for row in rows(ground, values)
    ]


def unfinished(ground: ActContext, values: Values) -> list[Option]:
    """Return the items that a closing would leave open, as `items`."""
    if not values.get("meeting"):
        return []
    left = agenda(ground, values).unfinished
    return [option for option in items(ground, values) if option.code in left]


def _now(ground: ActContext, values: Values) -> str:
    return agenda(ground, values).now if values.get("meeting") else ""


def _last(ground: ActContext, values: Values) -> str:
    return next((row.item for row in reversed(rows(ground, values))), "")


def _row(ground: ActContext, values: Values) -> ItemRow | None:
    """The item that the form changes."""
    return next((row for row in rows(ground, values) if row.item == values.get("item")), None)


def _title(ground: ActContext, values: Values) -> str:
    row = _row(ground, values)
    return row.title if row else ""


def _presenter(ground: ActContext, values: Values) -> str:
    row = _row(ground, values)
    return row.presenter if row else ""


def _opens(ground: ActContext, values: Values) -> str:
    row = _row(ground, values)
    return row.opens if row else ""


def _valid_for(ground: ActContext, values: Values) -> str:
    if not values.get("meeting"):
        return ""
    found = agenda(ground, values).items.get(values.get("item", ""))
    return str(found.valid_for) if found and found.valid_for else ""


def _code(ground: ActContext, values: Values) -> str:
    return suggest_code(values.get("title", ""), agenda(ground, values).items)


def opened_acts(ground: ActContext, _values: Values) -> list[Option]:
    """Return the acts that an item can open."""
    return [Option(code=act, name=ground.words(f"acts.act.{act}")) for act in FACTS]


ITEM = pick("item", items, default=_now)
AGENDA = (
    Act(
        id="set-agenda",
        command=SetAgenda,
        facts=(AgendaSet,),
        fields=(MEETING, Field(name="items", kind="agenda", default=preset_text)),
        needs=("no-cluster", "no-meeting", "agenda-set"),
        start="items",
    ),
    Act(
        id="add-agenda-item",
        command=AddAgendaItem,
        facts=(AgendaItemAdded,),
        fields=(
            MEETING,
            line("title"),
            pick("after", items, needed=False, default=_last),
            pick("opens", opened_acts, needed=False),
            year(name="valid_for", needed=False),
            line("presenter", needed=False),
            Field(name="item", kind="code", default=_code),
        ),
        needs=("no-cluster", "no-open-meeting"),
        start="title",
        series=True,
    ),
    Act(
        id="change-agenda-item",
        command=ChangeAgendaItem,
        facts=(AgendaItemChanged,),
        fields=(
            MEETING,
            ITEM,
            line("title", default=_title),
            pick("opens", opened_acts, needed=False, default=_opens),
            year(_valid_for, name="valid_for", needed=False),
            line("presenter", needed=False, default=_presenter),
        ),
        needs=("no-cluster", "no-open-meeting", "no-agenda"),
        start="item",
    ),
    Act(
        id="move-agenda-item",
        command=MoveAgendaItem,
        facts=(AgendaItemMoved,),
        fields=(MEETING, ITEM, pick("after", items, needed=False)),
        needs=("no-cluster", "no-open-meeting", "no-agenda"),
        start="item",
    ),
    Act(
        id="take-agenda-item",
        command=TakeAgendaItem,
        facts=(AgendaItemTaken,),
        fields=(MEETING, pick("item", items)),
        needs=("no-cluster", "no-open-meeting", "no-agenda"),
        start="item",
    ),
    Act(
        id="finish-agenda-item",
        command=FinishAgendaItem,
        facts=(AgendaItemFinished,),
        fields=(MEETING, ITEM),
        needs=("no-cluster", "no-open-meeting", "no-agenda"),
        start="item",
    ),
    Act(
        id="skip-agenda-item",
        command=SkipAgendaItem,
        facts=(AgendaItemSkipped,),
        fields=(MEETING, ITEM, line("note", needed=False)),
        needs=("no-cluster", "no-open-meeting", "no-agenda"),
        start="note",
    ),
)
"""The acts of the run sheet."""
