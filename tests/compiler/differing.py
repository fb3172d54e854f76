"""Generated Python against the evaluator: what it gives must be what the evaluator settles on."""

from fractions import Fraction

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import prepared


def places(program, case):
    """Return each definition with each record it exists for in the case."""
    lists = {name: case.records(name, type_) for name, type_ in program.facts.items() if hasattr(type_, "soort")}
    found = []
    for name, definition in program.definitions.items():
        if definition.record is None:
            found.append((name, None))
            continue
        found += [
            (name, record)
            for fact, listed in lists.items()
            if program.facts[fact].soort.naam == definition.record
            for record in listed.records
        ]
    return found


def compared(program, case, compiled=None, reckoning=None):
    """Return how many results were native, how many the evaluator settled, and all differences."""
    compiled = compiled or Compiled(program)
    reckoning = reckoning or Reckoning(program, case)
    laid_out = prepared(program, case)
    if laid_out is None:
        return 0, 0, []
    zaak = compiled.case(case.peildatum, laid_out.facts, laid_out.lists, looked=laid_out.looked)
    native = settled = 0
    differing = []
    for name, record in places(program, case):
        step = reckoning.result(name, record)
        is_value = step.settled and step.values is not None
        settled += is_value
        found = compiled.value(name, zaak, None if record is None else laid_out.records[record])
        if found is None:
            continue
        native += 1
        wrong = not is_value or found != step.value or type(found) is not type(step.value)
        if wrong or (isinstance(found, Fraction) and found.denominator == 1):
            differing.append((name, record, found, step.values, step.no_rule, step.conflict))
    return native, settled, differing
