"""A besluit that was reckoned again, told to people: what differs, and what makes it differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from maatwerk_rules.besluit.amounts import Amount
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.replay import Difference, Replayed
from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.describe import STATUS_WORDS, write_value
from maatwerk_rules.explanation.document import Block, Document, Heading, Words, listing, paragraph
from maatwerk_rules.explanation.summary import rule_and_source
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Type
from maatwerk_rules.runtime.complaints import quote
from maatwerk_rules.runtime.record import read_value
from maatwerk_rules.runtime.record import write_value as write_json_value

SAME = "Er komt hetzelfde uit."
SAME_VALUES = "De uitkomsten zijn gelijk. In het besluit zou dit anders staan:"
OTHER_REASON = "De uitkomst is gelijk, maar rust op iets anders."
FACTS = "Anders dan in het besluit zijn: {wat}."
FALLEN = "Deze oordelen gaan over iets dat niet meer in de feiten staat. Zij tellen niet meer mee."
NO_CHANGE = "Het besluit zelf verandert hierdoor niet."
PARTS = {
    "oordelen": "de oordelen",
    "bekeken": "wat ambtshalve is bekeken",
}
OF_RECORD = {
    "bedoelingen": "de bedoelingen",
    "beleid": "het beleid",
    "botsingen": "welke bedoelingen uit elkaar trekken",
    "doenvermogen": "of een plicht te veel vraagt",
    "fase": "in welke fase de uitkomst staat",
    "feiten": "de feiten en oordelen",
    "geschonden": "welke bedoelingen niet zijn gehaald",
    "gronden": "op welke regels de uitkomst rust, en hoe",
    "hash": "de tekst van het beleid",
    "horen": "of de inwoner gehoord moet worden",
    "klasse": "of er ruimte was om te oordelen",
    "mandaten": "wie over een afwijking mag oordelen",
    "mogelijk": "wat nog mogelijk is",
    "niet_beoordeeld": "wat de regels niet bevatten",
    "ontbreekt": "wat ontbreekt",
    "peildatum": "de dag van het recht",
    "ruimte": "de ruimte die er was",
    "samen_met": "wat met het andere beleid samenhangt",
    "signalen": "waar op te letten is",
    "stap": "of het de regel is, hulp erbij, of een afwijking",
    "tijdvak": "de maanden waarover het gaat",
    "vergt_eerst": "wat eerst moet worden beslist",
    "vragen": "wat nog te vragen is",
    "waarden": "de waarden",
}
"""What a part of a record is, for who reads; another is called by its name."""


def tell_again(policy: Policy, besluit: Besluit, found: Replayed) -> Document:
    """Return what came of reckoning a besluit again, in Dutch.

    Args:
        policy: The policy it was reckoned with.
    """
    words = Vocabulary(policy, found.decision.peildatum, found.decision.facts)
    blocks: list[Block] = [Heading(1, "Opnieuw gerekend")]
    blocks.append(
        paragraph(
            f"Het gaat om besluit {besluit.data['kenmerk']}, naar het recht van"
            f" {write_date(besluit.peildatum)}."
        )
    )
    blocks += (paragraph(Words("Let op: ", "let op"), one) for one in found.notes)
    if found.fallen:
        blocks.append(paragraph(Words("Let op: ", "let op"), FALLEN))
        blocks.append(listing(f"{capital(words.leaf(one))}." for one in found.fallen))
    if found.facts:
        blocks.append(paragraph(FACTS.format(wat=_paths(found.facts))))
    if found.same:
        blocks.append(paragraph(SAME))
    elif not found.differences:
        blocks += (paragraph(SAME_VALUES), listing(_otherwise(found)))
    for one in (*found.differences, *found.quiet):
        blocks += _difference(one, words)
    blocks.append(paragraph(Words(NO_CHANGE, "sterk")))
    return Document(tuple(blocks))


def _otherwise(found: Replayed) -> Iterator[str]:
    """Yield the parts of a record that stand otherwise, those of one outcome together."""
    parts: dict[str, list[str]] = {}
    for one in found.otherwise:
        parts.setdefault(one.outcome, []).append(OF_RECORD.get(one.key, write_name(one.key)))
    for outcome, told in parts.items():
        of = f"{write_name(outcome)}: " if outcome else ""
        yield capital(f"{of}{write_list(told)}.")


def _paths(paths: Iterable[str]) -> str:
    return write_list(PARTS.get(path, _called(path)) for path in paths)


def _difference(one: Difference, words: Vocabulary) -> Iterator[Block]:
    of = "" if one.record is None else f" voor {write_name(one.record.partition('.')[2])}"
    yield Heading(2, f"{capital(write_name(one.name))}{of}")
    then, now = (_value(one.name, each, words) for each in (one.before, one.after))
    if one.before == one.after:
        yield paragraph(Words(OTHER_REASON, "sterk"))
    else:
        yield paragraph(Words(f"In het besluit: {then}. Nu: {now}.", "sterk"))
    for told, rules in (("Nu beslist ook", one.added), ("Nu beslist niet meer", one.dropped)):
        if rules:
            named = write_list(rule_and_source(rule, words) for rule in rules)
            yield paragraph(f"{told}: {named}.")
    if one.readings:
        yield paragraph("Dit is anders dan in het besluit:")
        yield listing(
            f"{capital(name)}: {after} in plaats van {before}."
            for name, before, after in one.readings
        )
    if one.amounts:
        alone = "in zijn eentje" if len(one.amounts) == 1 else "alleen samen"
        yield paragraph(f"Dit maakt {alone} het verschil:")
        yield listing(_amount(each, words) for each in one.amounts)
    if one.flips:
        yield paragraph(f"Dit maakt in zijn eentje het verschil: {_paths(one.flips)}.")


def _value(name: str, told: tuple[str, Any], words: Vocabulary) -> str:
    status, value = told
    type_ = words.policy.types.get(name)
    if value is not None and type_ is not None:
        shown = _shown(value, type_)
        return shown if status == "vast" else f"{shown}, maar dat staat nog niet vast"
    known = {str(each): said for each, said in STATUS_WORDS.items()}
    return known.get(status, status)


def _shown(value: Any, type_: Type) -> str:
    """Return a recorded value as people read it; as it stands there where it is of another type.

    Another text of the policy may give an outcome another type, and anyone can forge a value.
    """
    try:
        found = read_value(value, type_)
        if found is not None and write_json_value(found, type_) == value:
            return write_value(found, type_)
    except (ArithmeticError, AttributeError, TypeError, ValueError):
        pass
    return quote(value)


def _amount(one: Amount, words: Vocabulary) -> str:
    type_ = words.policy.types[one.name]
    before, after = (write_value(each, type_) for each in (one.before, one.after))
    then, now = (write_date(each) for each in (one.before_from, one.after_from))
    return f"{capital(words.called(one.name))}: {before} vanaf {then}, {after} vanaf {now}."


def _called(path: str) -> str:
    return f"‘{write_name(path.partition('.')[2])}’"
