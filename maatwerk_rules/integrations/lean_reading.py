"""Reading policies without the toetsen of what they use, while another process looks at those.

What a used policy says in its toetsen counts for nobody above it, with two exceptions: what a toets
takes over with `zoals`, and who looked ambtshalve, which may hang on the deviations above. So these
are read, and no other: that saves a fifth of checking policies that are built on a long one.

It is presumed that nothing is wrong in what is not read. Who checks the used policy itself knows
whether that is so; and where a policy read like this has faults, it is to be read whole, as the
advice with a fault may name any toets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.loading import Loaded, Reader, parse_remembered, read
from maatwerk_rules.memory import key_of
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.resources import find_policy, read_policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.characters import decode
from maatwerk_rules.syntax.parser import parse, parse_beleid
from maatwerk_rules.values import frozen

_TOETS = re.compile(r"toets\s+(\w+)")
_TAKES_OVER = re.compile(r"\bzoals\s+(\w+)")
_LOOKED = re.compile(r"\bbekeken\s+door\b")

Parsed = tuple[Beleid, tuple[Diagnostic, ...]]


def key_of_texts(sources: Iterable[Source]) -> str:
    """Return what tells the texts of one policy from others, whatever they are called.

    >>> key_of_texts([Source("a", "x")]) == key_of_texts([Source("wet/a", "x")])
    True
    """
    return key_of(*sorted(sha256(each.text.encode()).hexdigest() for each in sources))


class LeanReading:
    """One reading of some policies, of which another process checks what they use.

    Args:
        paths: The policies that are read here.
        others: Those that the other process checks.
    """

    def __init__(self, paths: Iterable[str], others: Iterable[str]) -> None:
        texts = [source.text for path in paths for source in _sources_at(path)]
        self._named = frozenset(name for text in texts for name in _TAKES_OVER.findall(text))
        self._others = frozenset(key_of_texts(_sources_at(path)) for path in others)
        self._known: dict[tuple[Source, ...], tuple[str, Parsed]] = {}

    def read(self, path: str) -> tuple[Loaded, frozenset[str]]:
        """Return a policy, and the keys of the texts that were presumed to be sound."""
        presumed: set[str] = set()

        def parse_used(sources: Iterable[Source]) -> Parsed:
            key, parsed = self._parse_used(tuple(sources))
            presumed.update({key} & self._others)
            return parsed

        return read(path, Reader(parse_used=parse_used)), frozenset(presumed)

    def _parse_used(self, sources: tuple[Source, ...]) -> tuple[str, Parsed]:
        if sources not in self._known:
            key = key_of_texts(sources)
            lean = key in self._others
            parsed = _without_toetsen(sources, self._named) if lean else parse_remembered(sources)
            self._known[sources] = key, parsed
        return self._known[sources]


def _sources_at(path: str) -> list[Source]:
    """Return the texts of a policy itself, by its path or name."""
    files = (read_policy(Path(path)) if path else None) or find_policy(path)
    return [decode(*each)[0] for each in files.files] if files is not None else []


@frozen
class _Block:
    """One toets: where it stands, and which others it takes over."""

    source: str
    head: int
    takes_over: tuple[str, ...]


def _without_toetsen(sources: Sequence[Source], named: Iterable[str]) -> Parsed:
    """Read the texts of a policy without its toetsen, but for those that may count above it."""
    toetsen: dict[str, list[_Block]] = {}
    needed = {*named}
    for source in sources:
        for block in split_blocks(source):
            found = _TOETS.match(source.text, block.head)
            if found is None:
                continue
            text = source.text[block.head : block.end]
            told = _Block(source.name, block.head, tuple(_TAKES_OVER.findall(text)))
            toetsen.setdefault(found[1], []).append(told)
            if _LOOKED.search(text):
                needed.add(found[1])
    waiting = [*needed]
    while waiting:
        below = {name for each in toetsen.pop(waiting.pop(), ()) for name in each.takes_over}
        waiting += below
    left_out: dict[str, set[int]] = {}
    for blocks in toetsen.values():
        for each in blocks:
            left_out.setdefault(each.source, set()).add(each.head)
    return parse_beleid(sources, lambda source: parse(source, left_out.get(source.name, ())))
