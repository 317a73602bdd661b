"""A browser without a screen: Chromium, driven by its DevTools protocol over a pipe.

Nothing listens for it, and it needs no other program: its pipe takes and gives JSON that ends with
a NUL. Each reader has a context of its own, with its own cookies.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from tests.patience import PATIENCE

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars=false", "--force-color-profile=srgb", "--disable-lcd-text"),
    *("--font-render-hinting=none", "--remote-debugging-pipe", "--disable-dev-shm-usage"),
)
UNTIL = """new Promise((done) => {{
  const look = setInterval(() => {{ if ({what}) end(true); }}, 20);
  const over = setTimeout(() => end(false), {most});
  const end = (found) => {{ clearInterval(look); clearTimeout(over); done(found); }};
}})"""


class Browser:
    """A running Chromium."""

    def __init__(self, folder: Path) -> None:
        to_read, to_write = os.pipe(), os.pipe()
        # Chromium reads its third descriptor and writes its fourth.
        turned = f'exec "$@" 3<&{to_read[0]} 4>&{to_write[1]}'
        asked = ("bash", "-c", turned, "bash", str(PROGRAM), *FLAGS, f"--user-data-dir={folder}")
        self._process = subprocess.Popen(
            [*asked, "about:blank"],
            pass_fds=(to_read[0], to_write[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        )
        os.close(to_read[0])
        os.close(to_write[1])
        self._sent = os.fdopen(to_read[1], "wb")
        self._answers: dict[int, SimpleQueue[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self.events: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._thread = threading.Thread(
            target=self._listen, args=(os.fdopen(to_write[0], "rb"),), daemon=True
        )
        self._thread.start()

    def _listen(self, stream: Any) -> None:
        rest = b""
        with stream:
            while piece := stream.read1(65_536):
                *whole, rest = (rest + piece).split(b"\0")
                for message in map(json.loads, whole):
                    self._answers.get(message.get("id", 0), self.events).put(message)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol, and return its result."""
        number = next(self._numbers)
        answer = self._answers[number] = SimpleQueue()
        asked = {"id": number, "method": method, "params": params}
        asked |= {"sessionId": session} if session else {}
        self._sent.write(json.dumps(asked).encode() + b"\0")
        self._sent.flush()
        try:
            found = answer.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError(method) from None
        finally:
            del self._answers[number]
        assert "error" not in found, (method, found["error"])
        result: dict[str, Any] = found["result"]
        return result

    def close(self) -> None:
        """End the program."""
        with suppress(OSError, TimeoutError, AssertionError):
            self.call("Browser.close")
        self._process.kill()
        self._process.wait()
        self._thread.join()
        with suppress(OSError):
            self._sent.close()


class Reader:
    """A person with a browser of a size, who opened a link."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        size: tuple[int, int],
        scale: float = 1.0,
        dark: bool = False,
    ) -> None:
        self._browser = browser
        self._context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )["targetId"]
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        self.call("Page.enable")
        self.resize(size, scale)
        features = [
            {"name": "prefers-reduced-motion", "value": "reduce"},
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        ]
        self.call("Emulation.setEmulatedMedia", features=features)
        self.go(url)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol for this page."""
        return self._browser.call(method, self._session, **params)

    def go(self, url: str) -> None:
        """Open an address."""
        self.call("Page.navigate", url=url)

    def resize(self, size: tuple[int, int], scale: float = 1.0) -> None:
        """Give the page another size, in pixels of CSS."""
        shape = {"width": size[0], "height": size[1], "deviceScaleFactor": scale}
        self.call("Emulation.setDeviceMetricsOverride", mobile=size[0] < size[1], **shape)

    def run(self, script: str) -> Any:
        """Return the value of an expression."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def holds(self, condition: str) -> bool:
        """Return whether a condition holds; while another page is opened, none does."""
        with suppress(AssertionError):
            return bool(self.run(f"!!({condition})"))  # a part of a page is no value to send
        return False

    def until(self, condition: str, most: float = PATIENCE) -> bool:
        """Wait until a condition holds; return whether it did in so many seconds."""
        with suppress(AssertionError):  # the page was left in the meantime
            return bool(self.run(UNTIL.format(what=condition, most=int(most * 1000))))
        return bool(self.run(UNTIL.format(what=condition, most=int(most * 1000))))

    def shows(self, text: str) -> bool:
        """Wait until the page shows a text."""
        wanted = json.dumps(text)
        return self.until(f"document.body && document.body.innerText.includes({wanted})")

    @property
    def text(self) -> str:
        """What the page shows, as text."""
        return str(self.run("document.body.innerText"))

    def picture(self) -> bytes:
        """Return what is seen as PNG."""
        data = self.call("Page.captureScreenshot", format="png")["data"]
        return base64.b64decode(data)

    def close(self) -> None:
        """Leave."""
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Run a browser with an empty profile."""
    browser = Browser(folder)
    try:
        yield browser
    finally:
        browser.close()
