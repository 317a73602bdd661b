"""What recording staged scores would move, in sentences: totals, places, nominations."""

from __future__ import annotations

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.moved_units import moved_line
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words


def ripple_sentences(
    staged: StagedScores, ground: ActContext, words: Words
) -> list[tuple[str, bool]]:
    """Return a line for each unit that moves, and for each nomination; and whether a place moves.

    Args:
        staged: What is staged.
        ground: The cluster-year, with the names.
        words: The catalogue of the language.
    """
    ripple, year = staged.ripple(), staged.sheet.year

    def named(unit: str) -> str:
        return plain(ground.names.short(unit, year))

    lines = [
        (moved_line(one, named(one.unit), words), one.places[0] != one.places[1])
        for one in ripple.moved
    ]
    for key, pairs in (("enter", ripple.enter), ("leave", ripple.leave)):
        for award, unit in pairs:
            text = words(f"scorestaging.commit.{key}", unit=named(unit), award=plain(award))
            lines.append((text, True))
    for form, unit in ripple.nominated:
        award = words.form(form, year)
        text = words("scorestaging.commit.nominated", unit=named(unit), award=award)
        lines.append((text, True))
    return lines
