"""Which text of a line belongs to which field of its act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from events.errors import BadInput
from events.text import plain
from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Field

MANY = ("units", "criteria", "book", "pairs", "sheet")
"""Fields of several lines: every quoted text is one."""
BOOKS = ("criteria", "book")
"""Fields that another one can fill: from a file, from a book."""
KINDS = ("line", "prose", "agenda", "lot", "file", "evidence-file", *MANY)
ONE_WORD = ("number",)
"""The number of a document has no spaces."""


def fields_of(act: Act) -> list[Field]:
    """The fields of text."""
    return [f for f in act.fields if f.kind in KINDS and f.gives != ("course",)]


def main(act: Act) -> Field | None:
    """The text that needs no quotes: which nothing else supplies, or a single word; else None."""
    needed = (
        field
        for field in fields_of(act)
        if _in_a_word(field)
        or (field.needed and (field.kind in MANY or not field.default or field.completed))
    )
    return next(needed, None)


def _in_a_word(field: Field) -> bool:
    """Return whether a text that may be left out needs no quotes: a number without spaces."""
    return field.spoken and field.name in ONE_WORD


def _last(field: Field) -> tuple[bool, bool, bool]:
    """Sort key: text spoken first, then fields without a default, then required fields."""
    return (not field.spoken, bool(field.default) and not field.completed, not field.needed)


def parts(text: str) -> list[str]:
    """The texts of a field of several lines: `|` parts them, also as it is written in tables."""
    texts = text.replace("\\|", "|").replace("\n", "|").split("|")
    return [part.strip() for part in texts if part.strip()]


def placed(act: Act, texts: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Field -> text: first what is needed, then what has no default, in the order of the form.

    Raises:
        BadInput: `text-too-many` for one that no field is left for.
    """
    fed = any(field.feeds and field.name in given for field in act.fields)
    left = [
        field
        for field in fields_of(act)
        if field.name not in given and not (fed and field.kind in BOOKS)
    ]
    if many := next((field for field in left if field.kind in MANY), None):
        return {many.name: "\n".join(texts)} if texts else {}
    if len(texts) > len(left):
        raise BadInput("text-too-many", value=plain(texts[len(left)]))
    wanted = sorted(left, key=_last)[: len(texts)]
    in_order = [field for field in left if field in wanted]
    return {field.name: text for field, text in zip(in_order, texts, strict=True)}
