"""What recording the staged scores would move, as lines: totals, places, nominations."""

from __future__ import annotations

from textual.content import Content

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.moved_units import moved_line
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words


def ripple_lines(staged: StagedScores, ground: ActContext, words: Words) -> list[Content]:
    """Return a line for each unit that moves, and for each nomination.

    Args:
        staged: What is staged.
        ground: The cluster-year, with the names.
        words: The catalogue of the language.
    """
    ripple, year = staged.ripple(), staged.sheet.year

    def named(unit: str) -> str:
        return plain(ground.names.short(unit, year))

    lines = list[Content]()
    for one in ripple.moved:
        style = "" if one.places[0] == one.places[1] else "bold $warning"
        lines.append(Content.styled(f"  {moved_line(one, named(one.unit), words)}", style))
    for key, pairs in (("enter", ripple.enter), ("leave", ripple.leave)):
        for award, unit in pairs:
            text = words(f"scorestaging.commit.{key}", unit=named(unit), award=plain(award))
            lines.append(Content.styled(f"  {text}", "bold $warning"))
    for form, unit in ripple.nominated:
        award = words.form(form, year)
        text = words("scorestaging.commit.nominated", unit=named(unit), award=award)
        lines.append(Content.styled(f"  {text}", "bold $warning"))
    key = "moves" if lines else "none"
    return [Content.styled(words(f"scorestaging.commit.{key}"), "bold $secondary"), *lines]
