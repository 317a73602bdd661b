"""Sentences of facts of which the source says little."""

from __future__ import annotations

import pytest

from events.meetings import RemarkRecorded
from thidua_tui.words.wording import Codes, Words


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
