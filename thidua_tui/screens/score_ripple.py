"""What recording the staged scores would move, as lines of a screen."""

from __future__ import annotations

from textual.content import Content

from thidua_tui.acts.context import ActContext
from thidua_tui.forms.ripple_sentences import ripple_sentences
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words


def ripple_lines(staged: StagedScores, ground: ActContext, words: Words) -> list[Content]:
    """Return a line for each unit that moves, and for each nomination, below a title.

    Args:
        staged: What is staged.
        ground: The cluster-year, with the names.
        words: The catalogue of the language.
    """
    lines = [
        Content.styled(f"  {text}", "bold $warning" if strong else "")
        for text, strong in ripple_sentences(staged, ground, words)
    ]
    key = "moves" if lines else "none"
    return [Content.styled(words(f"scorestaging.commit.{key}"), "bold $secondary"), *lines]
