"""`thidua feed`: the entries over HTTP for programs of this machine, until Ctrl+C."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from pathlib import Path

import click

from events.errors import BadInput
from thidua_tui.cli.feed_server import ADDRESS, FeedServer
from thidua_tui.cli.feed_token import token_in
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.formatting.journal_schema import journal_schema
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.platform.os_errors import why
from thidua_tui.session.live_ledger import LiveLedger


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Option(["--port"], metavar="N", help=speech("help.feed_port")),
        click.Option(["--token-file"], metavar="FILE", help=speech("help.feed_token")),
        click.Option(["--schema"], is_flag=True, help=speech("help.feed_schema")),
    ]
    return new_command("feed", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    port: str | None,
    token_file: str | None,
    schema: bool,
    **_: object,
) -> int:
    if schema:
        sys.stdout.write(json.dumps(journal_schema(), ensure_ascii=False, indent=1) + "\n")
        return 0
    number = parse_int(port, low=1, high=65_535) if port is not None else 0
    live = LiveLedger(ledger_address(ctx))
    try:
        file = Path(token_file).expanduser() if token_file is not None else None
        asyncio.run(_serve(live, number, file, speech))
    finally:
        live.close()
    return 0


async def _serve(live: LiveLedger, port: int, file: Path | None, speech: Speech) -> None:
    """Print the address, and a token that is in no file; then serve until the program is stopped.

    Raises:
        BadInput: `port-unavailable`; as `token_in`.
        UnreadableLedger: as `LiveLedger.look`.
    """
    token = token_in(file) if file else secrets.token_urlsafe(32)
    feed = FeedServer(live, token)
    try:
        server = await feed.start(port)
    except OSError as error:
        raise BadInput("port-unavailable", port=port, detail=why(error)) from error
    try:
        port = server.sockets[0].getsockname()[1]
        sys.stdout.write(f"http://{ADDRESS}:{port}/entries\n" + ("" if file else f"{token}\n"))
        sys.stdout.flush()
        key = "feed.serving-with-file" if file else "feed.serving"
        click.echo(speech(key, path=str(file)), err=True)
        await feed.watch()
    finally:
        server.close()  # not waiting for its readers: a stream has no end
