"""Why an action does not work here and now: a code, of which the screen makes a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias, runtime_checkable


class SessionState(Protocol):
    """The part of a session that decides whether an action is available."""

    @property
    def late(self) -> object | None:
        """The source from which old years are entered, if any."""


class LocationState(Protocol):
    """The part of a location that decides whether an action is available."""

    @property
    def cluster(self) -> str | None:
        """The code of the cluster, if any."""

    @property
    def looking_back(self) -> bool:
        """Whether the ledger is shown as it was at an earlier time."""


class WallState(Protocol):
    """The part of a wall's lead that decides whether an action is available."""

    @property
    def whose(self) -> str:
        """Whether a wall follows no program (empty), this program, or another one."""


@runtime_checkable
class WithPapers(Protocol):
    """A screen of which papers are made."""

    @property
    def no_papers(self) -> str | None:
        """The code of the reason why no paper fits what it shows, or None."""


@runtime_checkable
class WithQuestions(Protocol):
    """A screen that asks several questions before it records anything."""

    @property
    def no_questions(self) -> str | None:
        """The code of the reason why nothing can be answered for all that is left, or None."""

    @property
    def no_answers(self) -> str | None:
        """The code of the reason why no answer can be taken back, or None."""


class ActionContext(Protocol):
    """The application, as far as the availability of actions depends on it."""

    @property
    def session(self) -> SessionState | None:
        """The session; None until the ledger is open."""

    @property
    def here(self) -> LocationState:
        """The location that the pages show."""

    @property
    def screen(self) -> object:
        """The screen in front."""

    @property
    def has_page_before(self) -> bool:
        """Whether there is a page to go back to."""

    @property
    def read_only(self) -> bool:
        """Whether the ledger is opened for reading only."""

    @property
    def wall(self) -> WallState | None:
        """What goes to a wall; None where there can be none."""

    @property
    def barred(self) -> str | None:
        """The code of the reason why this operator cannot record anything, or None."""

    def page_choice(self) -> object | None:
        """Return what is under the cursor of the page."""

    def why_act_off(self, act: str) -> str | None:
        """Return the code of the reason why an act cannot be recorded now, or None."""


WhyOff: TypeAlias = Callable[[ActionContext], str | None]


def always(_: ActionContext) -> str | None:
    """Never off."""
    return None


def needs_ledger(app: ActionContext) -> str | None:
    """Off until the ledger is open."""
    return None if app.session else "opening"


def needs_open_meeting(app: ActionContext) -> str | None:
    """Off until a meeting of the cluster is open, and where nothing can be recorded."""
    return needs_cluster(app) or app.why_act_off("close-meeting")


def needs_cluster(app: ActionContext) -> str | None:
    """Off until there is a cluster."""
    return needs_ledger(app) or (None if app.here.cluster else "no-cluster")


def needs_papers(app: ActionContext) -> str | None:
    """Off where no paper can be made of what the screen shows."""
    screen = app.screen
    return needs_cluster(app) or (screen.no_papers if isinstance(screen, WithPapers) else None)


def needs_questions(app: ActionContext) -> str | None:
    """Off where every question of the screen has an answer."""
    screen = app.screen
    return screen.no_questions if isinstance(screen, WithQuestions) else "no-questions"


def needs_answers(app: ActionContext) -> str | None:
    """Off where no answer was given on the screen."""
    screen = app.screen
    return screen.no_answers if isinstance(screen, WithQuestions) else "no-answers"


def needs_choice(app: ActionContext) -> str | None:
    """Off where nothing is under the cursor."""
    return needs_ledger(app) or (None if app.page_choice() is not None else "nothing-chosen")


def needs_page_before(app: ActionContext) -> str | None:
    """Off on the first page."""
    return needs_ledger(app) or (None if app.has_page_before else "first-page")


def entry_counts(app: ActionContext) -> str | None:
    """Disabled for an entry no longer in force, and for a retraction."""
    why: str | None = getattr(app.screen, "why_fixed", str)()
    return may_record(app) or why or None


def needs_files(app: ActionContext) -> str | None:
    """Disabled for an entry without a file."""
    return None if getattr(app.screen, "files", ()) else "no-files"


def needs_wall(app: ActionContext) -> str | None:
    """Off while no wall follows any program at this ledger."""
    return needs_ledger(app) or (None if app.wall and app.wall.whose else "no-wall")


def needs_own_wall(app: ActionContext) -> str | None:
    """Off while no wall follows this program."""
    return needs_wall(app) or ("others-wall" if app.wall and app.wall.whose != "ours" else None)


def needs_late_entry(app: ActionContext) -> str | None:
    """Off while old years are not being entered."""
    return None if app.session and app.session.late else "not-late"


def may_record(app: ActionContext) -> str | None:
    """Disabled in a read-only ledger, for a person who is no operator of it, and in the past."""
    if why := needs_ledger(app):
        return why
    past = "past" if app.here.looking_back else None
    return "read-only" if app.read_only else app.barred or past


def looks_back(app: ActionContext) -> str | None:
    """Off in the present."""
    return needs_ledger(app) or (None if app.here.looking_back else "already-now")
