"""A list of members, roles or awards from a file: each line is looked at, then all is one act."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from events.event import Entry
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preview import describe_consequences, foresee
from thidua_tui.forms.fact_sheets.lines import FactsReading
from thidua_tui.forms.fact_sheets.reading import source_of_file
from thidua_tui.forms.fact_sheets.report import about_list, fact_sentence, facts_summary
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.file_check import ASKED_STYLE, WRONG_STYLE, FileCheck
from thidua_tui.screens.reason_dialog import ReasonDialog, text_in


class FactCheck(FileCheck):
    """Dismissed with whether the list is recorded; a list with a wrong line cannot be.

    Args:
        reading: What the list says.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
        moves: What would change, as sentences.
    """

    def __init__(
        self, reading: FactsReading, ground: ActContext, words: Words, moves: Sequence[str]
    ) -> None:
        order = sorted(reading.lines, key=lambda line: (not line.wrong, not line.doubts))
        texts = [(facts_summary(reading, words), "bold")]
        texts += [(text, "dim") for text in about_list(reading, ground, words)]
        for line in order:
            style = WRONG_STYLE if line.wrong else ASKED_STYLE if line.doubts else ""
            texts.append((fact_sentence(line, ground, words), style))
        if moves:
            texts.append((words("sheetin.facts.moves"), "bold $secondary"))
            texts += [(f"  {move}", "") for move in moves]
        faults, asked = str(len(reading.wrong)), str(reading.asked)
        keys = ("take", "about", "ask", "confirm")
        says = {key: words(f"sheetin.facts.check.{key}", count=asked) for key in keys}
        if reading.command is None:
            says |= {key: words("sheetin.facts.check.wrong", count=faults) for key in keys[1:]}
        heads = [*reading.passed, *reading.assigned]
        super().__init__(texts, reading.asked, heads, words, says)
        self.recordable = reading.command is not None

    async def do_take(self) -> None:
        """Record the list; one with a wrong line stays in front."""
        if self.recordable:
            await super().do_take()
        else:
            self.app.bell()


class FactReason(ReasonDialog[tuple[Entry, ...]]):
    """Why a recorded list is corrected; dismissed with the entries that were recorded.

    Args:
        words: The words of the chosen language.
        ground: The cluster-year, with the names.
        name: The name of the file, which is the usual reason.
        count: How many facts are recorded.
        record: Records with a reason.
    """

    NOTHING = ()

    def __init__(
        self,
        words: Words,
        ground: ActContext,
        name: str,
        count: int,
        record: Callable[[str], list[Entry]],
    ) -> None:
        super().__init__(words, words("acts.hint.reason"), ground.names)
        self._file, self._count, self._record = name, count, record

    def usual_reason(self) -> str:
        """The name of the file."""
        return self.words("sheetin.reason", name=plain(self._file)[:100])

    def title_text(self) -> str:
        """What is recorded."""
        return self.words("sheetin.check.title")

    def asked(self) -> str:
        """How many facts are recorded, a correction among them."""
        return self.words("sheetin.facts.reason", count=str(self._count))

    async def recorded(self) -> tuple[Entry, ...]:
        """Record the list as one act."""
        return tuple(await asyncio.to_thread(self._record, text_in(self.reason)))


def moves_of(reading: FactsReading, ground: ActContext) -> list[str]:
    """Return what recording a list would change, as sentences; empty where it cannot be recorded.

    Args:
        reading: What the list says.
        ground: The cluster-year.
    """
    if reading.command is None:
        return []
    ahead = foresee(ground.session, [reading.command])
    return describe_consequences(ahead.consequences, ground.words)


def record_list(
    reading: FactsReading, ground: ActContext, act: str, name: str, reason: str = ""
) -> list[Entry]:
    """Record a list as one act; may wait for a lock.

    Args:
        reading: What the list says.
        ground: The cluster-year.
        act: The id of the act.
        name: The name of the file, which is the source.
        reason: Why a recorded list is corrected, or the unusual is recorded; else empty.

    Raises:
        BadInput, Refused, Stale: nothing was recorded.
    """
    if reading.command is None:
        return []
    source = source_of_file(ground, reading.marks, name)
    return ground.session.do(reading.command, reason=reason, source=source, act=act)
