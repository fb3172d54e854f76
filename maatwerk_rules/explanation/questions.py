"""What is missing, and the next question: to whom, and what the answer settles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from maatwerk_rules.dutch import plural, write_list, write_name
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Quote,
    Words,
    line,
    paragraph,
)
from maatwerk_rules.explanation.reasons import what_for
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Bewijslast, Grondslag, Maatstaf, Vermoeden
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Aantal, Bedrag, Datum, JaNee, Keuze, Lijst, Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.decision import Decision, Question, Result


def write_missing(result: Result, decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield what is missing for one outcome, in the order of the next question."""
    if not result.missing:
        return
    yield Heading(3, "Wat is nog open?")
    order = [leaf for leaf in decision.missing if leaf in result.missing]
    yield Listing(tuple(_missing(leaf, decision, words) for leaf in order), numbered=True)


def _missing(leaf: Leaf, decision: Decision, words: Vocabulary) -> Item:
    question = next(one for one in decision.questions if one.leaf == leaf)
    name = capital(words.leaf(leaf))
    return Item(line(Words(f"{name}. ", "sterk"), _to(question, decision, words)))


def write_next_question(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield the question to ask now: its words, to whom, why, and on what legal basis."""
    if not decision.questions:
        return
    yield Heading(2, "Wat is de volgende vraag?")
    first = decision.questions[0]
    asked, about = in_words(first.leaf, words)
    yield Quote(line(f"{asked}{about}"))
    yield paragraph(told_of(first, decision, words))


def told_of(question: Question, decision: Decision, words: Vocabulary) -> str:
    """Return to whom a question is put, what it settles and counts for, and its legal basis."""
    leaf = question.leaf
    outcomes = [one.name for one in decision if leaf in one.missing]
    counts = what_for(leaf, outcomes, words) if leaf.kind == "gegeven" else ""
    said = [_to(question, decision, words), _settles(question, words), counts, *_basis(leaf, words)]
    return " ".join(each for each in said if each)


def begin(policy: Policy, decision: Decision) -> Document:
    """Return where to begin with a case of which nothing is known: the first question."""
    words = Vocabulary(policy, decision.peildatum, decision.facts)
    names = list(dict.fromkeys(result.name for result in decision))
    return Document(
        (
            Heading(1, decision.title),
            paragraph(
                f"Er zijn nog geen feiten. Dit beleid heeft {len(names)} uitkomsten. Kies er één "
                f"met `--uitkomst`, bijvoorbeeld `--uitkomst {names[0]}`, of geef een zaak met "
                "`--feiten`. Met `--vraag` stelt het programma de vragen één voor één."
            ),
            *write_next_question(decision, words),
        )
    )


def in_words(leaf: Leaf, words: Vocabulary) -> tuple[str, str]:
    """Return a question, and about which record it is where the question does not say so."""
    asked = words.question(leaf)
    if asked is None or leaf.record is None or leaf.field is not None:
        return asked or ask(leaf, words), ""
    return asked, f" (over {words.record(leaf.record)})"


def ask(leaf: Leaf, words: Vocabulary) -> str:
    """Return a question for a fact whose policy gives none, by its name and its record."""
    type_ = words.type_of(leaf)
    if leaf.kind != "gegeven" or type_ is None:
        return f"Wat is {words.leaf(leaf)}?"
    name = write_name(leaf.field or leaf.name)
    who = words.record(leaf.record) if leaf.record is not None else ""
    of, about = (f" van {who}", f" voor {who}") if who else ("", "")
    match type_:
        case JaNee():
            return f"Is dit zo{about}: ‘{name}’?"
        case Keuze(opties=opties):
            return f"Wat hoort bij ‘{name}’{of}: {write_list(map(write_name, opties), 'of')}?"
        case Lijst(single=True):
            return f"Is er een {name}?"
        case Lijst():
            return f"Wat staat er in de lijst ‘{name}’?"
    return f"{_asks_for(type_)} hoort bij ‘{name}’{of}?"


def _asks_for(type_: Type) -> str:
    match type_:
        case Bedrag(periode=periode):
            return "Welk bedrag" + (f" per {periode}" if periode else "")
        case Aantal(eenheid=eenheid):
            return "Welk aantal" + (f" in {plural(eenheid)}" if eenheid else "")
        case Datum():
            return "Welke datum"
    return "Welk percentage"


def _to(question: Question, decision: Decision, words: Vocabulary) -> str:
    if question.leaf in decision.facts.unknowable:
        reason = decision.facts.reasons.get(question.leaf)
        because = f", omdat: “{reason.rstrip('.')}”" if reason else ""
        return f"Dit is niet te weten{because}. Hier beslist een mens."
    match question.to:
        case "register":
            registers = write_list(words.title(name) for name in question.by)
            return f"Dit komt uit: {registers}. U hoeft dit niet zelf te vertellen."
        case "belanghebbende":
            return "Dit vragen wij aan u."
        case "beoordelaar":
            who = words.who(question.by)
            return f"Hier beslist een mens: {who}." if who else "Hier beslist een mens."
        case "beleid":
            return "Dit moet wie de regels maakt nog invullen."
        case _ as never:
            assert_never(never)


def _settles(question: Question, words: Vocabulary) -> str:
    """Return whether an answer settles the outcome, never which: that would steer who answers."""
    type_ = words.type_of(question.leaf)
    if not question.settles or type_ is None:
        return ""
    if isinstance(type_, JaNee | Keuze) and len(question.settles) == _options(type_):
        return "Met het antwoord staat de uitkomst vast."
    return "Bij sommige antwoorden staat de uitkomst meteen vast."


def _options(type_: Type) -> int:
    return len(type_.opties) if isinstance(type_, Keuze) else 2


def _basis(leaf: Leaf, words: Vocabulary) -> Iterator[str]:
    grondslag = words.policy.said_of(leaf, Grondslag)
    if grondslag is not None:
        yield f"Wij mogen dit vragen volgens {words.source(grondslag.verwijzing).text}."
    gegeven = words.policy.find(Gegeven, leaf.name) if leaf.kind == "gegeven" else None
    if gegeven is not None:
        vermoeden = gegeven.one(Vermoeden)
        if vermoeden is not None:
            yield f"Hierover bestaat een vermoeden: {write_name(vermoeden.gegeven)}."
        last = gegeven.one(Bewijslast)
        if last is not None:
            yield f"Dit moet worden aangetoond door: {last.partij}."
    oordeel = words.policy.find(Oordeel, leaf.name) if leaf.kind == "oordeel" else None
    maatstaf = oordeel.one(Maatstaf) if oordeel is not None else None
    if maatstaf is not None:
        yield f"De maatstaf is {words.source(maatstaf.verwijzing).text}."
