"""A screen that is painted when its parts have their places, not once for each step on the way.

Textual paints after each layout. A new page has four or five: empty, with its data, with the
heights that follow from its texts, with scroll bars. Each paint of a page of text takes longer than
its layout, and sends the page again. Private parts of Textual used here: `_compositor_refresh`,
through which every paint goes, `_on_timer_update` and `_update_timer`, which ask for it, and the
flags of what is still to be done. Upstream has `App.batch_update`, whose end must be known when it
begins, and which holds back every screen.
"""

from __future__ import annotations

from time import monotonic

from textual.screen import ScreenResultType
from textual.widget import Widget

from thidua_tui.textual_compat.safe_unmount import UntilLeft
from thidua_tui.textual_compat.widget_internals import awaits_layout


class SettledPaint(UntilLeft[ScreenResultType]):
    """A screen of which paints can be held back for a while."""

    rendered = False
    """Whether it has its data; while paints are held back it is not painted without."""
    _held_until = 0.0
    _paint_waits = False

    def hold_paint(self, seconds: float) -> None:
        """Paint nothing until all parts have their places, but no longer than that."""
        self._held_until = monotonic() + seconds

    @property
    def _unsettled(self) -> bool:
        """Whether something is still to be placed, or on its way to a part."""
        if self._layout_required or self.message_queue_size:
            return True
        parts = [*self.walk_children(Widget)]
        return awaits_layout(parts) or any(part.message_queue_size for part in parts)

    def _compositor_refresh(self) -> None:
        """Paint what has changed, or note that it is to be painted."""
        held = self._held_until and self is self.app.screen
        if held and monotonic() < self._held_until and (not self.rendered or self._unsettled):
            self._paint_waits = True  # what has changed is kept by the compositor
            self._update_timer.resume()
            return
        self._held_until, self._paint_waits = 0.0, False
        super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Paint also what waits."""
        super()._on_timer_update()
        if self._paint_waits and self.is_current:
            self._compositor_refresh()
