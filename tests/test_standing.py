"""Who is at the keyboard: shown on the page, and what the role forbids is off and says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from events.errors import BadInput
from events.operators import Role
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.form_app import STARTED, session
from tests.pages import NOW, ShownApp, app_on, ledger_at, screen_text, settled, until
from tests.table_keys import to_table
from tests.test_operators import HOA, LAN, MINH, STRANGER, naming
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.main import answer
from thidua_tui.forms.error_fields import field_for_error
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import Words
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session import operator_key, system_keyring
from thidua_tui.session.identity import OperatorStatus
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

HERE = Location(cluster="tmth", year=2020)
NAMED = (
    (naming(LAN, "secretary", name="Nguyễn Thị Lan"), LAN),
    (naming(MINH, "verifier", name="Trần Minh"), LAN),
    (naming(HOA, "reader", name="Lê Hoa"), LAN),
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The demo's story with three operators."""
    path = ledger_at(tmp_path / "a.ledger", story=True)
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        for command, signer in NAMED:
            ledger.execute(command, Circumstances(by="x"), signed_by(signer))
    return path


def signed_by(signer: Signer | None) -> Callable[[], Signer | None]:
    return lambda: signer


def app_of(path: Path, signer: Signer | None, lang: str = "vi") -> ShownApp:
    """The app for who holds that key."""

    def opening() -> Session:
        return Session(Ledger(SQLiteRecorder(path), clock=lambda: NOW), "x", lambda: signer)

    app = ShownApp(opening, lang)
    app.ledger_name = "demo.ledger"
    return app


def tabs(app: ShownApp) -> str:
    return str(app.screen.query_one("#tabs").render().plain)


@pytest.mark.parametrize(
    ("signer", "short", "full"),
    [
        (LAN, "Lan · thư ký", "Nguyễn Thị Lan · thư ký · demo.ledger"),
        (MINH, "Minh · thẩm định", "Trần Minh · thẩm định · demo.ledger"),
        (HOA, "Hoa · người xem", "Lê Hoa · người xem · demo.ledger"),
        (STRANGER, "CHỈ XEM", "CHỈ XEM: không phải người ghi sổ · demo.ledger"),
        (None, "CHỈ XEM", "CHỈ XEM: không phải người ghi sổ · demo.ledger"),
    ],
)
async def test_the_screen_says_who_is_at_the_keyboard_and_in_which_role(story, signer, short, full):
    for width, told in ((80, short), (120, full)):
        app = app_of(story, signer)
        async with app.run_test(size=(width, 24)) as pilot:
            await settled(pilot)
            assert tabs(app).rstrip().endswith(told)


@pytest.mark.parametrize(("signer", "said"), [(None, "CHỈ XEM"), (LAN, "CHỈ ĐỌC Lan · thư ký")])
async def test_that_nothing_can_be_recorded_is_said_once(story, signer, said):
    app = app_of(story, signer)
    app.read_only = True
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert tabs(app).rstrip().endswith(said)
        assert tabs(app).count("CHỈ") == 1


async def test_without_operators_the_screen_tells_the_ledger_and_everything_works(tmp_path):
    app = app_on(ledger_at(tmp_path / "a.ledger", story=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert tabs(app).rstrip().endswith("demo.ledger")
        assert app.barred is None


@pytest.mark.parametrize(
    ("signer", "why"),
    [(HOA, "role-reads"), (STRANGER, "operator-unknown"), (None, "no-signing-key")],
)
async def test_who_may_not_write_is_told_why_at_the_key(story, signer, why):
    app = app_of(story, signer)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        before = len(app.screen_stack)
        for key in ("a", "o", "ctrl+z"):
            await pilot.press(key)
            assert len(app.screen_stack) == before
            (told,) = app._notifications
            assert told.message == Words("vi")(f"acts.off.{why}")


async def test_what_the_role_forbids_is_off_and_what_it_allows_is_on(story):
    app = app_of(story, MINH)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert app.why_act_off("open-meeting") == "role-forbids"
        assert app.why_act_off("record-remark") is None
        await pilot.press("o")
        (told,) = app._notifications
        assert told.message == Words("vi")("acts.off.role-forbids")


def test_an_operator_dismissed_meanwhile_is_told_so():
    at = session(*STARTED)
    at.signing = lambda: LAN
    at.do(naming(LAN, "secretary"))
    at.do(naming(MINH, "head"))
    assert at.operator_status.operator
    assert at.operator_status.operator.name == "Lan"
    assert at.by == "Lan"
    at.signing = lambda: MINH
    from events.operators import DismissOperator

    at.do(DismissOperator(operator="lan"), reason="Nghỉ")
    at.signing = lambda: LAN
    assert at.operator_status == OperatorStatus(named=True, barred="operator-dismissed")
    assert ACTS["found-unit"].off(at, HERE) == "operator-dismissed"


def test_undo_is_of_the_operators_own_last_act():
    at = session(*STARTED)
    named: tuple[tuple[Signer, Role], ...] = ((LAN, "secretary"), (MINH, "head"))
    for signer, role in named:
        at.signing = lambda: LAN
        at.do(naming(signer, role))
    from events.elections import ElectDeputy, ElectHead

    (head,) = at.do(ElectHead(cluster="tmth", year=2020, unit="stc"))
    at.signing = lambda: MINH
    at.do(ElectDeputy(cluster="tmth", year=2020, unit="snv"))
    at.signing = lambda: LAN
    assert at.last_act() == [head]


async def test_the_list_of_operators_is_one_of_the_tables(story, tmp_path):
    app = app_of(story, LAN)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*to_table("operators"))
        await settled(pilot)
        seen = screen_text(app)
        assert "Nguyễn Thị Lan" in seen
        assert str(LAN.key)[:40] in seen
    plain = app_on(ledger_at(tmp_path / "plain.ledger", story=True))
    async with plain.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*to_table("operators"))
        await settled(pilot)
        assert "chưa giao nhiệm vụ ghi sổ cho ai" in screen_text(plain)


