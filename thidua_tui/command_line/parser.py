"""A line of text becomes an act with its fields filled, or a sentence that says what is wrong.

Pure: its input is the ground, which knows the place, the facts and the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from events.batch import Together
from events.command import Command
from events.errors import BadInput, Refused, ThiduaError
from events.event import Entry, Source
from events.text import nfc, plain
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.acts.undo_redo import Step
from thidua_tui.command_line import correction_lines, directives
from thidua_tui.command_line.arguments import Arguments
from thidua_tui.command_line.directives import Directives
from thidua_tui.command_line.tokenizer import Token, split
from thidua_tui.command_line.vocabulary import Verb, key, verb_of, verbs
from thidua_tui.forms import form_labels
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.optional_fields import why_fields
from thidua_tui.forms.value_description import readable_value
from thidua_tui.parsing.legacy_fonts import converted

LONGEST = 20_000
"""Characters that a line can have: as many as the longest text."""
WHY = {needed: why_fields(needed=needed) for needed in (False, True)}
"""Reason and source, optional fields of every act."""


class Line(Struct, kw_only=True):
    """What a line was understood as.

    `act` with its `filling` is to be recorded, with `rows` once for each of these; `entries` are
    what it takes back, by `step`, or puts right. `directives` apply to the lines after it, `table`
    what it asks to see. `wrong` says why nothing is recorded.
    """

    text: str
    verb: Verb | None = None
    act: Act | None = None
    filling: FormState | None = None
    rows: tuple[dict[str, str], ...] = ()
    given: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    step: Step | None = None
    directives: Directives | None = None
    table: str = ""
    wrong: ThiduaError | None = None

    @property
    def mends(self) -> bool:
        """Whether it is about entries that are already in the ledger."""
        return self.verb is not None and self.verb.id in ("undo", "correct")

    def commands(self) -> list[Command]:
        """What is to be recorded, one command for the whole line; none for what records nothing.

        Raises:
            BadInput: a field is wrong.
        """
        if self.act is None or not (self.act.fields or self.act.derives):
            return []
        found = [command for filling in self.fillings() for command in filling.commands()]
        found += self.filling.files() if self.filling else ()
        return found if len(found) < 2 else [Together(commands=tuple(found))]

    def fillings(self) -> list[FormState]:
        """The act filled in, once for each of the rows."""
        if self.filling is None or self.act is None:
            return []
        if not self.rows:
            return [self.filling]
        kept, ground = self.filling.kept(), self.filling.ground
        return [FormState(self.act, ground, {**kept, **row}, WHY[False]) for row in self.rows]

    @property
    def reason(self) -> str:
        """Return the reason, as given in the line."""
        return self.filling.reason() if self.filling else ""

    @property
    def source(self) -> Source:
        """Return the source, as given in the line or before it."""
        return self.filling.source() if self.filling else Source()


def parse_line(text: str, ground: ActContext, source: Mapping[str, str] | None = None) -> Line:
    """What a line means on this ground; `source` is where facts come from unless it says so."""
    old = converted(text)
    text = nfc(text).strip()
    line = Line(text=text)
    try:
        if old:
            raise BadInput(
                "old-text", value=plain(text), font=old.font, meant=nfc(old.text).strip()
            )
        if len(text) > LONGEST:
            raise BadInput("too-long", value=plain(text[:40]), limit=LONGEST, length=len(text))
        _read(line, ground, source or {})
    except ThiduaError as error:
        line.wrong = error
    return line


def _read(line: Line, ground: ActContext, source: Mapping[str, str]) -> None:
    tokens = split(line.text)
    if not tokens:
        raise BadInput("line-empty", value="")
    found = verb_of(_first_words(tokens))
    if found is None:
        raise BadInput("verb-unknown", word=plain(tokens[0].word), near=_near(tokens))
    line.verb, count = found
    rest = tokens[count:]
    match line.verb.kind:
        case "directive":
            line.directives = directives.parse_directive(line.verb.id, rest, ground, line.text)
        case "read":
            line.table, line.directives = directives.table(rest, ground)
        case "act":
            _act(line, rest, ground, source)


def _first_words(tokens: Sequence[Token]) -> list[str]:
    """The words up to the first that is quoted or has a name."""
    found = []
    for token in tokens:
        if token.quoted or token.named:
            break
        found.append(token.word)
    return found


def _near(tokens: Sequence[Token]) -> str:
    """The phrases most like how the line begins."""
    words = _first_words(tokens)
    phrases = {key(verb.phrase): verb.phrase for verb in verbs()}
    found: dict[str, None] = {}
    for count in range(min(4, len(words)), 0, -1):
        typed = key(" ".join(words[:count]))
        near = get_close_matches(typed, phrases, n=3, cutoff=0.6)
        found |= dict.fromkeys(phrases[at] for at in near)
    starts = key(words[0]) if words else ""
    begins = {p: None for at, p in phrases.items() if len(starts) > 1 and at.startswith(starts)}
    both = {phrase: None for phrase in found if phrase in begins}
    return "; ".join([*(both | begins | found)][:4])


def _act(line: Line, tokens: list[Token], ground: ActContext, source: Mapping[str, str]) -> None:
    """Read the arguments of an act; twice, when their year or day changes what is possible."""
    if line.verb is None:
        return
    base: dict[str, str] = {}
    act = ACTS[line.verb.id]
    if line.mends:
        if act.id == "correct":
            entry, tokens = correction_lines.corrected(tokens, ground)
            line.entries = (entry,)
            act, ground, base = correction_lines.again(entry, ground)
        else:
            line.step, tokens = correction_lines.taken_back(tokens, ground)
            line.entries = line.step.entries
    ground, tokens = directives.elsewhere(act, tokens, ground)
    line.act = act
    why = WHY[act.command.needs_reason or line.mends]
    known: dict[str, str] = {}
    for _ in range(3):
        given = dict(base) if line.mends else {**source, **base}
        filling = FormState(act, ground, given | known, why)
        arguments = Arguments(line.text, tokens, filling)
        arguments.read()
        when = _when(arguments.values, filling)
        if when == known:
            break
        known = when
    line.filling, line.rows = filling, tuple(arguments.rows)
    line.given = frozenset(arguments.values)
    if line.verb.id == "undo" and "reason" not in arguments.values:
        filling.put("reason", ground.words("forgiving.undo.reason"))
    if line.verb.id == "correct" and not arguments.wrong and not line.given - {"reason"}:
        line.wrong = BadInput("nothing-corrected", position=line.entries[0].position)
        return
    wrong = arguments.wrong or _several(line) or _missing(line) or _unasked(line)
    if error := wrong or _off(line, ground):
        line.wrong = _off(line, ground) or error


def _when(values: Mapping[str, str], filling: FormState) -> dict[str, str]:
    """Return what decides on names: the year of a line, or its day without one, and its source."""
    fields = ("year" if "year" in filling.fields else "on", "source_kind")
    return {name: values[name] for name in fields if values.get(name) and name in filling.fields}


def _several(line: Line) -> ThiduaError | None:
    """A first answer that is one of several is not taken: the line must name one of them."""
    filling = line.filling
    for field in filling.fields.values() if filling else ():
        if filling is None or field.among is None or field.name in filling.touched:
            continue
        found = field.among(filling.ground, filling.raw)
        if len(found) > 1:
            names = "; ".join(f"{plain(option.name)} ({option.code})" for option in found)
            label = form_labels.label(filling.act, field, filling.ground.words)
            facts = {"field": label, "count": len(found), "names": names, "name": field.name}
            return BadInput("several-possible", **facts)
    return None


def _missing(line: Line) -> ThiduaError | None:
    """Return the error of the first invalid field, with its name."""
    for filling in line.fillings():
        for name, bad in filling.wrong().items():
            label = form_labels.label(filling.act, filling.fields[name], filling.ground.words)
            if bad.code == "empty" and name == "meeting" and (known := _meetings(filling)):
                return _no_meeting(*known)
            if bad.code == "empty":
                code = "reason-missing" if name == "reason" else "argument-missing"
                return BadInput(code, field=label, name=name)
            refusal = filling.ground.words.refusal(bad, filling.ground.names)
            more = {"also": bad.facts["also"]} if "also" in bad.facts else {}
            return BadInput("argument-wrong", field=label, sentence=refusal, name=name, **more)
    return None


def _unasked(line: Line) -> ThiduaError | None:
    """An argument that the others make meaningless would be lost: it is refused."""
    filling = line.filling
    for field in filling.fields.values() if filling else ():
        if filling is None or field.name not in line.given or field.kind == "settled":
            continue
        if filling.raw[field.name] and not filling.asked(field):
            label = form_labels.label(filling.act, field, filling.ground.words)
            value = readable_value(filling, field)
            return BadInput("argument-unasked", field=label, value=value, name=field.name)
    return None


def _meetings(filling: FormState) -> list[str]:
    """Return the codes of the meetings that the act may be about."""
    if not filling.ground.meetings():
        return []
    return [option.code for option in filling.options(filling.fields["meeting"])]


def _no_meeting(first: str, *others: str) -> ThiduaError:
    """A meeting that is closed is never meant unless the line names it."""
    return BadInput("meeting-unnamed", meeting=first, others="; ".join(others), name="meeting")


def _off(line: Line, ground: ActContext) -> ThiduaError | None:
    """Why the act cannot be done at its place and in its year."""
    act, filling = line.act, line.filling
    if act is None or filling is None or line.mends:
        return None
    year = filling.raw.get("year", "")
    here = ground.here
    if year.isdecimal() and len(year) == 4 and int(year) != ground.year:
        here = msgspec.structs.replace(here, year=int(year))
    there = directives.same_day(ground, here)
    if code := act.obstacle(there):
        why = form_labels.obstacle(code, ground.words, there.year)
        return Refused("act-off", act=form_labels.title(act, ground.words), why=why)
    return None
