"""Options that several commands share, and the ledger that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

import click

from thidua_tui.cli.bilingual_click import Command, Misuse, OneOf
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.platform import settings

if TYPE_CHECKING:
    from events.store.address import LedgerAddress

FORMATS = ("table", "csv", "excel", "json", "md")


def everywhere(speech: Speech) -> list[click.Parameter]:
    """The options that are taken before and after the name of a command."""
    return [
        click.Option(
            ["--portable"],
            metavar="FOLDER",
            help=speech("help.portable"),
            expose_value=False,  # it is used before the settings are read
            callback=_not_empty,
        ),
        click.Option(["--ledger"], metavar="FILE", help=speech("help.ledger")),
        click.Option(["--lang"], type=OneOf(settings.LANGUAGES), help=speech("help.lang")),
    ]


def _not_empty(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    if value == "":
        raise Misuse("missing-value", ctx, name=option.opts[0])


def new_command(
    name: str, speech: Speech, run: Callable[..., int], params: Iterable[click.Parameter]
) -> Command:
    """Make a command that also has the options of all; `run` takes speech and context first."""
    callback = click.pass_context(partial(run, speech))
    return Command(name, speech=speech, params=[*params, *everywhere(speech)], callback=callback)


def formats(speech: Speech, *more: str, default: str | None = "table") -> click.Option:
    """The option that says how a table is printed, perhaps in `more` formats."""
    kind, text = OneOf((*FORMATS, *more)), speech("help.format")
    if more:
        text += " " + speech("help.format_more", more=", ".join(more))
    return click.Option(["--format", "form"], type=kind, default=default, help=text)


def read_only(speech: Speech) -> click.Option:
    """The option with which the screen cannot write the ledger."""
    return click.Option(["--read-only", "only"], is_flag=True, help=speech("help.read_only"))


def given_ledger(ctx: click.Context) -> str | None:
    """The ledger named by the option, behind the command's name or before it.

    Raises:
        Misuse: `missing-value` for an empty name: a variable that a script forgot to set must not
            lead to the ledger of this account.
    """
    for params in (ctx.params, ctx.find_root().params):
        named: str | None = params.get("ledger")
        if named == "":
            raise Misuse("missing-value", ctx, name="--ledger")
        if named is not None:
            return named
    return None


def ledger_address(ctx: click.Context) -> LedgerAddress:
    """The ledger that the command is about: its file, or its database on a server.

    Raises:
        BadInput: as `events.store.address.parse_address`.
    """
    return settings.ledger_address(given_ledger(ctx))
