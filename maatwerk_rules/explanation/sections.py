"""An explanation in sections, each of which is written when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, cast

import attrs

from maatwerk_rules.explanation.document import Block, Document, Section
from maatwerk_rules.runtime.later import lazily, put


@attrs.frozen
class Part:
    """A section that is still to be written, and what writes it, given the sections before it."""

    name: str
    about: str
    write: Callable[[Sequence[Section]], Iterable[Block]]


WAITING = lazily(Document)
WAITING_SECTION = lazily(Section, ("name", "about"))


def in_sections(parts: Callable[[], Iterable[Part]]) -> Document:
    """Return a document of which nothing is written before it is read.

    >>> from maatwerk_rules.explanation.document import Heading
    >>> told = in_sections(lambda: [Part("kop", "", lambda before: [Heading(1, "Recht")])])
    >>> told.title, [section.name for section in told.sections], len(told.blocks)
    ('Recht', ['kop'], 1)
    """
    made = object.__new__(WAITING)
    put(made, "_desk", [Writer(parts)])
    return made


class Writer:
    """Who writes a document: its sections when they are asked, and each when it is read."""

    def __init__(self, parts: Callable[[], Iterable[Part]]) -> None:
        self._parts = parts

    def fill(self, thing: Any, name: str) -> object:
        """Return the sections of a document, or the blocks of a section or of the whole."""
        found: tuple[object, ...]
        if name == "sections":
            found = tuple(self._sections())
        elif isinstance(thing, Section):
            found = tuple(cast(Any, thing)._kept())
        else:
            found = tuple(block for section in thing.sections for block in section.blocks)
        put(thing, name, found)
        return found

    def _sections(self) -> Iterable[Section]:
        before: list[Section] = []
        for part in self._parts():
            section = object.__new__(WAITING_SECTION)
            put(section, "_desk", [self])
            put(section, "_kept", partial(part.write, tuple(before)))
            put(section, "name", part.name)
            put(section, "about", part.about)
            before.append(section)
        return before
