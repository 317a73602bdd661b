"""The steps of a history as lines: what was recorded, and below it each value before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from events.corrections import EntriesRetracted
from events.event import Entry
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Naming, Words, local
from thidua_tui.screens.entry_detail import ARROW, SHORT, change_text
from thidua_tui.screens.journal_entry_text import kind_text, kind_width
from thidua_tui.widgets.fact_list import Fact, fewest_lines
from thidua_tui.widgets.styled_text import fit
from views.subject_history import Step

SHORT_SENTENCE, SENTENCE = 2, 6
"""Lines of a sentence, and changes, on a screen of few lines, and on others; the detail has all."""


class StepColumns:
    """The columns of the steps of a history: as wide as what is in them.

    Args:
        steps: The steps to be shown.
        words: The words of the chosen language.
    """

    def __init__(self, steps: Sequence[Step], words: Words) -> None:
        self.words = words
        changes = [change for step in steps for change in step.changes]
        values = [diff_cells.whole(change, words) for change in changes]
        befores = [len(before) for before, _ in values]
        self.cells = [
            (len(diff_cells.label(change, words)), len(before) + len(ARROW) + len(after))
            for change, (before, after) in zip(changes, values, strict=True)
        ]
        self.arrow = max((width for width in befores if width <= SHORT), default=0)
        self.number = max((len(str(step.position)) for step in steps), default=0)
        self.kind = kind_width(words)

    def lines(self, step: Step, names: Naming, width: int, most: int) -> Content:
        """Return a step: number, time, kind and sentence; below it what it changed.

        What was retracted is struck, and marked in words.

        Args:
            step: The step.
            names: Unit and cluster names.
            width: The cells of a line.
            most: The lines of the sentence that are shown, and the number of changes.
        """
        margin = self.number + self.kind + 9
        head = self._head(step)
        sentence = self._sentence(step, names).wrap(max(20, width - margin))
        if len(sentence) > most:
            last = sentence[most - 1] + Content(" …")
            sentence = [*sentence[: most - 1], last.truncate(width - margin, ellipsis=True)]
        blank = Content(" " * margin)
        lines = [head + sentence[0], *(blank + line for line in sentence[1:])]
        lines += [blank + line for line in self._changes(step, max(20, width - margin), most)]
        return Content("\n").join(lines)

    def _head(self, step: Step) -> Content:
        last = step.entries[-1]
        kind = kind_text(_shown(step).event, self.words)
        kind = Content.styled(kind.plain, "dim") if step.retracted_by else kind
        start = f"{last.position:>{self.number}}  {local(last.at):%H:%M} "
        return Content.assemble((start, "dim"), fit(kind, self.kind), " ")

    def _sentence(self, step: Step, names: Naming) -> Content:
        text = self.words.sentence(_shown(step).event, names)
        if not step.retracted_by:
            return Content(text)
        mark = self.words("screen.journal.retracted", position=str(step.retracted_by))
        return Content.assemble((mark, "bold $error"), " ", (text, "strike dim"))

    def _changes(self, step: Step, room: int, most: int) -> Iterator[Content]:
        label_width, value_width = fewest_lines(self.cells, room - 2)
        more = len(step.changes) - most
        for change in step.changes[: most if more > 1 else most + 1]:
            before, after = diff_cells.whole(change, self.words)
            arrow = self.arrow if len(before) <= SHORT else 0
            values = change_text(before, after, arrow).wrap(value_width)
            labels = Content.styled(diff_cells.label(change, self.words), "$secondary")
            wrapped = labels.wrap(max(1, label_width))
            for nth in range(max(len(wrapped), len(values))):
                label = wrapped[nth] if nth < len(wrapped) else Content("")
                value = values[nth] if nth < len(values) else Content("")
                yield Content("  ").join((label.pad_right(label_width - label.cell_length), value))
        if more > 1:
            yield Content.styled(self.words("journal.trail.more", count=str(more)), "dim")


def course_facts(steps: Sequence[Step], words: Words) -> Iterator[Fact]:
    """Yield for each thing that changed the values it had, with the entries that made them."""
    course: dict[str, list[Content]] = {}
    for step in steps:
        for change in step.changes:
            before, after = diff_cells.whole(change, words)
            values = course.setdefault(diff_cells.label(change, words), [Content(before)])
            number = words("journal.trail.entry", position=str(change.position))
            values.append(Content.assemble((after, "bold"), (f" {number}", "dim")))
    for label, values in course.items():
        yield Fact(label, Content.styled(ARROW, "dim").join(values))


def _shown(step: Step) -> Entry:
    """Return the entry that a step is shown by: its last fact, not what that replaced."""
    facts = [one for one in step.entries if not isinstance(one.event, EntriesRetracted)]
    return (facts or step.entries)[-1]
