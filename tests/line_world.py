"""What the tests of lines share: a world with a meeting, and a line read in it."""

from __future__ import annotations

from decimal import Decimal

from events.meetings import OpenMeeting
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from tests.facts import ClusterYear
from tests.form_app import HERE, STARTED, TODAY, session
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.initial_location import clear_cluster
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import Words


def placed(*places):
    """The result with these places and units."""
    named = [place.split() for place in places]
    return tuple(Place(place=int(place), unit=unit) for place, unit in named)


RULES = IssueRules(
    cluster="tmth",
    year=2020,
    criteria=(
        Criterion(code="I.1", name="Chuyên môn", max_points=Decimal(40)),
        Criterion(code="II.3", name="Phong trào", max_points=Decimal(10)),
    ),
)
MEETING = OpenMeeting(meeting="tk", cluster="tmth", year=2020, title="Hội nghị", on=TODAY)
RESULT = AdoptResult(cluster="tmth", year=2020, places=placed("1 vp-hdnd"))
WORLD = (*STARTED, RULES, MEETING)
AT: ClusterYear = {"cluster": "tmth", "year": 2020}


def line(text, *more, here=HERE, lang="vi"):
    """What a line means in the small world."""
    ground = ActContext(session(*WORLD, *more), here, Words(lang))
    return clear_cluster(parse_line(text, ground), ground)


def meant(text, *more, **where):
    """The one command that a line means."""
    found = line(text, *more, **where)
    assert found.wrong is None, found.wrong
    [command] = found.commands()
    return command


def wrong(text, *more, **where):
    """Why a line is refused."""
    found = line(text, *more, **where)
    assert found.wrong is not None
    return found.wrong
