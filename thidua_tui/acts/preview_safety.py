"""How safe the places are that an act would adopt: shown before it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from events.command import Command
from events.ranking import AdoptScores
from thidua_tui.formatting.sentences.place_reasons import safety
from thidua_tui.session.session import Session
from views.place_reasons import PlaceReasons

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words


def safety_before(session: Session, commands: Iterable[Command], words: Words) -> list[str]:
    """Return the margins of the places that these acts adopt from the scores; else nothing.

    Args:
        session: The session that would record the acts.
        commands: The acts.
        words: The words of the chosen language.
    """
    found: list[str] = []
    for command in commands:
        if isinstance(command, AdoptScores):
            view = session.see(PlaceReasons(command.cluster, command.year))
            if reasons := view.reasons(command.cluster, command.year):
                found += [words("placereasons.page.safe"), *safety(reasons, words)]
    return found
