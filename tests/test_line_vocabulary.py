"""The names of acts and fields on a line, and what is offered at its end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text import fold
from tests import grammar_doc
from tests.amount import amount
from tests.form_app import FOUNDED, HERE, session
from tests.line_world import RESULT, WORLD
from tests.universe import quick
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, GROUP_OF
from thidua_tui.command_line import vocabulary
from thidua_tui.command_line.completion import complete
from thidua_tui.command_line.parser import WHY, parse_line
from thidua_tui.command_line.tokenizer import split
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action_registry import ACTIONS

# The vocabulary


def test_no_two_things_share_a_name():
    meant: dict[str, set[str]] = {}
    for verb in vocabulary.verbs():
        meant.setdefault(vocabulary.key(verb.phrase), set()).add(verb.id)
    assert {phrase: ids for phrase, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_act_has_a_name_in_both_languages(act):
    for lang in LANGUAGES:
        assert vocabulary.phrases(lang, "verb", act.id)
    titles = [form_labels.title(act, Words(lang)) for lang in LANGUAGES]
    assert all(titles)
    for phrase in (*vocabulary.all_phrases("verb")[act.id], *titles):
        for spelt in (phrase, fold(phrase), phrase.upper()):
            found = vocabulary.verb_of(spelt.split())
            assert found is not None
            assert (found[0].id, found[1]) == (act.id, len(spelt.split()))


def test_every_verb_is_an_acts():
    assert set(vocabulary.all_phrases("verb")) == set(ACTS)


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_field_of_every_act_can_be_given_by_its_name(act):
    reasoned = act.command.needs_reason or GROUP_OF[act.id] == "mending"
    asked = (*act.fields, *WHY[reasoned])
    for field in asked:
        for lang in LANGUAGES:
            label = form_labels.label(act, field, Words(lang)).replace(" ", "-")
            assert vocabulary.field_named(act, label, asked) == field.name
        assert vocabulary.field_named(act, field.name, asked) == field.name


@pytest.mark.parametrize("act", [a for a in ACTS.values() if a.fields], ids=lambda act: act.id)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_act_can_be_given_as_a_line(act, lang):
    """Every field of a form can be given in a line, by its label."""
    ground = ActContext(session(*WORLD, RESULT), HERE, Words(lang))
    verb = vocabulary.phrases(lang, "verb", act.id)[0]
    for field in act.fields:
        raw = SAMPLES.get(field.kind)
        if raw is None:
            continue
        label = form_labels.label(act, field, Words(lang)).replace(" ", "-")
        found = parse_line(f'{verb} {label}="{raw}"', ground)
        assert found.act is act
        assert found.filling
        assert found.filling.raw[field.name] == raw, found.wrong


SAMPLES = {
    "line": "Một dòng",
    "prose": "Một lời",
    "code": "ma-moi",
    "date": "14/01/2020",
    "year": "2020",
    "number": "3",
    "votes": "3/4",
    "points": "9,5",
}


@quick(amount(100, 300, 1000))
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_breaks_the_reading(text):
    for typed in (text, f"tc {text}", f"pt {text}", f"huy {text}", f"dc 1 {text}", f"kq {text}"):
        found = parse_line(typed, WORLD_GROUND)
        assert found.wrong or found.verb


WORLD_GROUND = ActContext(session(*WORLD), HERE, Words("vi"))


@quick(amount(60, 200, 1000))
@given(
    st.lists(
        st.sampled_from(["stc", "2021", "7/7", '"a', "b=", "=", ":", "vì", "1", "co", "-", "trừ"])
    )
)
def test_no_order_of_words_breaks_the_reading(words):
    for verb in ("tc", "diem", "kq", "dd", "yk", "dn", "lc", "huy", "tr"):
        found = parse_line(" ".join([verb, *words]), WORLD_GROUND)
        assert found.wrong or found.act


def test_the_parts_of_a_line():
    parts = [(t.text, t.named, t.quoted) for t in split('a  b=c d="e ""f""" «g h» i=“j”')]
    assert parts == [
        ("a", "", False),
        ("c", "b", False),
        ('e "f"', "d", True),
        ("g h", "", True),
        ("j", "i", True),
    ]
    assert len(FOUNDED) == 6


def test_the_grammar_is_written_down_as_it_is():
    same = grammar_doc.FILE.read_text("utf-8") == grammar_doc.written()
    assert same, "docs/grammar.md is out of date: python -m tests.grammar_doc"


LETTERS = [a for a in ACTIONS if a.act in ACTS and len(a.keys[0]) == 1]


@pytest.mark.parametrize("action", LETTERS, ids=lambda a: a.id)
def test_the_key_of_an_act_is_its_shortest_name(action):
    found = vocabulary.verb_of([action.keys[0], "stc"])
    assert found is not None
    assert (found[0].id, found[1]) == (action.act, 1)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "khai mạc "),
        ("bau tr", "bầu trưởng cụm "),
        ("elect-de", "bầu phó trưởng cụm "),
        ("tc ", "vp-dbqh "),
        ("tc tai", "stc "),
        ("tc 2021 so tai", "stc "),
        ("tc stc bo ph", "bỏ phiếu kín "),
        ("tc đơn-vị=nội", "snv "),
        ("diem stc ", "I.1 "),
        ("diem stc ph", "II.3 "),
        ("dd stc so noi", "snv "),
        ("xem khen", "khen thưởng "),
        ("cụm ", "tmth "),
        ("nguồn bá", "báo chí "),
        ("hủy ", "10 "),
        ("tc stc ngà", "ngày-bầu="),
    ],
)
def test_what_could_follow_at_the_end_is_offered(text, first):
    ground = ActContext(session(*WORLD), HERE, Words("vi"))
    assert complete(text, ground)[0].text == first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_act_typed_whole_is_offered_first(lang):
    """Also where names of other acts begin with its words."""
    ground = ActContext(session(*WORLD), HERE, Words(lang))
    for phrase in (vocabulary.phrases(lang, "verb", act)[0] for act in ACTS):
        assert complete(phrase, ground)[0].text == f"{phrase} "


def test_what_two_fields_take_is_offered_once():
    """A unit is elected, and is one of the candidates."""
    offered = complete("tc ", ActContext(session(*WORLD), HERE, Words("vi")))
    texts = [one.text for one in offered]
    assert "stc " in texts
    assert len(set(texts)) == len(texts)


def test_what_is_put_in_is_understood():
    ground = ActContext(session(*WORLD), HERE, Words("vi"))
    for text in ("bau tr", "tc 2021 so tai", "tc stc bo ph", "diem stc "):
        for one in complete(text, ground)[:5]:
            line = parse_line(text[: one.start] + one.text, ground)
            assert line.wrong is None or line.wrong.code != "word-unknown", one
