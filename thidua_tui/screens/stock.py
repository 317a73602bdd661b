"""Everything that can be found by its name: acts, keys, tables, settings, papers.

Each has a line of description, the words that people use for it in both languages, and the reason
where it cannot be done here and now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, GROUP_OF
from thidua_tui.formatting.sentences.keys import name
from thidua_tui.formatting.tables.titles import short_title
from thidua_tui.forms import form_labels
from thidua_tui.i18n.catalogue import Catalogue, table
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action_registry import ACTIONS, Action, actions_at, shown
from thidua_tui.keymap.contexts import DIALOGS, PAGES
from thidua_tui.parsing.telex_vni import METHODS
from thidua_tui.platform.themes import THEMES
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.shell import Shell
from thidua_tui.screens.table_loading import TABLES
from views.tables import TABLES as SPECS

GROUPS = ("dialog", "record", "go", "look", "time", "program")
"""The groups of keys, in their order on the list."""
KEYS, TO_RECORD, TABLES_SHOWN = "keys", "acts", "tables"
"""The lists that can be opened by themselves."""


async def everything(app: Shell, place: str) -> list[Item]:
    """What can be found from a page or a dialog, without what the ledger holds.

    The acts are looked through in a thread: why some are off has to be folded.
    """
    blocked = app.words("hands.off.dialog") if place in DIALOGS else ""
    here = [*keys(app, place)]
    if app.session:
        ground = ActContext(app.session, app.here, app.words)
        here += await asyncio.to_thread(lambda: [*acts(app, place, ground, blocked)])
    others = (*tables(app.words), *settings(app), *papers(app))
    here += [replace(item, off=item.off or blocked) for item in others]
    return here if blocked else [*here, *keys_elsewhere(app, place)]


@cache
def _also(key: str) -> tuple[str, ...]:
    """Other words for an item, and those of the other language."""
    texts = (Catalogue(lang).find(f"hands.also.{key}") or "" for lang in LANGUAGES)
    return tuple(word.strip() for text in texts for word in text.split(";") if word.strip())


def _other_names(key: str, words: Words) -> tuple[str, ...]:
    """What a text is in the other language."""
    others = (Catalogue(lang).find(key) for lang in LANGUAGES if lang != words.lang)
    return tuple(filter(None, others))


def keys(app: Shell, place: str) -> Iterator[Item]:
    """The keys of a place, those of acts apart; those that are off with the reason."""
    for action in actions_at(place):
        if action.act or action.id in ("help", "palette"):
            continue
        why = action.why_off(app)
        yield _key(app, action, place, off=app.reason(why) if why else "")


def keys_elsewhere(app: Shell, place: str) -> Iterator[Item]:
    """The keys of other pages; to some of these the list leads by itself."""
    for action in ACTIONS:
        if action.act or action.group == "dialog" or place in action.where:
            continue
        at = next((one for one in PAGES if one in action.where), "")
        where = app.words(f"screen.tab.{at or action.where[0]}")
        off = "" if at else app.words("hands.off.elsewhere", place=where)
        item = _key(app, action, at or action.where[0], off=off)
        code, detail = f"{at} {action.id}", app.words("hands.seek.at", place=where)
        yield replace(item, kind="elsewhere", code=code, groups=(), detail=detail)


def _key(app: Shell, action: Action, place: str, off: str) -> Item:
    words = app.words
    about = next(filter(words.find, (f"hands.about.{action.id}", f"screen.about.{action.id}")), "")
    return Item(
        kind="action" if action.bound else "press",
        code=action.id,
        name=name(action, words, place),
        left="  ".join(shown(key) for key in app.own_keys.keys_at(action, place)),
        label=words("hands.kind.key"),
        about=words(about) if about else "",
        off=off,
        groups=((KEYS, words(f"screen.help.{action.group}")),),
        also=(*_also(action.id), *_other_names(f"screen.action.{action.id}", words)),
    )


def acts(app: Shell, place: str, ground: ActContext, blocked: str = "") -> Iterator[Item]:
    """Every act that can be recorded, with its key; those that are off say why."""
    barred = app.barred or ("read-only" if app.read_only else None)
    barred = barred or ("past" if app.here.looking_back else None)
    bound = {action.act: action for action in ACTIONS if action.act}
    there = {action.act: action for action in actions_at(place) if action.act}
    reasons: dict[str, str] = {}
    for act, action in there.items():
        why = action.why_off(app)
        reasons[act] = app.reason(why) if why else ""
    if blocked or barred:
        off = blocked or app.reason(str(barred))
        reasons = dict.fromkeys(ACTS, off) | reasons  # a dialog's own keys work in it
    own = {act: "  ".join(map(shown, app.own_keys.keys(one))) for act, one in bound.items()}
    on_page = {act: ((KEYS, app.words("screen.help.record")),) for act in there}
    for item in act_items(ground, app.words, own, reasons):
        yield replace(item, groups=(*item.groups, *on_page.get(item.code, ())))


def act_items(
    ground: ActContext, words: Words, own: Mapping[str, str], reasons: Mapping[str, str]
) -> Iterator[Item]:
    """The acts, with their keys by act; `reasons` come before those that the ledger gives."""
    for act in ACTS.values():
        off = reasons.get(act.id)
        if off is None:
            why = act.obstacle(ground)
            off = form_labels.obstacle(why, words, ground.year) if why else ""
        yield Item(
            kind="act",
            code=act.id,
            name=form_labels.title(act, words),
            left=own.get(act.id, ""),
            label=words("seek.kind.act"),
            about=words(f"acts.about.{act.id}"),
            off=off,
            groups=((TO_RECORD, words(f"acts.group.{GROUP_OF[act.id]}")),),
            also=(*_also(act.id), *_other_names(f"acts.act.{act.id}", words)),
        )


def tables(words: Words) -> Iterator[Item]:
    """Every table."""
    for code in TABLES:
        yield Item(
            kind="table",
            code=code,
            name=short_title(code, words),
            label=words("seek.kind.table"),
            about=words(f"hands.table.{code}"),
            groups=((TABLES_SHOWN, words(f"acts.area.{SPECS[code].area}")),),
            also=(*_also(f"table-{code}"), *_other_names(f"screen.table.{code}", words)),
        )


def settings(app: Shell) -> Iterator[Item]:
    """Language, colours, input method, motion: each value is an item."""
    words = app.words
    now = {
        "theme": app.theme,
        "lang": app.lang,
        "input": app.input_method or "off",
        "motion": "on" if app.motions.on else "off",
        "notes": "on" if app.score_notes else "off",
    }
    values: dict[str, Sequence[str]] = {
        "theme": [*THEMES],
        "lang": LANGUAGES,
        "input": [one or "off" for one in METHODS],
        "motion": ("on", "off"),
        "notes": ("on", "off"),
    }
    for kind, codes in values.items():
        for code in codes:
            yield Item(
                kind=kind,
                code=code,
                name=words(f"hands.{kind}.{code}"),
                label=words("hands.kind.setting"),
                detail=words("hands.seek.now") if now[kind] == code else "",
                about=words(f"hands.about.{kind}"),
                also=(*_also(kind), *_other_names(f"hands.{kind}.{code}", words)),
            )


def papers(app: Shell) -> Iterator[Item]:
    """What can be printed and kept; what the command line alone does says how."""
    words = app.words
    for code in table(words.lang, "hands.paper"):
        yield Item(
            kind="paper",
            code=code,
            name=words(f"hands.paper.{code}"),
            label=words("hands.kind.paper"),
            about=words(f"hands.how.{code}"),
            also=(*_also(f"paper-{code}"), *_other_names(f"hands.paper.{code}", words)),
        )
