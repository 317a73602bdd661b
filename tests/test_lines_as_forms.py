"""Whatever a form records, a line records: every act of two whole stories, told field by field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.corrections import EntriesRetracted
from events.event import Entry
from events.store.ledger import Ledger
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import act_for
from thidua_tui.acts.undo_redo import command_for
from thidua_tui.command_line import cases
from thidua_tui.command_line.execute import execute
from thidua_tui.command_line.parser import WHY, parse_line
from thidua_tui.command_line.vocabulary import phrases
from thidua_tui.forms import form_labels
from thidua_tui.forms.drafts import format_source
from thidua_tui.forms.form_state import FormState, given_by
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.location import Location
from thidua_tui.session.samples import conference
from thidua_tui.session.session import Session

SEPARATORS = {"picks": (" ", ","), "places": ("\n", ","), "units": ("\n", "|")}
SEPARATORS |= {"criteria": ("\n", "|")}


def told(story) -> list[Entry]:
    """The entries of a story, without what was taken back."""
    ledger = Ledger(InMemoryDCBRecorder())
    story.play(ledger)
    return [e for e in ledger.read() if not isinstance(e.event, EntriesRetracted)]


def written(act: Act, raw: dict[str, str], words: Words) -> Iterator[str]:
    """The line that tells every field of a form by its label."""
    yield phrases(words.lang, "verb", act.id)[0]
    for field in (*act.fields, *WHY[act.command.needs_reason]):
        text = raw.get(field.name)
        if text is not None:
            old, new = SEPARATORS.get(field.kind, ("", ""))
            text = text.replace(old, new) if old else text
            quoted = text.replace('"', '""')
            label = form_labels.label(act, field, words).replace(" ", "-")
            yield f'{label}="{quoted}"'


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("story", [conference, cases], ids=["demo", "cases"])
def test_every_act_of_a_story_can_be_told_by_a_line(story, lang):
    session = Session(Ledger(InMemoryDCBRecorder()), "Thư ký")
    words, entries, beyond = Words(lang), told(story), 0
    for entry in entries:
        event = entry.event
        act = act_for(event)
        assert act
        year = getattr(event, "year", None)
        here = Location(cluster=getattr(event, "cluster", None), year=year)
        raw = given_by(act, event) | format_source(entry.source)
        raw |= {"reason": entry.reason} if entry.reason else {}
        ground = ActContext(session, here, words)
        if FormState(act, ground, raw, WHY[bool(entry.reason)]).wrong():
            beyond += 1  # a late source says less than a form asks for
            session.do(command_for(event), reason=entry.reason, source=entry.source)
            continue
        line = parse_line(" ".join(written(act, raw, words)), ground)
        assert line.wrong is None, (line.text, line.wrong)
        assert line.source == entry.source
        assert [e.event for e in execute(session, line)] == [event]
    assert beyond <= len(entries) // 10
