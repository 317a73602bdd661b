"""The program's own input method within a field: what a key makes of the word at the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from thidua_tui.parsing.telex_vni import Word, ended, mark, parse_word, press

_BEFORE, _BEHIND = re.compile(r"[\w@]+\Z"), re.compile(r"[\w@]+")
"""A word; `@` and digits belong to it, so that an address or a code is no syllable."""


@dataclass(frozen=True)
class Change:
    """Letters that go, before the cursor and behind it; the text that comes; the cursor in it."""

    back: int
    ahead: int
    text: str
    cursor: int


class Composing:
    """What the keys of the word at the cursor were; a field has one of these.

    The field may change by other ways between two keys: what is remembered counts only while the
    word is still before the cursor.
    """

    def __init__(self) -> None:
        self._word = Word()

    def change(
        self, before: str, behind: str, key: str, method: str, *, new_style: bool = False
    ) -> Change | None:
        """What a key does between these texts; None where it is inserted as it is."""
        run = found[0] if (found := _BEFORE.search(before)) else ""
        word = self._known(run, method, new_style=new_style)
        if not _BEHIND.match(key):
            self._word = Word()
            text = ended(word, method)
            return Change(len(run), 0, text + key, len(text) + 1) if text != run else None
        if tail := _BEHIND.match(behind):
            self._word = Word()
            return self._within(run, tail[0], key, method, new_style=new_style)
        self._word = press(word, key, method)
        text = self._word.text(method)
        if text == run + key:
            return None  # as it is: the field groups such keys for its undo
        pairs = enumerate(zip(run, text, strict=False))
        same = next((at for at, (was, now) in pairs if was != now), min(len(run), len(text)))
        return Change(len(run) - same, 0, text[same:], len(text) - same)

    def _known(self, run: str, method: str, *, new_style: bool) -> Word:
        """Return the word before the cursor: as it was typed, or as the field shows it."""
        word = replace(self._word, new_style=new_style)
        if run and word.text(method) == run:
            return word
        return parse_word(run, new_style=new_style) if run else Word(new_style=new_style)

    def _within(
        self, run: str, tail: str, key: str, method: str, *, new_style: bool
    ) -> Change | None:
        """Within a word a key can set a mark or a tone of the whole; the cursor stays."""
        whole = parse_word(run + tail, new_style=new_style)
        marked = None if whole.loose else mark(whole, key, method)
        return Change(len(run), len(tail), marked.text(method), len(run)) if marked else None