# The forms


def test_the_first_form_offers_ones_own_name_role_and_key():
    at = session(*STARTED)
    at.signing = lambda: LAN
    filling = FormState(ACTS["name-operator"], ActContext(at, HERE, Words("vi")))
    assert filling.raw["name"] == "Thư ký"
    assert (filling.raw["role"], filling.raw["key"]) == ("secretary", str(LAN.key))
    at.do(naming(LAN, "secretary"))
    later = FormState(ACTS["name-operator"], ActContext(at, HERE, Words("vi")))
    assert (later.raw["name"], later.raw["role"], later.raw["key"]) == ("", "verifier", "")


@pytest.mark.parametrize("key", ["Tran Van A", "lan", f"{LAN.key}x", ""])
def test_what_is_no_key_is_told_at_its_field(key):
    at = session(*STARTED)
    at.signing = lambda: LAN
    raw = {"name": "Lan", "role": "secretary", "key": key, "operator": "lan"}
    with pytest.raises(BadInput) as told:
        at.do(naming(LAN, "secretary", key=key))
    assert field_for_error(ACTS["name-operator"], told.value, raw) == "key"
    assert "regex" not in Words("vi").refusal(told.value) or not key


async def test_the_first_operator_is_named_from_the_menu_and_the_page_says_so(tmp_path):
    path = ledger_at(tmp_path / "a.ledger", story=True)
    app = app_of(path, LAN)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("a")
        await pilot.pause()
        for letter in "giao nhiem":
            await pilot.press("space" if letter == " " else letter)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await until(pilot, lambda: app.who[0])
        assert tabs(app).rstrip().endswith("x · thư ký")
        assert app.barred is None


def test_nobody_is_dismissed_where_nobody_is_named():
    at = session(*STARTED)
    assert ACTS["dismiss-operator"].off(at, HERE) == "no-operator"
    at.signing = lambda: LAN
    at.do(naming(LAN, "secretary"))
    assert ACTS["dismiss-operator"].off(at, HERE) is None


# The key: a file, or the system's keyring


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    return tmp_path


@pytest.fixture
def vault(home: Path):
    """A keyring in memory, as the library has it, and the setting that chooses it."""
    import keyring
    from keyring.backend import KeyringBackend

    class InMemory(KeyringBackend):
        priority = 1

        def __init__(self) -> None:
            super().__init__()
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def set_password(self, service, username, password):
            self.kept[service, username] = password

    before, found = keyring.get_keyring(), InMemory()
    keyring.set_keyring(found)
    settings = home / "own" / "settings.toml"
    settings.write_text('key_store = "keyring"\n', "utf-8")
    yield found
    keyring.set_keyring(before)


def test_a_key_in_the_keyring_signs_and_lies_in_no_file(vault, home, capsys):
    assert operator_key.own_signer() is None
    assert answer(["key", "show"]) == 2
    assert "kho khóa" in capsys.readouterr().out
    assert answer(["key", "new", "lan"]) == 0
    told = capsys.readouterr().out
    signer = operator_key.own_signer()
    assert signer and str(signer.key) in told
    assert "PRIVATE" not in told
    secret = signer.secret()
    assert list(vault.kept.values()) == [secret]
    files = [p for p in home.rglob("*") if p.is_file()]
    assert not [p for p in files if b"PRIVATE" in p.read_bytes()]
    assert not operator_key.key_file().exists()
    assert answer(["key", "new", "minh"]) == 2
    assert operator_key.own_signer() == signer
    assert answer(["where"]) == 0
    assert "kho khóa" in capsys.readouterr().out


def test_a_keyring_is_not_asked_again_at_every_act_and_a_new_key_is_found(vault):
    asked = []
    kept = vault.get_password

    def counted(*told):
        asked.append(told)
        return kept(*told)

    vault.get_password = counted
    at = session(*STARTED)
    at.signing = operator_key.remembered()
    assert not at.has_key()
    operator_key.new_key("lan")
    assert at.has_key()
    before = len(asked)
    assert at.signing() == at.signing()
    assert len(asked) == before


