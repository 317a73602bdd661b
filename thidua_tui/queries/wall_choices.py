"""What a secretary may choose to show on the wall and to the hall, and why not now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from thidua_tui.formatting.slides.announced import adopted
from thidua_tui.formatting.slides.meeting_slides import open_meeting
from thidua_tui.queries.released import See, ranking_rows
from thidua_tui.session.location import Location
from thidua_tui.session.wall_channel import NO_ROW, OUTCOMES, Scene
from thidua_tui.session.wall_lead import WallLead
from views.agenda import Agenda
from views.minutes import Meetings
from views.roster import Roster

Name = Literal[
    "follow", "meeting", "agenda", "roster", "outcomes", "result", "ceremony", "hold", "blank"
]
TABLES: dict[str, str] = {"agenda": "agenda", "roster": "roster", "result": "ranking"}
"""Choice -> the table that it shows."""


class WallChoice(NamedTuple):
    """A choice, and the code of the reason why it is not possible now; empty if it is."""

    name: Name
    off: str = ""


def wall_choices(see: See, here: Location, lead: WallLead) -> list[WallChoice]:
    """Return all choices, in the order of the list.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
        lead: What goes to the wall.
    """
    theirs = "others-wall" if lead.whose == "others" else "" if lead.whose else "no-wall"
    if theirs:
        first, *others = get_args(Name)  # a wall of another program can be taken over
        of_first = WallChoice(first, "" if lead.whose else theirs)
        return [of_first, *(WallChoice(name, theirs) for name in others)]
    return [*_possible(see, here)]


def _possible(see: See, here: Location) -> Iterator[WallChoice]:
    held = see(Meetings(here.cluster, here.year)).rows()
    sitting = open_meeting(see, Location(cluster=here.cluster, year=here.year))
    meeting = sitting or next(reversed(held), None)
    items = see(Agenda(meeting.meeting)).rows() if meeting else ()
    given = adopted(ranking_rows(see, Location(cluster=here.cluster, year=here.year)))
    adopts = "" if given else "not-adopted"
    yield WallChoice("follow")
    yield WallChoice("meeting", "" if sitting else "no-meeting")
    yield WallChoice("agenda", "" if items else "no-agenda")
    yield WallChoice("roster", "" if see(Roster(here.cluster, here.year)).rows() else "no-roster")
    yield WallChoice("outcomes", "" if sitting else "no-meeting")
    yield WallChoice("result", adopts)
    yield WallChoice("ceremony", adopts)
    yield WallChoice("hold")
    yield WallChoice("blank")


def chosen_scene(name: str, here: Location) -> Scene:
    """Return what the wall shows for a choice, of the present whatever moment the pages are at.

    Args:
        name: `meeting`, `agenda`, `roster`, `outcomes` or `result`.
        here: The cluster and the year.
    """
    cluster, year = here.cluster, here.year
    if table := TABLES.get(name):
        return Scene(place="tables", of=table, at=NO_ROW, cluster=cluster, year=year)
    of = OUTCOMES if name == "outcomes" else ""
    return Scene(place="year", of=of, cluster=cluster, year=year)


def present_choice(lead: WallLead) -> str:
    """Return the name of what the wall shows now; empty where none follows this program."""
    if lead.whose != "ours":
        return ""
    if lead.blank:
        return "blank"
    if lead.held is not None:
        return "hold"
    return lead.chosen or ("ceremony" if lead.scene.place == "reveal" else "follow")
