"""Click in two languages: help in our words, and what is wrong with a command as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from thidua_tui.i18n.catalogue import Speech

UNBROKEN = "\u2011"
"""A hyphen at which no line is broken."""


class Misuse(click.UsageError):
    """A command that cannot be read: `code` and `facts` make the sentence."""

    def __init__(self, code: str, ctx: click.Context | None = None, **facts: object) -> None:
        super().__init__(code, ctx)
        self.code, self.facts = code, facts


class OneOf(click.ParamType[str]):
    """One of a few words; click's own says so in English alone."""

    name = "one of"

    def __init__(self, choices: Sequence[str], argument: str = "") -> None:
        self.choices, self.argument = tuple(choices), argument

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's
        """The words as help shows them."""
        return self.argument or "|".join(self.choices)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself.

        Raises:
            Misuse: `unknown-choice`.
        """
        if value in self.choices:
            return value
        name = param.opts[-1] if isinstance(param, click.Option) else self.argument
        raise Misuse("unknown-choice", ctx, value=value, name=name, choices=", ".join(self.choices))


class Command(click.Command):
    """A command whose help and usage errors are in the chosen language."""

    def __init__(self, name: str, *, speech: Speech, **kwargs: Any) -> None:
        text, marker = speech(f"help.{name}"), speech("arguments")
        super().__init__(name, help=text, options_metavar=marker, **kwargs)
        self.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        self.speech = speech

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`-h` and `--help`, explained in our words."""
        option = super().get_help_option(ctx)
        if option:
            option.help = self.speech("help.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.speech("usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """What it does; no line ends within a name such as `cluster-decisions`."""
        whole = click.HelpFormatter(width=formatter.width)
        whole.indent()
        whole.write_text((self.help or "").replace("-", UNBROKEN))
        formatter.write_paragraph()
        formatter.write(whole.getvalue().replace(UNBROKEN, "-"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options."""
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        found = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(self.speech("options")):
            formatter.write_dl(found)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with its complaints in our words.

        Raises:
            Misuse: for whatever does not fit.
        """
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except Misuse:
            raise
        except click.NoSuchOption as error:
            near = ", ".join(error.possibilities or ())
            raise Misuse("unknown-option", ctx, name=error.option_name, near=near) from None
        except click.MissingParameter as error:
            raise Misuse("missing-argument", ctx, name=_called(error.param)) from None
        except click.BadOptionUsage as error:
            code = "no-value" if _is_flag(self, error.option_name) else "missing-value"
            raise Misuse(code, ctx, name=error.option_name) from None
        if rest and not isinstance(self, Program):
            raise Misuse("unexpected-argument", ctx, name=rest[0])
        return rest


def _called(param: click.Parameter | None) -> str:
    return (param.metavar or param.name or "") if param else ""


def _is_flag(command: click.Command, name: str) -> bool:
    options = (p for p in command.params if isinstance(p, click.Option))
    return any(name in option.opts and option.is_flag for option in options)


class Program(Command, click.Group):
    """The command with the commands under it; a command's module is imported when it is needed.

    `loaders` are the names in the order of the help, each with its line there and what makes it.
    """

    def __init__(
        self,
        name: str,
        *,
        speech: Speech,
        loaders: Mapping[str, tuple[str, Callable[[], click.Command]]],
        **kwargs: Any,
    ) -> None:
        self.loaders = loaders
        marker = f"[{speech('command')}]"
        super().__init__(
            name, speech=speech, subcommand_metavar=marker, invoke_without_command=True, **kwargs
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options, and the commands."""
        Command.format_options(self, ctx, formatter)
        with formatter.section(self.speech("commands")):
            formatter.write_dl([(name, line) for name, (line, _) in self.loaders.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names, in the order of the help."""
        return [*self.loaders]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import and make the command of that name, once; None where there is none."""
        if cmd_name not in self.commands and cmd_name in self.loaders:
            self.commands[cmd_name] = self.loaders[cmd_name][1]()
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named.

        Raises:
            Misuse: `unknown-command`, with those of a like name.
        """
        if args[0] not in self.loaders:
            from difflib import get_close_matches

            near = ", ".join(get_close_matches(args[0], self.loaders, cutoff=0.5))
            raise Misuse("unknown-command", ctx, name=args[0], near=near)
        return super().resolve_command(ctx, args)


def sentence(error: click.UsageError, speech: Speech) -> str:
    """What is wrong with a command, and where help is."""
    path = error.ctx.command_path if error.ctx else "thidua"
    if isinstance(error, Misuse):
        sentence = speech(f"error.{error.code}", **error.facts)
    else:
        sentence = speech("error.unusable", detail=error.format_message())
    return f"{sentence} {speech('try', command=path)}"
