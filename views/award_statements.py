"""What sources say of an award, compared with what is recorded: form, addressee, number, day.

A statement is free text, such as «Bằng khen của Chủ tịch UBND tỉnh, 1101/QĐ-UBND ngày 08/5/2024».
What it does not name is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct

from events.award_catalogue import SHIPPED, AwardForm, FormKind
from events.award_events import (
    AWARDS,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    begins_course,
)
from events.event import Entry, Event
from events.text import fold
from views.names import Day, Names
from views.stated_values import DAY, day_of

READ: tuple[type[Event], ...] = AWARDS
"""The facts that statements of awards are compared with."""
Corrections: TypeAlias = dict[int, dict[str, str]]
"""Position of a contradicted entry -> the fields of its form, as the statement has them."""
_NUMBER = re.compile(r"\d+[\w.-]*/[^\W\d][\w-]*(?:/[^\W\d][\w-]*)?")
_ADDRESSEE = re.compile(r"(?:trình|gửi)\s+([^,;.]+)", re.IGNORECASE)
_KINDS: dict[FormKind, str] = {
    "flag": "co",
    "certificate": "bang khen",
    "commendation": "giay khen",
}
"""Kind of form -> its word, without marks."""


class StatedAward(Struct, frozen=True):
    """What a statement names of an award; empty or None for what it does not name."""

    form: str
    kind: FormKind | None
    number: str
    on: date | None
    presented: bool
    addressee: str
    nothing: bool


class Recorded(Struct, frozen=True):
    """An award in force with its entries: type of the event -> the latest entry."""

    form: str
    entries: Mapping[type[Event], Entry]


def recorded(entries: Iterable[Entry], unit: str) -> list[Recorded]:
    """Return the awards of a unit that were neither withdrawn, denied nor annulled.

    Args:
        entries: The entries of the cluster-year, in order.
        unit: The code of the unit.
    """
    known: dict[str, dict[type[Event], Entry]] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, OfAward) and event.unit == unit:
            if isinstance(event, NominationWithdrawn | AwardDenied | AwardAnnulled):
                known.pop(event.form, None)
            elif begins_course(event):
                known[event.form] = {type(event): entry}
            elif event.form in known:
                known[event.form][type(event)] = entry
    return [Recorded(form, steps) for form, steps in known.items()]


def award_text(award: Recorded, names: Names, on: Day) -> str:
    """Return the form, the number and the day of an award, as a source would say them.

    Args:
        award: The award.
        names: The names of the ledger.
        on: The day, or the year, whose names are used.
    """
    shipped = SHIPPED.get(award.form)
    name = names.form(award.form, on) or (shipped.name if shipped else award.form)
    day = _of(award, AwardGranted, "on")
    parts = (name, _of(award, AwardGranted, "number"), f"{day:%d/%m/%Y}" if day else "")
    return ", ".join(str(part) for part in parts if part)


def read_statement(value: str, forms: Mapping[str, AwardForm]) -> StatedAward:
    """Return what a statement names.

    Args:
        value: The value of the statement, as it was typed.
        forms: Code -> form of award, as they are in the year.
    """
    text = _comparable(value)
    named = [form for form in forms.values() if _comparable(form.name) in text]
    form = max(named, key=lambda one: len(one.name), default=None)
    kinds = [kind for kind, word in _KINDS.items() if re.search(rf"\b{word}\b", text)]
    kind = form.form_kind if form else kinds[0] if len(kinds) == 1 else None
    number, addressee = _NUMBER.search(DAY.sub("", value)), _ADDRESSEE.search(value)
    return StatedAward(
        form=form.form if form else "",
        kind=kind,
        number=number.group() if number else "",
        on=day_of(value),
        presented=bool(re.search(r"\btrao\b", text)),
        addressee=addressee.group(1).strip() if addressee else "",
        nothing=text.startswith(("khong", "chua")),
    )


def contradicted(
    entries: Iterable[Entry], unit: str, value: str, forms: Mapping[str, AwardForm]
) -> Corrections:
    """Return the entries that contradict a statement, each with what its form should hold.

    Args:
        entries: The entries of the cluster-year, in order.
        unit: The code of the unit.
        value: The value of the statement, as it was typed.
        forms: Code -> form of award, as they are in the year.
    """
    stated, awards = read_statement(value, forms), recorded(entries, unit)
    if stated.nothing:
        granted = (one.entries[AwardGranted] for one in awards if AwardGranted in one.entries)
        return {entry.position: {} for entry in granted}
    meant = _meant(awards, stated, forms)
    found: Corrections = {}
    if meant is None:
        return found
    for kind, field, right, wrong in _differences(meant, stated, forms):
        if wrong:
            found.setdefault(meant.entries[kind].position, {})[field] = right
    return {position: _usable(fields) for position, fields in sorted(found.items())}


def _usable(fields: dict[str, str]) -> dict[str, str]:
    """Leave out what the statement contradicts without saying what is right."""
    return {name: text for name, text in fields.items() if text}


def _meant(
    awards: list[Recorded], stated: StatedAward, forms: Mapping[str, AwardForm]
) -> Recorded | None:
    """Return the award that a statement speaks of; None where several may be meant."""
    same = [one for one in awards if one.form == stated.form]
    alike = [
        one for one in awards if one.form in forms and forms[one.form].form_kind == stated.kind
    ]
    for found in (same, alike, awards):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _differences(
    award: Recorded, stated: StatedAward, forms: Mapping[str, AwardForm]
) -> Iterator[tuple[type[Event], str, str, bool]]:
    """Yield kind of event, field, its right text, and whether the recorded one differs."""
    began: type[Event] = AwardNominated if AwardNominated in award.entries else AwardGranted
    form = forms.get(award.form)
    other = stated.form not in ("", award.form)
    unlike = not stated.form and stated.kind and form and form.form_kind != stated.kind
    yield began, "form", stated.form, bool(other or unlike)
    number = _of(award, AwardGranted, "number")
    differs = stated.number and number and _comparable(stated.number) != _comparable(number)
    yield AwardGranted, "number", stated.number, bool(differs)
    kind: type[Event] = AwardPresented if stated.presented else AwardGranted
    on = _of(award, kind, "on")
    other_day = stated.on is not None and on not in (None, stated.on)
    yield kind, "on", f"{stated.on:%d/%m/%Y}" if stated.on else "", other_day
    to = _of(award, AwardNominated, "addressed_to")
    apart = stated.addressee and to and not _same_addressee(stated.addressee, to)
    yield AwardNominated, "addressed_to", stated.addressee, bool(apart)


def _of(award: Recorded, kind: type[Event], field: str) -> Any:
    entry = award.entries.get(kind)
    return getattr(entry.event, field, None) if entry else None


def _same_addressee(stated: str, held: object) -> bool:
    return _comparable(stated) == _comparable(str(held))


def _comparable(text: str) -> str:
    """Return a text without marks, capitals and the long form of «UBND»."""
    return fold(text).replace("uy ban nhan dan", "ubnd").strip(" .")
