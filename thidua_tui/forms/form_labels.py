"""What a form says: labels, hints and reasons why not, from `locale/*/acts.toml`."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Field
from thidua_tui.i18n.messages import Words


def title(act: Act, words: Words) -> str:
    """What the act is called."""
    return words(f"acts.act.{act.id}")


def label(act: Act, field: Field, words: Words) -> str:
    """What a field is called in this act."""
    own = words.find(f"acts.field_of.{act.id}.{field.name}")
    return own or words(f"acts.field.{field.name}")


def hint(act: Act, field: Field, words: Words) -> str:
    """How to fill a field; empty where it goes without saying."""
    own = words.find(f"acts.hint_of.{act.id}.{field.name}")
    return own or words.find(f"acts.hint.{field.name}") or ""


def values(field: Field, words: Words) -> Sequence[tuple[str, str]]:
    """The words of a choice, each with its value."""
    if field.kind == "flag":
        return [("", words("choices.yes_no.no")), ("yes", words("choices.yes_no.yes"))]
    unsaid = words("acts.form.unsaid")
    return [(v, words.choice(field.labels, v) if v else unsaid) for v in field.choices]


def obstacle(code: str, words: Words, year: int) -> str:
    """Why an act cannot be done now."""
    return words(f"acts.off.{code}", year=str(year))
