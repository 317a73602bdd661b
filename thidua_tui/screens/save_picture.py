"""What is shown kept as files: a picture as text and SVG, a table; for this account alone.

Nothing is overwritten: where a name is taken, the next number is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import ThiduaError
from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture, svg
from thidua_tui.platform import folders, secure_files
from thidua_tui.platform.settings import chosen_folder

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.base_page import Page

MOST = 10_000
"""Names that are tried before it is given up."""


def picture_folder() -> Path:
    """Where pictures go: the settings' `pictures`, else a folder among this account's documents.

    Raises:
        BadInput: as `thidua_tui.platform.settings.chosen_folder`.
    """
    return chosen_folder("pictures") or folders.documents()


def keep_texts(
    stem: str, texts: Mapping[str, str | bytes], folder: Path | None = None
) -> list[Path]:
    """Write each text, or bytes, under its suffix; all bear one number, none is overwritten.

    Raises:
        BadInput: as `picture_folder`.
        OSError: when the folder cannot be written.
    """
    folder = folder or picture_folder()
    secure_files.folder(folder)
    for number in range(1, MOST):
        name = stem if number == 1 else f"{stem}-{number}"
        paths = [folder / f"{name}.{suffix}" for suffix in texts]
        if any(path.is_symlink() or path.exists() for path in paths):
            continue
        try:
            for path, text in zip(paths, texts.values(), strict=True):
                _write(path, text)
        except FileExistsError:
            continue
        return paths
    raise FileExistsError(str(folder / stem))


def _write(path: Path, content: str | bytes) -> None:
    with os.fdopen(secure_files.create(path), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def keep(picture: SavedPicture, folder: Path | None = None) -> list[Path]:
    """Write the picture as text and as SVG; raises as `keep_texts`."""
    text = "".join(f"{line.rstrip()}\n" for line in (picture.title, "", *picture.lines))
    return keep_texts(picture.stem, {"txt": text, "svg": svg(picture.lines, picture.title)}, folder)


def saved_sentence(make: Callable[[], str], words: Words) -> str:
    """Make and keep something, and return the sentence that names it, or the reason why not.

    Args:
        make: Keeps it and returns the sentence.
        words: The words of the chosen language.
    """
    try:
        return make()
    except ThiduaError as error:
        return words("pictures.not-kept", why=words.refusal(error))
    except OSError as error:
        return words("pictures.not-kept", why=plain(error.strerror or str(error)))


def save_in_worker(page: Page, make: Callable[[], str]) -> None:
    """Keep something in a worker, and show on the page the sentence that `make` returns."""

    def work() -> None:
        page.app.call_from_thread(page.thidua.say, saved_sentence(make, page.words))

    page.run_worker(work, name="keep", group="keep", thread=True)


def keep_from(page: Page, make: Callable[[], SavedPicture]) -> None:
    """Make and keep a page's picture in a worker, and show on the page where it is."""

    def kept() -> str:
        text, drawn = keep(make())
        return page.words("pictures.kept", text=str(text), svg=drawn.name)

    save_in_worker(page, kept)
