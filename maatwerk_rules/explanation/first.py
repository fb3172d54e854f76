"""Which decisions must come before an outcome, and what the rules say of each of them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import STATUS_WORDS, write_value
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Words,
    line,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Door
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.runtime.decision import Decision, Result


def write_first(result: Result, decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield who decides on this outcome and what must come first, as far as it is said."""
    origin = words.policy.find(Uitkomst, result.name)
    if decider := decider_of(origin, words):
        yield paragraph(f"Hierover beslist: {decider}.")
    if result.first:
        yield Heading(3, "Waarover moet eerst zijn beslist?")
        yield Listing(tuple(_first(name, result, decision, words) for name in result.first))


def decider_of(origin: Declaration | None, words: Vocabulary) -> str:
    """Return who decides on an outcome; nothing where the policy does not say it."""
    doors = origin.all(Door) if isinstance(origin, Uitkomst) else ()
    return words.who([door.orgaan for door in doors]) if doors else ""


def name_first(names: Iterable[str]) -> str:
    """Return one sentence that names the decisions that come first.

    >>> name_first(["herziening", "intrekking"])
    'Eerst moet zijn beslist over wat hier speelt: herziening of intrekking.'
    """
    named = [write_name(name) for name in names]
    if len(named) == 1:
        return f"Eerst moet zijn beslist over {named[0]}."
    return f"Eerst moet zijn beslist over wat hier speelt: {write_list(named, 'of')}."


def _first(name: str, result: Result, decision: Decision, words: Vocabulary) -> Item:
    said = [_now(one, words) for one in decision if one.name == name and _concerns(one, result)]
    told = "; ".join(said) or "daarover gaat deze uitleg niet; kijk wat daarover is beslist"
    return Item(line(Words(f"{capital(write_name(name))}. ", "sterk"), f"{capital(told)}."))


def _concerns(first: Result, result: Result) -> bool:
    """Tell whether an earlier outcome is about the same record, or either is about the whole."""
    return first.record == result.record or first.record is None or result.record is None


def _now(first: Result, words: Vocabulary) -> str:
    about = f" (voor {words.record(first.record)})" if first.record is not None else ""
    match first.status:
        case "geen_regel":
            return f"nu zeggen de regels daar niets van{about}"
        case "strijdig":
            return f"nu spreken de regels elkaar daarover tegen{about}"
        case "onbepaald":
            return f"wat de regels daarvan zeggen, staat nog niet vast{about}"
    assert first.value is not None, "an outcome that is vast or voorlopig has a value"
    value = write_value(first.value, words.policy.types[first.name])
    return f"nu zeggen de regels {value}{about}, en dat {STATUS_WORDS[first.status]}"
