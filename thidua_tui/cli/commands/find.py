"""`thidua find` (`soi`): what a fingerprint, the code of a paper, or a paper in a file is of."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.text import plain
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import ledger_file, new_command
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.paper_file import LARGEST, read_paper_file
from thidua_tui.queries.paper_check import check_file, check_paper
from thidua_tui.queries.paper_verdict import verdict_lines
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint
from thidua_tui.queries.table_query import ledger_names
from thidua_tui.session.backup import store
from thidua_tui.session.named_files import look

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.queries.paper_check import Verdict

CODE = "CODE|FILE"
_ENDINGS = (".docx", ".pdf")
_HEX = re.compile(r"[0-9A-Fa-f\s\-–.:]+")
"""A fingerprint, or a slip in one."""


def command(speech: Speech, name: str = "find") -> click.Command:
    """The command, by either of its names."""
    params: list[click.Parameter] = [
        click.Argument(["code"], required=False, metavar=CODE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.find_cluster")),
    ]
    return new_command(name, speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, code: str | None, cluster: str | None, **_: object
) -> int:
    if code is None:
        raise Misuse("missing-argument", ctx, name=CODE, example="a1b2-c3d4-e5f6")
    words = Words(speech.lang)
    if code.lower().endswith(_ENDINGS) or Path(code).is_file():
        return _paper_in_file(ctx, code, words)
    if not _HEX.fullmatch(code):
        return _print_paper(ctx, words, lambda ledger: check_paper(ledger, code))
    wanted = parse_fingerprint(code)
    with opened(ledger_file(ctx), read_only=True) as ledger:
        found = find_ranking(ledger, wanted, typed(cluster) if cluster else None)
        note = years_note([(found.cluster, found.year)], ledger, None, words)
        lines = [*found_lines(found, words), *note]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _paper_in_file(ctx: click.Context, name: str, words: Words) -> int:
    """Verify the paper in a file.

    Raises:
        BadInput: as `look`, `read_paper_file` and `check_file`.
    """
    looked = look(name)
    with looked.path.open("rb") as stream:
        file = read_paper_file(stream.read(LARGEST + 1), plain(name))
    return _print_paper(ctx, words, lambda of: check_file(of, file, looked.sha256))


def _print_paper(ctx: click.Context, words: Words, check: Callable[[Ledger], Verdict]) -> int:
    with opened(ledger_file(ctx), read_only=True) as ledger:
        store(ledger).verify()
        found = check(ledger)
        lines = list(verdict_lines(found, words, ledger_names(ledger)))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return found.exit_code
