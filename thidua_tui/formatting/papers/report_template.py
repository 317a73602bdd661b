"""A template of a report: its sections and the facts that each needs, as data of an office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct

from events.text import plain
from thidua_tui.formatting.papers import achievement, report
from thidua_tui.formatting.papers.blocks import DOTS, Paper, Paragraph, SectionTitle, Signature
from thidua_tui.formatting.papers.drafting import Draft
from thidua_tui.i18n.messages import Words
from views.papers.achievement import AchievementFacts
from views.papers.report import ReportFacts

Label: TypeAlias = Annotated[str, Meta(min_length=1, max_length=300)]


class TemplatePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a section.

    Attributes:
        title: Its heading; empty for none.
        facts: The names of the facts that it needs, in order.
        written: Whether the office writes here itself: a line for the pen follows the facts.
    """

    title: Annotated[str, Meta(max_length=300)] = ""
    facts: tuple[Label, ...] = ()
    written: bool = False


class TemplateSection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section with its title and parts."""

    title: Label
    parts: Annotated[tuple[TemplatePart, ...], Meta(min_length=1, max_length=40)]


class ReportTemplate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template as it was issued.

    Attributes:
        about: Whether it reports on a cluster's year, or on the achievements of one unit.
        name: The name of the paper, in capitals.
        summary: What follows it; `{year}`, `{cluster}`, `{unit}` and `{awards}` are filled in.
        issued_by: The document that issues it.
        signatures: Who signs, from the left; none for the signer of the office.
        sections: The sections.
        unverified: What of this data was not compared with the document.
    """

    about: Literal["cluster", "unit"]
    name: Label
    summary: Label
    issued_by: Label
    signatures: Annotated[tuple[Label, ...], Meta(max_length=3)] = ()
    sections: Annotated[tuple[TemplateSection, ...], Meta(min_length=1, max_length=20)]
    unverified: tuple[Label, ...] = ()

    def __post_init__(self) -> None:
        """Check the names of the facts.

        Raises:
            ValueError: a part needs facts that no report of this kind has.
        """
        named = {name for section in self.sections for part in section.parts for name in part.facts}
        if unknown := named - self.fact_parts().keys():
            known = ", ".join(self.fact_parts())
            raise ValueError(f"facts: {', '.join(sorted(unknown))} ∉ {known}")

    def fact_parts(self) -> Mapping[str, Callable[[Draft, Any], None]]:
        """Return the facts that a part may need, each with what adds it."""
        return report.PARTS if self.about == "cluster" else achievement.PARTS


def worded_by(
    template: ReportTemplate, facts: ReportFacts | AchievementFacts, words: Words
) -> Paper:
    """Return a report by a template, as a draft.

    Where a part has no fact, or the office writes itself, there is a line for the pen.

    Args:
        template: The template.
        facts: The facts, of the kind that the template is about.
        words: The messages of the language to use; the template itself is in its own.
    """
    draft = Draft(facts, words, None, "BC")
    parts = template.fact_parts()
    for section in template.sections:
        draft.add(SectionTitle(text=plain(section.title)))
        for part in section.parts:
            if part.title:
                draft.add(Paragraph(text=plain(part.title)))
            before = len(draft.blocks)
            for name in part.facts:
                parts[name](draft, facts)
            if part.written or len(draft.blocks) == before:
                draft.missing.append(plain(part.title or section.title))
                draft.add(Paragraph(text=DOTS))
    signers = tuple(Signature(post=plain(post)) for post in template.signatures)
    return draft.paper(
        _summary(template, facts, draft), signers or (draft.signer(),), name=plain(template.name)
    )


def _summary(template: ReportTemplate, facts: ReportFacts | AchievementFacts, draft: Draft) -> str:
    """Return the summary with its facts; what is unknown is dots."""
    nominated = getattr(facts, "nominated", ())
    awards = ", ".join(draft.words.form_called(one.key, one.name) for one in nominated)
    known = {
        "year": str(facts.year),
        "cluster": facts.cluster_name,
        "unit": getattr(facts, "unit_name", ""),
        "awards": awards,
    }
    text = template.summary
    for name, value in known.items():
        if f"{{{name}}}" in text:
            shown = plain(value) or draft.known("", "awards")
            text = text.replace(f"{{{name}}}", shown)
    return text
