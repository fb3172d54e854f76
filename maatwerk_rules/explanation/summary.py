"""The first layer: what the outcome is, how firm it is, and the condition that decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from maatwerk_rules.dutch import write_aantal, write_list, write_month, write_name
from maatwerk_rules.explanation.behind import behind
from maatwerk_rules.explanation.conditions import (
    condition_of,
    explained,
    not_met,
    told_behind,
)
from maatwerk_rules.explanation.describe import (
    STATUS_WORDS,
    tells,
    write_possible,
    write_range,
    write_value,
)
from maatwerk_rules.explanation.document import Paragraph, Tone, Words, paragraph
from maatwerk_rules.explanation.facts import plain_text
from maatwerk_rules.explanation.questions import in_words
from maatwerk_rules.explanation.readings import find_rule
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import PerKalendermaand
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.runtime.decision import Decision, Ground, Result, Role, StageName

MOST_NAMED = 3
"""How many missing facts the first layer names."""

VERBS: Mapping[Role, str] = {
    "past aan": "past de uitkomst aan",
    "stelt terzijde": "zet een andere regel opzij",
}
DEVIATIONS: Mapping[StageName, str] = {
    "regulier": "",
    "afwijking": "Hier is van een regel afgeweken, met een reden.",
    "hardheid": "Hier is een hardheidsclausule toegepast.",
}


def heading(result: Result, words: Vocabulary) -> str:
    """Return the name of an outcome, with the record and the month it is about."""
    name = capital(write_name(result.name))
    of = "" if result.record is None else f" voor {words.record(result.record)}"
    monthly = is_monthly(words.policy.find(Uitkomst, result.name))
    return f"{name}{of} over {write_month(words.peildatum)}" if monthly else f"{name}{of}"


def is_monthly(declaration: Declaration | None) -> bool:
    """Tell whether this is an outcome that is decided for each calendar month."""
    return declaration is not None and declaration.one(PerKalendermaand) is not None


def summarize(result: Result, decision: Decision, words: Vocabulary) -> Paragraph:
    """Return one outcome: what it is, how firm it is, and what decides it."""
    lead, tone = lead_of(result, words)
    said = " ".join(sentence for sentence in _sentences(result, decision, words) if sentence)
    return paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {said}")


def lead_of(result: Result, words: Vocabulary) -> tuple[str, Tone]:
    """Return what an outcome is in a few words, and how they stand out."""
    type_ = words.policy.types[result.name]
    value = "" if result.value is None else write_value(result.value, type_)
    match result.status:
        case "vast":
            return value, "goed" if result.favourable else "sterk"
        case "voorlopig":
            return f"voorlopig {value}", "open"
        case "onbepaald":
            return "nog onbepaald", "open"
        case "strijdig":
            return "strijdig", "let op"
        case "geen_regel":
            return "geen regel", "let op"
        case _ as never:
            assert_never(never)


def _sentences(result: Result, decision: Decision, words: Vocabulary) -> Iterator[str]:
    match result.status:
        case "vast":
            yield f"Dit {STATUS_WORDS['vast']}."
            yield from reasons(result, words)
            yield DEVIATIONS[result.stage]
            yield lasts(result)
        case "voorlopig":
            yield _needs_judgement(result)
            yield from _stale(result, decision)
            told = " ".join(reasons(result, words))
            without = "dat oordeel" if len(result.missing) == 1 else "die oordelen"
            yield f"Zonder {without} gaan de regels hiervan uit: “{told}”" if told else ""
            yield _next_question(result, decision, words)
        case "onbepaald":
            yield from _open(result, decision, words)
        case "strijdig":
            yield "De regels spreken elkaar tegen."
            yield from _conflict(result, words)
            yield "De regels kiezen hier niet. Een mens moet beslissen."
        case "geen_regel":
            yield "Voor deze situatie zeggen de regels niets. Een mens moet beslissen."
        case _ as never:
            assert_never(never)


def lasts(result: Result) -> str:
    """Return how long an outcome lasts at most, or nothing."""
    if result.at_most is None:
        return ""
    return f"Dit geldt ten hoogste {write_aantal(*result.at_most)}."


def _needs_judgement(result: Result) -> str:
    count = len(result.missing)
    if count == 1:
        return (
            "Dit staat nog niet vast: er is nog een oordeel nodig dat de uitkomst kan veranderen."
        )
    return (
        f"Dit staat nog niet vast: er zijn nog {count} oordelen nodig"
        " die de uitkomst kunnen veranderen."
    )


def _open(result: Result, decision: Decision, words: Vocabulary) -> Iterator[str]:
    type_ = words.policy.types[result.name]
    if result.possible is not None and tells(result.possible, type_):
        yield f"Nog mogelijk: {write_range(result.possible, type_)}."
    wanted = [leaf for leaf in decision.missing if leaf in result.missing]
    named = [words.leaf(leaf) for leaf in wanted[:MOST_NAMED]]
    rest = len(wanted) - len(named)
    if rest:
        named.append(f"nog {rest} {'ander punt' if rest == 1 else 'andere punten'}")
    yield f"Er ontbreekt: {write_list(named)}."
    yield from _stale(result, decision)
    yield _next_question(result, decision, words)


def _next_question(result: Result, decision: Decision, words: Vocabulary) -> str:
    """Return the question to ask first for an outcome, and whom, when it is not the reader."""
    first = next((one for one in decision.questions if one.leaf in result.missing), None)
    if first is None or first.leaf in decision.facts.unknowable:
        return ""
    asked, about = in_words(first.leaf, words)
    said = f"“{asked}”{about}." if about else f"“{asked}”"
    who = write_list((words.title(name) for name in first.by), "of")
    match first.to:
        case "belanghebbende":
            return f"De volgende vraag is: {said}"
        case "register":
            return f"Eerst op te zoeken ({who}): {said}"
        case "beoordelaar":
            person = f"een mens ({who})" if who else "een mens"
            return f"De volgende vraag is voor {person}: {said}"
        case "beleid":
            return f"Wie de regels maakt, moet eerst nog invullen: {words.leaf(first.leaf)}."
        case _ as never:
            assert_never(never)


def _stale(result: Result, decision: Decision) -> Iterator[str]:
    """Yield which judgements no longer count, where one is missing for this outcome."""
    for signal in decision.signals:
        if signal.kind == "verouderd" and signal.leaf in result.missing:
            yield plain_text(signal.text)


def _conflict(result: Result, words: Vocabulary) -> Iterator[str]:
    for name in result.conflict:
        node = find_rule(result.trace, name, result.record) if result.trace is not None else None
        given = node.given.values if node is not None else None
        type_ = words.policy.types[result.name]
        gives = "een andere uitkomst" if given is None else write_possible(given, type_)
        yield f"De {words.kind_of(name)} {rule_and_source(name, words)} geeft {gives}."


def rule_and_source(name: str, words: Vocabulary) -> str:
    """Return the name of a rule with its article behind it."""
    declaration = words.rule(name)
    source = words.source_of(declaration) if declaration is not None else None
    return f"‘{write_name(name)}’" + (f" ({source.text})" if source is not None else "")


def reasons(result: Result, words: Vocabulary) -> tuple[str, ...]:
    """Return why the outcome is what it is: the words of the rules that decide, or ours.

    Before a rule that only adds up stands what the rules say that gave what it adds.
    """
    sentences = (
        sentence
        for ground in result.deciding
        for sentence in (*_behind(ground, result, words), _reason(ground, result, words))
    )
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _behind(ground: Ground, result: Result, words: Vocabulary) -> Iterator[str]:
    for one in behind(ground, result, words):
        yield explained(one.rule, one.step.record, one.step, words) or ""


def _reason(ground: Ground, result: Result, words: Vocabulary) -> str:
    told = authors_words(ground, result, words)
    if told is not None:
        return told
    subject = f"De {words.kind_of(ground.rule)} {rule_and_source(ground.rule, words)}"
    if ground.role == "niet vervuld":
        return not_met(subject, ground, result, words)
    verb = VERBS.get(ground.role, "beslist")
    condition = condition_of(ground, result, words)
    return f"{subject} {verb}{f', want dit klopt: {condition}' if condition else ''}."


def authors_words(ground: Ground, result: Result, words: Vocabulary) -> str | None:
    """Return what the authors say of a rule or why it does not work; None without `uitleg`."""
    if ground.role == "niet vervuld":
        return " ".join(told_behind(ground, result, words)) or None
    told = explained(ground.rule, ground.record, result.shown, words)
    if told is None or ground.record is None:
        return told
    return f"{told} Dit gaat over: {words.record(ground.record)}."
