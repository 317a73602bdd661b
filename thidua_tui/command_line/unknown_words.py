"""What to say of a word that no field of the line's act takes."""

from __future__ import annotations

from events.errors import BadInput
from events.text import plain
from thidua_tui.command_line import text_args
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.command_line.value_args import OF_MANY, no_such_item
from thidua_tui.forms import form_labels


def unknown_word(of: LineState, token: Token) -> BadInput:
    """Return the error of a word that no open field takes.

    Args:
        of: The line.
        token: The word.
    """
    ground = of.filling.ground
    title = form_labels.title(of.act, ground.words)
    if token.word.isdecimal():
        if no_item := no_such_item(of, token):
            return no_item
        if any(field.name == "sentence" for field in of.open()):
            among = of.fields["meeting"].among
            drafts = among(ground, of.filling.raw) if among else []
            names = "; ".join(plain(one.name) for one in drafts)
            return BadInput("no-such-sentence", number=token.word, names=names)
    if _waits_for_unit(of) and any(letter.isalpha() for letter in token.word):
        return BadInput("no-such-unit", word=plain(token.word), act=title)
    hint = ground.words("lines.say.quotes") if text_args.fields_of(of.act) else ""
    word, left = plain(token.word), ", ".join(of.label(field) for field in of.open())
    return BadInput("word-unknown", word=word, act=title, open=left, hint=hint)


def _waits_for_unit(of: LineState) -> bool:
    """Whether a unit is all that the act must still be given of what has a name."""
    must = [f for f in of.open() if f.needed and f.default is None and f.among is None]
    return [field.name for field in must if field.kind in OF_MANY] == ["unit"]
