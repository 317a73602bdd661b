"""Merge the ledger of another laptop: choose its file, look at the plan, answer, record."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from events.errors import BadInput, Refused, Stale, ThiduaError, UnreadableLedger
from events.event import Entry
from events.merging import Answer
from events.text import plain
from thidua_tui.formatting.sentences.merging import act_line, done_lines, plan_lines, question_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.merge_answers import MergeAnswers
from thidua_tui.queries.merging import MergePlan, copy_files, plan, record
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.search_items import Item
from thidua_tui.session.backup import store
from thidua_tui.session.location import Location
from thidua_tui.session.other_branch import read_branch
from thidua_tui.session.session import Session
from thidua_tui.widgets.hanging_text import hung
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names

ANSWERS: tuple[Answer, ...] = ("ours", "theirs", "later")
ENDINGS = (".jsonl", ".ledger", ".db", ".sqlite")
"""How the names of the files that are offered end; what a file is follows from its content."""
REST = ("rest-ours", "rest-theirs", "rest-later")
KEYS = ("choose", "answer", "answer-both", *REST, "answer-undo", "take", "record")
NOTHING = dict.fromkeys(KEYS, "")
"""What the keys do without a plan."""
INDENT = 6
"""Cells before what continues a line of a question."""
WRONG = (BadInput, Refused, Stale, UnreadableLedger)


class MergePage(Dialog[tuple[Entry, ...]]):
    """Dismissed with the entries that were recorded; left before that, nothing is.

    Args:
        session: Who merges, in which ledger.
        here: The location, which a merge does not depend on.
        words: The words of the chosen language.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "merge"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("merge", to="screen"),
        *(Binding(str(at + 1), f"answer({at})", "", show=False) for at in range(len(ANSWERS))),
    ]

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.plan: MergePlan | None = None
        self.names = Names()
        self.answers = MergeAnswers()
        self.new: tuple[Entry, ...] = ()
        self.list = VirtualList(self.line, name="questions")
        self.ask = Static(classes="ask")
        self.message = Static(classes="ask")

    def parts(self) -> ComposeResult:
        """The plan in numbers, the questions, more of the marked one."""
        yield self.ask
        yield self.list
        yield self.message

    def on_mount(self) -> None:
        """Ask for the file."""
        self.entitle(self.words("merge.page.title"))
        self.foot(self.words, NOTHING)
        self.list.show(0)
        self._pick()

    def _pick(self) -> None:
        title, hint = self.words("merge.page.pick"), self.words("merge.page.file")
        picker = FilePicker(title, self.words, ENDINGS, hint)
        self.app.push_screen(picker, self._chosen)

    def _chosen(self, item: Item | None) -> None:
        if item is None:
            self.dismiss(())
        else:
            self.run_worker(self._read(Path(item.code)), exclusive=True)

    async def _read(self, file: Path) -> None:
        """Read the file and show the plan, or why there is none."""
        self._say(self.words("sheetin.reading", name=plain(file.name)))
        try:
            branch = await asyncio.to_thread(read_branch, file, store(self.session.ledger))
            because = self.words("merge.because")
            self.show_plan(await asyncio.to_thread(plan, self.session, branch, because))
        except WRONG as error:
            self.foot(self.words, {**NOTHING, "take": self.words("merge.page.other-file")})
            self._refuse(error)

    def _refuse(self, error: ThiduaError) -> None:
        """Say why not; without the names of units where a server gives them no longer."""
        with suppress(UnreadableLedger):
            self.names = self.session.see(Names())
        self._say(self.words.refusal(error, self.names), wrong=True)

    def show_plan(self, planned: MergePlan) -> None:
        """Show a plan: its questions, and those that were answered with their answers."""
        self.plan, self.names = planned, self.session.see(Names())
        self.answers.take_up(planned)
        self.ask.update(Content(plain("\n".join(plan_lines(planned, self.words)), multiline=True)))
        self._next()

    def _next(self) -> None:
        """Mark the first question without an answer."""
        self._mark(next(iter(self.answers.left), 0))

    def _mark(self, at: int) -> None:
        self.list.show(len(self.answers.asked), at)
        self._about()

    def _say(self, text: str, *, wrong: bool = False) -> None:
        style = "bold $error" if wrong else "$secondary"
        width = self.message.content_size.width or self.app.size.width - 4
        lines = (Content(line) for line in plain(text, multiline=True).split("\n"))
        parts = (part for line in lines for part in hung(line, width, INDENT))
        self.message.update(Content("\n").join(parts).stylize(style))

    def on_resize(self) -> None:
        """Break the question for the new width."""
        self._about()

    @property
    def no_questions(self) -> str | None:
        """The code of the reason why nothing can be answered for all that is left, or None."""
        return None if self.plan and self.answers.left else "no-questions"

    @property
    def no_answers(self) -> str | None:
        """The code of the reason why no answer can be taken back, or None."""
        return None if self.answers.steps else "no-answers"

    def _about(self) -> None:
        """Show the marked question in full, or what there is to do."""
        if self.plan is None:
            return
        self._keys()
        if (at := self.list.chosen) is not None and (asked := self.answers.asked):
            lines = question_lines(self.plan, asked[at], self.words, (at + 1, len(asked)))
            self._say("\n".join([self._to_do(), *lines]))
        else:
            self._say(self._to_do())

    def _keys(self) -> None:
        """Show the keys that do something now."""
        marked = self.answers.asked[self.list.chosen or 0 :][:1]
        works = {
            "answer-both": any(one.both for one in marked),
            "answer-undo": not self.no_answers,
            **dict.fromkeys(REST, not self.no_questions),
        }
        off = {name: "" for name, now in works.items() if not now}
        self.foot(self.words, {"record": self.words("merge.page.take"), "take": "", **off})

    def _to_do(self) -> str:
        left = len(self.answers.left)
        return self.words("merge.page.asks", count=left) if left else self.words("merge.page.ready")

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show the question of the line."""
        event.stop()
        self._about()

    def line(self, at: int, width: int) -> Content:
        """A question: the answer, who recorded it there, and what."""
        one = self.answers.asked[at]
        answer = self.answers.given.get(one.act.act)
        label = self.words(f"merge.answer.{answer}") if answer else "?"
        text = act_line(self.plan, one, self.words, self.names) if self.plan else ""
        found = f"{label}  {plain(text)}"
        return Content.styled(found, "" if answer else "bold $warning").truncate(
            width, ellipsis=True
        )

    async def action_answer(self, at: int) -> None:
        """Answer the marked question, and go on to the next."""
        self._answer(ANSWERS[at])

    async def do_answer_both(self) -> None:
        """Record both of two things with one code."""
        self._answer("both")

    def _answer(self, answer: Answer) -> None:
        if (chosen := self.list.chosen) is None or not (asked := self.answers.asked):
            return
        if self.answers.answer(chosen, answer):
            self._mark(min(chosen + 1, len(asked) - 1))
        else:
            self._say(self.words("merge.page.not-both"), wrong=True)

    async def do_rest_ours(self) -> None:
        """Answer every question that is left: this ledger is right."""
        self._rest("ours")

    async def do_rest_theirs(self) -> None:
        """Answer every question that is left: the other laptop is right."""
        self._rest("theirs")

    async def do_rest_later(self) -> None:
        """Leave every question that is left open."""
        self._rest("later")

    def _rest(self, answer: Answer) -> None:
        self.answers.answer_left(answer)
        if self.answers.left:
            self.thidua.say(self.words("merge.page.code-left"))
        self._next()

    async def do_answer_undo(self) -> None:
        """Take back the last answer, or the last that was given to all."""
        self.answers.undo()
        self._next()

    async def do_take(self) -> None:
        """Show the marked question again; without a plan choose another file, at the end leave."""
        if self.new:
            await self.do_leave()
        elif self.plan is None:
            self._pick()
        self._about()

    async def do_record(self) -> None:
        """Record everything at once, when every question has an answer."""
        if self.plan is None or self.answers.left:
            self.app.bell()
            self._next()
            return
        if self.thidua.read_only:
            self._say(self.thidua.reason("read-only"), wrong=True)
            return
        try:
            await self._record(self.plan)
        except WRONG as error:
            self._refuse(error)

    async def _record(self, planned: MergePlan) -> None:
        because, branch = self.words("merge.because"), planned.branch
        planned = await asyncio.to_thread(
            plan, self.session, branch, because, self.answers.given, planned
        )
        if planned.waiting(self.answers.given, self.answers.again):
            self.show_plan(planned)  # an answer was refused, or brought what follows on it
            return
        new = await asyncio.to_thread(record, self.session, planned)
        files = await asyncio.to_thread(copy_files, self.session, branch, new)
        self.app.post_message(Recorded(new))
        self.plan, self.answers, self.new = None, MergeAnswers(), tuple(new)
        self.list.show(0)
        self.foot(self.words, NOTHING)
        file = store(self.session.ledger).file
        lines = done_lines(planned, new, files, self.words, file, on_server=file is None)
        self.ask.update(Content(plain("\n".join(lines), multiline=True)))
        self._say("")

    async def do_leave(self) -> None:
        """Leave; what was not recorded yet is not."""
        self.dismiss(self.new)

    do_leave_list = do_leave
