"""The words that a layout prints on every paper, and the letters that go into a file."""

from __future__ import annotations

from thidua_tui.formatting.papers.blocks import NBSP
from thidua_tui.i18n.catalogue import Catalogue


class FixedWords:
    """The words of the heading and of “Nơi nhận” in the language of a paper.

    Attributes:
        recipients: What is above the recipients.
        cut: What a line to cut says.
        compounds: Words of two syllables that a title does not break, with a blank.
    """

    def __init__(self, lang: str) -> None:
        words = Catalogue(lang)
        self._country = words("papers.layout.country")
        self._motto = words("papers.layout.motto")
        self._party = words("papers.layout.party")
        self.recipients = words("papers.layout.recipients")
        self.cut = words("papers.layout.cut")
        self.compounds = words("papers.layout.compounds").split("|")

    def motto(self, *, party: bool) -> tuple[str, ...]:
        """Return Quốc hiệu and Tiêu ngữ, or the title of the Party (HD 36), unbreakable."""
        lines = (self._party,) if party else (self._country, self._motto)
        return tuple(line.replace(" ", NBSP) for line in lines)
