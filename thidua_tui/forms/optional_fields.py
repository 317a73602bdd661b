"""The fields that every act has besides its own: reason, source, evidence."""

from __future__ import annotations

from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Field, choice, line

ATTACHMENT = "attachment"
"""The field whose file is attached to what is recorded."""


def attachable(act: Act, field: Field) -> bool:
    """Return whether an act has this field: one that keeps a file itself takes no further one."""
    return field.name != ATTACHMENT or (
        bool(act.fields) and all(own.kind != field.kind for own in act.fields)
    )


def why_fields(*, needed: bool, sitting: bool = True) -> tuple[Field, ...]:
    """Reason, source and evidence: optional, because in a meeting the room is the source.

    Outside a meeting the first choice says so; an entry without a meeting has not that source.
    """
    return (
        line("reason", needed=needed),
        choice("source_kind", "source" if sitting else "source_outside", default="room"),
        line("source_title", needed=False),
        Field(name="source_on", kind="date", needed=False),
        Field(name=ATTACHMENT, kind="evidence-file", needed=False),
    )
