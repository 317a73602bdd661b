"""The state of a form, without a screen: what was typed, the defaults, the errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import structs

from events.attached_evidence import AttachEvidence
from events.command import Command
from events.errors import BadInput
from events.event import Event, Source
from events.evidence_files import EvidenceAttached
from events.procedures import ProcedureSet
from events.result_events import Place
from events.scoring import ScoreRecorded
from events.tie_events import TieDecided
from events.units import Heir, UnitFounded
from thidua_tui.acts.act import Act
from thidua_tui.acts.ballot_reading import pairs, raw_of
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values
from thidua_tui.forms.book_parsing import book_text
from thidua_tui.forms.field_parsing import format_raw, parse_field
from thidua_tui.forms.optional_fields import ATTACHMENT, attachable
from thidua_tui.parsing.fuzzy_match import Option

_TITLE = re.compile(r"@title\.[a-z-]+")


class FormState:
    """The raw texts of an act's fields; a default applies until the field is touched."""

    def __init__(
        self,
        act: Act,
        ground: ActContext,
        given: Mapping[str, str] | None = None,
        why: tuple[Field, ...] = (),
    ) -> None:
        self.act, self.ground = act, ground
        asked = (*act.fields, *(field for field in why if attachable(act, field)))
        self.fields = {f.name: with_these(f, (given or {}).get(f.name, ""), ground) for f in asked}
        self.raw: dict[str, str] = dict.fromkeys(self.fields, "")
        self.touched: set[str] = set()
        self.preset = frozenset(name for name, text in (given or {}).items() if text)
        for name, text in (given or {}).items():
            if name in self.raw:
                self.raw[name] = text
                self.touched.add(name)
        for field in self.fields.values():
            if field.derived and self.raw[field.name] == self._first(field):
                self.touched.discard(field.name)
        self.settle()

    def put(self, name: str, text: str) -> list[str]:
        """Take what was typed in a field; returns the other fields whose default changed."""
        self.touched.add(name)  # also by the text that was there as a default
        if self.raw[name] == text:
            return []
        self.raw[name] = text
        if self.fields[name].feeds:  # what was cleared may be filled by it again
            self.touched -= {other for other in self.touched if self._fillable(other)}
        return self.settle()

    def _fillable(self, name: str) -> bool:
        field = self.fields[name]
        return field.kind in ("criteria", "book") and not self.raw[name].strip()

    def settle(self) -> list[str]:
        """Recompute the defaults; return the fields that changed."""
        changed = []
        for field in self.fields.values():
            if field.default and field.name not in self.touched:
                text = self._first(field)
                if text != self.raw[field.name]:
                    self.raw[field.name] = text
                    changed.append(field.name)
        return changed

    def _first(self, field: Field) -> str:
        """The default in words: `@title.key` is a text of the locale with the form's year.

        In late entry the true day must be typed: neither today nor a meeting's day is the default.
        """
        if field.kind == "date" and self.ground.session.late and field.name != "source_on":
            return ""
        text = field.default(self.ground, self.raw) if field.default else ""
        # What people typed may begin with this sign, too: only a text of the locale is looked up.
        if _TITLE.fullmatch(text) and self.ground.words.find(f"acts.{text[1:]}"):
            return self.ground.words(f"acts.{text[1:]}", **self._years())
        return text

    def _years(self) -> dict[str, str]:
        year = self.raw.get("year") or str(self.ground.year)
        following = str(int(year) + 1) if year.isdecimal() else year
        quarter = self.raw.get("quarter", "")
        of = self.ground.words.choice("quarter", quarter) if quarter else ""
        return {"year": year, "next": following, "quarter": of}

    def asked(self, field: Field) -> bool:
        """Return whether a field is asked for, by what the others hold."""
        return field.shown is None or field.shown(self.ground, self.raw)

    def options(self, field: Field) -> list[Option]:
        """What there is to choose in a field."""
        return list(field.options(self.ground, self.raw)) if field.options else []

    def kept(self) -> dict[str, str]:
        """What was typed, for the draft."""
        return {name: self.raw[name] for name in self.raw if name in self.touched}

    def start(self) -> str:
        """Return the field that gets the cursor first: an empty required field, or the act's start.

        Where the act names a start, only required fields before it come first. A start that was
        filled when the form was opened gives way to the field after it.
        """
        names, start = [name for name, field in self.fields.items() if self.asked(field)], ""
        if self.act.start in names:
            start = self.act.start
        if start in self.preset:
            asked = [field.name for field in self.act.fields if field.name in names]
            after = asked[asked.index(start) + 1 :]
            return next((name for name in after if name not in self.preset), start)
        if start:
            names = names[: names.index(start)]
        empty = (name for name in names if not self.raw[name].strip())
        needed = next((name for name in empty if self.fields[name].needed), "")
        return needed or start or next(iter(self.fields), "")

    def value(self, field: Field) -> Any:
        """The value of a field as typed.

        Raises:
            BadInput: it is none.
        """
        return parse_field(field, self.raw[field.name], self.ground, self.raw)

    def wrong(self) -> dict[str, BadInput]:
        """Field -> what is wrong with it, of all fields."""
        found = {}
        for field in filter(self.asked, self.fields.values()):
            try:
                self.value(field)
            except BadInput as bad:
                of_ballot = self._of_ballot(field, bad)
                decides = of_ballot and of_ballot.code == "no-ballot-left"
                open_still = decides and not self.raw["decided_by"]
                found["decided_by" if open_still else field.name] = of_ballot or bad
        if unclear := self._unclear_base():
            found.setdefault("votes_of", unclear)
        return found

    def _unclear_base(self) -> BadInput | None:
        """Return that a count needs its base; a reason that was typed does not say it."""
        base = self.fields.get("votes_of")
        if self.act.vote is None or base is None or base.name in self.touched:
            return None
        return self.act.vote.unclear_base(self.ground, self.raw) if self.asked(base) else None

    def _of_ballot(self, field: Field, bad: BadInput) -> BadInput | None:
        """Return what a ballot makes of an error: it names candidates, or elects none."""
        if bad.code == "not-votes" and "candidates" in self.fields and pairs(self.raw[field.name]):
            return BadInput("votes-are-candidates", **bad.facts)
        if bad.code == "empty" and field.name in ("unit", "units") and self.act.vote:
            return self.act.vote.undecided(self.ground, self.raw)
        return None

    def commands(self) -> list[Command]:
        """What is to be recorded.

        Raises:
            BadInput: a field is wrong; see `wrong`.
        """
        typed: dict[str, Any] = {}
        for field in (self.fields[asked.name] for asked in self.act.fields):
            if field.kind != "settled" and not self.asked(field):
                continue
            value = self.value(field)
            if field.feeds:
                continue
            if value is None and field.kind != "points":
                continue
            if field.kind == "total":
                typed |= dict(zip(field.gives, value, strict=True))
            elif len(field.gives) > 1 and isinstance(value, str):
                typed |= dict(zip(field.gives, value.split("/", 1), strict=True))
            else:
                typed[field.name] = value
        return list(self.act.make(self.act, typed, self.ground))

    def files(self) -> list[Command]:
        """Return what attaches a file to what the form records; nothing without one.

        Raises:
            BadInput: as `thidua_tui.session.evidence_folder.look`.
        """
        field = self.fields.get(ATTACHMENT)
        looked = self.value(field) if field else None
        return [AttachEvidence(**self.ground.session.to_file(looked))] if looked else []

    def source(self) -> Source:
        """Return the source of the fact, as given in the form.

        Raises:
            BadInput: the day is not a date.
        """
        if "source_kind" not in self.fields:
            return Source()
        on = self.value(self.fields["source_on"])
        title = self.value(self.fields["source_title"]) or ""
        kind: Any = self.value(self.fields["source_kind"]) or "room"
        return Source(kind=kind, title=title, on=on)

    def reason(self) -> str:
        """Return the reason, as given in the form."""
        return str(self.value(self.fields["reason"]) or "") if "reason" in self.fields else ""


