"""`docs/keys.md`, made from the registry of actions: `python -m tests.keys_doc` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from thidua_tui.formatting.sentences.keys import PLACES as PLACES
from thidua_tui.formatting.sentences.keys import name
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import Action, actions_at, shown
from thidua_tui.keymap.contexts import fit
from thidua_tui.screens.stock import GROUPS

FILE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
HEAD = """# Keys

Made from `thidua_tui/keymap/action_registry.py` by `python -m tests.keys_doc`; a test compares.

`?` shows the keys that work where you are, and why the others do not. A letter works as a capital
too, and as what a Telex input method makes of it (`d` and `đ`, `a` and `â`, `ă`,
`[` and `ơ`).
"""


def written() -> str:
    """The whole file."""
    return "\n".join([HEAD, *(line for place in PLACES for line in _place(place))])


def _place(place: str) -> Iterator[str]:
    vi, en = Words("vi"), Words("en")
    yield f"## {en(f'screen.tab.{place}')} · {vi(f'screen.tab.{place}')}"
    yield ""
    yield "| Key | | |"
    yield "|---|---|---|"
    actions = sorted(actions_at(place), key=lambda action: GROUPS.index(action.group))
    for action in actions:
        yield f"| {_keys(action, place)} | {name(action, en, place)} | {name(action, vi, place)} |"
    yield ""


def _keys(action: Action, place: str) -> str:
    return " ".join(f"`{shown(key)}`" for key in fit(place, action.keys))


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
