"""The people of a meeting in its minutes: who had which role, and who is to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from events.collation import bare
from events.meeting_roles import SIGNS, MeetingRole
from events.minutes_events import MinutesSigned
from events.text import plain
from thidua_tui.i18n.messages import VIETNAM, Words
from views.late_additions import Addition
from views.meeting_roles import RoleHeld, roles_at, roles_opened
from views.minutes import Minutes

ORDER: tuple[MeetingRole, ...] = ("host", "chair", "co-chair", "secretary", "presenter", "teller")
"""The order of roles in the head of minutes."""
BLANK = "…" * 20
"""The place of a name that is not recorded."""


def person_text(person: str, office: str, unit: str, words: Words) -> str:
    """Return a person with office and unit; the unit is left out where the office names it.

    Args:
        person: The person; empty where none is named.
        office: The office; empty where it is unknown.
        unit: The name of the unit; empty for none.
        words: The messages of the language to use.
    """
    who = ", ".join(filter(None, (plain(person), plain(office))))
    named = not unit or bare(unit) in bare(office)
    return (
        words("minutes.person", who=who, unit="" if named else plain(unit)) if who else plain(unit)
    )


def marked(text: str, added: Addition | None, words: Words) -> str:
    """Return a sentence, marked where it was added after the closing or the approval.

    Args:
        text: The sentence.
        added: How it was added; None for what is of the session.
        words: The messages of the language to use.
    """
    if added is None:
        return text
    waits = words("minutes.waits") if added.waits else None
    at = words.instant(added.at, VIETNAM)
    return words(f"minutes.added-after.{added.after}", sentence=text, at=at, waits=waits)


def role_lines(held: Iterable[RoleHeld], words: Words) -> Iterator[str]:
    """Yield a line for each role, with everybody who had it.

    Args:
        held: The roles at a meeting.
        words: The messages of the language to use.
    """
    held = tuple(held)
    for role in ORDER:
        who = [marked(_holder(one, words), one.added, words) for one in held if one.held == role]
        if who:
            yield words(f"minutes.role.{role}", names="; ".join(who))


def places_to_sign(view: Minutes, words: Words) -> Iterator[str]:
    """Yield a place for each signature that is missing: the secretary, the chair, co-chairs.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    events: list[Any] = [entry.event for entry in view.entries]
    signed = [event for event in events if isinstance(event, MinutesSigned)]
    roles = (*roles_opened(view), *roles_at(view))
    for role, signs in SIGNS.items():
        holders = [one for one in roles if one.held == role]
        done = {bare(event.who) for event in signed if event.role == signs}
        left = [one for one in holders if one.person and bare(one.person) not in done]
        unnamed = [one for one in holders if not one.person]
        if not left and (done or (role == "co-chair" and not unnamed)):
            continue
        for name in [_holder(one, words) for one in left or unnamed] or [BLANK]:
            yield "\n".join((words(f"minutes.to-sign.{role}"), name))


def _holder(one: RoleHeld, words: Words) -> str:
    return person_text(one.person, one.office, one.unit, words)
