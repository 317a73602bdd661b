"""What a thing that has a history is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua_tui.i18n.messages import Words
from views.names import Names

if TYPE_CHECKING:
    from views.subject_history import Subject


def subject_name(subject: Subject, names: Names, words: Words) -> str:
    """What the thing is called."""
    return words(
        f"time.subject.{subject.kind}",
        name=names.unit(subject.unit, subject.year) if subject.unit else None,
        where=names.cluster(subject.cluster, subject.year) if subject.cluster else None,
        year=str(subject.year) if subject.year else None,
        criterion=subject.criterion,
        form=subject.form,
    )
