"""A browser without a screen that walks a case in the spreekkamer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from werkzeug.test import Client, TestResponse

from maatwerk_rules import Policy, load
from maatwerk_rules.integrations.spreekkamer.app import Spreekkamer
from maatwerk_rules.integrations.spreekkamer.visits import Room
from tests.besluit.cases import AISHA, OUTCOME
from tests.explanation.reading import read

DAY = date(2026, 3, 1)
HOST = "127.0.0.1:8642"
POLICY = load("bijstand_voorbeeld")
WISH = "Ik wil de huur kunnen betalen."


class Visitor:
    """A browser without a screen: it keeps the token of the page it is on."""

    def __init__(self, policy: Policy = POLICY, **given: Any) -> None:
        room = {"peildatum": DAY, "case": {}, "moment": _moment, **given}
        self.app = Spreekkamer(Room(policy, **room), [HOST, "localhost:8642"])
        self.client = Client(self.app)
        self.token = ""
        self.seen = ""
        self.base = ""

    def get(self, path: str, **headers: str) -> TestResponse:
        found = self.client.get(path, headers={"Host": HOST, **headers})
        if found.content_type.startswith("text/html"):
            read(found.text)
            token = re.search(r'name="_token" value="([^"]+)"', found.text)
            self.token = token[1] if token else self.token
            seen = re.search(r'name="_gezien" value="([^"]*)"', found.text)
            self.seen = seen[1] if seen else self.seen
        return found

    def send(self, path: str, typed: Mapping[str, Any], **headers: str) -> TestResponse:
        given = {"_token": self.token, "_gezien": self.seen, **typed}
        return self.client.post(path, data=given, headers={"Host": HOST, **headers})

    def begin(self, **typed: Any) -> TestResponse:
        self.get("/")
        found = self.send("/", {"peildatum": "2026-03-01", "uitkomst": OUTCOME, **typed})
        if found.status_code == 303:
            self.base = found.location.rpartition("/")[0]
            self.get(found.location)
        return found

    def wish(self, text: str = WISH) -> TestResponse:
        return self.send(f"{self.base}/wens", {"gewenst_effect": text})

    def answer(self, **typed: str) -> TestResponse:
        page = self.get(f"{self.base}/vragen").text
        over = re.search(r'name="over" value="([^"]+)"', page)
        assert over is not None, page
        return self.send(f"{self.base}/vragen", {"over": unescape(over[1]), **typed})

    def at(self, step: str) -> TestResponse:
        return self.get(f"{self.base}/{step}")


def _moment() -> datetime:
    return datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


def text_of(found: TestResponse) -> str:
    return read(found.text).text


def weighed(page: str) -> dict[str, str]:
    """Return an answer to every question of a form of weighing."""
    names = re.findall(r'<textarea [^>]*?id="([^"]+)"', page)
    typed = dict.fromkeys(names, "Kort en goed.")
    for name in ("bedoeling", "waarde"):
        first = re.search(rf'name="{name}" value="([^"]+)"', page)
        typed |= {name: first[1]} if first else {}
    return {**typed, "oordeel-0": "ja", "door": "teammanager", "op": "2026-03-01"}


def aisha() -> Visitor:
    """Return Aïsha, of whom the wish and the facts are known."""
    visitor = Visitor(case={**AISHA, "gevraagd": [OUTCOME]})
    visitor.begin(uitkomst="")
    visitor.wish()
    return visitor


def linked(page: str, *words: str) -> str:
    """Return the first address on a page that holds all these words."""
    links = map(unescape, re.findall(r'href="([^"]+)"', page))
    return next(one for one in links if all(each in one for each in words))
