"""Files and arguments of other encodings; a table that Excel with Vietnamese settings opens."""

from __future__ import annotations

import csv
import io

import pytest

from events.errors import BadInput
from tests.test_line_commands import story  # noqa: F401 - a fixture
from thidua_tui.formatting.tables.csv_json import as_excel
from thidua_tui.parsing.text_encoding import text_of
from thidua_tui.platform.settings import text_in

pytestmark = pytest.mark.usefixtures("home")
TEXT = "đơn vị Sở Xây dựng\nđơn vị Sở Y tế\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_text_of_an_encoding_that_says_itself_returns_the_text(encoding, breaks):
    assert text_of(TEXT.replace("\n", breaks).encode(encoding), "a") == TEXT
    big = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert text_of(big, "a") == TEXT


@pytest.mark.parametrize(
    ("raw", "guess"),
    [
        (TEXT.encode("utf-16-le"), "UTF-16"),
        ("Céng hßa X· héi".encode("latin-1"), "TCVN3 (.VnTime)"),
        ("Coäng hoøa".encode("latin-1"), "VNI"),
        (b"ok\nS\xe9", "Windows-1258, Windows-1252"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_text_of_another_encoding_is_refused_by_name(raw, guess):
    with pytest.raises(BadInput, match="file-encoding") as refused:
        text_of(raw, "a.thidua")
    assert refused.value.facts["guess"] == guess


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_a_settings_file_of_another_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "settings.toml"
    path.write_bytes('operator = "Trần"\n'.encode(encoding))
    assert text_in(path) == 'operator = "Trần"\n'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_run_of_a_file_in_utf_16_records_its_lines(run, story, tmp_path, encoding):  # noqa: F811 - fixtures
    path = tmp_path / "base.thidua"
    path.write_bytes(TEXT.encode(encoding))
    code, out, err = run("run", path, "--ledger", story)
    assert (code, err) == (0, "")
    assert "Sở Xây dựng" in out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_run_and_do_of_bytes_that_are_no_utf_8_say_what_to_do(run, story, tmp_path, lang):  # noqa: F811 - fixtures
    path = tmp_path / "base.thidua"
    path.write_bytes(b"\xe9\xe9 abc\n")
    code, _out, err = run("run", path, "--ledger", story, "--lang", lang)
    assert code == 2 and "UTF-8" in err and "Notepad" in err
    code, _out, err = run("do", "unit S\udce9 A", "--ledger", story, "--lang", lang)
    assert code == 2 and "UTF-8" in err


def test_as_excel_of_cells_is_what_excel_reads():
    lines = [["Đơn vị", "Điểm"], ["Sở; A", "9,5"], ["=1+1", "-2,5"], ['"B"', "@x"], ["\t=2", "+3"]]
    text = as_excel(lines)
    assert text.startswith("\ufeff") and "\r\n" in text
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert found[:2] == lines[:2]
    assert found[2] == ["'=1+1", "-2,5"]
    assert found[3] == ['"B"', "'@x"]
    assert not [c for row in found for c in row if c[:1] in "=+@\t" and c]


@pytest.mark.parametrize("table", ["units", "ranking", "roster", "awards", "leaders", "meetings"])
def test_show_of_a_table_for_excel_has_vietnamese_heads_and_days(run, story, table):  # noqa: F811 - fixtures
    code, out, err = run("show", table, "--format", "excel", "--ledger", story, "--lang", "en")
    assert (code, err) == (0, "")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert out.startswith("\ufeff")
    assert len({len(row) for row in rows}) == 1 and len(rows) > 1
    assert "2021-" not in out and "Jan" not in out
