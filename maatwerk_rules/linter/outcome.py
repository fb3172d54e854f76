"""What the linter says of one policy in the end, and how that stands in a text.

This needs neither the policy nor the checks: it is what remains when both are gone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Edit, Kind, Label, Severity
from maatwerk_rules.source import Source, Span

SCHEMA = "maatwerk/geheugen-meldingen/2"
LENGTH = 32  # hexadecimal digits: two findings alike by chance will not happen

_WITH_A_DAY = re.compile(r"negeer[^\n]*\stot\s")


@attrs.frozen
class Marked:
    """A finding with its fingerprint, and the block it stands in, such as `regel basisrecht`."""

    diagnostic: Diagnostic
    fingerprint: str
    block: str


@attrs.frozen
class Said:
    """A finding as it was judged.

    Args:
        stops: It keeps the policy from running.
        aside: It was set aside in the text, for `reason` and perhaps until a day.
    """

    mark: Marked
    stops: bool = False
    aside: bool = False
    reason: str = ""
    until: date | None = None


@attrs.frozen
class Outcome:
    """All that was found in one policy, in the order of its text.

    Args:
        name: As the head of the policy says it; None when it has none.
        preset: Which chose the checks.
        looked: The codes of which findings were looked for in the whole policy.
        sources: The texts that findings point at, by name.
        seconds: How long each check took; never kept.
        unexamined: How often a check could not decide, where that is not told one by one.
    """

    name: str | None
    preset: str
    said: tuple[Said, ...] = ()
    looked: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = attrs.field(factory=dict, repr=False)
    seconds: Mapping[str, float] = attrs.field(factory=dict, eq=False, repr=False)
    unexamined: int = 0


def numbered(policy: str, placed: Iterable[tuple[Diagnostic, str, str]]) -> tuple[Marked, ...]:
    """Return findings with their fingerprints; those that are alike are numbered.

    Args:
        policy: The name of the policy.
        placed: Each finding with its block and the words of its line.

    >>> numbered("a", ())
    ()
    """
    seen: Counter[tuple[str, ...]] = Counter()
    done: list[Marked] = []
    for one, block, line in placed:
        facts = (f"{name}={tidy(value)}" for name, value in sorted(one.facts.items()))
        known = (one.code, policy, block, line, *facts)
        seen[known] += 1
        text = "\0".join((*known, str(seen[known])))
        digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:LENGTH]
        done.append(Marked(one, digest, block))
    return tuple(done)


def tidy(text: str) -> str:
    """Return a text on one line.

    >>> tidy(" een  beleid ")
    'een beleid'
    """
    return " ".join(text.split())


def hangs_on_the_day(texts: Iterable[str]) -> bool:
    """Tell whether a text may set findings aside until a day, so that the day of judging matters.

    >>> hangs_on_the_day(['# negeer MW309 omdat "Zo." tot 2027-01-01']), hangs_on_the_day(["tot"])
    (True, False)
    """
    return any(_WITH_A_DAY.search(text) for text in texts)


def to_text(outcome: Outcome) -> str:
    """Return an outcome as JSON, without how long it took."""
    kinds: dict[Kind, int] = {}
    said = [_said(one, kinds) for one in outcome.said]
    whole = {
        "vorm": SCHEMA,
        "naam": outcome.name,
        "preset": outcome.preset,
        "gezocht": sorted(outcome.looked),
        "teksten": {name: source.text for name, source in outcome.sources.items()},
        "soorten": [[*attrs.astuple(kind)] for kind in kinds],
        "meldingen": said,
        "niet_onderzocht": outcome.unexamined,
    }
    return json.dumps(whole, separators=(",", ":"))


def _said(one: Said, kinds: dict[Kind, int]) -> list[Any]:
    found = one.mark.diagnostic
    return [
        kinds.setdefault(found.kind, len(kinds)),
        [[*_flat(each.span), each.text] for each in found.spans],
        dict(found.facts),
        list(found.sources),
        None if found.witness is None else dict(found.witness),
        found.certainty.value,
        list(found.help),
        [[*_flat(each.span), each.replacement, each.safety] for each in found.edits],
        found.path,
        one.mark.fingerprint,
        one.mark.block,
        one.stops,
        one.aside,
        one.reason,
        None if one.until is None else one.until.isoformat(),
    ]


def _flat(span: Span) -> tuple[str, int, int]:
    return span.source, span.start, span.end


def from_text(text: str) -> Outcome | None:
    """Return the outcome in a text; None when anything in it is not as `to_text` writes it.

    >>> from_text("{}") is None, from_text(to_text(Outcome("a", "basis"))).name
    (True, 'a')
    """
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None


def _read(whole: Any) -> Outcome:
    if whole["vorm"] != SCHEMA:
        raise ValueError("another form")
    kinds = [_kind(*each) for each in _list(whole["soorten"])]
    texts = _texts(whole["teksten"])
    return Outcome(
        _may_be_text(whole["naam"]),
        _text(whole["preset"]),
        tuple(_read_said(kinds, *each) for each in _list(whole["meldingen"])),
        frozenset(map(_text, _list(whole["gezocht"]))),
        MappingProxyType({name: Source(name, text) for name, text in texts.items()}),
        unexamined=_number(whole["niet_onderzocht"]),
    )


def _kind(code: object, slug: object, severity: object, *sentences: object) -> Kind:
    headline, explanation = map(_text, sentences)
    return Kind(_text(code), _text(slug), Severity(_text(severity)), headline, explanation)


def _read_said(kinds: list[Kind], *parts: Any) -> Said:
    kind, spans, facts, sources, witness, certainty, help_, edits, path, *others = parts
    fingerprint, block, stops, aside, reason, until = others
    found = Diagnostic(
        kinds[_number(kind)],
        tuple(Label(_span(*where), _text(text)) for *where, text in _list(spans)),
        _texts(facts),
        tuple(map(_text, _list(sources))),
        None if witness is None else _texts(witness),
        Certainty(_text(certainty)),
        tuple(map(_text, _list(help_))),
        tuple(Edit(_span(*where), _text(new), safety) for *where, new, safety in _list(edits)),
        _may_be_text(path),
    )
    day = None if until is None else date.fromisoformat(_text(until))
    mark = Marked(found, _text(fingerprint), _text(block))
    return Said(mark, stops is True, aside is True, _text(reason), day)


def _span(source: object, start: object, end: object) -> Span:
    return Span(_text(source), _number(start), _number(end))


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("no mapping")
    return {_text(name): _text(text) for name, text in value.items()}


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _may_be_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("no number")
    return value
