"""Sentences for people: events, refusals and values in the chosen language, from `locale/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from events.award_catalogue import SHIPPED
from events.award_events import AwardNominated
from events.ballots import Course
from events.collation import fold
from events.errors import ThiduaError
from events.event import Entry, Event, fields_of, name_of
from events.meeting_reports import ReportPresented
from events.meeting_roles import MeetingRoleGiven
from events.meetings import MeetingOpened
from events.minutes_events import MinutesSigned
from events.papers import EACH
from events.result_events import Place, ResultAdopted, oddities
from events.text import plain
from events.voting import Tally, shortfall
from thidua_tui.i18n.ballot_text import course_text, share_text, vote_facts
from thidua_tui.i18n.catalogue import LOCALE as LOCALE
from thidua_tui.i18n.catalogue import Catalogue, fill
from thidua_tui.i18n.naming import Codes as Codes
from thidua_tui.i18n.naming import Naming as Naming
from thidua_tui.i18n.sentence_variants import variant
from thidua_tui.platform.settings import LANGUAGES as LANGUAGES
from views.names import Day

UNITS = frozenset({"unit", "into", "host", "chair", "scorer", "parent", "proxy"})
UNITS |= {"outgoing", "incoming"}
FORMS = frozenset({"form", "after_form", "with_form", "known_form", "nominated_form"})
LABELS = {"member_kind": "kind", "member_level": "level", "base_of": "of"}
"""Field -> the table of its values, where it is not called as the field is."""
SEVERAL_UNITS = frozenset({"units", "further", "signatories", "without", "in_writing", "by_proxy"})
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
LONG_NUMBER = 5
"""The digits from which a figure is shown in groups."""
HEX_SHOWN = 12
"""Digits of the hash of a file in a sentence; all of them are among its fields."""


class Words(Catalogue):
    """The words of one language; what people typed comes out harmless (`events.text.plain`)."""

    names: Naming = Codes()
    """The names of the ledger of which the words are: those of its forms of award."""
    zone: tzinfo | None = None
    """The zone of instants; None for this machine's."""

    def form(self, code: str, on: Day = None, names: Naming | None = None) -> str:
        """The name of a form of award as it was called then, as the ledger or the program has it.

        Args:
            code: The code of the form.
            on: The year of the achievement, or a day; None for the latest name.
            names: The names to use before those of the words.
        """
        given = names.form(code, on) if names else ""
        return self.form_called(code, given or self.names.form(code, on))

    def form_called(self, code: str, name: str) -> str:
        """The given name of a form of award; of one as the program has it, in this language."""
        shipped = SHIPPED.get(code)
        own = name and (shipped is None or shipped.name != name)
        return plain(name) if own else self.find(f"choices.form.{code}") or plain(code)

    def choice(self, field: str, value: str) -> str:
        """The label of one value of an enumerated field; an unknown value is shown as it is."""
        if field in FORMS:
            return self.form(value)
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
        for field in ("method", "annulled_for", "recovers"):
            if facts.get(field) == "not-recorded":
                facts = {**facts, field: None}
        if isinstance(event, AwardNominated):
            facts = {**facts, **self._submitted(event, names)}
        called = lambda code: plain(names.unit(code, when))  # noqa: E731 - names of that time
        facts = {**facts, **self._once(event, facts, called)}
        facts = {**facts, **vote_facts(event, self, called)}
        if isinstance(digest := facts.get("sha256"), str):
            facts = {**facts, "code": digest[:HEX_SHOWN]}
        sentence = self._sentence(f"sentences.{variant(event)}", facts, names, when)
        return " ".join([sentence, *self._odd(event)])

    def _once(
        self, event: Event, facts: Mapping[str, object], called: Callable[[str], str]
    ) -> dict[str, None]:
        """Leave out what another field says already: a quarter in a title, a unit in an office."""
        if facts.get("addressee") == EACH:
            return {"addressee": None}
        if isinstance(event, MeetingOpened):
            quarter = self.choice("quarter", event.quarter) if event.quarter else ""
            return {"quarter": None} if fold(quarter) in fold(event.title) else {}
        unit, office = facts.get("unit"), facts.get("office") or facts.get("position")
        named = isinstance(event, (MeetingRoleGiven, MinutesSigned, ReportPresented))
        if named and isinstance(unit, str) and fold(called(unit)) in fold(str(office)):
            return {"unit": None}
        return {}

    def _submitted(self, event: AwardNominated, names: Naming) -> dict[str, str]:
        """Whom a nomination is submitted to, in short; the award does not name it again."""
        full, short = self("choices.authority.full"), self("choices.authority.short")
        to = plain(event.addressed_to).replace(full, short)
        granted_by = self("choices.authority.granted_by", authority=to)
        form = self.form(event.form, event.year, names)
        return {"addressed_to": to, "form": form.removesuffix(granted_by) if to else form}

    def _odd(self, event: Event) -> list[str]:
        """What is unusual about the places of a result, in sentences."""
        found = oddities(event.places) if isinstance(event, ResultAdopted) else ()
        return [self(f"sentences.odd.{kind}", **facts) for kind, facts in found]

    def _sentence(
        self, key: str, facts: Mapping[str, object], names: Naming, on: date | None
    ) -> str:
        text = self.find(key)
        year = facts.get("year")
        then = year if isinstance(year, int) else on
        shown = {name: self.value(name, fact, names, on) for name, fact in facts.items()}
        forms = {name: fact for name, fact in facts.items() if name in FORMS and fact}
        shown |= {name: self.form(str(fact), then, names) for name, fact in forms.items()}
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
                if field in ("actual", "target"):
                    return self.amount(value, "." if self.lang == "vi" else ",")
                return self.amount(value) if field == "amount" else self.number(value)
            case tuple() | list() | set() | frozenset():
                joined = (self.value(field, item, names, on) for item in value)
                return "; ".join(text for text in joined if text)
            case str():
                return self._text(field, value, names or Codes(), on)
        return self._compound(value, names, on)

    def _text(self, field: str, value: str, names: Naming, on: date | None) -> str:
        if field in ("majority", "quorum"):
            return share_text(value, self)
        if field in UNITS or field in SEVERAL_UNITS:
            return plain(names.unit(value, on)) if value else ""
        if field in ("cluster", "of_cluster"):
            return plain(names.cluster(value, on)) if value else ""
        if field == "movement":
            return plain(names.movement(value))
        if field in FORMS:
            return self.form(value, on, names) if value else ""
        if field == "place":
            return self._inside(plain(value))
        return self.choice(LABELS.get(field, field), value)

    def _inside(self, place: str) -> str:
        """A place inside a sentence: a common noun at its head has no capital there."""
        nouns = (self.find("choices.place.common") or "").split("; ")
        common = any(noun and place.startswith(noun) for noun in nouns)
        return place[:1].lower() + place[1:] if common else place

    def _compound(self, value: object, names: Naming | None, on: date | None) -> str:
        """A value with parts (a place, votes, a criterion) has a sentence of its own."""
        kind = type(value).__name__.lower()
        if isinstance(value, Course):
            called = lambda code: plain((names or Codes()).unit(code, on))  # noqa: E731 - as above
            return course_text(value, None, "", self, called)
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

    def instant(self, value: datetime, zone: tzinfo | None = None) -> str:
        """An instant in the given zone, else that of the words; UTC beyond the calendar's ends."""
        at = local(value, zone or self.zone)
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

    def amount(self, value: Decimal, between: str = " ") -> str:
        """A figure, perhaps of money: from five digits on, in groups of three."""
        whole, sign, decimals = self.number(value).partition("," if self.lang == "vi" else ".")
        if len(whole) >= LONG_NUMBER:
            whole = f"{int(whole):,}".replace(",", between)
        return f"{whole}{sign}{decimals}"

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


VIETNAM = timezone(timedelta(hours=7))
"""The zone of times in papers and workbooks: they are the same on every machine."""


def local(value: datetime, zone: tzinfo | None = None) -> datetime:
    """An instant in a zone, or this machine's; in UTC beyond the calendar's ends."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return value


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
