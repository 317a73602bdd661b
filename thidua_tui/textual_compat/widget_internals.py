"""Parts of any widget that Textual keeps private: its bindings, and whether its layout is stale.

* `Screen._modal_binding_chain`: the bindings in force, with the user's own keys.
  `Screen.active_bindings` asks `check_action` of every binding at every key, and returns a single
  binding for each key, which may be that of another widget.
* `DOMNode._bindings`: the bindings of a widget outside the chain, and the only copy from which
  inherited bindings can be removed; `inherit_bindings=False` would remove all of them.
* `Widget._layout_required`: no message is sent when the layout is up to date.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.events import Key
from textual.widget import Widget


def own_bindings(widget: Widget, key: str) -> list[Binding]:
    """Return the widget's own bindings of a key, with the user's own keys."""
    chain = widget.screen._modal_binding_chain
    bindings = next((own for node, own in chain if node is widget), widget._bindings)
    return bindings.key_to_bindings.get(key, [])


def remove_bindings(widget: Widget, keys: Iterable[str]) -> None:
    """Remove inherited bindings from a widget."""
    for key in keys:
        widget._bindings.key_to_bindings.pop(key, None)


async def run_own_binding(widget: Widget, key: Key) -> bool:
    """Run the widget's own binding of a key, if there is an active one, and consume the key.

    Textual inserts letters in the widget but runs bindings in the app, after the key bubbled up:
    a backspace that an input method sends among letters comes too late. Upstream:
    https://github.com/Textualize/textual/issues/6605
    """
    if key.is_printable:
        return False  # it is text, and the chain is not cheap
    for binding in own_bindings(widget, key.key):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            key.stop()
            key.prevent_default()
            return True
    return False


def awaits_layout(widgets: Iterable[Widget]) -> bool:
    """Return whether a widget does not have its place on the screen yet."""
    return any(widget._layout_required for widget in widgets)
