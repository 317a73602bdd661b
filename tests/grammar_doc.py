"""`docs/grammar.md`, made from the registry of acts: `python -m tests.grammar_doc` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from thidua_tui.acts.act import Act
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.fields import CHOICES, LABELS, Field
from thidua_tui.acts.registry import ACTS, GROUPS
from thidua_tui.command_line.text_args import main
from thidua_tui.command_line.vocabulary import all_phrases, phrases, values
from thidua_tui.forms import form_labels
from thidua_tui.i18n.catalogue import table
from thidua_tui.i18n.messages import LANGUAGES, Words

FILE = Path(__file__).resolve().parents[1] / "docs" / "grammar.md"
VI, EN = (Words(lang) for lang in LANGUAGES)
HEAD = Path(__file__).parent / "data" / "grammar.md"
"""What is told of the grammar by hand, with a place for what follows from the registry."""
STANDS = {
    "cluster": "`cụm tmth`: stand at a cluster",
    "year": "`năm 2020`: stand at a year",
    "day": "`ngày 14/01/2021`: in a file, the day from which `14/1` and defaults are told",
    "by": "`người ghi Nguyễn Văn A`: in a file, who types, where the ledger names nobody",
    "source": '`nguồn báo "Báo LS" 15/01/2021`: the source of what follows; `nguồn room` ends it',
    "show": "`xem xếp hạng 2020`: a table",
}


def written() -> str:
    """The whole file."""
    made = {"{stands}": _stands(), "{acts}": (*_acts(), *_values())}
    text = HEAD.read_text("utf-8")
    for place, lines in made.items():
        text = text.replace(place, "\n".join(lines))
    return text


def _stands() -> Iterator[str]:
    for part in ("stand", "read"):
        for name in all_phrases(part):
            vi, en = (_listed(phrases(lang, part, name)) for lang in LANGUAGES)
            yield f"| {name} | {vi} | {en} | {STANDS[name]} |"
    vi, en = (
        _listed(p for written in table(lang, "lines.table").values() for p in written)
        for lang in LANGUAGES
    )
    yield f"| tables | {vi} | {en} | behind `xem`, `show`; another table by its title |"


def _listed(names: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _acts() -> Iterator[str]:
    for group, acts in GROUPS.items():
        yield f"### {EN(f'acts.group.{group}')} · {VI(f'acts.group.{group}')}"
        yield ""
        yield "| Act | Vietnamese | English | What it takes |"
        yield "|---|---|---|---|"
        for act in acts:
            vi, en = (_listed(phrases(lang, "verb", act.id)) for lang in LANGUAGES)
            own = "" if f"`{act.id}`" in en else f", `{act.id}`"
            yield f"| {form_labels.title(act, EN)} | {vi} | {en}{own} | {_takes(act)} |"
        yield ""


def _takes(act: Act) -> str:
    if act.id in ("undo", "correct"):
        more = "; then what is right, as in the act that it corrects" if act.id == "correct" else ""
        return f"the number of an entry, else the entry looked at, else the last act; `vì …`{more}"
    reason = ["`reason`: Reason"] if act.command.needs_reason else []
    return "; ".join([*(_field(act, field) for field in act.fields), *reason])


def _field(act: Act, field: Field) -> str:
    label = form_labels.label(act, field, EN)
    told = f"**{label}**" if field == main(act) else label
    told = f"`{field.name}`: {told}"
    if not field.needed:
        return f"[{told}]"
    return f"{told}*" if field.default else told


def _values() -> Iterator[str]:
    yield "## Words of choices"
    yield ""
    yield "| Choice | Value | Words |"
    yield "|---|---|---|"
    used = {field.of for act in ACTS.values() for field in act.fields} | {"source"}
    for kind, known in ((kind, CHOICES[kind]) for kind in CHOICES if kind in used):
        labels = LABELS.get(kind, kind)
        for value in filter(None, known):
            yield f"| {kind} | `{value}` | {_listed(values(labels, value)[:-1])} |"
    for form in forms():
        yield f"| form of award | `{form}` | {_listed(values('form', form)[:-1])} |"
    for flag in all_phrases("value.flag"):
        yield f"| yes or no | `{flag}` | {_listed(values('flag', flag)[:-1])} |"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
