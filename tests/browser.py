"""A real Chromium that is driven as a person drives it: it looks, clicks and types.

It talks the protocol of DevTools over two pipes, so that no driver and no port is needed.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST = 30.0
"""So many seconds is waited for an answer."""
WHERE = """
(() => {
  const one = [...document.querySelectorAll(SELECTOR)].find((each) => each.offsetParent);
  if (!one) return null;
  one.scrollIntoView({ block: "center" });
  const box = one.getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
})()
"""
"""Where the middle is of the first element that can be seen."""
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"),
    *("--disable-background-networking", "--disable-extensions", "--hide-scrollbars"),
)


def found_browser() -> str | None:
    """Return the program of a browser; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """One page in a browser. `clicks` and `keys` count what a person did."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._number = 0
        self._read = b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        self.clicks = 0
        self.keys = 0

    def open(self) -> None:
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """Ask something of the browser and return what it answers."""
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": given}
        if self._session is not None:
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._message()
            if told.get("id") == self._number:
                assert "error" not in told, (method, told)
                result: dict[str, Any] = told["result"]
                return result

    def _message(self) -> dict[str, Any]:
        until = time.monotonic() + LONGEST
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._back], [], [], max(0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            more = os.read(self._back, 1 << 20)
            assert more, "the browser is gone"
            self._read += more
        one, _, self._read = self._read.partition(b"\0")
        told: dict[str, Any] = json.loads(one)
        if "method" in told:
            self.events.append(told)
        return told

    def wait_for(self, event: str, since: int) -> None:
        while not any(one["method"] == event for one in self.events[since:]):
            self._message()

    def go(self, url: str) -> None:
        """Go to an address, as who types it."""
        since = len(self.events)
        self.ask("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired", since)

    def value(self, script: str) -> Any:
        """Return what an expression in the page is worth."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def text(self) -> str:
        """Return what a person reads on the page."""
        told: str = self.value("document.body.innerText")
        return told

    def click(self, selector: str, *, leads_on: bool = False) -> None:
        """Click in the middle of the first element that can be seen; wait where it leads on."""
        at = self.value(WHERE.replace("SELECTOR", json.dumps(selector)))
        assert at is not None, f"nothing to click at {selector}: {self.text()[:2000]}"
        since = len(self.events)
        self.clicks += 1
        place = {"x": at[0], "y": at[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, **place)
        if leads_on:
            self.wait_for("Page.loadEventFired", since)

    def type(self, selector: str, text: str) -> None:
        """Click in a field and type in it."""
        self.click(selector)
        self.keys += len(text)
        self.ask("Input.insertText", text=text)

    def show(self, width: int, *, scheme: str = "light", media: str = "screen") -> None:
        """Look through a window of a width, light or dark, on a screen or on paper."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=False,
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)

    def picture(self, place: Path, *, most: int = 6000) -> None:
        """Keep a picture of the whole page, at most so many pixels high."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], most)}
        told = self.ask(
            "Page.captureScreenshot", captureBeyondViewport=True, clip={**clip, "scale": 1}
        )
        place.write_bytes(base64.b64decode(told["data"]))

    def paper(self, place: Path) -> None:
        """Keep the page as it is printed."""
        self.ask("Emulation.setEmulatedMedia", media="print")
        told = self.ask("Page.printToPDF", preferCSSPageSize=True)
        place.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def browsing(program: str) -> Iterator[Tab]:
    """Start a browser with one page, and end it."""
    to_read, to = os.pipe()
    back, to_write = os.pipe()

    def connect() -> None:
        # Above what the two pipes can be, so that neither is lost; then where a browser looks.
        first, second = os.dup2(to_read, 93), os.dup2(to_write, 94)
        os.dup2(first, 3)
        os.dup2(second, 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={folder}"],
            preexec_fn=connect,  # noqa: PLW1509 - it only moves two pipes
            close_fds=False,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_read)
        os.close(to_write)
        tab = Tab(to, back)
        try:
            tab.open()
            yield tab
        finally:
            os.close(to)
            os.close(back)
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
