"""The lines of opening a year: what can be taken over, and what to know before it is opened."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.roles import officers
from events.rosters import has_roster
from events.rule_book import book_of, in_force, rules
from events.targets import Promised, targets
from events.text import plain
from events.units import ends
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.year_opening import (
    missing_book,
    open_tasks,
    promiser,
    proposed_members,
    quotas_to_copy,
    targets_to_set,
    texts_to_renew,
    voting_rules,
)
from thidua_tui.i18n.ballot_text import rule_text
from thidua_tui.i18n.messages import Words


class Line(Struct, frozen=True):
    """A line of the list: a heading, something that can be taken over, or a fact to know.

    Attributes:
        text: What it says.
        part: To which part of the act it belongs: `units`, `book`, `quotas`, `targets`,
            `renewed`; or empty.
        code: What is taken over; empty for a heading or a fact.
        changed: Whether it differs from the year before.
        head: Whether it is a heading.
    """

    text: str
    part: str = ""
    code: str = ""
    changed: bool = False
    head: bool = False


class OpeningLines:
    """What a year takes over from an earlier one, as lines.

    Args:
        ground: The cluster.
        words: The words of the language.
        opened: The year to open.
        since: The year that is taken over from.
    """

    def __init__(self, ground: ActContext, words: Words, opened: int, since: int) -> None:
        self.ground, self.words, self.opened, self.since = ground, words, opened, since

    def lines(self) -> list[Line]:
        """Return the headings, what can be taken over, and the facts to know, in their order."""
        return [
            *self._units(),
            *self._rules(),
            *self._promises(),
            *self._texts(),
            *self._roles(),
            *self._tasks(),
        ]

    def _head(self, key: str) -> Line:
        words = self.words
        text = words(f"targets.opening.{key}", year=str(self.opened), since=str(self.since))
        return Line(text, head=True)

    def _units(self) -> Iterator[Line]:
        ground, words = self.ground, self.words
        yield self._head("units")
        if has_roster(ground.of_cluster, ground.cluster, self.opened):
            yield Line(words("targets.opening.roster-there", year=str(self.opened)), changed=True)
            return
        ended = ends(ground.lives)
        for one in proposed_members(ground, self.opened, self.since):
            name = plain(ground.names.unit(one.unit, self.opened))
            before = plain(ground.names.unit(one.unit, self.since))
            if one.ended:
                yield Line(words("targets.opening.ended", unit=before), changed=True)
                continue
            if one.instead_of:
                old = "; ".join(plain(ground.names.unit(u, self.since)) for u in one.instead_of)
                text = words("targets.opening.successor", unit=name, before=old)
            elif name != before:
                text = words("targets.opening.renamed", unit=name, before=before)
            elif (over := ended.get(one.unit)) and over.year == self.opened:
                heirs = "; ".join(plain(heir.name) for heir in ground.names.now(one.unit)) or None
                text = words("targets.opening.ends", unit=name, on=over, heirs=heirs)
            else:
                text = name
            yield Line(text, "units", one.unit, changed=text != name)

    def _rules(self) -> Iterator[Line]:
        ground, words = self.ground, self.words
        yield self._head("rules")
        if missing_book(ground, self.opened, self.since):
            issued = in_force(ground.of_cluster, ground.cluster, self.since)
            book = book_of(issued) if issued else None
            facts = {"title": plain(book.title) if book else "", "year": str(self.since)}
            count = str(len(book.leaves())) if book else "0"
            yield Line(words("targets.opening.book", count=count, **facts), "book", "book")
        else:
            there = rules(ground.of_cluster, ground.cluster, self.opened)
            key = "book-there" if there else "no-book"
            facts = {"year": str(self.opened if there else self.since)}
            yield Line(words(f"targets.opening.{key}", **facts), changed=True)
        if forms := quotas_to_copy(ground, self.opened, self.since):
            names = "; ".join(words.form(form, self.opened) for form in forms)
            yield Line(words("targets.opening.quotas", forms=names), "quotas", "quotas")
        else:
            yield Line(words("targets.opening.no-quotas", year=str(self.since)))
        for rule in voting_rules(ground, self.opened):
            facts = {
                "matter": words.choice("matter", rule.matter),
                "share": rule_text(rule.rule, words, rule.matter),
            }
            paper = plain(rule.rule.paper) or None
            text = words("targets.opening.voting", year=str(rule.year), paper=paper, **facts)
            yield Line(text)

    def _promises(self) -> Iterator[Line]:
        ground, words = self.ground, self.words
        yield self._head("promises")
        found = targets(ground.of_cluster, ground.cluster, self.since)
        free = targets_to_set(ground, self.opened, self.since)
        if not found:
            yield Line(words("targets.opening.no-targets", year=str(self.since)))
        for code, target in found.items():
            text = self._target(target)
            if code in free:
                yield Line(self._inherited(target, text), "targets", code)
            else:
                yield Line(words("targets.opening.not-again", target=text), changed=True)

    def _inherited(self, target: Promised, text: str) -> str:
        """Return the text of a target, with the successor of a unit that ended."""
        unit = promiser(self.ground, target, self.opened)
        if unit is None or unit == target.unit:
            return text
        heir = plain(self.ground.names.unit(unit, self.opened))
        return self.words("targets.opening.inherited", target=text, unit=heir)

    def _texts(self) -> Iterator[Line]:
        """The texts in which the year moves on, of what is ticked when the list is made."""
        ground, words = self.ground, self.words
        book = missing_book(ground, self.opened, self.since)
        codes = targets_to_set(ground, self.opened, self.since)
        texts = texts_to_renew(ground, self.opened, self.since, codes, book=book)
        if texts:
            yield self._head("texts")
        for key, (old, new) in texts.items():
            text = words("targets.opening.text", old=plain(old), new=plain(new))
            yield Line(text, "renewed", key, changed=True)

    def _tasks(self) -> Iterator[Line]:
        ground, words = self.ground, self.words
        waiting = open_tasks(ground, self.opened)
        yield self._head("tasks")
        if not waiting:
            yield Line(words("targets.opening.no-tasks", year=str(self.since)))
        for given, state in waiting:
            unit = plain(ground.names.short(given.unit, given.year)) if given.unit else None
            facts = {"year": str(given.year), "state": words(f"tables.task.{state}")}
            text = words("targets.opening.task", text=plain(given.text), unit=unit, **facts)
            yield Line(text)

    def _target(self, target: Promised) -> str:
        ground = self.ground
        unit = ground.names.short(target.unit, self.since) if target.unit else ""
        amount = "" if target.amount is None else self.words.amount(target.amount)
        number = f"{amount} {target.measure}".strip() if amount else ""
        return plain(" · ".join(filter(None, (target.title, number, unit))))

    def _roles(self) -> Iterator[Line]:
        ground, words = self.ground, self.words
        yield self._head("roles")
        held = officers(ground.of_cluster, ground.cluster, self.opened)
        for year, key in ((self.opened, "holds"), (self.since, "held")):
            for unit, office in officers(ground.of_cluster, ground.cluster, year).items():
                role = words.choice("role", getattr(office, "role", "") or _role(office))
                name = plain(ground.names.unit(unit, year))
                yield Line(words(f"targets.opening.{key}", unit=name, role=role, year=str(year)))
        if not held:
            yield Line(words("targets.opening.to-elect", year=str(self.opened)), changed=True)


def _role(office: object) -> str:
    """Return the role that an event gives, as a key of the labels."""
    name = type(office).__name__
    return {"HeadElected": "head", "ActingHeadNamed": "acting"}.get(name, "deputy")
