"""`thidua server`: what the administrator of a ledger on a PostgreSQL server does with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.errors import BadInput
from events.store.address import ServerAddress, parse_address
from events.text import plain
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Program
from thidua_tui.cli.errors import DONE, UNREADABLE, explain_error
from thidua_tui.cli.options import everywhere, ledger_address, new_command
from thidua_tui.cli.output import say
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.session import known_history
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.open_ledger import open_recorder, without_library

if TYPE_CHECKING:
    from thidua_tui.session.move_to_server import Moved

MARKS = {"good": "✓", "note": "•", "bad": "▲"}
"""Worth of an answer of `check` -> the mark before its sentence."""


def command(speech: Speech) -> click.Command:
    """The command, with the commands under it."""
    file = click.Argument(["file"], metavar="FILE")
    roles = [_roles(speech, "secretary"), _roles(speech, "follower")]
    dry_run = click.Option(["--dry-run", "rehearsal"], is_flag=True, help=speech("help.rehearsal"))
    made: dict[str, tuple[Callable[..., int], list[click.Parameter]]] = {
        "init": (_init, [_url(), *roles]),
        "grant": (_grant, [_url(), *roles]),
        "load": (_load, [file, _url(), dry_run]),
        "check": (_check, [_url()]),
        "upgrade": (_upgrade, [_url()]),
        "accept": (_accept, [_url()]),
    }
    return Program(
        "server",
        speech=speech,
        loaders={
            name: (speech(f"help.{name}"), partial(new_command, name, speech, run, params))
            for name, (run, params) in made.items()
        },
        params=everywhere(speech),
        callback=_usage,
    )


def _url() -> click.Parameter:
    return click.Argument(["url"], required=False, metavar="[URL]")


def _roles(speech: Speech, name: str) -> click.Option:
    help_ = speech(f"help.{name}")
    return click.Option(
        [f"--{name}", f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"],
        multiple=True,
        metavar="ROLE",
        help=help_,
    )


@click.pass_context
def _usage(ctx: click.Context, /, **_: object) -> int:
    """Print the help where no command is named."""
    if not ctx.invoked_subcommand:
        click.echo(ctx.get_help())
    return DONE


def _server(ctx: click.Context, url: str | None) -> ServerAddress:
    """Return the server that is named, or that of the ledger in force.

    Raises:
        BadInput: `server-address-wanted`; as `events.store.address.parse_address`.
    """
    address = parse_address(url) if url is not None else ledger_address(ctx)
    if not isinstance(address, ServerAddress):
        raise BadInput("server-address-wanted")
    return address


@contextmanager
def _library() -> Iterator[None]:
    """Say what to install where the library for servers is not there.

    Raises:
        BadInput: as `thidua_tui.session.open_ledger.without_library`.
    """
    try:
        yield
    except ImportError as error:
        raise without_library(error) from error


def _init(
    speech: Speech,
    ctx: click.Context,
    /,
    url: str | None,
    secretaries: tuple[str, ...],
    followers: tuple[str, ...],
    **_: object,
) -> int:
    address = _server(ctx, url)
    with _library():
        made = lazy.administration.init(address, secrets.token_hex(16), secretaries, followers)
    say(speech("init.done", address=address, name=made.name, owner=made.owner))
    _say_roles(speech, secretaries, followers, made.created)
    if not secretaries:
        say(speech("init.no-secretary"))
    say(speech("init.next", address=_shown(url, address)))
    return DONE


def _grant(
    speech: Speech,
    ctx: click.Context,
    /,
    url: str | None,
    secretaries: tuple[str, ...],
    followers: tuple[str, ...],
    **_: object,
) -> int:
    address = _server(ctx, url)
    if not (secretaries or followers):
        raise BadInput("server-role-wanted")
    with _library():
        created = lazy.administration.let_in(address, secretaries, followers)
    _say_roles(speech, secretaries, followers, created)
    return DONE


def _say_roles(
    speech: Speech,
    secretaries: tuple[str, ...],
    followers: tuple[str, ...],
    created: tuple[str, ...],
) -> None:
    """Say which roles may do what, and which of them are new."""
    for key, roles in (
        ("secretaries", secretaries),
        ("followers", followers),
        ("created", created),
    ):
        if roles:
            say(speech(f"init.{key}", roles=", ".join(roles)))


def _shown(url: str | None, address: ServerAddress) -> str:
    """Return the address as it was typed: `parse_address` took no secret in it."""
    return url or str(address)


def _load(
    speech: Speech,
    ctx: click.Context,
    /,
    file: str,
    url: str | None,
    rehearsal: bool,
    **_: object,
) -> int:
    address = _server(ctx, url)
    with _library():
        load = partial(lazy.load.load, address, rehearsal=rehearsal)
    moved = lazy.move_to_server.move_to_server(Path(file), load, rehearsal=rehearsal)
    key = "load.rehearsed" if rehearsal else "load.done"
    say(
        speech(
            key, address=address, name=moved.ledger, entries=moved.entries, hash=moved.head.hex()
        )
    )
    return DONE if rehearsal else _say_renamed(speech, file, moved, _shown(url, address))


def _say_renamed(speech: Speech, file: str, moved: Moved, address: str) -> int:
    """Say what became of the file, and how to go on."""
    if moved.renamed:
        say(speech("load.renamed", file=file, renamed=moved.renamed))
    elif moved.unrenamed:
        why, code = explain_error(moved.unrenamed, speech)
        click.echo(plain(speech("load.unrenamed", file=file, why=why)), err=True)
        return code
    folder = EvidenceFolder.of_ledger(Path(file)).path
    if folder.is_dir():
        say(speech("load.evidence", folder=folder, name=f"{moved.ledger}{folder.suffix}"))
    say(speech("load.next", address=address))
    return DONE


def _check(speech: Speech, ctx: click.Context, /, url: str | None, **_: object) -> int:
    address = _server(ctx, url)
    with _library():
        answers = lazy.check.check(address)
    bad = False
    for answer in answers:
        bad = bad or answer.worth == "bad"
        say(f"{MARKS[answer.worth]} " + speech(f"check.{answer.matter}", **answer.facts))
    say(speech("check.bad" if bad else "check.good"))
    return UNREADABLE if bad else DONE


def _upgrade(speech: Speech, ctx: click.Context, /, url: str | None, **_: object) -> int:
    address = _server(ctx, url)
    with _library():
        before, now = lazy.administration.upgrade(address)
    key = "upgrade.same" if before == now else "upgrade.done"
    say(speech(key, address=address, before=before, now=now))
    return DONE


def _accept(speech: Speech, ctx: click.Context, /, url: str | None, **_: object) -> int:
    address = _server(ctx, url)
    with open_recorder(address, read_only=True, compare=False) as recorder:
        common, seen, head = known_history.accept(recorder)
    key = "accept.same" if common == seen else "accept.done"
    say(speech(key, address=address, common=common, seen=seen, head=head))
    return DONE