def test_a_keyring_that_fails_or_forgets_is_told_and_its_words_are_not_repeated(
    vault, monkeypatch, capsys
):
    def fail(*told: str) -> None:
        raise RuntimeError(f"cannot keep {told}")

    monkeypatch.setattr(vault, "set_password", fail)
    assert answer(["key", "new", "lan"]) == 2
    told = capsys.readouterr()
    assert "RuntimeError" in told.err
    assert "PRIVATE" not in told.out + told.err
    monkeypatch.setattr(vault, "set_password", lambda *told: None)
    assert answer(["key", "new", "lan"]) == 2
    assert "not kept" in capsys.readouterr().err


def test_without_the_library_that_is_said(vault, monkeypatch, capsys):
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(system_keyring, "import_module", missing)
    assert answer(["key", "show"]) == 2
    assert "keyring" in capsys.readouterr().err


def test_what_the_keyring_holds_and_is_no_key_is_told(vault, capsys):
    vault.kept["thidua", "signing key"] = "PRIVATE+KEY+lan+00000000+AAAA"
    assert answer(["key", "show"]) == 2
    assert "AAAA" not in capsys.readouterr().err


def test_the_setting_says_file_or_keyring(home, capsys):
    settings = home / "own" / "settings.toml"
    settings.write_text('key_store = "safe"\n', "utf-8")
    assert answer(["key", "show"]) == 2
    assert "safe" in capsys.readouterr().err


# The command line is no way around


def key_of(signer: Signer | None) -> None:
    """The account holds this key, or none."""
    operator_key.key_file().unlink(missing_ok=True)
    if signer:
        operator_key.key_file().write_text(f"{signer.secret()}\n", "utf-8")
        SYSTEM.restrict(operator_key.key_file())


@pytest.mark.parametrize("signer", [MINH, HOA, STRANGER, None], ids=str)
def test_a_line_is_refused_to_who_may_not_record_it(story, home, capsys, signer):
    key_of(signer)
    before = story.read_bytes()
    assert answer(["do", "bau pho cum 2021 snv", "--ledger", str(story)]) == 3
    assert capsys.readouterr().err
    with SQLiteRecorder(story, read_only=True) as recorder:
        assert recorder.head() == 38
    assert story.read_bytes() == before


def test_a_line_of_an_operator_is_signed(story, home, capsys):
    key_of(LAN)
    assert answer(["do", "bau pho cum 2021 snv", "--ledger", str(story)]) == 0
    assert "mục 39" in capsys.readouterr().out
    assert answer(["entry", "39", "--ledger", str(story)]) == 0
    assert "Nguyễn Thị Lan ký; khi ký sổ đã có 38 mục trước đó" in capsys.readouterr().out
    assert answer(["entry", "1", "--ledger", str(story)]) == 0
    assert "ký;" not in capsys.readouterr().out
    assert answer(["verify", "--ledger", str(story), "--operator", str(LAN.key)]) == 0
    assert "Nguyễn Thị Lan (thư ký) 4 mục" in capsys.readouterr().out


async def test_an_entry_says_on_the_screen_who_signed_it(story):
    app = app_of(story, LAN)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Nguyễn Thị Lan ký; khi ký sổ đã có 37 mục" in " ".join(screen_text(app).split())


def test_the_secret_lies_in_the_key_file_alone(story, home):
    key_of(LAN)
    assert answer(["do", "bau pho cum 2021 snv", "--ledger", str(story)]) == 0
    secrets = (LAN.secret().encode(), LAN.secret().rpartition("+")[2].encode(), LAN.seed)
    files = [p for p in home.rglob("*") if p.is_file() and p != operator_key.key_file()]
    assert story in files
    assert not [p for p in files if any(secret in p.read_bytes() for secret in secrets)]


# The list, and where it says that nobody is named


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "chưa giao nhiệm vụ ghi sổ"), ("en", "no operators")]
)
def test_where_and_the_list_say_that_nobody_is_named(tmp_path, home, capsys, lang, words):
    path = str(ledger_at(tmp_path / "a.ledger", story=True))
    for command in ("operators", "where"):
        assert answer(["--lang", lang, command, "--ledger", path]) == 0
        assert words in capsys.readouterr().out


def test_the_list_tells_role_key_and_entry(story, home, capsys):
    assert answer(["operators", "--ledger", str(story)]) == 0
    told = capsys.readouterr().out
    for part in ("Nguyễn Thị Lan", "thư ký", str(LAN.key), "mục 36", "Trần Minh", "mục 37"):
        assert part in told
    assert answer(["operators", "--ledger", str(story), "--format", "json"]) == 0
    assert '"operator": "minh"' in capsys.readouterr().out
    assert answer(["where", "--ledger", str(story)]) == 0
    assert "Lê Hoa (người xem)" in capsys.readouterr().out


def test_a_dismissed_operator_stays_on_the_list_with_the_reason(story, home, capsys):
    from events.operators import DismissOperator

    with SQLiteRecorder(story) as recorder:
        Ledger(recorder, clock=lambda: NOW).execute(
            DismissOperator(operator="minh"), Circumstances(by="x", reason="Nghỉ hưu"), lambda: LAN
        )
    assert answer(["operators", "--ledger", str(story)]) == 0
    told = capsys.readouterr().out
    assert "Nghỉ hưu" in told
    assert "mục 39" in told
