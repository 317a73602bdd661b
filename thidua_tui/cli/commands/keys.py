"""`thidua keys`: the keys in force at each place, and what of a person's own file cannot be."""

from __future__ import annotations

import sys

import click

from events.text import plain
from thidua_tui.cli.options import new_command
from thidua_tui.formatting.sentences.keys import in_force, problem_sentence
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap import keymap_file

BAD_INPUT = 2


def command(speech: Speech) -> click.Command:
    """The command."""
    check = click.Option(["--check"], is_flag=True, help=speech("help.keys_check"))
    params = [check]
    return new_command("keys", speech, _run, params)


def _run(speech: Speech, _ctx: click.Context, /, *, check: bool, **_: object) -> int:
    words, keys, path = Words(speech.lang), keymap_file.read(), keymap_file.keymap_file()
    for problem in keys.problems:
        sys.stderr.write(f"{plain(problem_sentence(problem, words))}\n")
    if not check:
        sys.stdout.writelines(f"{line}\n" for line in in_force(keys, words))
    elif not keys.problems:
        state = "good" if path.exists() else "none"
        facts = {"path": str(path)} | ({"count": str(len(keys.own))} if state == "good" else {})
        sys.stdout.write(plain(words(f"keys.{state}", **facts)) + "\n")
    return BAD_INPUT if check and keys.problems else 0
