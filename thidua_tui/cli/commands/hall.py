"""`thidua hall`: a page for the projector and the phones in the hall, until Ctrl+C."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

import click

from events.errors import BadInput
from thidua_tui.cli.hall_server import HallServer
from thidua_tui.cli.http_server import ADDRESS
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.formatting.hall.shell import Shell
from thidua_tui.formatting.pictures.qr_code import on_screen, picture
from thidua_tui.i18n.catalogue import Catalogue, Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.platform import settings
from thidua_tui.platform.local_network import is_local, own_address
from thidua_tui.platform.os_errors import why
from thidua_tui.session.hall_run import Run, earlier_run, end_run, keep_run, new_token
from thidua_tui.session.live_ledger import LiveLedger
from thidua_tui.session.wall_channel import Channel, channel_of


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Option(["--port"], metavar="N", help=speech("help.hall_port")),
        click.Option(["--lan"], is_flag=True, help=speech("help.hall_lan")),
    ]
    return new_command("hall", speech, _run, params)


def _run(speech: Speech, ctx: click.Context, /, port: str | None, lan: bool, **_: object) -> int:
    number = parse_int(port, low=1, high=65_535) if port is not None else None
    address = _address() if lan else ADDRESS
    of = ledger_address(ctx)
    shell = Shell(Catalogue(speech.lang), settings.chosen().get("theme", ""))
    live = LiveLedger(of, sealed=True)
    channel = channel_of(live.name, live.address)
    try:
        asyncio.run(_serve(live, channel, address, number, shell, speech))
    finally:
        live.close()
        with suppress(OSError):
            channel.leave()
    return 0


def _address() -> str:
    """Return the address for the room.

    Raises:
        BadInput: `no-local-network`, or `address-not-local` where the Internet could lead here.
    """
    found = own_address()
    if found is None:
        raise BadInput("no-local-network")
    if not is_local(found):
        raise BadInput("address-not-local", address=found)
    return found


async def _serve(
    live: LiveLedger, channel: Channel, address: str, port: int | None, shell: Shell, speech: Speech
) -> None:
    """Print the link, and serve until the program is stopped.

    Raises:
        BadInput: `port-unavailable`.
        UnreadableLedger: as `LiveLedger.look`.
    """
    before = earlier_run(channel.folder, channel.clock())
    if before and (before.address != address or port not in (None, before.port)):
        before = None
    try:
        hall, server = await _begin(live, channel, speech, shell, address, port or 0, before)
    except OSError as error:
        raise BadInput("port-unavailable", port=port or 0, detail=why(error)) from error
    run = Run(token=hall.token, address=address, port=server.sockets[0].getsockname()[1])
    again = run == before
    try:
        if again or before is None:
            keep_run(channel.folder, run)
        _say(run, speech, again=again)
        await hall.watch()
    finally:
        server.close()  # not waiting for its readers: a stream has no end
        if again or before is None:
            end_run(channel.folder)


async def _begin(
    live: LiveLedger,
    channel: Channel,
    speech: Speech,
    shell: Shell,
    address: str,
    port: int,
    before: Run | None,
) -> tuple[HallServer, asyncio.Server]:
    """Go on with the run before where its port is free, else begin a new one.

    Raises:
        OSError: the port cannot be had.
    """
    if before is not None:
        hall = HallServer(live, channel, Words(speech.lang), shell, before.token)
        with suppress(OSError):
            return hall, await hall.start(before.port, address)
    hall = HallServer(live, channel, Words(speech.lang), shell, new_token())
    return hall, await hall.start(port, address)


def _say(run: Run, speech: Speech, *, again: bool) -> None:
    """Print the link, for the room with its picture; what it means goes to standard error."""
    link = f"http://{run.address}:{run.port}/#{run.token}"
    in_room = run.address != ADDRESS
    click.echo(speech("open-in-room" if in_room else "open-here"), err=True)
    if in_room:
        lines = picture(link)
        sys.stdout.writelines(
            f"{line}\n" for line in (on_screen(lines) if sys.stdout.isatty() else lines)
        )
    sys.stdout.write(f"{link}\n")
    sys.stdout.flush()
    click.echo(speech("serving"), err=True)
    if again:
        click.echo(speech("goes-on"), err=True)
