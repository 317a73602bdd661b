"""Assign the words after the verb to form fields, left to right, by field kind.

At every word the fields that are still open are asked in the order of the form. The most exact
reading wins, then the longest, then the first field. Where two fields of different kinds claim the
same words equally well, nothing is guessed.
"""

from __future__ import annotations

from itertools import takewhile

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.fields import Field
from thidua_tui.command_line import list_args, text_args, value_args
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.name_lookup import resolve
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.value_args import OF_MANY
from thidua_tui.command_line.value_shapes import in_range, is_mark, shape_of
from thidua_tui.command_line.vocabulary import field_named, is_word
from thidua_tui.forms import form_labels


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
                self.wrong = self.wrong or bad
                at += 1
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
        """`vì …`, `lý do …`: the rest of the line, in an act that may need a reason."""
        reason = self.fields.get("reason")
        explains = "votes" in self.fields or "places" in self.fields
        if not reason or not (reason.needed or explains):
            return
        for at in range(len(self.tokens)):
            for count in (2, 1):
                some = self.tokens[at : at + count]
                typed = " ".join(token.word for token in some)
                bare = not any(token.quoted or token.named for token in some)
                if bare and is_word("because", typed):
                    rest = self.tokens[at + count :]
                    text = rest[0].text if len(rest) == 1 else self.line[some[-1].end :].strip()
                    self.put(reason, text)
                    del self.tokens[at:]
                    return

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
        if count := value_args.key_at(self, token):
            return count
        if self._begins_criterion(at):
            return self._free(at)
        if (count := self._list(at)) or (count := value_args.take(self, at)):
            return count
        if self.free and not self.quoted:
            return self._free(at)
        raise self._unknown(token)

    def _named(self, token: Token) -> None:
        """A value with the name of its field before it; or a criterion's points, a place's unit."""
        name = field_named(self.act, token.named, tuple(self.fields.values()))
        if name is None:
            pair = list_args.pair(self, token)
            if pair is None:
                raise BadInput("field-unknown", name=plain(token.named), act=self._title())
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
        if text_args.fields_of(self.act):
            self.quoted += text_args.parts(token.text) if self._many() else [token.text]
            return 1
        for field in self.open():
            codes = self.index(field).exactly(token.text) if field.kind in OF_MANY else set()
            if len(codes) == 1:
                self.put(field, next(iter(codes)))
                return 1
        raise self._unknown(token)

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
        if self.free and self.free.kind == "criteria":
            end = self._maximum_from(at)
        text = self.line[self.tokens[at].start : self.tokens[end - 1].end]
        self.quoted += text_args.parts(text) if self._many() else [text.strip()]
        self.free = None
        return end - at

    def _many(self) -> bool:
        """Whether the texts of this act are lines of one field."""
        return any(field.kind in text_args.MANY for field in text_args.fields_of(self.act))

    def _begins_criterion(self, at: int) -> bool:
        """Whether a criterion begins here: a sign that parts a code from a name is behind it."""
        if not self.free or self.free.kind != "criteria" or self.quoted:
            return False
        behind = self.line[self.tokens[at].start :].split(maxsplit=1)
        between = self.line[self.tokens[at].end :][:1]
        return ";" in behind[0] or between == "\t" or (behind[1:] != [] and behind[1][0] == ";")

    def _maximum_from(self, at: int) -> int:
        """The end of the criteria that begin here: the word behind the last sign, their maximum."""
        bare = [*takewhile(lambda token: not (token.quoted or token.named), self.tokens[at:])]
        start, end = bare[0].start, bare[-1].end
        last = max(self.line.rfind(sign, start, end) for sign in ";\t")
        words = (n for n, token in enumerate(bare, at + 1) if token.end > last + 1)
        return next(words, at + len(bare))

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
        shaped = (f for f in self.open() if f.kind in ("year", "date", "votes", "number"))
        fits = (f for f in shaped if f.kind != "number" or in_range(f, token.word))
        return any(shape_of(f, [token.word], self.filling.ground, kinds) for f in fits)

    def _title(self) -> str:
        return form_labels.title(self.act, self.filling.ground.words)

    def _unknown(self, token: Token) -> BadInput:
        hint = (
            self.filling.ground.words("lines.say.quotes") if text_args.fields_of(self.act) else ""
        )
        word, left = plain(token.word), ", ".join(self.label(field) for field in self.open())
        return BadInput("word-unknown", word=word, act=self._title(), open=left, hint=hint)
