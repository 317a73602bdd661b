"""The minutes as a room reads them: a result or a score stays out before its announcement."""

from __future__ import annotations

from events.scoring import ScoreRecorded
from thidua_tui.formatting.minutes.additions import correction_texts, lines_below
from thidua_tui.formatting.minutes.text import Paragraph, paragraphs
from thidua_tui.formatting.slides.announced import Announced
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.released import See, awaits, may_be_read
from thidua_tui.session.location import Location
from views.minutes import Minutes


def released_paragraphs(
    see: See, here: Location, view: Minutes, words: Words, announced: Announced
) -> list[Paragraph]:
    """Return the paragraphs of minutes; a sentence that must wait says so.

    Correction sheets, which quote what was recorded before, are shown once no sentence waits.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster, the year and the moment of knowledge.
        view: The folded minutes.
        words: The messages of the language to use.
        announced: What was announced.
    """
    waiting = {
        entry.position: awaits(see, here, entry.event, words)
        for entry in view.entries
        if not may_be_read(see, here, entry.event, announced, also=(ScoreRecorded,))
    }
    sheets = [] if waiting else correction_texts(view, see, words)
    found = paragraphs(view, words, lines_below(view, see, words), sheets)
    return [_released(one, waiting) for one in found]


def _released(one: Paragraph, waiting: dict[int, str]) -> Paragraph:
    """Return a paragraph, or that what it says must wait."""
    entries = one.sentence.entries if one.sentence else ()
    text = next((waiting[at] for at in entries if at in waiting), one.text)
    return one._replace(text=text)
