"""The state of a line while it is parsed: its words, its act, and the values found so far."""

from __future__ import annotations

from collections.abc import Sequence

from events.errors import ThiduaError
from thidua_tui.acts.fields import Field
from thidua_tui.command_line import text_args
from thidua_tui.command_line.name_lookup import Index, index_of
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.forms import form_labels
from thidua_tui.forms.form_state import FormState

LONGEST_NAME = 10
"""The most words of a name that are looked at together."""


class LineState:
    """The words behind a verb, and what has been made of them so far.

    `values` are raw texts by field; `rows` further ones, where a line holds several of an act.
    `free` is the act's own text, which needs no quotes; `last` what follows a colon. The
    fields in `growing` are lists that may go on. Behind `second_ballot` numbers are of that ballot.
    """

    def __init__(self, line: str, tokens: Sequence[Token], filling: FormState) -> None:
        self.line, self.tokens, self.filling = line, list(tokens), filling
        self.act, self.fields = filling.act, filling.fields
        self.values: dict[str, str] = {}
        self.rows: list[dict[str, str]] = []
        self.quoted: list[str] = []
        self.wrong: ThiduaError | None = None
        self.last = ""
        self.growing: frozenset[str] = frozenset()
        self.second_ballot = False
        self.free = text_args.main(self.act)
        self._indexes: dict[str, Index] = {}

    def words(self, at: int) -> list[str]:
        """The words from here on, up to the next that is quoted or named."""
        found = []
        for token in self.tokens[at : at + LONGEST_NAME]:
            if token.quoted or token.named:
                break
            found.append(token.word)
        return found

    def index(self, field: Field) -> Index:
        """What a field of many can be called."""
        if field.name not in self._indexes:
            self._indexes[field.name] = index_of(self.filling, field)
        return self._indexes[field.name]

    def open(self) -> list[Field]:
        """The fields of the act that have no value yet; those of further rows have theirs.

        The numbers of ballots have words of their own: `ballot_args`.
        """
        in_rows = {name for row in self.rows for name in row}
        return [
            field
            for field in self.act.fields
            if (field.name in self.growing or field.name not in (self.values.keys() | in_rows))
            and not (field.gives == ("course",) and field.name != "decided_by")
        ]

    def put(self, field: Field, raw: str) -> None:
        """Set a value; recompute the options of the fields that depend on it."""
        self.values[field.name] = raw
        self.filling.put(field.name, raw)
        self._indexes.clear()

    def label(self, field: Field) -> str:
        """What the form calls a field."""
        return form_labels.label(self.act, field, self.filling.ground.words)
