"""What an act is: a command of the write side as a person meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from events.command import Command
from events.event import Event
from events.permissions import may_ever
from events.voting import Tally
from thidua_tui.acts.ballot_fields import Vote
from thidua_tui.acts.ballot_reading import with_course
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.acts.preconditions import OBSTACLES
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

Typed: TypeAlias = Mapping[str, Any]
"""Field of the command -> its value, as read from what was typed."""
Make: TypeAlias = Callable[["Act", Typed, ActContext], Iterable[Command]]


def single_command(act: Act, typed: Typed, ground: ActContext) -> list[Command]:
    """The act's command, filled in; the cluster is the page's."""
    values = dict(typed)
    names = act.command.__struct_fields__
    if "cluster" in names:
        values.setdefault("cluster", ground.cluster)
    if act.vote:
        values = with_course(values)
    elif (of := values.pop("votes_of", None)) and (votes := values.get("votes")):
        values["votes"] = Tally(votes_for=votes[0], total=votes[1], of=of)
    return [act.command(**values)]


class Act(Struct, frozen=True, kw_only=True):
    """One thing that can be recorded: its form, and when it is off.

    `facts` are the events that it records, so that an entry finds the form that corrects it.
    `series` acts are done several times in a row. `start` is the field that gets the cursor
    first, unless something needed before it is empty. A `screen` of its own replaces the form,
    but not in a correction. An act with a `vote` has its fields (`ballot_fields`).
    `make` fills the fields of the command that an act `derives`: no form asks for them.
    """

    id: str
    command: type[Command]
    fields: tuple[Field, ...] = ()
    facts: tuple[type[Event], ...] = ()
    needs: tuple[str, ...] = ()
    series: bool = False
    start: str = ""
    screen: str = ""
    make: Make = single_command
    vote: Vote | None = None
    derives: tuple[str, ...] = ()

    def _out_of_duty(self, ground: ActContext) -> str | None:
        """Why who is at the keyboard never records such facts."""
        operator_status = ground.operator_status
        if operator_status.operator is None or operator_status.barred:
            return operator_status.barred
        return None if may_ever(operator_status.operator.role, self.facts) else "role-forbids"

    def field(self, name: str) -> Field | None:
        """Return the field of this name, or the field that fills a command's field of this name."""
        exact = next((field for field in self.fields if field.name == name), None)
        return exact or next((field for field in self.fields if name in field.filled), None)

    def off(self, session: Session, here: Location) -> str | None:
        """Why it cannot be done now, as a code of `acts.off`; None when it can."""
        return self.obstacle(ActContext(session, here))

    def obstacle(self, ground: ActContext) -> str | None:
        """As `off`, on a ground that several acts share."""
        if ground.here.looking_back:
            return "read-only-past"
        return self._out_of_duty(ground) or next(
            (code for code in self.needs if OBSTACLES[code](ground)), None
        )
