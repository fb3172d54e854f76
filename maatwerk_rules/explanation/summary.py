"""The first layer: what the outcome is, how firm it is, and the condition that decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import (
    NO_RECORDS,
    Records,
    describe,
    write_possible,
    write_range,
    write_value,
)
from maatwerk_rules.explanation.document import Paragraph, Tone, Words, paragraph
from maatwerk_rules.explanation.readings import (
    failing,
    find_rule,
    named_readings,
    values_below,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Uitleg
from maatwerk_rules.runtime.decision import Decision, Ground, Result
from maatwerk_rules.runtime.grounds import deciding_round, node_steps
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Step

FILLED = re.compile(r"\{(\w+)\}")
MOST_NAMED = 3
DECIDING = ("beslist", "past aan", "stelt terzijde")


def heading(result: Result, words: Vocabulary) -> str:
    """Return the name of an outcome, with the record it is about."""
    name = capital(write_name(result.name))
    return name if result.record is None else f"{name} voor {words.record(result.record)}"


def summarize(result: Result, decision: Decision, words: Vocabulary) -> Paragraph:
    """Return one outcome: what it is, how firm it is, and what decides it."""
    lead, tone = _lead(result, words)
    said = " ".join(sentence for sentence in _sentences(result, decision, words) if sentence)
    return paragraph(Words(f"{heading(result, words)}: {lead}.", tone), f" {said}")


def _lead(result: Result, words: Vocabulary) -> tuple[str, Tone]:
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


def _sentences(result: Result, decision: Decision, words: Vocabulary) -> Iterator[str]:
    match result.status:
        case "vast":
            yield "Dit staat vast op deze feiten."
            yield from reasons(result, words)
        case "voorlopig":
            yield _needs_judgement(result)
            told = " ".join(reasons(result, words))
            yield f"Zolang die er niet zijn, volgt uit de regels: {told}" if told else ""
        case "onbepaald":
            yield from _open(result, decision, words)
        case "strijdig":
            yield "De regels spreken elkaar tegen."
            yield from _conflict(result, words)
            yield "De regels beslissen dit niet; hier beslist een mens."
        case "geen_regel":
            yield "Voor deze situatie zeggen de regels niets. Hier beslist een mens."


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
    if result.possible is not None:
        yield f"Nog mogelijk: {write_range(result.possible, type_)}."
    wanted = [leaf for leaf in decision.missing if leaf in result.missing]
    named = [words.leaf(leaf) for leaf in wanted[:MOST_NAMED]]
    rest = len(wanted) - len(named)
    if named:
        more = [f"nog {rest} {'ander punt' if rest == 1 else 'andere punten'}"] if rest else []
        yield f"Er ontbreekt: {write_list([*named, *more])}."


def _conflict(result: Result, words: Vocabulary) -> Iterator[str]:
    for name in result.conflict:
        node = find_rule(result.trace, name, result.record) if result.trace is not None else None
        given = node.given.values if node is not None else None
        value = "" if given is None else write_possible(given, words.policy.types[result.name])
        gives = f"geeft {value}" if value else "geeft een andere uitkomst"
        yield f"{rule_and_source(name, words, start=True)} {gives}."


def rule_and_source(name: str, words: Vocabulary, *, start: bool = False) -> str:
    """Return the name of a rule with its article behind it."""
    declaration = words.rule(name)
    source = words.source_of(declaration) if declaration is not None else None
    quoted = f"‘{capital(write_name(name)) if start else write_name(name)}’"
    return f"{quoted} ({source.text})" if source is not None else quoted


def reasons(result: Result, words: Vocabulary) -> tuple[str, ...]:
    """Return why the outcome is what it is: the words of the rules that decide, or ours."""
    deciding = [ground for ground in result.grounds if ground.role in DECIDING]
    if not any(ground.role == "beslist" for ground in deciding):
        deciding += [ground for ground in result.grounds if ground.role == "niet vervuld"]
    sentences = (reason(ground, result, words) for ground in deciding)
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def reason(ground: Ground, result: Result, words: Vocabulary) -> str:
    """Return what one ground did, in the words of its rule where it has them."""
    step = result.shown
    if ground.role == "niet vervuld":
        return _not_met(ground, step, words)
    told = explained(ground, step, words)
    if told is None:
        return _plain(ground, step, words)
    return (
        told if ground.record is None else f"{told} Dit gaat over: {words.record(ground.record)}."
    )


def explained(ground: Ground, step: DefinitionStep | None, words: Vocabulary) -> str | None:
    """Return the `uitleg` of a rule with its names filled in, or None when that cannot be."""
    declaration = words.rule(ground.rule)
    uitleg = declaration.one(Uitleg) if declaration is not None else None
    if uitleg is None:
        return None
    known = named_readings(step, ground.record) if step is not None else {}
    if any(name not in known for name in FILLED.findall(uitleg.tekst)):
        return None
    return FILLED.sub(
        lambda found: write_possible(known[found[1]].value, known[found[1]].type), uitleg.tekst
    )


def _plain(ground: Ground, step: DefinitionStep | None, words: Vocabulary) -> str:
    node = find_rule(step, ground.rule, ground.record) if step is not None else None
    rule = rule_and_source(ground.rule, words)
    verb = "past de uitkomst aan" if ground.role == "past aan" else "beslist"
    if ground.role == "stelt terzijde":
        verb = "zet een andere regel opzij"
    if node is None or node.guard is None or _always(node):
        return f"De regel {rule} {verb}."
    records = names_of(ground, node, words)
    return f"De regel {rule} {verb}, want dit klopt: {told_condition(node.guard, words, records)}."


def _always(node: NodeStep) -> bool:
    return isinstance(node.node.guard, core.Constant)


def names_of(ground: Ground, node: NodeStep, words: Vocabulary) -> Records:
    """Return how the record of a ground is called."""
    if ground.record is None:
        return NO_RECORDS
    variables = {
        variable
        for part in core.walk(node.node.guard)
        if (variable := getattr(part, "variable", None)) is not None
    }
    return dict.fromkeys(variables, words.record(ground.record))


def _not_met(ground: Ground, step: DefinitionStep | None, words: Vocabulary) -> str:
    rule = rule_and_source(ground.rule, words)
    if ground.aside_by is not None:
        by = rule_and_source(ground.aside_by, words)
        return f"De regel {rule} is opzij gezet door {by}."
    node = find_rule(step, ground.rule, ground.record) if step is not None else None
    if node is None or node.guard is None:
        failed = [write_name(one) for one in ground.failed]
    else:
        records = names_of(ground, node, words)
        failed = [failed_part(part, words, records) for part in failing(node.guard)]
    if not failed:
        return ""
    return f"De regel {rule} werkt hier niet, want {write_list(failed)}."


BOOLEANS = (core.Fact, core.Field, core.Read)


def failed_part(step: Step, words: Vocabulary, records: Records = NO_RECORDS) -> str:
    """Return a part of a condition that is nee, as something that is the case."""
    expr = step.expr
    if isinstance(expr, core.Judged):
        return describe(core.Not(expr), records)
    if isinstance(expr, BOOLEANS):
        return f"{describe(expr, records)} is nee"
    if isinstance(expr, core.Not) and isinstance(expr.part, BOOLEANS):
        return f"{describe(expr.part, records)} is ja"
    if isinstance(expr, core.Not) and isinstance(expr.part, core.Judged):
        return describe(expr.part, records)
    return f"dit klopt niet: {told_condition(step, words, records)}"


def told_condition(step: Step, words: Vocabulary, records: Records = NO_RECORDS) -> str:
    """Return a condition in words with the values it was tested on."""
    values = [
        f"{describe(part.expr, records)} is {write_possible(part.value, _type(part.expr))}"
        for part in values_below(step)
        if not _is_said(part, step)
    ]
    text = describe(step.expr, records)
    return f"{text} ({'; '.join(values)})" if values else text


def _is_said(part: Step, whole: Step) -> bool:
    """A ja/nee value that is itself the condition, or a part of it, needs no value behind it."""
    return part is whole or (part.settled and isinstance(part.value.only, bool))


def _type(expr: core.Expr) -> core.Type:
    found = getattr(expr, "type", None)
    assert isinstance(found, core.Type)
    return found


def fired_rules(steps: Iterable[DefinitionStep]) -> Iterator[NodeStep]:
    """Yield the rules that worked in the given results."""
    for step in steps:
        yield from (node for node in node_steps(deciding_round(step)) if node.fired)
