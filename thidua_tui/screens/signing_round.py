"""The signing round of a compact: Space records that a unit signs, Enter who signs for it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from textual.content import Content

from events.command import Command
from events.compact_signatures import SignCompact, SignForUnit
from events.compacts import COMPACTS, CompactJoined, CompactSignature, CompactSigned, SignerNamed
from events.event import Entry, Scope
from events.persons import persons_of, representing
from events.text import plain
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import format_date
from thidua_tui.screens.recording_list import RecordingList

SIGNED, NOT_SIGNED = "✓", "·"


class Signer(Struct, frozen=True):
    """A member in the round: how it signed, and who signed for it.

    Attributes:
        unit: The code of the unit.
        signed: The entry of its signature; None where it has not signed.
        named: The entry that names who signed; None where none does.
    """

    unit: str
    signed: Entry | None = None
    named: Entry | None = None

    def of(self, field: str) -> str:
        """Return person, office or time of the signature; empty where it is not recorded."""
        values = (getattr(entry.event, field, "") for entry in (self.named, self.signed) if entry)
        return next(filter(None, values), "")

    @property
    def on(self) -> date | None:
        """The day of the signature."""
        return getattr(self.signed.event, "on", None) if self.signed else None


class SigningRound(RecordingList):
    """The members, each with its signature; who has not signed is named below."""

    PLACE = "signing"
    BINDINGS = bindings_at("signing", to="screen")

    def look_up(self) -> None:
        """Read the compact of the year and its signatures."""
        ground, year = self.ground, self.ground.year
        entries = ground.read(Scope((f"cluster:{ground.cluster}/{year}",), COMPACTS)).entries
        signed: dict[str, Entry] = {}
        named: dict[str, Entry] = {}
        self.compact: Entry | None = None
        for entry in entries:
            match entry.event:
                case CompactSigned(signatories=together):
                    self.compact = entry
                    signed |= dict.fromkeys(together or (), entry)
                case CompactSignature(unit=unit) | CompactJoined(unit=unit):
                    signed[unit] = entry
                case SignerNamed(unit=unit):
                    named[unit] = entry
        units = dict.fromkeys((*ground.members(year), *signed))
        self.rows = [Signer(unit, signed.get(unit), named.get(unit)) for unit in units]

    def render_all(self) -> None:
        """Show who signed, how many, and who has not."""
        words, ground = self.words, self.ground
        signed = sum(row.signed is not None for row in self.rows)
        counts = {"signed": str(signed), "all": str(len(self.rows))}
        self.entitle(
            words("targets.round.title", year=str(ground.year)),
            words("targets.round.count", **counts),
        )
        of = self.compact.event if self.compact else None
        if isinstance(of, CompactSigned):
            whole = of.signatories is None and not signed
            key = "whole" if whole else "begun"
            self.ask.update(Content(plain(words(f"targets.round.{key}", on=of.on, place=of.place))))
        else:
            self.ask.update(Content(words("targets.round.none")))
        rest = [ground.names.short(row.unit, ground.year) for row in self.rows if not row.signed]
        self.say(words("targets.round.unsigned", units=plain("; ".join(rest))) if rest else "")
        if self.rows and not rest:
            self.say(words("targets.round.all"), good=True)
        self.foot(words, {"papers": "" if self.no_papers else words("dialogs.action.papers")})
        self.list.show(len(self.rows))

    @property
    def no_papers(self) -> str | None:
        """That there is no compact and no unit to sign one."""
        return None if self.compact or self.rows else "no-compact-for-papers"

    async def do_papers(self) -> None:
        """List the compact as a paper."""
        await self.thidua.open_papers(self.here)

    def line(self, at: int, width: int) -> Content:
        """A unit, who signed for it and when; a later signature is marked."""
        row, words = self.rows[at], self.words
        name = plain(self.ground.names.unit(row.unit, self.ground.year))
        if row.signed is None:
            return Content.assemble((f"{NOT_SIGNED} ", "dim"), name).truncate(width, ellipsis=True)
        first = self.compact.event.on if self.compact else None  # type: ignore[attr-defined] # its own kind
        joined = isinstance(row.signed.event, CompactJoined)
        later = joined or bool(row.on and first and row.on > first)
        facts = {"person": plain(row.of("person")), "office": plain(row.of("office"))}
        facts["time"] = row.of("time")
        how = words("targets.round.signer", on=row.on if later else None, **facts).removeprefix(
            ", "
        )
        late = f" ({words('targets.round.later')})" if later else ""
        head = Content.assemble((f"{SIGNED} ", "bold $success"), name, (late, "$warning"))
        return Content.assemble(head, (f"  {how}", "dim")).truncate(width, ellipsis=True)

    async def do_tick(self) -> None:
        """Record that the unit under the cursor signs; or take its signature back."""
        if (row := self.list.pick(self.rows)) is None:
            self.say(self.words("acts.off.no-roster"))
            return
        at = self.list.cursor
        if row.signed is None:
            if await self.record(self._signing(row.unit)):
                self.list.show(len(self.rows), at + 1)
            return
        if isinstance(row.signed.event, CompactSigned):
            position = str(row.signed.position)
            self.say(self.words("targets.round.together", position=position))
            return
        entries = [entry for entry in (row.signed, row.named) if entry]
        await self.retract(entries, self.words("targets.round.reason"))

    def _signing(self, unit: str) -> Command:
        ground, year = self.ground, self.ground.year
        here = {"cluster": ground.cluster, "year": year}
        on = self._day()
        person, office = self._representative(unit)
        return SignForUnit(**here, unit=unit, person=person, office=office, time=self._now(), on=on)  # type: ignore[arg-type] # cluster and year by their names

    async def do_record(self) -> None:
        """End the round; where no unit has signed, record that the cluster signed as a whole."""
        ground = self.ground
        whole = SignCompact(cluster=ground.cluster, year=ground.year, on=self._day())
        if self.compact or await self.record(whole):
            await self.do_leave()

    def _day(self) -> date | None:
        """The day of the session, else of the compact; while old years are entered none."""
        if self.session.late:
            return None
        day = self.ground.day(self.ground.year - 1, self.ground.year)
        first = getattr(self.compact.event, "on", None) if self.compact else None
        today = self.ground.today
        seen = day or (today if today.year in (self.ground.year - 1, self.ground.year) else None)
        return None if seen and first and seen < first else seen

    def _now(self) -> str:
        """The time of day in a session; else it is not known when it was signed."""
        if not self.session.sitting:
            return ""
        return f"{self.session.ledger.clock().astimezone():%H:%M}"

    def _representative(self, unit: str) -> tuple[str, str]:
        """The person and the office of the unit's representative, where there is only one."""
        history = self.session.ledger.history(persons_of(unit))[0]
        persons = representing(history, unit)
        return (persons[0].person, persons[0].office) if len(persons) == 1 else ("", "")

    async def do_take(self) -> None:
        """Open the form of who signs, or signed, for the unit under the cursor."""
        if (row := self.list.pick(self.rows)) is None:
            return
        year = str(self.ground.year)
        person, office = self._representative(row.unit)
        given = {"year": year, "unit": row.unit, "person": person, "office": office}
        if row.signed:
            if known := row.of("person"):
                self.say(self.words("targets.round.known", person=plain(known)))
                return
            self.open_form("name-signer", given)
        else:
            given |= {"time": self._now(), "on": format_date(self._day())}
            self.open_form("sign-for-unit", given)

    async def do_file_compact_text(self) -> None:
        """Open the form that files the text."""
        self.open_form("file-compact-text", {"year": str(self.ground.year)})
