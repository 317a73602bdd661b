"""The hall's page in a real browser: how it looks, what its policy keeps out, how it comes back."""

from __future__ import annotations

import base64
import json
import os
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.unit_commands import FoundUnit
from tests.browser import PROGRAM, Browser, Reader, browsing
from tests.hall_runs import YEAR, Hall, hall_of, lead_of, shows
from tests.pages import ledger_at
from thidua_tui.cli.hall_server import MOST_VIEWERS
from thidua_tui.session.wall_channel import Scene
from thidua_tui.session.wall_lead import WallLead

if PROGRAM is None:
    warnings.filterwarnings("default", "THE PAGE OF THE HALL")
    warnings.warn("THE PAGE OF THE HALL IS NOT LOOKED AT: chromium is not here", stacklevel=1)
    pytest.skip("chromium is not here", allow_module_level=True)

PICTURES = Path(__file__).parent / "data" / "hall"
WIDE, OLD, PHONE = (1280, 720), (1024, 768), (390, 844)
SCENES = {
    "title": Scene(place="reveal", **YEAR, at=0),
    "called": Scene(place="reveal", **YEAR, at=3),
    "named": Scene(place="reveal", **YEAR, at=6),
    "podium": Scene(place="reveal", **YEAR, at=7),
    "agenda": Scene(place="tables", of="agenda", at=5, **YEAR),
    "roster": Scene(place="tables", of="roster", at=1, **YEAR),
}
SEEN = {
    "title": "CÔNG BỐ KẾT QUẢ",
    "called": "NHÌ",
    "named": "HĐND tỉnh",
    "podium": "KẾT QUẢ BÌNH XÉT",
    "agenda": "Bình xét, xếp hạng",
    "roster": "Danh sách thành viên",
}
FITS = """(() => {
  const part = document.querySelector("main").firstElementChild, page = document.documentElement;
  const rows = [...document.querySelectorAll("tbody tr:not([hidden])")];
  const foot = document.querySelector("footer").getBoundingClientRect();
  return page.scrollWidth <= innerWidth && page.scrollHeight <= innerHeight
    && part.scrollHeight <= part.clientHeight + 1 && part.scrollWidth <= part.clientWidth + 1
    && rows.map((row) => row.getBoundingClientRect())
      .every((row) => row.bottom <= foot.top + 1 && row.right <= innerWidth);
})()"""
APART_FROM_TITLE = """document.querySelector(".above").getBoundingClientRect().bottom
  <= Math.min(...[...document.querySelectorAll(".who")].map((w) => w.getBoundingClientRect().top))
"""
LETTERS = """Math.min(...[...document.querySelectorAll("body *")]
  .filter((part) => [...part.childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
  .filter((part) => part.offsetParent && !["SCRIPT", "STYLE"].includes(part.tagName))
  .map((part) => parseFloat(getComputedStyle(part).fontSize))) / innerWidth"""
