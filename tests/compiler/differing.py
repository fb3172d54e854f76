"""Generated Python against the evaluator: what it gives must be what the evaluator settles on."""

from functools import partial

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import LEEG, ONBEKEND
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.runtime.elsewhere import Days, Elsewhere
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import prepared


@attrs.define
class Tally:
    """How many results were compared, the evaluator settled, and generated code gave itself."""

    compared: int = 0
    settled: int = 0
    native: int = 0
    differing: list = attrs.field(factory=list)

    def add(self, other):
        self.compared += other.compared
        self.settled += other.settled
        self.native += other.native
        self.differing += other.differing
        return self


def places(program, case, names=None):
    """Return each definition with each record it exists for in the case."""
    found = []
    for name, definition in program.definitions.items():
        if names is not None and name not in names:
            continue
        if definition.record is None:
            found.append((name, None))
            continue
        found += [
            (name, record)
            for fact, type_ in program.facts.items()
            if isinstance(type_, Lijst) and type_.soort.naam == definition.record
            for record in case.records(fact, type_).records
        ]
    return found


def laid(compiled, laid_out, case, timeline):
    """Return a case as generated code reads it, on its day and on others."""
    facts, lists, looked = laid_out.facts, laid_out.lists, laid_out.looked
    zaak = compiled.case(case.peildatum, facts, lists, looked=looked)
    here = Elsewhere(compiled, zaak, laid_out.records)
    Days(lambda: case, partial(code_on, compiled, timeline), here)
    return zaak


def code_on(compiled, timeline, day):
    """Return the code of another day, made once."""
    program = compiled.program
    if timeline is not None:
        program = timeline(day) or program.without_rules
    if program is compiled.program:
        return compiled
    return CODE.setdefault(
        (id(program), compiled.patient), Compiled(program, patient=compiled.patient)
    )


CODE = {}


def together_of(compiled, laid_out, case, names, timeline):
    """Return what one function makes of all that exists once; patient code has none."""
    if compiled.patient:
        return {}
    definitions = compiled.program.definitions
    single = tuple(
        name
        for name, one in definitions.items()
        if one.record is None and (names is None or name in names)
    )
    together = compiled.together(single)
    zaak = laid(compiled, laid_out, case, timeline)
    amounts = together.amounts_of(compiled.amounts_on(case.peildatum))
    values = together.values(zaak, together.facts_of(laid_out.facts), amounts)
    return {
        name: None if value is ONBEKEND else value
        for name, value in zip(single, values, strict=True)
    }


def compared(program, case, compiled=None, *, names=None, timeline=None, reckoning=None):
    """Return the tally of one case."""
    compiled = compiled or Compiled(program, patient=True)
    reckoning = reckoning or Reckoning(program, case, timeline=timeline)
    laid_out = prepared(program, case)
    tally = Tally()
    if laid_out is None:
        return tally
    whole = together_of(compiled, laid_out, case, names, timeline)
    zaak = laid(compiled, laid_out, case, timeline)
    for name, record in places(program, case, names):
        step = reckoning.result(name, record)
        has_value = step.settled and not step.conflict
        expected = LEEG if step.no_rule else step.value
        found = compiled.value(name, zaak, None if record is None else laid_out.records[record])
        tally.compared += 1
        tally.settled += has_value
        given = [each for each in (found, whole.get(name)) if each is not None]
        tally.native += found is not None
        for found in given:
            if has_value and found == expected and type(found) is type(expected):
                continue
            tally.differing.append((name, record, found, step.values, step.no_rule, step.conflict))
    return tally
