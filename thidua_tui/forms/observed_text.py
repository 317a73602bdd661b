"""What was observed, as the chosen language writes it: `c` or `y`, `98,5%` or `98.5%`."""

from __future__ import annotations

from events.score_book.leaf_kinds import Observation
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import text_of


def observed_text(seen: Observation | None, words: Words) -> str:
    """Return an observation as it is typed in the language.

    Args:
        seen: What was observed; None where the criterion does not apply to the unit.
        words: The words of the chosen language.
    """
    text = text_of(seen, yes=words("scorestaging.yes"), no=words("scorestaging.no"))
    return text if words.lang == "vi" else text.replace(",", ".")
