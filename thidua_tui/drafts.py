"""Half-filled forms: leaving one loses nothing, and it comes back when the act is opened again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from weakref import WeakKeyDictionary

from thidua_tui.here import Here
from thidua_tui.session import Session

Draft = dict[str, str]
SOURCE = ("source_kind", "source_title", "source_on")
_KEPT: WeakKeyDictionary[Session, dict[Hashable, Draft]] = WeakKeyDictionary()


class Drafts:
    """The drafts of one session, by act and place."""

    def __init__(self, session: Session) -> None:
        self._kept = _KEPT.setdefault(session, {})

    def keep(self, act: str, here: Here, draft: Mapping[str, str]) -> None:
        """Keep what was typed; an empty draft is none."""
        key = _key(act, here)
        if any(text.strip() for text in draft.values()):
            self._kept[key] = dict(draft)
        else:
            self._kept.pop(key, None)

    def of(self, act: str, here: Here) -> Draft:
        """What was typed and not recorded; empty when nothing was."""
        return dict(self._kept.get(_key(act, here), {}))

    def drop(self, act: str, here: Here) -> None:
        """Forget a draft: it was recorded, or given up on purpose."""
        self._kept.pop(_key(act, here), None)

    @property
    def acts(self) -> list[str]:
        """The acts of which something was typed and not recorded."""
        keys = (key for key, draft in self._kept.items() if key != SOURCE and draft)
        return [key[0].partition("@")[0] for key in keys if isinstance(key, tuple)]

    @property
    def source(self) -> Draft:
        """The source of the last act, if it was not the room: a document is copied for a while."""
        return dict(self._kept.get(SOURCE, {}))

    def remember_source(self, raw: Mapping[str, str]) -> None:
        """Keep the source of an act for the next one."""
        told = {name: raw.get(name, "") for name in SOURCE}
        self._kept[SOURCE] = {} if told["source_kind"] in ("", "room") else told


def _key(act: str, here: Here) -> Hashable:
    return (act, here.cluster, here.year)
