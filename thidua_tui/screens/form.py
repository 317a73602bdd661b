"""The form of all acts: fields with their errors, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content

from events.errors import Stale, ThiduaError, UnreadableLedger
from events.event import Entry
from events.text import plain
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import GROUP_OF
from thidua_tui.forms import form_labels, late_entry
from thidua_tui.forms.drafts import Drafts, format_source
from thidua_tui.forms.error_fields import field_for_error
from thidua_tui.forms.form_state import FormState, given_by
from thidua_tui.forms.optional_fields import why_fields
from thidua_tui.forms.submit import Attempt, Outcome, attempt, record
from thidua_tui.forms.warnings import warnings_for
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens import form_conflicts, form_height
from thidua_tui.screens.base_dialog import discard_typeahead, join_sentences, queued
from thidua_tui.screens.book_panel import BookPanel, is_of_book
from thidua_tui.screens.form_draft import cursor_back, keep, unsaved
from thidua_tui.screens.form_messages import FormBody, FormContext, Recorded
from thidua_tui.screens.preview_panel import WEIGHTY, PreviewPanel, Sides
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, to_correct, without_files
from thidua_tui.widgets.header_footer import Explanation

PATIENCE = 0.3
"""Seconds after which the form says that it waits for the ledger."""


class Form(FormContext):
    """The form of an act. It is dismissed with the entries that were recorded in it, maybe none.

    With `instead_of` it corrects these entries: prefilled from the first, and with a reason.
    What is `given` is in its field already.
    """

    PLACE = "form"
    BINDINGS = bindings_at("form", to="screen")

    def __init__(
        self,
        act: Act,
        session: Session,
        here: Location,
        words: Words,
        instead_of: Sequence[Entry] = (),
        given: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> None:
        super().__init__()
        self.series = act.series and not instead_of and not once
        self.act, self.session, self.here, self.words = act, session, here, words
        self.instead_of = tuple(instead_of)
        self.drafts = Drafts(session)
        self.draft = f"{act.id}@{instead_of[0].position}" if instead_of else act.id
        self.given = dict(given or {})
        self.recorded: list[Entry] = []
        self.cleared: dict[str, str] = {}
        self.of_marks = False
        self.about = ""
        self.busy = False
        self.tried: Attempt | None = None
        needed = act.command.needs_reason or bool(instead_of)
        self._why = why_fields(needed=needed, sitting=bool(session.sitting))
        self.folded = frozenset(f.name for f in self._why if not (needed and f.name == "reason"))
        kept = self.resumed = self.drafts.kept(self.draft, here)
        self.filling = self._filling({**self._given(), **(kept.raw if kept else {})})
        self.begun = {} if kept else dict(self.filling.raw)
        self.start = (kept and kept.field) or (self._wrong_field() if instead_of else "")
        self.body = FormBody(self)
        self.ahead = self._ahead()

    def _ahead(self) -> PreviewPanel | BookPanel | None:
        """The panel that shows what follows: of a book its tree, of what is weighty its moves."""
        if is_of_book(self.act):
            return BookPanel(self.session, self.words, lambda: self.filling, self.instead_of)
        if self.instead_of or self.act.id in WEIGHTY:
            ask = lambda: self.filling.commands()  # noqa: E731 - the filling is replaced
            source = lambda: self.filling.source()  # noqa: E731 - as above
            return PreviewPanel(self.session, self.words, ask, self.instead_of, source=source)
        return None

    def _wrong_field(self) -> str:
        """Of a correction, the field that is likeliest to be wrong; what is given is right."""
        if self.given:
            return "reason"
        fields = [field.name for field in self.act.fields]
        return next((name for name in fields if name not in ("year", "meeting")), fields[0])

    def _filling(self, given: dict[str, str] | None = None) -> FormState:
        ground = ActContext(self.session, self.here, self.words)
        self.since = ground.position
        copied = {} if self.instead_of else self.drafts.source  # a correction has that of its entry
        return FormState(self.act, ground, {**copied, **(given or {})}, self._why)

    def _given(self) -> dict[str, str]:
        if not self.instead_of:
            return self.given
        wrong = self.instead_of[0]
        known = given_by(self.act, wrong.event, wrong.position) | format_source(wrong.source)
        return known | self.given

    def parts(self) -> ComposeResult:
        """Title, what it is about, fields, keys."""
        yield Explanation(id="form-about")
        yield Sides(self.body, self.ahead) if self.ahead else self.body

    def on_mount(self) -> None:
        """Say what the form is for, and whether a draft came back."""
        words, names = self.words, self.filling.ground.names
        named = self.here.cluster if "cluster" not in self.filling.fields else None
        where = names.cluster(named) if named and GROUP_OF[self.act.id] != "units" else ""
        self.entitle(form_labels.title(self.act, words), plain(where))
        if self.series:
            self._entitle_series()
        self.set_class(bool(self.ahead), "-ahead")
        self.set_class(isinstance(self.ahead, BookPanel), "-of-book")
        about = words(f"acts.about.{self.act.id}")
        if self.instead_of:
            first = self.instead_of[0]
            sentence = words.sentence(first.event, names)
            about = words("acts.form.correcting", position=str(first.position), sentence=sentence)
        self.about = about
        self.foot(words)
        self.say(words("acts.form.resumed") if self.resumed else "")
        if self.resumed:
            self.call_after_refresh(cursor_back, self, self.resumed)

    def on_resize(self) -> None:
        """Keep what is below the fields in sight."""
        self.call_after_refresh(form_height.fit, self)

    def _entitle_series(self) -> None:
        """Say in the title that the form stays, and how many were recorded in it."""
        count = len(without_files(self.recorded))
        key = "hands.form.recorded" if count else "hands.form.series"
        title = form_labels.title(self.act, self.words)
        self.entitle(title, self.words(key, count=str(count)))

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that was not recorded."""
        return unsaved(self)

    def edited(self) -> None:
        """Something was typed: it is kept, and what would follow from it follows."""
        keep(self)
        if self.ahead:
            self.ahead.look_soon()

    def on_descendant_focus(self) -> None:
        """Keep which field has the cursor."""
        if self.body.fields.is_mounted and self.unsaved:
            keep(self)

    def reload(self) -> None:
        """Something was recorded: say so, if another terminal did and it is what is typed here."""
        self.run_worker(form_conflicts.look(self), name="conflicts", group="conflicts")

    def say(self, text: str, *, of_marks: bool = False) -> None:
        """Say something about the form as a whole; above, where the facts come from.

        A message `of_marks` goes with the last of them.
        """
        self.of_marks = of_marks
        source = self.filling.raw.get("source_kind", "room")
        source_label = "" if source == "room" else self.words.choice("kind", source)
        if not self.instead_of:
            source_label = late_entry.status_text(self.session, self.words) or source_label
        about = Content.styled(self.about, "italic")
        self.query_one("#form-about", Explanation).show(about, Content(source_label))
        self.body.status.update(Content(text))

    do_record = queued(lambda form: form.record())
    do_leave = queued(lambda form: form.leave())
    do_why = queued(lambda form: form.body.fields.open_at("reason"))
    do_attach = queued(lambda form: form.body.fields.open_file())
    do_anew = queued(lambda form: form.restart())

    async def leave(self) -> None:
        """Close, and keep what was typed."""
        if not self.busy:
            keep(self)
            if self.unsaved:
                self.app.clear_notifications()
                self.app.notify(self.words("forgiving.draft.kept"), markup=False)
            self.dismiss(tuple(self.recorded))

    async def restart(self) -> None:
        """Begin again from the defaults; once more brings back what was typed."""
        kept = self.filling.kept()
        self.filling = self._filling(self.cleared or self._given())
        self.say("" if self.cleared else self.words("acts.form.cleared"))
        self.begun = {} if self.cleared else dict(self.filling.raw)
        self.cleared = {} if self.cleared else kept
        await self.body.fields.refill(self.filling)

    async def record(self) -> None:
        """Record, if nothing is wrong; while it waits for the ledger the form says so."""
        if self.busy:
            return
        if wrong := self.filling.wrong():
            await self.body.fields.show_errors(wrong)
            ahead = discard_typeahead(self.app, self.words)
            self.say(join_sentences(self.words("acts.form.rules_say"), ahead), of_marks=True)
            return
        filling = self.filling
        commands, reason, source = filling.commands(), filling.reason(), filling.source()
        commands += filling.files()
        self.tried = attempt(commands, reason, source, self.instead_of, self.tried)
        row = self.body.fields.typed_into
        outcome = await self._waiting(self.tried)
        if outcome.entries:
            self.recorded += outcome.entries
            self.app.post_message(Recorded(outcome.entries))
        if outcome.error:
            await self._refused(outcome, row.field if row else "")
        else:
            await self._done(outcome)

    async def _waiting(self, wanted: Attempt) -> Outcome:
        """Record in a thread; the focus leaves the fields only when it takes long."""
        self.busy = True
        slow = self.set_timer(PATIENCE, self._show_waiting)
        try:
            return await asyncio.to_thread(record, self.session, wanted)
        finally:
            slow.stop()
            self.busy = False

    def _show_waiting(self) -> None:
        self.say(self.words("acts.form.saving"))
        self.body.status.focus()

    async def _refused(self, outcome: Outcome, typed_into: str) -> None:
        """Show the error at its field."""
        error, act = outcome.error, self.act
        if error is None or await form_conflicts.ask(self, Form):
            return
        ahead = discard_typeahead(self.app, self.words)
        refusal = self.words.refusal(error, self.filling.ground.names)
        if name := field_for_error(act, error, self.filling.raw):
            await self.body.fields.show_errors({name: error}, of_all=True)
            self.say(ahead)
        else:
            # What is wrong with the disk is no field's fault: the cursor stays.
            stays = typed_into if isinstance(error, UnreadableLedger) else ""
            self.body.fields.focus_on(stays or self.filling.start())
            self.say(join_sentences(f"▲ {refusal}{self._who_changed(error)}", ahead))

    def _who_changed(self, error: ThiduaError) -> str:
        """Of a stale ground: who recorded what since the form was opened."""
        if not isinstance(error, Stale):
            return ""
        ground = self.filling.ground
        since = [*self.session.ledger.read(after=self.since)]
        if not since:
            return ""
        return f" {plain(since[-1].by)}: {self.words.sentence(since[-1].event, ground.names)}"

    async def _done(self, outcome: Outcome) -> None:
        """Close and report what was recorded; an act of a series restarts instead."""
        self.begun = dict(self.filling.raw)  # what follows as the form closes is no draft
        self.drafts.drop(self.draft, self.here)
        self.drafts.remember_source(self.filling.raw)
        self.tried = None
        self.cleared = {}
        done = self._done_sentence(outcome.entries)
        if not self.series:
            self.app.clear_notifications()  # the last one is the one that counts
            self.app.notify(done, markup=False)
            self.dismiss(tuple(self.recorded))
            return
        self.filling = self._filling()
        self.begun = dict(self.filling.raw)
        count = str(len(without_files(self.recorded)))
        self.foot(self.words, {"leave": self.words("dialogs.form.done")})
        self._entitle_series()
        await self.body.fields.refill(self.filling)
        self.say(self.words("acts.form.done", count=count, sentence=done))

    def _done_sentence(self, entries: Sequence[Entry]) -> str:
        ground = ActContext(self.session, self.here, self.words)
        event = to_correct(entries).event if entries else None
        sentence = self.words.sentence(event, ground.names) if event else ""
        more = sum(type(entry.event) is type(event) for entry in entries) - 1
        others = [self.words("acts.form.others", count=str(more))] if more > 0 else []
        return " ".join([sentence, *others, *warnings_for(entries, ground)])
