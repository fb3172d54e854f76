"""Where in the text a name stands: nodes know their own span, names within them do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Clause, Declaration, Node
from maatwerk_rules.source import Source, Span

_WORD = re.compile(r"\w+")
_WITH_KEYWORD = (Clause, Declaration)
_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"|#[^\n]*')


def gather_sources(beleid: Beleid) -> dict[str, Source]:
    """Return the texts of a policy and of all policies it uses, by name.

    >>> gather_sources(Beleid((), sources={"a.beleid": Source("a.beleid", "")}))
    {'a.beleid': Source(name='a.beleid', text='')}
    """
    found: dict[str, Source] = {}
    for used in beleid.gebruikt:
        found |= gather_sources(used)
    return found | dict(beleid.sources)


def place(node: Node, name: str, sources: Mapping[str, Source], occurrence: int = 0) -> Span:
    """Return where a name stands within a node, or the whole node where it is not found.

    Args:
        occurrence: 0 for the first time the name stands there, 1 for the second.

    >>> from maatwerk_rules.model.clauses import Bedoelingclausule
    >>> source = Source("a.beleid", "bedoeling a, b")
    >>> node = Bedoelingclausule(("a", "b"), span=Span("a.beleid", 0, 14))
    >>> place(node, "b", {"a.beleid": source})
    Span(source='a.beleid', start=13, end=14)
    """
    span = node.span
    if span.source not in sources:
        return span
    text = _blank(sources[span.source].text)
    start = span.start
    if isinstance(node, _WITH_KEYWORD) and (keyword := _WORD.match(text, start)):
        start = keyword.end()
    found = list(islice(_places_of(name, text, start, span.end), occurrence + 1))
    return Span(span.source, found[-1], found[-1] + len(name)) if found else span


def _places_of(name: str, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a name stands as a whole word; a pattern for each name takes far longer."""
    at = text.find(name, start, end)
    while at >= 0:
        after = at + len(name)
        if not _goes_on(text, at - 1) and (after >= end or not _goes_on(text, after)):
            yield at
        at = text.find(name, max(after, at + 1), end)


def _goes_on(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at] == "_" or text[at].isalnum())


@lru_cache(maxsize=256)
def _blank(text: str) -> str:
    """Return the text with human texts and comments made blank; places stay the same."""
    return _TEXT_OR_COMMENT.sub(lambda found: " " * len(found[0]), text)


def place_of_name(declaration: Declaration, sources: Mapping[str, Source]) -> Span:
    """Return where a declaration says its own name.

    >>> from maatwerk_rules.model.declarations import Orgaan
    >>> node = Orgaan("college", "College", span=Span("a.beleid", 0, 24))
    >>> place_of_name(node, {"a.beleid": Source("a.beleid", 'orgaan college "College"')})
    Span(source='a.beleid', start=7, end=14)
    """
    return place(declaration, declaration.name, sources)
