"""The wording of a report on a year (báo cáo tổng kết): what is known, and room for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from events.text import plain
from thidua_tui.formatting.papers.blocks import Issue, LabelledLine, Paper, Paragraph
from thidua_tui.formatting.papers.drafting import Draft, ended
from thidua_tui.formatting.papers.report_results import honours, ranking
from thidua_tui.i18n.messages import Words
from views.papers.report import ReportFacts
from views.papers.report_rows import Leads, Named, Promise


def wording(facts: ReportFacts, words: Words, issue: Issue | None = None) -> Paper:
    """Return the report on a year.

    Args:
        facts: The facts, perhaps with what the office writes itself.
        words: The messages of the language to use.
        issue: What issuing gives it; None for a draft.
    """
    draft = Draft(facts, words, issue, "BC")
    _situation(draft, facts)
    _results(draft, facts)
    draft.section("section.awards", year=str(facts.year))
    honours(draft, facts)
    _prose(draft, facts, "III", needed=False)
    _plan(draft, facts)
    summary = draft.text("summary", cluster=plain(facts.cluster_name), year=str(facts.year))
    return draft.paper(summary, (draft.signer(),))


def _situation(draft: Draft, facts: ReportFacts) -> None:
    """Section I: the members, who led, which meetings were held, and what the office writes."""
    draft.section("section.situation")
    _members(draft, facts)
    _leaders(draft, facts.leaders, "leaders", facts.year)
    _meetings(draft, facts)
    _prose(draft, facts, "I")


def _members(draft: Draft, facts: ReportFacts) -> None:
    """The members, those that came and went."""
    if facts.members:
        named = "; ".join(_names(facts.members))
        count = f"{facts.count if facts.count is not None else len(facts.members):02d}"
        key = "members" if facts.complete else "members-partly"
        draft.say(key, cluster=plain(facts.cluster_name), year=_year(facts), count=count, n=named)
    else:
        draft.add(LabelledLine(label=draft.text("label.members"), text=draft.known("", "members")))
    for change in ("joined", "left"):
        if units := getattr(facts, change):
            draft.say(change, units="; ".join(_names(units)))


def _meetings(draft: Draft, facts: ReportFacts) -> None:
    if facts.meetings:
        draft.say("meetings", count=f"{len(facts.meetings):02d}")
        draft.add(*(_item(_meeting(draft, one.name, one.on)) for one in facts.meetings))


def _meeting(draft: Draft, title: str, on: date | None) -> str:
    return draft.text("meeting", title=plain(title), on=draft.known_day(on))


def _leaders(draft: Draft, leaders: Iterable[Leads], what: str, year: int) -> None:
    """Who leads, a line each; dots where no leader is recorded."""
    found = [
        draft.text(
            "leader",
            role=draft.words(f"tables.role.{one.role}"),
            rank=str(one.rank) if one.rank else None,
            unit=plain(one.name),
        )
        for one in leaders
    ]
    label = draft.text(f"label.{what}", year=str(year))
    text = "; ".join(found) or draft.known("", what)
    draft.add(LabelledLine(label=label, text=ended(text)))


def _results(draft: Draft, facts: ReportFacts) -> None:
    """Section II: movements, targets, the ranking, and what the office writes."""
    draft.section("section.results", year=_year(facts))
    _movements(draft, facts)
    _targets(draft, facts)
    _prose(draft, facts, "II")
    ranking(draft, facts)


def _movements(draft: Draft, facts: ReportFacts) -> None:
    """The movements, with how many units registered and reported."""
    if facts.movements:
        draft.say("movements", count=f"{len(facts.movements):02d}")
        for one in facts.movements:
            counts = {"registered": one.registered or None, "reported": one.reported or None}
            shown = {name: n if n is None else f"{n:02d}" for name, n in counts.items()}
            draft.add(_item(draft.text("movement", name=plain(one.name), **shown)))


def _targets(draft: Draft, facts: ReportFacts) -> None:
    if facts.targets:
        draft.say("targets", count=f"{len(facts.targets):02d}", year=_year(facts))
        draft.add(*(_item(_target(draft, one)) for one in facts.targets))


def _target(draft: Draft, one: Promise) -> str:
    """A target, with how many units reached it, out of those of which it was asked."""
    if not (one.kept or one.missed):
        return draft.text("target", name=plain(one.name))
    kept, units = f"{one.kept:02d}", f"{one.units:02d}"
    return draft.text("target-kept", name=plain(one.name), kept=kept, units=units)


def _plan(draft: Draft, facts: ReportFacts) -> None:
    """Section IV: who leads next year, its compact and targets, the tasks that are open."""
    draft.section("section.plan", year=str(facts.year + 1))
    _prose(draft, facts, "IV")
    _following(draft, facts)


def _following(draft: Draft, facts: ReportFacts) -> None:
    """What is known of the next year."""
    plan, following = facts.following, str(facts.year + 1)
    if plan.leaders:
        _leaders(draft, plan.leaders, "leaders", facts.year + 1)
    if plan.signed is not None:
        draft.say(
            "compact",
            year=following,
            count=f"{plan.signed:02d}",
            on=draft.known_day(plan.compact_on),
        )
    if plan.targets:
        draft.say("next-targets", year=following)
        draft.add(*(_item(draft.text("target", name=plain(one.name))) for one in plan.targets))
    if plan.tasks:
        draft.say("tasks")
        for one in plan.tasks:
            by, due = plain(one.by) or None, draft.known_day(one.due)
            draft.add(_item(draft.text("task", text=plain(one.name), by=by, due=due)))


def _prose(draft: Draft, facts: ReportFacts, section: str, *, needed: bool = True) -> None:
    """What the office writes in a section; where it has written nothing, a line for the pen."""
    texts = [one.text for one in facts.prose if one.key == section]
    if not texts and needed:
        draft.add(Paragraph(text=draft.known("", f"prose-{section}")))
    for text in texts:
        draft.add(*(Paragraph(text=plain(line)) for line in text.split("\n") if line.strip()))


def _names(rows: Iterable[Named]) -> list[str]:
    return [plain(row.name) for row in rows]


def _item(text: str) -> Paragraph:
    return Paragraph(text=ended(f"- {text}"), level=1)


def _year(facts: ReportFacts) -> str:
    return str(facts.year)


PARTS: Mapping[str, Callable[[Draft, ReportFacts], None]] = {
    "members": _members,
    "leaders": lambda draft, facts: _leaders(draft, facts.leaders, "leaders", facts.year),
    "meetings": _meetings,
    "movements": _movements,
    "targets": _targets,
    "ranking": ranking,
    "awards": honours,
    "following": _following,
}
"""Name of a part, as templates name it -> what adds it."""
