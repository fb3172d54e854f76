"""What a finding is known by from one version of a policy to the next, wherever its lines move."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.linter.outcome import Marked, numbered, tidy
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.source import Span
from maatwerk_rules.syntax.comments import lines_of

_TEXT_OR_COMMENT = re.compile(r'"[^"]*"|#[^\n]*')


def marked(beleid: Beleid, found: Iterable[Diagnostic]) -> tuple[Marked, ...]:
    """Return the findings with their fingerprints; those that are alike are numbered.

    A fingerprint is made of the code, the policy, the block, what the line says and the facts: not
    of the place, the file or the sentence.

    >>> marked(Beleid(()), ())
    ()
    """
    places = _Places(beleid)
    return numbered(places.policy, ((one, *places.of(one)) for one in found))


class _Places:
    """Where findings stand: the block, and what its line says."""

    def __init__(self, beleid: Beleid) -> None:
        self.beleid = beleid
        self.policy = beleid.kop.naam if beleid.kop else ""
        self._lines: dict[Span, str] = {}  # many findings may stand on one long line

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {name: source.text for name, source in self.beleid.texts.items()}

    @cached_property
    def _by_source(self) -> dict[str, list[Declaration]]:
        found: dict[str, list[Declaration]] = {}
        for declaration in self.beleid.everything():
            found.setdefault(declaration.span.source, []).append(declaration)
        for declarations in found.values():
            declarations.sort(key=_start)
        return found

    def of(self, one: Diagnostic) -> tuple[str, str]:
        """Return the block of a finding and the words of its line, without comments and spaces."""
        if not one.spans:
            return "", tidy(one.path or "")
        span = one.spans[0].span
        declaration = self._around(span)
        if declaration is not None:
            block = f"{type(declaration).__name__.lower()} {declaration.name}".strip()
            line = [each for each in lines_of(declaration) if _holds(each, span)]
            return block, self._said(line[-1]) if line else ""
        text = self._texts.get(span.source, "")
        end = text.find("\n", span.start)
        begin = text.rfind("\n", 0, span.start) + 1
        return "", tidy(text[begin : len(text) if end < 0 else end])

    def _around(self, span: Span) -> Declaration | None:
        """Return the declaration in which a place stands; those of one file do not overlap."""
        there = self._by_source.get(span.source, [])
        before = bisect_right(there, span.start, key=_start)
        if before and _holds(there[before - 1], span):
            return there[before - 1]
        return None

    def _said(self, line: Node) -> str:
        """Return the words of a line; of a field only its head, for its clauses are lines too."""
        below = tuple(getattr(line, "clausules", ()))
        end = below[0].span.start if below else line.span.end
        place = Span(line.span.source, line.span.start, end)
        found = self._lines.get(place)
        if found is None:
            text = self._texts[place.source][place.start : place.end]
            found = self._lines[place] = tidy(_TEXT_OR_COMMENT.sub(_without_comment, text))
        return found


def _without_comment(found: re.Match[str]) -> str:
    return " " if found[0].startswith("#") else found[0]


def _start(declaration: Declaration) -> int:
    return declaration.span.start


def _holds(node: Node, span: Span) -> bool:
    return node.span.start <= span.start <= node.span.end and node.span.source == span.source
