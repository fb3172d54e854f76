"""What a keystroke costs in an editor: in the server itself, and as an editor sees it.

Measured are a policy of one file of 2,000 lines, made for it, and the largest file of the
Participatiewet with all other files of that policy around it. A keystroke changes a word in the
middle, back and forth.

What comes within a tenth of a second is what reading, names and types tell of the file. All that
`maatwerk controleer` looks at, the linter too, takes longer and follows when the author pauses. So
do names and types in a large policy while a block does not read.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import attrs

from maatwerk_rules.integrations.editor import completion, findings, hover, tokens
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.snapshot import Snapshot
from tests.benchmarks.growth import policy_of

ROOT = Path(__file__).parents[2]
LINES = 2_000
DAY = date(2026, 3, 1)
ROUNDS = 21


@attrs.frozen
class Keystrokes:
    """A document in which one word is written anew with each keystroke.

    Args:
        word: What stands there; each keystroke puts another letter behind it.
    """

    document: str
    text: str
    place: int

    def texts(self) -> Iterator[str]:
        """Yield the text after each keystroke; each differs from the one before."""
        for number in count():
            yield f"{self.text[: self.place]}{'x' * (number % 2)}{self.text[self.place :]}"


def alone() -> Keystrokes:
    """Return a policy of one file of 2,000 lines."""
    rules = 300
    while (text := policy_of(rules).text).count("\n") < LINES:
        rules += 10
    place = text.index(" is meer dan", len(text) // 2)
    return Keystrokes("untitled:groei", text, place)


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
    yield (
        "all that `controleer` looks at",
        _cost(lambda: findings.of_all(snapshot, findings.linter(keys.document, DAY))),
    )
    yield "colours of the file", _cost(lambda: tokens.encoded(snapshot, keys.document))
    place = keys.place - 1
    yield "hover", _cost(lambda: hover.hover(snapshot, keys.document, place, DAY))
    yield "completion", _cost(lambda: completion.complete(snapshot, keys.document, place))


def _cost(work: Any) -> float:
    started = process_time()
    work()
    return process_time() - started


def seen_by_an_editor(keys: Keystrokes, rounds: int = ROUNDS) -> list[float]:
    """Return how long each keystroke took until its findings came, over standard output, by clock.

    Each second keystroke makes a name unknown, and the next one mends it: only findings that say
    so end the waiting.
    """
    command = [sys.executable, "-m", "maatwerk_rules", "taalserver"]
    uri = keys.document if ":" in keys.document else Path(keys.document).as_uri()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        talk = _Talk(server)
        talk.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        talk.tell("initialized", {})
        document = {"uri": uri, "languageId": "beleid", "version": 0, "text": keys.text}
        talk.tell("textDocument/didOpen", {"textDocument": document})
        talk.wait_for(uri, broken=False)
        found = [_keystroke(talk, keys, uri, number) for number in range(1, rounds + 1)]
        talk.ask("shutdown", None)
        talk.tell("exit", None)
        return found


def _keystroke(talk: _Talk, keys: Keystrokes, uri: str, number: int) -> float:
    line = keys.text.count("\n", 0, keys.place)
    column = keys.place - keys.text.rfind("\n", 0, keys.place) - 1
    added = number % 2 == 1
    end = column if added else column + 1
    place = {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": end},
    }
    change = {"range": place, "text": "x" if added else ""}
    started = perf_counter()
    named = {"uri": uri, "version": number}
    talk.tell("textDocument/didChange", {"textDocument": named, "contentChanges": [change]})
    talk.wait_for(uri, broken=added)
    return perf_counter() - started


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

    def wait_for(self, uri: str, *, broken: bool) -> None:
        """Wait until findings of a document come that do, or do not, hold an unknown name."""
        while True:
            heard = self.hear()
            if heard.get("method") != "textDocument/publishDiagnostics":
                continue
            params = heard["params"]
            unknown = any(each.get("code") == "MW002" for each in params["diagnostics"])
            if params["uri"] == uri and unknown == broken:
                return
