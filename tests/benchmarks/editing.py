"""What a keystroke costs in an editor: in the server itself, and as an editor sees it.

Measured are policies of one file of 2,000 lines, made for it: one of long chains, one as towns
write them; and the largest file of the Participatiewet with all other files of that policy around
it. A keystroke changes a word in the middle, back and forth, so that a name is not known; or it
changes one thing and leaves the policy sound: then the linter looks at all of it again.

What reading, names and types tell comes at once, what the linter finds a little later: it redoes
what the keystroke may have changed. Names and types wait too in a large policy while a block does
not read.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count, cycle
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import attrs

from maatwerk_rules.integrations.collector import resting
from maatwerk_rules.integrations.editor import completion, findings, hover, tokens
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.snapshot import Snapshot
from maatwerk_rules.linter.again import Again
from tests.benchmarks.growth import policy_of
from tests.benchmarks.town import town_of

ROOT = Path(__file__).parents[2]
LINES = 2_000
DAY = date(2026, 3, 1)
ROUNDS = 21


@attrs.frozen
class Keystrokes:
    """A document in which one word is written anew with each keystroke.

    Args:
        place: Where each keystroke puts a letter, or takes it away.
    """

    document: str
    text: str
    place: int
    letter: str = "x"

    def texts(self) -> Iterator[str]:
        """Yield the text after each keystroke; each differs from the one before."""
        for number in count():
            yield f"{self.text[: self.place]}{self.letter * (number % 2)}{self.text[self.place :]}"


def alone() -> Keystrokes:
    """Return a policy of one file of 2,000 lines."""
    rules = 300
    while (text := policy_of(rules).text).count("\n") < LINES:
        rules += 10
    place = text.index(" is meer dan", len(text) // 2)
    return Keystrokes("untitled:groei", text, place)


def in_town() -> Keystrokes:
    """Return a policy of one file of 2,000 lines as towns write them."""
    text = town_of(LINES).text
    return Keystrokes("untitled:stad", text, text.index(" is meer dan", len(text) // 2))


CHANGES: Mapping[str, tuple[str, str]] = {
    "a number in a condition": (r"(?<=is meer dan € )\d+(?=\b)", "1234"),
    "a question": (r'(?<=vraag ")\w+', "Nu"),
    "an intention": (r'(?m)(?<=^bedoeling )\w+ "\w+', ""),
    "a line above all": (r"\A", "\n"),
}
"""What a keystroke changes in a policy that stays sound: where, and what comes there instead."""


def changed(keys: Keystrokes, what: str) -> Iterator[str] | None:
    """Yield the text with and without a change, in turn; None where there is no place for it."""
    form, instead = CHANGES[what]
    text = keys.text
    places = [found.span() for found in re.finditer(form, text)]
    if not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - keys.place))
    other = f"{text[:end]} nu{text[end:]}" if not instead else text[:start] + instead + text[end:]
    return cycle((other, text))


def in_national() -> Keystrokes:
    """Return the largest file of the Participatiewet, which has 80 files in all."""
    files = (ROOT / "policies" / "participatiewet").glob("*.beleid")
    largest = max(files, key=lambda file: len(file.read_text("utf-8")))
    text = largest.read_text("utf-8")
    return Keystrokes(str(largest), text, text.index(" is ", len(text) // 2))


def measured(keys: Keystrokes) -> Iterator[tuple[str, float]]:
    """Yield the median processor time of each part of what follows a keystroke, in seconds."""
    desk = Desk()
    reading, naming, showing = [], [], []
    snapshot: Snapshot | None = None
    for _, text in zip(range(ROUNDS), keys.texts(), strict=False):
        desk.put(keys.document, text)
        started = process_time()
        snapshot = desk.snapshot(keys.document)
        read = process_time()
        found = findings.of_names(snapshot, keys.document)
        named = process_time()
        findings.shown(snapshot, found, keys.document)
        reading.append(read - started)
        naming.append(named - read)
        showing.append(process_time() - named)
    yield "reading the changed block", median(reading)
    yield "names and types of the file", median(naming)
    yield "findings at their places", median(showing)
    assert snapshot is not None
    yield from linted(keys)
    yield "colours of the file", _cost(lambda: tokens.encoded(snapshot, keys.document))
    place = keys.place - 1
    yield "hover", _cost(lambda: hover.hover(snapshot, keys.document, place, DAY))
    yield "completion", _cost(lambda: completion.complete(snapshot, keys.document, place))


def linted(keys: Keystrokes) -> Iterator[tuple[str, float]]:
    """Yield what all that `maatwerk controleer` looks at takes, at first and after keystrokes."""
    for what in CHANGES:
        texts = changed(keys, what)
        if texts is None:
            continue
        desk, again = Desk(), Again()
        costs = []
        for _, text in zip(range(1 + ROUNDS // 2), texts, strict=False):
            desk.put(keys.document, text)
            with resting():
                started = process_time()
                snapshot = desk.snapshot(keys.document)
                looked = findings.of_linter(snapshot, keys.document, DAY, again)
                findings.shown(snapshot, looked.diagnostics, keys.document)
                costs.append(process_time() - started)
        if what == next(iter(CHANGES)):
            yield "all that the linter looks at, at first", costs[0]
        yield f"all that the linter looks at, after {what}", median(costs[1:])


def _cost(work: Any) -> float:
    started = process_time()
    work()
    return process_time() - started


def in_the_layout(keys: Keystrokes) -> Keystrokes:
    """Return the document in which a space before a line is one too many."""
    return attrs.evolve(keys, place=keys.text.index("\n  dan ", keys.place) + 1, letter=" ")


UNKNOWN, LAYOUT = "MW002", "MW101"
"""What reading names finds at once, and what only the linter finds."""


def seen_by_an_editor(keys: Keystrokes, code: str = UNKNOWN, rounds: int = ROUNDS) -> list[float]:
    """Return how long each keystroke took until its findings came, over standard output, by clock.

    Each second keystroke makes a finding come, and the next one lets it go: only findings that say
    so end the waiting.

    Args:
        code: Of the finding that comes and goes.
    """
    command = [sys.executable, "-m", "maatwerk_rules", "taalserver"]
    uri = _uri(keys)
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        talk = _Talk(server)
        talk.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        talk.tell("initialized", {})
        document = {"uri": uri, "languageId": "beleid", "version": 0, "text": keys.text}
        talk.tell("textDocument/didOpen", {"textDocument": document})
        talk.wait_for(uri, code, broken=False)
        found = [_keystroke(talk, keys, code, number) for number in range(1, rounds + 1)]
        talk.ask("shutdown", None)
        talk.tell("exit", None)
        return found


def _keystroke(talk: _Talk, keys: Keystrokes, code: str, number: int) -> float:
    uri = _uri(keys)
    line = keys.text.count("\n", 0, keys.place)
    column = keys.place - keys.text.rfind("\n", 0, keys.place) - 1
    added = number % 2 == 1
    end = column if added else column + 1
    place = {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": end},
    }
    change = {"range": place, "text": keys.letter if added else ""}
    started = perf_counter()
    named = {"uri": uri, "version": number}
    talk.tell("textDocument/didChange", {"textDocument": named, "contentChanges": [change]})
    talk.wait_for(uri, code, broken=added)
    return perf_counter() - started


def _uri(keys: Keystrokes) -> str:
    return keys.document if ":" in keys.document else Path(keys.document).as_uri()


class _Talk:
    """The little of the protocol of editors that is needed to measure."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        assert server.stdin is not None
        assert server.stdout is not None
        self.into, self.out = server.stdin, server.stdout
        self.numbers = count(1)

    def tell(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.into.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.into.flush()

    def ask(self, method: str, params: Any) -> None:
        number = next(self.numbers)
        self.tell(method, params, id=number)
        while self.hear().get("id") != number:
            pass

    def hear(self) -> dict[str, Any]:
        length = 0
        while line := self.out.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(self.out.read(length))

    def wait_for(self, uri: str, code: str, *, broken: bool) -> None:
        """Wait until findings of a document come that do, or do not, hold one of a code."""
        while True:
            heard = self.hear()
            if heard.get("method") != "textDocument/publishDiagnostics":
                continue
            params = heard["params"]
            there = any(each.get("code") == code for each in params["diagnostics"])
            if params["uri"] == uri and there == broken:
                return
