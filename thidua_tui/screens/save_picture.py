"""A picture of the screen kept as files: text and SVG side by side, for this account alone.

Nothing is overwritten: where a name is taken, the next number is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture, svg
from thidua_tui.platform import secure_files
from thidua_tui.platform.settings import APP, chosen

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.base_page import Page

MOST = 10_000
"""Names that are tried before it is given up."""


def picture_folder() -> Path:
    """Where pictures go: the settings' `pictures`, else a folder among this account's documents.

    Raises:
        BadInput: `settings-unreadable`, `setting-invalid`.
    """
    if folder := chosen().get("pictures"):
        return Path(folder).expanduser()
    return user_documents_path() / APP


def keep(picture: SavedPicture, folder: Path | None = None) -> tuple[Path, Path]:
    """Write the picture as text and as SVG; both files bear the same number.

    Raises:
        BadInput: as `picture_folder`.
        OSError: when the folder cannot be written.
    """
    folder = folder or picture_folder()
    secure_files.folder(folder)
    text = "".join(f"{line.rstrip()}\n" for line in (picture.title, "", *picture.lines))
    drawn = svg(picture.lines, picture.title)
    for number in range(1, MOST):
        stem = picture.stem if number == 1 else f"{picture.stem}-{number}"
        paths = (folder / f"{stem}.txt", folder / f"{stem}.svg")
        if any(path.is_symlink() or path.exists() for path in paths):
            continue
        try:
            _write(paths[0], text)
            _write(paths[1], drawn)
        except FileExistsError:
            continue
        return paths
    raise FileExistsError(str(folder / picture.stem))


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def saved_sentence(make: Callable[[], SavedPicture], words: Words) -> str:
    """Make and keep it, and say under which names; or why not."""
    try:
        text, drawn = keep(make())
    except ThiduaError as error:
        return words("pictures.not-kept", why=words.refusal(error))
    except OSError as error:
        why = error.strerror or str(error)
        return words("pictures.not-kept", why=plain(why))
    return words("pictures.kept", text=str(text), svg=drawn.name)


def keep_from(page: Page, make: Callable[[], SavedPicture]) -> None:
    """Make and keep a page's picture in a worker, and show on the page where it is."""

    def work() -> None:
        page.app.call_from_thread(page.thidua.say, saved_sentence(make, page.words))

    page.run_worker(work, name="keep picture", group="keep picture", thread=True)
