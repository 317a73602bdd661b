"""Where each fuzz target begins: what its reader is made for, and what bites.

Most of it is made here from the program's own writers, so that no corpus goes stale; what a run
found is kept in tests/fuzz/found/<target>/, a file each, and run ever after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from events import checkpoint, checkpoint_code, signed_note
from events.checkpoint import Checkpoint
from events.store import export
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.fuzz.papers import CODE, seeds_of_files
from tests.fuzz.sheets import PARTS, STYLES
from tests.hostile import BITES
from tests.sheet_files import workbook, worksheet
from thidua_tui.session.samples import conference

DEEP = ("[" * 3000, '{"a":' + "[" * 3000, '{"a":' * 700, f"a = {'[' * 3000}")
"""Nested as no file of ours is: a parser that calls itself must say so, and not fall."""
FOUND = Path(__file__).with_name("found")
GOLDEN = Path(__file__).parents[1] / "golden"
POINT = Checkpoint(
    ledger="0123456789abcdef" * 2, entries=36, head="fe" * 32, at=datetime(2021, 1, 14, tzinfo=UTC)
)
SIGNER = signed_note.Signer("thu-ky", bytes(range(32)))
TYPED = {
    "day": [
        "14/01/2021",
        "14/1",
        "2021-01-14",
        "hôm nay",
        "ngày 14 tháng 01 năm 2021",
        "31/02/2021",
    ],
    "moment": ["12", "14/01/2021 17:05", "2021-01-14T10:05:00+07:00", "hôm qua", "2020"],
    "number": ["9,25", "9.5", "1.000", "-3", "7/8", "0/0", "12", "−1", "x"],
    "code": ["vp-dbqh", "Văn phòng Đoàn ĐBQH tỉnh", "Sở Tài chính", "a" * 41],
    "field": ["1 Sở Nội vụ\n2 stc", "I; Chuyên môn; 60\nII; Phong trào; 40", "Sở Y tế; SYT; syt"],
    "line": ["bầu trưởng cụm stc", "điểm stc I 9,5", "hạng 1 stc 2 snv", "phát biểu «…»", "xóa 12"],
    "query": ["ai:Lan từ:14/01/2021", "đơn vị:stc việc:bầu", 'unit:"Sở Nội vụ" until:hôm qua'],
    "keys": ["tieengs Vieejt", "dduwowngf", "toasn", "khoongg", "a1 e6 d9 u7", "thuongwr"],
    "terminal": [
        "\x1b[200~dán\x1b[31m\x1b[201~",
        "\x1b[A",
        "vie\x7fêt",
        "\x1b[0;;110:103u",
        "\x1bOP",
        "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
        "\x1b[?62;22c\x1b[27;5;13~\x1b[97;5u",
        "\x1bP>|tmux 3.3a\x1b\\\x1b_Gi=1;OK\x07",
        "\x1b[48;9999;9999;9;9t\x1b[48;24;80;480;640t",
        "\x1b[M \udc84%\udcff\udce1\udcbb \udc9b31m",
        "\x1b[<0;99999;99999M\x1b[200~\udce9n",
        "\x1b[9999999999999999999999~\x1b[",
    ],
    "settings_file": ['lang = "en"\nby = "Thư ký"', "theme = 1", 'a = "\\u0000"', "[x]\ny = 1"],
    "keymap_file": ['undo = "F8"', 'help = ["f1", "h"]', "x = 1", '"" = []'],
    "pasted": ["TT\tTên\n1\tSở Nội vụ\r\n2.\tSở Y tế\tSYT", "• Sở Nội vụ;\n- Sở Y tế.", "(3) A"],
    "letters": ["stc", "so noi", "S", "vpubnd", "Đ"],
    "kept_file": ['{"act.score": 3}', "bầu trưởng cụm stc\nđiểm stc I 9,5\n", '{"a": true}'],
    "script": [
        "\ufeff# cụm\nnăm 2020\nbầu trưởng cụm stc\nbầu trưởng cụm snv\n",
        "giao ước 14/01/2021\nbầu phó trưởng cụm snv; skhdt",
    ],
    "draft": ['{"version":1,"drafts":[]}', "{}", "[]", "null"],
}
"""What people type, and the files of a person."""


@cache
def made() -> dict[str, list[str]]:
    """What the program writes itself, of the demo's ledger."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, SQLiteRecorder(Path(folder, "ledger")) as recorder:
        conference.play(Ledger(recorder))
        exported = b"".join(export.lines(recorder)).decode()
    text = checkpoint.text(POINT)
    golden = [f"{file.name.partition('.')[0]}\n{file.read_text('utf-8')}" for file in _golden()]
    whole = workbook(worksheet(PARTS[0]), shared=PARTS[3], styles=STYLES)
    return {
        "paper_file": seeds_of_files(),
        "code_of_paper": [CODE, CODE.lower().replace("-", " "), CODE[:-1]],
        "sheet": [whole.decode("utf-8", "surrogateescape"), *PARTS],
        "export": [exported, *exported.splitlines()[:3]],
        "entry": golden,
        "paper": [text, checkpoint_code.written(POINT), checkpoint_code.written(POINT).lower()],
        "key_file": [SIGNER.secret(), f"{SIGNER.secret()}\n"],
        "against": [text, checkpoint_code.written(POINT), signed_note.sign(text, SIGNER)],
        "note": [signed_note.sign(text, SIGNER), str(SIGNER.key), SIGNER.secret(), text],
    }


def _golden() -> list[Path]:
    return sorted(GOLDEN.glob("*.jsonl"))


def seeds(target: str) -> Iterator[str]:
    """The texts a target begins with, its own first."""
    yield from TYPED.get(target, ())
    yield from made().get(target, ())
    yield from found(target)
    yield from BITES
    yield "".join(BITES)
    yield from DEEP
    yield ""


def found(target: str) -> Iterator[str]:
    """What earlier runs found, to be run ever after."""
    for file in sorted((FOUND / target).glob("*")):
        yield file.read_bytes().decode("utf-8", "surrogateescape")
