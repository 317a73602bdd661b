"""Notifications that end before their time, all but one.

Private parts of Textual used here: `App._notifications`, `App._unnotify`,
`App._refresh_notifications`. Its `clear_notifications` ends them all.
"""

from __future__ import annotations

from typing import Any

from textual.app import App


def end_notifications(app: App[Any], *, but: str) -> None:
    """End the notifications of an app, except those with this message."""
    for notification in [*app._notifications]:
        if notification.message != but:
            app._unnotify(notification, refresh=False)
    app._refresh_notifications()
