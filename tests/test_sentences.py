"""Sentences of facts of which the source says little."""

from __future__ import annotations

import pytest

from events.codec import event_types
from events.meetings import RemarkRecorded
from thidua_tui.words.wording import LANGUAGES, Codes, Words


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({"speaker": "An", "unit": "stc"}, "An (stc) – bổ sung: X"),
        ({"speaker": "An"}, "An – bổ sung: X"),
        ({"unit": "stc"}, "stc – bổ sung: X"),
        ({}, "Phát biểu tại hội nghị – bổ sung: X"),
    ],
)
def test_a_remark_by_nobody_known_does_not_begin_with_a_dash(who, told):
    remark = RemarkRecorded(meeting="m", cluster="c", year=2020, kind="addition", text="X", **who)
    assert Words("vi").sentence(remark, Codes()) == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_every_event_has_a_name_for_people(lang):
    """The page of an entry tells each field; none by the name that it has in the code."""
    words = Words(lang)
    fields = {field for kind in event_types().values() for field in kind.__struct_fields__}
    keys = {field: (f"screen.field.{field}", f"acts.field.{field}") for field in fields}
    assert [field for field, tries in keys.items() if not any(map(words.find, tries))] == []