def with_these(field: Field, raw: str, ground: ActContext) -> Field:
    """Return the field with the units of its current value among its choices.

    What is corrected may name a unit that has ended since, or by this very act.
    """
    offered = field.options
    codes = [code for code in raw.split() if code.partition("/")[0] in ground.names.units]
    if offered is None or not codes:
        return field

    def options(ground: ActContext, values: Values) -> list[Option]:
        found = list(offered(ground, values))
        known = {option.code for option in found}
        named = ((code, ground.names.unit(code.partition("/")[0])) for code in codes)
        more = [Option(code=code, name=name) for code, name in named if code not in known]
        return found + more

    return structs.replace(field, options=options)


def given_by(act: Act, event: Event, position: int = 0) -> dict[str, str]:
    """Return the raw texts that would record this event: the start of a correction.

    Args:
        act: The act that records such an event.
        event: The event.
        position: The position of its entry; of an attached file the entry that it is of follows.
    """
    if isinstance(event, EvidenceAttached):
        return {"entry": str(event.entry or position - event.of)}
    raw = ((field.name, _raw(field, event)) for field in act.fields)
    return {name: text for name, text in raw if text is not None}


def _raw(field: Field, event: Event) -> str | None:
    """Return the raw text of a field; None where the event does not say it."""
    if "course" in field.gives:
        return raw_of(field.name, getattr(event, "course", None))
    if isinstance(event, ProcedureSet) and "rule" in field.gives:
        return format_raw(getattr(event.rule, field.name))
    return _of(field, event)


def _of(field: Field, event: Event) -> str | None:
    """What an event says about a field; None when it has no such field."""
    if field.name == "votes_of":
        votes = getattr(event, "votes", None)
        return votes.of if votes else "members"
    if isinstance(event, UnitFounded) and field.name == "units":
        return format_raw(Heir(unit=event.unit, name=event.name, short=event.short))
    if field.kind == "evidence-file":
        return None  # where the file was is not in the ledger
    if isinstance(event, ScoreRecorded) and field.kind == "points":
        return format_raw(event.seen)
    if isinstance(event, TieDecided) and field.name == "units":
        return format_raw(tuple(Place(place=n, unit=u) for n, u in enumerate(event.units, 1)))
    if field.kind in ("criteria", "book") and (text := book_text(event)):
        return text
    if field.kind == "total":
        given = (getattr(event, name, None) for name in field.gives)
        return "/".join(format_raw(one) for one in given if one is not None)
    if len(field.gives) > 1 and field.kind != "criteria":
        return "/".join(str(getattr(event, name, "")) for name in field.gives)
    if field.name not in event.__struct_fields__:
        return None
    value = getattr(event, field.name)
    return "" if value is None and field.kind != "points" else format_raw(value)
