"""Assign the words after the verb to form fields, left to right, by field kind.

At every word the fields that are still open are asked in the order of the form. The most exact
reading wins, then the longest, then the first field. Where two fields of different kinds claim the
same words equally well, nothing is guessed.
"""

from __future__ import annotations

from events.command import Command
from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.fields import Field
from thidua_tui.command_line import (
    ballot_args,
    criteria_args,
    deadline_args,
    list_args,
    place_args,
    text_args,
    value_args,
)
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.name_lookup import resolve, several
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.unit_errors import names_absent_unit, unit_error
from thidua_tui.command_line.unknown_words import unknown_word
from thidua_tui.command_line.value_args import OF_MANY
from thidua_tui.command_line.value_shapes import in_range, is_mark, shape_of
from thidua_tui.command_line.vocabulary import field_named, is_word
from thidua_tui.forms import form_labels

EXPLAINED = frozenset({"award", "awards"})
"""The fields of acts that may have a reason, although no rule asks for one."""
LOOKS = ("year", "date", "votes", "number", "amount", "total")
"""Kinds of fields whose values end a text without quotes."""


def _of_unit(field: Field) -> bool:
    """Whether a field asks for a unit that the act needs: then a quoted name of one is the unit."""
    return field.kind == "pick" and field.needed and "unit" in field.filled


