"""Sentences for people: events, refusals and values in the chosen language, from `locale/`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from events.award_events import AwardNominated
from events.errors import ThiduaError
from events.event import Entry, Event, fields_of, name_of
from events.evidence_files import EvidenceFiled
from events.meetings import RemarkRecorded, ReportPresented
from events.membership import RosterRecorded
from events.peer_events import PeerSheetSealed
from events.result_events import Place, ResultAdopted, oddities
from events.scoring import ScoreRecorded
from events.text import plain
from events.tie_events import TieDecided
from events.voting import Tally, shortfall
from thidua_tui.i18n.catalogue import LOCALE as LOCALE
from thidua_tui.i18n.catalogue import Catalogue, fill
from thidua_tui.platform.settings import LANGUAGES as LANGUAGES

UNITS = frozenset({"unit", "into", "host", "chair", "scorer"})
CHANGING = frozenset(
    {
        "unit-renamed",
        "unit-absorbed",
        "units-merged",
        "unit-split",
        "unit-dissolved",
        "function-taken-over",
        "cluster-renamed",
        "cluster-dissolved",
    }
)
"""Acts whose sentences name a thing as it was called before them."""
HEX_SHOWN = 12
"""Digits of the hash of a file in a sentence; all of them are among its fields."""


class Words(Catalogue):
    """The words of one language; what people typed comes out harmless (`events.text.plain`)."""

    def choice(self, field: str, value: str) -> str:
        """The label of one value of an enumerated field; an unknown value is shown as it is."""
        return self.find(f"choices.{field}.{value}") or plain(value)

    def refusal(self, error: ThiduaError, names: Naming | None = None) -> str:
        """The sentence of a refusal: what happened, what it means, what to do."""
        key = f"refusals.{error.code}"
        sentence = self._sentence(key, error.facts, names or Codes(), None)
        line = error.facts.get("line")
        if line is None or "{line}" in (self.find(key) or ""):
            return sentence
        return self("choices.refusal.on-line", line=line, sentence=sentence)

    def sentence(self, event: Event, names: Naming) -> str:
        """What an event says, in one sentence, with the names of its time."""
        facts = fields_of(event)
        on = facts.get("on")
        year = facts.get("year")
        when = on if isinstance(on, date) else date(year, 12, 31) if isinstance(year, int) else None
        names = names.before(event) if name_of(event) in CHANGING else names
        if facts.get("method") == "not-recorded":
            facts = {**facts, "method": None}
        if isinstance(event, AwardNominated):
            facts = {**facts, **self._submitted(event)}
        if isinstance(event, EvidenceFiled):
            facts = {**facts, "code": event.sha256[:HEX_SHOWN]}
        sentence = self._sentence(f"sentences.{variant(event)}", facts, names, when)
        return " ".join([sentence, *self._odd(event)])

    def _submitted(self, event: AwardNominated) -> dict[str, str]:
        """Whom a nomination is submitted to, in short; the award does not name it again."""
        full, short = self("choices.authority.full"), self("choices.authority.short")
        to = plain(event.addressed_to).replace(full, short)
        granted_by = self("choices.authority.granted_by", authority=to)
        form = self.choice("form", event.form)
        return {"addressed_to": to, "form": form.removesuffix(granted_by) if to else form}

    def _odd(self, event: Event) -> list[str]:
        """What is unusual about the places of a result, in sentences."""
        found = oddities(event.places) if isinstance(event, ResultAdopted) else ()
        return [self(f"sentences.odd.{kind}", **facts) for kind, facts in found]

    def _sentence(
        self, key: str, facts: Mapping[str, object], names: Naming, on: date | None
    ) -> str:
        text = self.find(key)
        shown = {name: self.value(name, fact, names, on) for name, fact in facts.items()}
        if text is None:
            return f"{key.rpartition('.')[2]}: " + ", ".join(f"{k} {v}" for k, v in shown.items())
        return fill(text, shown)

    def value(
        self, field: str, value: object, names: Naming | None = None, on: date | None = None
    ) -> str:
        """One value as people read it here; unknown is the empty text."""
        match value:
            case None:
                return ""
            case ThiduaError():
                return self.refusal(value, names)
            case bool():
                return self(f"choices.yes_no.{'yes' if value else 'no'}")
            case datetime():
                return self.instant(value)
            case date():
                return self.day(value)
            case Decimal():
                return self.number(value)
            case tuple() | list() | set() | frozenset():
                joined = (self.value(field, item, names, on) for item in value)
                return "; ".join(text for text in joined if text)
            case str():
                return self._text(field, value, names or Codes(), on)
        return self._compound(value, names, on)

    def _text(self, field: str, value: str, names: Naming, on: date | None) -> str:
        if field in UNITS or field in ("units", "signatories", "without"):
            return plain(names.unit(value, on)) if value else ""
        if field == "cluster":
            return plain(names.cluster(value, on)) if value else ""
        if field == "place":
            return self._inside(plain(value))
        return self.choice(field, value)

    def _inside(self, place: str) -> str:
        """A place inside a sentence: a common noun at its head has no capital there."""
        nouns = (self.find("choices.place.common") or "").split("; ")
        common = any(noun and place.startswith(noun) for noun in nouns)
        return place[:1].lower() + place[1:] if common else place

    def _compound(self, value: object, names: Naming | None, on: date | None) -> str:
        """A value with parts (a place, votes, a criterion) has a sentence of its own."""
        kind = type(value).__name__.lower()
        if self.find(f"choices.compound.{kind}") is None:
            return plain(str(value))
        parts = {f: getattr(value, f) for f in getattr(value, "__struct_fields__", ())}
        if isinstance(value, Tally):
            parts["missing"] = shortfall(value) or None
        if isinstance(value, Place):
            parts["place"] = self.ordinal(value.place)
        return self._sentence(f"choices.compound.{kind}", parts, names or Codes(), on)

    def day(self, value: date) -> str:
        """A day: 14/01/2021, or 14 Jan 2021."""
        if self.lang == "vi":
            return f"{value:%d/%m/%Y}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def long_day(self, value: date) -> str:
        """A day as papers have it: ngày 14 tháng 01 năm 2021, or 14 January 2021."""
        day = f"{value:%d}" if self.lang == "vi" else str(value.day)
        month = self(f"acts.month.m{value.month}")
        return self("choices.long_day", day=day, month=month, y=str(value.year))

    def instant(self, value: datetime) -> str:
        """An instant in this machine's zone, to the minute; in UTC beyond the calendar's ends."""
        at = local(value)
        return f"{self.day(at.date())} {at:%H:%M}"

    def ordinal(self, place: int) -> str:
        """A place as it is called: Nhất, Nhì, Ba, thứ 4; or 1st, 2nd, 3rd, 4th."""
        if named := self.find(f"screen.place.{place}"):
            return named
        end = ""
        if self.lang == "en":
            end = "th" if place % 100 in (11, 12, 13) else _ENDS.get(place % 10, "th")
        return self("choices.nth", place=f"{place}{end}")

    def place(self, place: int) -> str:
        """A place in a column of places, without the word for it: Nhất, 4; or 1st, 4th."""
        return self.ordinal(place).removeprefix(self("choices.nth", place=""))

    def number(self, value: Decimal) -> str:
        """Points as printed here: a decimal comma in Vietnamese, a point in English."""
        return number_text(value, "," if self.lang == "vi" else ".")


def number_text(value: Decimal, sign: str = ",") -> str:
    """Spell a number without thousands separators; `sign` parts the decimals.

    Exactly three decimals may be taken for thousands (`1,000`, `9,125`): a zero is cut or added.
    """
    whole, _, decimals = f"{value:f}".partition(".")
    if len(decimals) == 3 and len(whole.lstrip("-")) <= 3 and whole.lstrip("-") != "0":
        decimals = decimals.rstrip("0") if decimals.endswith("0") else f"{decimals}0"
    return f"{whole}{sign}{decimals}" if decimals else whole


def local(value: datetime) -> datetime:
    """An instant in this machine's zone; in UTC beyond the calendar's ends."""
    try:
        return value.astimezone()
    except OverflowError:
        return value


def variant(event: Event) -> str:
    """The key of an event's sentence: a score that does not apply reads otherwise than points."""
    match event:
        case PeerSheetSealed(nth=nth) if nth > 1:
            return "peer-sheet-sealed-again"
        case ScoreRecorded(points=None, observed=None):
            return "score-not-applicable"
        case ReportPresented(draft=True):
            return "report-presented-draft"
        case TieDecided(by="shared"):
            return "tie-decided-shared"
        case ResultAdopted(places=()):
            return "result-adopted-unplaced"
        case RosterRecorded(complete=False):
            return "roster-recorded-partly"
        case AwardNominated(result_unknown=True):
            return "award-nominated-alone"
        case RemarkRecorded(speaker="", unit=unit):
            return "remark-of-unit" if unit else "remark-unsigned"
    return name_of(event)


_ENDS = {1: "st", 2: "nd", 3: "rd"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sealed(entry: Entry, words: Words) -> str:
    """That an operator signed it and what he had seen, as the entry says; empty when unsigned."""
    seal = entry.seal
    return words("operators.sealed", name=entry.by, seen=seal.seen) if seal else ""


def journal_sentence(entry: Entry, words: Words, names: Naming) -> str:
    """Return the sentence of an entry in the journal, and its reason where it has one."""
    sentence = words.sentence(entry.event, names)
    reason = plain(entry.reason)
    return words("sentences.with-reason", sentence=sentence, reason=reason) if reason else sentence


class Naming(Protocol):
    """Names of codes, as they were on a day (`None`: the latest known)."""

    def unit(self, code: str, on: date | None = None) -> str:
        """The unit's name."""

    def cluster(self, code: str, on: date | None = None) -> str:
        """The cluster's name."""

    def before(self, event: Event, /) -> Naming:
        """Names as they were before an act."""


class Codes:
    """Names for a ledger without names: the code itself."""

    def unit(self, code: str, on: date | None = None) -> str:  # noqa: ARG002 - the same on any day
        """The code."""
        return code

    cluster = unit

    def before(self, _: Event, /) -> Naming:
        """The codes."""
        return self
