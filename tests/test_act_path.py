"""docs/architecture.md: the functions that it names between a key and the screen are called."""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

import pytest

from tests.pages import ledger_at, press, shown, shows
from tests.test_architecture import section
from thidua_tui.screens.form import Form

ELSEWHERE = (1, 3)
"""Hops that this test cannot see: a real terminal, and bindings made at import."""
LAST_IN_ORDER = 13
"""Up to this hop the first calls have the order of the page; views are read earlier, too."""


def functions() -> dict[CodeType, tuple[int, str]]:
    """The code of each function on the page, with its hop and its name."""
    hops = re.findall(r"^\| (\d+) \|.+\| (.+) \|$", section("One act from key to screen"), re.M)
    found = {}
    for hop, names in hops:
        for name in re.findall(r"`([\w.]+)`", names):
            function = pkgutil.resolve_name(name)
            if inspect.isfunction(function) and int(hop) not in ELSEWHERE:
                found[function.__code__] = (int(hop), name)
    return found


@contextmanager
def first_calls(codes: dict[CodeType, tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The hops in the order of their first calls, of this thread and of those started later."""
    calls: list[tuple[int, str]] = []

    def profile(frame: FrameType, event: str, _: object) -> None:
        hop = codes.get(frame.f_code) if event == "call" else None
        if hop and hop not in calls:
            calls.append(hop)

    threading.setprofile(profile)
    sys.setprofile(profile)
    try:
        yield calls
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@pytest.mark.posix("the page names the driver of POSIX")
async def test_an_act_calls_each_function_that_the_page_names_in_order(tmp_path):
    codes = functions()
    with first_calls(codes) as calls:
        async with shown(ledger_at(tmp_path / "demo.ledger", story=True)) as pilot:
            await press(pilot, "right")
            calls.clear()
            await press(pilot, "t")
            assert shows(pilot, Form)
            await press(pilot, *"stp", "f2")
            assert not shows(pilot, Form)
    assert sorted(set(codes.values()) - set(calls)) == []
    in_order = [hop for hop, _ in calls if hop <= LAST_IN_ORDER]
    assert in_order == sorted(in_order)