APART = """(async ([one, other]) => {
  const pixels = async (data) => {
    const image = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height), on = canvas.getContext("2d");
    on.drawImage(image, 0, 0);
    return on.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let apart = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const far = [0, 1, 2].map((c) => Math.abs(a.data[at + c] - b.data[at + c]));
    apart += Math.max(...far) > 64;
  }
  return apart / (a.width * a.height);
})"""
TOLERANCE = 0.004
"""The part of the points of a picture that may differ clearly: edges of letters elsewhere."""


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Iterator[Path]:
    """The ledger, and an account for all programs of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_HOME", str(tmp_path_factory.mktemp("account")))
        yield ledger_at(tmp_path_factory.mktemp("hall") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def hall(path) -> Iterator[Hall]:
    with hall_of(path) as running:
        running.enter()
        yield running


@pytest.fixture
def lead(path) -> Iterator[WallLead]:
    leading = lead_of(path)
    yield leading
    leading.close()


def shown(lead: WallLead, name: str, *readers: Reader) -> None:
    """Turn the wall to a page, and wait until everybody has it."""
    text = json.dumps(SEEN[name].lower())
    there = f"document.querySelector('main')?.innerText.toLowerCase().includes({text})"
    assert shows(lead, SCENES[name], lambda: all(reader.holds(there) for reader in readers))


def test_who_opens_the_link_follows_and_the_token_is_left_nowhere(browser, hall, lead):
    reader = Reader(browser, hall.link, WIDE)
    shown(lead, "podium", reader)
    assert reader.run("location.href") == hall.url
    assert reader.run("document.cookie") == ""
    assert hall.token not in reader.run("document.documentElement.outerHTML")
    assert hall.token not in reader.run("JSON.stringify(history.state)")
    reader.close()


def test_who_has_no_token_sees_a_door(browser, hall):
    reader = Reader(browser, f"{hall.url}ranking", WIDE)
    assert reader.shows("CHƯA CÓ QUYỀN XEM")
    reader.go(f"{hall.url}#wrong")
    assert reader.shows("CHƯA CÓ QUYỀN XEM")
    reader.close()


def test_a_reader_too_many_learns_it_and_comes_in_when_one_leaves(browser, hall, lead):
    places = [hall.follow() for _ in range(MOST_VIEWERS)]
    reader = Reader(browser, hall.link, WIDE)
    assert reader.shows("ĐÃ ĐỦ SỐ NGƯỜI XEM")
    for place in places:
        place.close()
    shown(lead, "title", reader)
    reader.close()


def test_every_page_fits_its_screen_in_letters_for_the_last_row(browser, hall, lead):
    readers = [Reader(browser, hall.link, size) for size in (WIDE, OLD)]
    phone = Reader(browser, hall.link, PHONE)
    for name in SCENES:
        shown(lead, name, *readers, phone)
        for reader in readers:
            assert reader.until(FITS), name
            assert reader.run(LETTERS) >= 0.0239, name
        assert phone.run("document.documentElement.scrollWidth <= innerWidth"), name
        assert phone.run(LETTERS) >= 0.04, name
    for reader in (*readers, phone):
        reader.close()


@pytest.mark.parametrize("name", SCENES)
def test_a_page_looks_as_it_did(browser, hall, lead, name):
    reader = Reader(browser, hall.link, WIDE, scale=0.5, dark=name not in ("agenda", "roster"))
    shown(lead, name, reader)
    reader.run("document.fonts.ready.then(() => true)")
    assert reader.until(FITS)
    reader.run("document.querySelector('#foot').hidden = true")  # the time of day
    picture, file = reader.picture(), PICTURES / f"{name}.png"
    if os.environ.get("THIDUA_HALL_PICTURES") == "renew":
        PICTURES.mkdir(exist_ok=True)
        file.write_bytes(picture)
    both = [
        f"data:image/png;base64,{base64.b64encode(one).decode()}"
        for one in (picture, file.read_bytes())
    ]
    reader.go("about:blank")
    apart = reader.run(f"{APART}({json.dumps(both)})")
    reader.close()
    assert apart <= TOLERANCE


def test_the_policy_keeps_out_what_is_put_into_the_page(browser, hall, lead):
    reader = Reader(browser, hall.link, WIDE)
    shown(lead, "title", reader)
    put_in = """(() => {
      window.ran = [];
      window.addEventListener("securitypolicyviolation", (e) => ran.push(e.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.bad = 1";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend",
        "<img src='http://127.0.0.1:9/x.png' onerror='window.bad = 2'>"
        + "<p style='color:red'></p><iframe src='http://127.0.0.1:9/'></iframe>");
      fetch("http://127.0.0.1:9/x").catch(() => {});
    })()"""
    reader.run(put_in)
    kept_out = ("script-src-elem", "img-src", "style-src-attr", "frame-src", "connect-src")
    for kind in kept_out:
        assert reader.until(f"ran.includes('{kind}')"), kind
    assert reader.run("window.bad") is None
    reader.close()


def test_no_page_of_another_origin_can_show_or_read_it(browser, hall):
    reader = Reader(browser, hall.link, WIDE)
    assert reader.until("document.body.className === 'follows'")
    elsewhere = f"http://localhost:{hall.port}"
    reader.go("data:text/html,<p>elsewhere</p>")
    assert reader.shows("elsewhere")
    for target in (hall.url, f"{elsewhere}/", f"{hall.url}events"):
        asked = f"fetch('{target}', {{mode: 'cors', credentials: 'include'}})"
        assert reader.run(f"{asked}.then(() => 'read', () => 'kept out')") == "kept out"
    reader.close()


def test_a_page_says_within_three_seconds_that_it_is_cut_off_and_comes_back(
    browser, path, tmp_path
):
    other = ledger_at(tmp_path / "demo.ledger", story=True)
    lead = lead_of(other)
    with hall_of(other) as first:
        reader = Reader(browser, first.link, WIDE)
        shown(lead, "title", reader)
    assert reader.until("document.querySelector('#note').innerText.includes('Mất liên lạc')", 3.0)
    assert "Công bố kết quả" in reader.text  # what was shown stays
    with hall_of(other) as second:
        assert second.link == first.link
        assert reader.until("document.querySelector('#note').hidden")
        shown(lead, "podium", reader)
    reader.close()
    lead.close()


NAMES = (
    "Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân tỉnh Thừa Thiên Huế",
    "<script>alert(1)</script>",
    "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
    *(f"Sở Nông nghiệp và Phát triển nông thôn {n}" for n in (4, 5, 6, 7, 8, 9, 11)),
    "W" * 60,
)
"""Eleven units with long names."""


def test_what_does_not_fit_of_a_result_of_eleven_long_names_is_turned_over(browser, path, tmp_path):
    codes = [f"u{n}" for n in range(len(NAMES))]
    placed = tuple(Place(place=n, unit=code) for n, code in enumerate(codes, 1))
    other = ledger_at(
        tmp_path / "demo.ledger",
        *(FoundUnit(unit=code, name=name) for code, name in zip(codes, NAMES, strict=True)),
        FoundCluster(cluster="tmth", name="Khối thi đua", place="Lạng Sơn"),
        RecordRoster(**YEAR, units=tuple(codes)),
        AdoptResult(**YEAR, places=placed, on=date(2021, 1, 14)),
    )
    lead = lead_of(other)
    with hall_of(other) as hall:
        readers = [Reader(browser, hall.link, size) for size in (WIDE, OLD)]
        end = Scene(place="reveal", **YEAR, at=99)
        seen = "!!document.querySelector('.podium')"
        assert shows(lead, end, lambda: all(reader.holds(seen) for reader in readers))
        for reader in readers:
            assert reader.until(FITS)
            assert "<script>alert(1)" in reader.text
            assert reader.run(APART_FROM_TITLE)
            reader.run("document.fonts.ready.then(() => true)")
        turned = "document.querySelector('.podium')?.hidden"
        assert shows(lead, end, lambda: readers[0].holds(turned))
        assert "nông thôn 11" in readers[0].text
        roster = Scene(place="tables", of="roster", **YEAR)
        listed = "document.querySelector('h2')?.innerText.startsWith('Danh sách')"
        assert shows(lead, roster, lambda: all(reader.holds(listed) for reader in readers))
        assert all(reader.until(FITS) for reader in readers)
        for reader in readers:
            reader.close()
    lead.close()


def test_rows_that_do_not_fit_are_turned_over_to_the_one_pointed_at(browser, hall, lead):
    reader = Reader(browser, hall.link, WIDE)
    shown(lead, "agenda", reader)
    assert reader.until(FITS)
    last = Scene(place="tables", of="agenda", at=10, **YEAR)
    seen = "document.querySelector('tbody tr.here:not([hidden])')?.innerText.startsWith('11')"
    assert shows(lead, last, lambda: reader.holds(seen))
    assert reader.run("document.querySelector('h2').dataset.turn") == "2/2"
    reader.close()
