"""The page around what is shown in the hall: whole and by itself, and nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from thidua_tui.formatting.hall.colours import colour_rules
from thidua_tui.formatting.papers.font import FOLDER
from thidua_tui.i18n.catalogue import Catalogue

DATA = Path(__file__).parents[2] / "data" / "hall"
FONTS = {"/regular.ttf": "ThiduaSerif-Regular.ttf", "/bold.ttf": "ThiduaSerif-Bold.ttf"}
"""Paths on the server -> the files of the letters; the reader's machine may lack Vietnamese."""
PAGES = ("", "live", "agenda", "roster", "ranking", "ceremony")
"""The pages; the first follows the secretary."""
_SHELL = Template(
    '<!doctype html><html lang="$lang"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    "<title>$title</title>"
    '<style nonce="$nonce">$colours$style</style></head>'
    '<body class="$kind" data-lost="$lost" data-door="$door" data-full="$full">'
    "<main>$content</main>"
    '<footer><nav>$links</nav><p id="note" hidden></p><p id="foot">$foot</p></footer>'
    '<noscript>$noscript</noscript><script nonce="$nonce">$script</script></body></html>'
)


def policy(nonce: str) -> str:
    """Return what the page may load: its own style and script by their number, its own letters."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


class Shell:
    """Makes the pages of one run, in one language and in the colours of one theme."""

    def __init__(self, words: Catalogue, theme: str) -> None:
        self._words, self._colours = words, colour_rules(theme)

    def page(self, at: str, nonce: str, content: str, foot: str) -> str:
        """Return a page.

        Args:
            at: The name of the page, one of `PAGES`.
            nonce: The number that allows its style and its script.
            content: What is shown, as HTML.
            foot: The text in the corner.
        """
        return self._made("follows", at, nonce, content, foot)

    def door(self, nonce: str) -> str:
        """Return the page for a reader who is not let in yet: nothing of the ledger is in it."""
        waits = f'<section class="slide"><p class="above">{self._text("wait")}</p></section>'
        return self._made("door", None, nonce, waits, "")

    def _made(self, kind: str, at: str | None, nonce: str, content: str, foot: str) -> str:
        links = "".join(self._link(name, name == at) for name in PAGES if at is not None)
        return _SHELL.substitute(
            lang=self._words.lang,
            title=self._text("title"),
            nonce=nonce,
            colours=self._colours,
            style=_file("hall.css"),
            script=_file("hall.js"),
            kind=kind,
            content=content,
            links=links,
            foot=escape(foot),
            **{name: self._text(name) for name in ("lost", "door", "full", "noscript")},
        )

    def _link(self, name: str, here: bool) -> str:
        mark = " class=here" if here else ""
        return f'<a href="/{name}"{mark}>{self._text("page." + (name or "now"))}</a>'

    def _text(self, key: str) -> str:
        return escape(self._words(f"hall.{key}"))


@cache
def _file(name: str) -> str:
    return (DATA / name).read_text("utf-8")


@cache
def letters(path: str) -> bytes:
    """Return the file of letters that is served under a path of `FONTS`."""
    return (FOLDER / FONTS[path]).read_bytes()