class Arguments(LineState):
    """The words behind a verb, read into the fields of its act."""

    def read(self) -> None:
        """Read all words; the first thing that cannot be read stops nothing else."""
        self._reason()
        self._colon()
        at = 0
        while at < len(self.tokens):
            try:
                at += self._next(at)
            except BadInput as bad:
                unit, count = unit_error(self, at)
                self.wrong = self.wrong or unit or bad
                at += count
        if self.last:
            self.quoted.append(self.last)
        try:
            texts = text_args.placed(self.act, self.quoted, self.values)
        except BadInput as bad:
            self.wrong = self.wrong or bad
            return
        for name, text in texts.items():
            self.put(self.fields[name], text)

    def _reason(self) -> None:
        """`vì …`, `lý do …`: the rest of the line, in an act that may need a reason.

        Where a text needs no quotes, `vì` is a word of it: of prose that is not in quotes, unless
        the act must have a reason; of a name as in `Vi Văn An`, `Quỹ Vì người nghèo`.
        """
        reason = self.fields.get("reason")
        unusual = self.act.command.usual is not Command.usual
        explains = unusual or not EXPLAINED.isdisjoint(self.fields)
        if not reason or not (reason.needed or explains):
            return
        text_field = text_args.main(self.act)
        start = 0 if reason.needed else self._after_prose(text_field)
        for at in range(start, len(self.tokens)):
            for count in (2, 1):
                some = self.tokens[at : at + count]
                typed = " ".join(token.word for token in some)
                bare = not any(token.quoted or token.named for token in some)
                name = text_field is not None and some[0].text.istitle()
                inside = at and value_args.has_choice_of(self, at - 1, count + 1)  # «có lý do»
                if bare and is_word("because", typed) and not (inside or name):
                    rest = self.tokens[at + count :]
                    text = rest[0].text if len(rest) == 1 else self.line[some[-1].end :].strip()
                    self.put(reason, text)
                    del self.tokens[at:]
                    return

    def _after_prose(self, field: Field | None) -> int:
        """Where a reason may begin: in an act with a field for prose, behind its quoted prose."""
        if field is None or field.kind != "prose":
            return 0
        fields = tuple(self.fields.values())
        for at, token in enumerate(self.tokens):
            named = field_named(self.act, token.named, fields) if token.named else field.name
            if token.quoted and named == field.name:
                return at + 1
        return len(self.tokens)

    def _colon(self) -> None:
        """`người nói: lời nói`: after the colon follows text to the end of the line."""
        if not self.free:
            return
        for at, token in enumerate(self.tokens):
            if token.text.endswith(":") and not token.quoted:
                self.last = self.line[token.end :].strip()
                bare, end = token.text[:-1], token.end - 1
                kept = Token(text=bare, start=token.start, end=end, named=token.named)
                self.tokens[at:] = [kept] if bare else []
                return

    def _next(self, at: int) -> int:
        """Take the words that begin here; returns how many."""
        token = self.tokens[at]
        if token.named:
            self._named(token)
            return 1
        if token.text == "|" and self.growing:
            return 1  # between the members of a list
        if token.quoted:
            return self._quoted(token)
        shaped = value_args.key_at(self, token) or ballot_args.taken(self, at)
        if count := shaped or place_args.taken(self, at) or deadline_args.taken(self, at):
            return count
        if count := value_args.becomes(self, at):
            bare = [t for t in self.tokens[at + 1 : at + 2] if not (t.quoted or t.named)]
            return 1 + self._free(at + 1) if count == 1 and bare and self.free else count
        if role := value_args.role_at(self, at):
            self.put(role.field, role.raw)
            return role.count
        if criteria_args.begins(self, at):
            return self._free(at)
        if (count := self._list(at)) or (count := value_args.take(self, at)):
            return count
        words = self.words(at)
        named = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        absent = any(names_absent_unit(self, some) for some in named)
        if self.free and not self.quoted and not absent:
            return self._free(at)
        return self._between(at)

    def _between(self, at: int) -> int:
        """Pass over words that say nothing by themselves: `là`, `với`, `phiếu` behind `7/8`."""
        words = self.words(at)
        before = self.tokens[at - 1].word if at else ""
        if before[:1].isdecimal() and is_word("votes" if "/" in before else "measure", words[0]):
            return 1
        for count in (2, 1):
            if is_word("between", " ".join(words[:count])):
                return count
        raise unknown_word(self, self.tokens[at])

    def _named(self, token: Token) -> None:
        """A value with the name of its field before it; or a criterion's points, a place's unit."""
        name = field_named(self.act, token.named, tuple(self.fields.values()))
        if name is None:
            pair = list_args.pair(self, token)
            if pair is None:
                title = form_labels.title(self.act, self.filling.ground.words)
                raise BadInput("field-unknown", name=plain(token.named), act=title)
            return
        field = self.fields[name]
        if name in self.values:
            raise BadInput("field-twice", field=self.label(field))
        self.put(field, self.named_raw(field, token.text))

    def named_raw(self, field: Field, text: str) -> str:
        """Return the raw text of a field that is named, from the text after the sign."""
        if field.kind in ("picks", "places"):
            return list_args.of_names(self, field, text)
        if field.kind in OF_MANY:
            return resolve(self.index(field), text) if text.strip() else ""
        return "\n".join(text_args.parts(text)) if field.kind in text_args.MANY else text

    def _quoted(self, token: Token) -> int:
        """A text in quotes: of a text field where there is one, else one of many."""
        if token.open:
            raise BadInput("quote-open", value=plain(token.text))
        if count := value_args.key_at(self, token):
            return count
        if place_args.hall(self, token.text):
            return 1
        if self._is_source(token):
            self.put(self.fields["source_title"], token.text)
            return 1
        if self._is_measure(token):
            self.put(self.fields["measure"], token.text)
            return 1
        texts = bool(text_args.fields_of(self.act))
        if self._name(token.text, units_only=texts):
            return 1
        if names_absent_unit(self, token.text):
            raise unknown_word(self, token)
        if texts:
            self.quoted += text_args.parts(token.text) if self._many() else [token.text]
            return 1
        raise unknown_word(self, token)

    def _is_measure(self, token: Token) -> bool:
        """Whether a text right behind a number is its unit of measure: `12 "sáng kiến"`."""
        at = self.tokens.index(token)
        behind = at > 0 and self.tokens[at - 1].word[:1].isdecimal() and "amount" in self.values
        needed = [field for field in text_args.fields_of(self.act) if field.needed]
        free = "measure" in self.fields and "measure" not in self.values
        return bool(behind and free and len(self.quoted) >= len(needed))

    def _name(self, text: str, *, units_only: bool) -> bool:
        """Give a whole name to the field for one of many that knows it."""
        for field in self.open():
            if field.kind not in OF_MANY or (units_only and not _of_unit(field)):
                continue
            codes = self.index(field).exactly(text)
            if len(codes) > 1 and units_only:
                raise several(self.index(field), text, codes)
            if len(codes) == 1:
                self.put(field, next(iter(codes)))
                return True
        return False

    def _is_source(self, token: Token) -> bool:
        """Whether a text in quotes follows the kind of the source: `nguồn=báo "Báo Lạng Sơn"`."""
        before = self.tokens[max(0, self.tokens.index(token) - 1)]
        named = before.named and field_named(self.act, before.named, tuple(self.fields.values()))
        return named == "source_kind" and "source_title" not in self.values

    def _list(self, at: int) -> int:
        """A list goes on as long as its members do: units that are present, places."""
        for field in self.open():
            if field.kind not in ("picks", "places") or value_args.exact_elsewhere(self, field, at):
                continue
            if count := list_args.taken(self, field, at):
                return count
        return 0

    def _free(self, at: int) -> int:
        """The act's own text without quotes: up to the first value at the end of the line."""
        end = len(self.tokens)
        if self.free and self.free.name in text_args.ONE_WORD:
            end = at + 1
        elif not self.last:
            while end > at + 1 and self._ends_text(end - 1) and not self._marked(end - 1):
                end -= 1
            later = range(at + 1, end)
            marked = (value_args.role_at, deadline_args.begins)
            end = next((n for n in later if any(read(self, n) for read in marked)), end)
        end = next((n for n in range(at + 1, end) if self._unit_behind(n, end)), end)
        if self.free and self.free.kind == "criteria":
            end = criteria_args.end(self, at)
        text = self.line[self.tokens[at].start : self.tokens[end - 1].end]
        self.quoted += text_args.parts(text) if self._many() else [text.strip().rstrip(",")]
        self.free = None
        return end - at

    def _unit_behind(self, at: int, end: int) -> bool:
        """Whether the words there, behind a comma, are just the name of a unit: `ông A, Sở B`."""
        unit = next((field for field in self.open() if field.name == "unit"), None)
        if unit is None or not self.last or not self.tokens[at - 1].text.endswith(","):
            return False
        found = value_args.name_at(self, unit, at)
        return found is not None and not found.vague and at + found.count == end

    def _many(self) -> bool:
        """Whether the texts of this act are lines of one field."""
        return any(field.kind in text_args.MANY for field in text_args.fields_of(self.act))

    def _marked(self, at: int) -> bool:
        """Whether the word before says that this one belongs to it: `… năm 2021`."""
        before = self.tokens[at - 1]
        return not before.quoted and not before.named and is_mark(before.word)

    def _ends_text(self, at: int) -> bool:
        """Whether the word there is a value by its look or by its name, and no text."""
        token = self.tokens[at]
        if token.named or token.quoted:
            return True
        kinds: set[str] = {field.kind for field in self.open()}
        shaped = (f for f in self.open() if f.kind in LOOKS)
        fits = (f for f in shaped if f.kind != "number" or in_range(f, token.word))
        return any(shape_of(f, [token.word], self.filling.ground, kinds) for f in fits)
