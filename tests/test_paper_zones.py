"""The papers of a ledger are the same bytes on any machine: its time zone and language are not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.form_app import NOW, STARTED
from tests.pages import standing_still
from tests.test_paper_minutes import CLOSE, OPEN, PRESENT, REMARK
from thidua_tui.session.session import Session

MADE = """
import hashlib, json, sys
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from thidua_tui.formatting.papers.files import FORMATS, content
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.papers import draft
from views.papers.facts import Subject

with SQLiteRecorder(sys.argv[1]) as recorder:
    subject = Subject(cluster="tmth", year=2020, meeting="m")
    made = draft(Ledger(recorder), "minutes", subject, Words("vi"))
    found = {form: hashlib.sha256(content(made, form)).hexdigest() for form in FORMATS}
    begun = next(one.text for one in made.paper.blocks if "phút" in getattr(one, "text", ""))
print(json.dumps([found, begun]))
"""


def made_in(path: Path, zone: str, lang: str) -> Any:
    """The digests of the minutes by format, and when they say that the meeting began."""
    environment = {**os.environ, "TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", MADE, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="TZ names no zone of Windows")
def test_the_same_ledger_gives_the_same_minutes_in_any_zone_and_language(tmp_path):
    path, begun = tmp_path / "held.ledger", NOW - timedelta(hours=7)  # the day before in New York
    ticks = iter(range(100))
    with standing_still(), SQLiteRecorder(path) as recorder:
        clock = lambda: begun + timedelta(minutes=next(ticks))  # noqa: E731 - a clock of the test
        session = Session(Ledger(recorder, clock=clock), by="test")
        for command in (*STARTED, OPEN, PRESENT, REMARK, CLOSE):
            session.do(command)
    here = made_in(path, "Asia/Ho_Chi_Minh", "vi_VN.UTF-8")
    assert here[1].startswith("08 giờ")
    assert made_in(path, "UTC", "C.UTF-8") == here
    assert made_in(path, "America/New_York", "en_US.UTF-8") == here
