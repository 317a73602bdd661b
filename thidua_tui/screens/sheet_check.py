"""What a file would record, cell by cell, before any of it is taken into the score grid."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_tui.acts.context import ActContext
from thidua_tui.forms.ripple_sentences import ripple_sentences
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.sheet_act import staged_lines
from thidua_tui.forms.sheet_reading import SheetReading
from thidua_tui.forms.sheet_report import line_sentence, source_sentences, summary
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.file_check import ASKED_STYLE, WRONG_STYLE, FileCheck


class SheetCheck(FileCheck):
    """Dismissed with whether the cells are taken into the grid.

    Args:
        reading: What the file says.
        scores: The score sheet that it is compared with.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
    """

    def __init__(
        self, reading: SheetReading, scores: ScoreSheet, ground: ActContext, words: Words
    ) -> None:
        asked = len(reading.doubtful) + len(reading.doubts)
        staged = staged_lines(reading.lines, scores)
        moves = [(f"  {text}", strong) for text, strong in ripple_sentences(staged, ground, words)]
        texts = [*_texts(reading, ground, words), *_moves(moves, words)]
        keys = ("take", "about", "ask", "confirm")
        says = {key: words(f"sheetin.check.{key}", count=str(asked)) for key in keys}
        super().__init__(texts, asked, [*reading.passed, *reading.assigned], words, says)


def _texts(reading: SheetReading, ground: ActContext, words: Words) -> Sequence[tuple[str, str]]:
    """Return each line with its style; what is wrong and what is asked come first."""
    about = [(text, "dim") for text in source_sentences(reading, words)]
    order = sorted(reading.lines, key=lambda line: (not line.wrong, not line.doubts))
    styles = {True: WRONG_STYLE, False: ""}
    cells = [
        (
            line_sentence(line, ground, words),
            ASKED_STYLE if line.doubts and not line.wrong else styles[line.wrong],
        )
        for line in order
    ]
    return [(summary(reading, words), "bold"), *about, *cells]


def _moves(moves: Sequence[tuple[str, bool]], words: Words) -> Sequence[tuple[str, str]]:
    key = "moves" if moves else "none"
    head = (words(f"scorestaging.commit.{key}"), "bold $secondary")
    return [head, *((text, ASKED_STYLE if strong else "") for text, strong in moves)]
