"""Reads the marks `# fout: MW003` at the end of the wrong lines of a policy."""

import re

from maatwerk_rules.analysis import graph, names
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.typecheck import check_types
from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

MARK = re.compile(r"#\s*fout:\s*(MW[0-9]{3}(?:\s*,\s*MW[0-9]{3})*)\s*$")


def read(text: str) -> Beleid:
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    assert found == ()
    return beleid


def symbols_of(text: str) -> Symbols:
    return collect(read(text))[0]


def find_in(beleid: Beleid) -> tuple[Diagnostic, ...]:
    """Find what names, types and circles tell; duties and layers of law have their own tests."""
    symbols, found = collect(beleid)
    found = (*found, *names.find(beleid, symbols))
    sound = not any(each.severity is Severity.FOUT for each in found)
    found = (*found, *check_types(beleid, symbols))
    return (*found, *graph.cycles(symbols)) if sound else found


def findings(text: str) -> tuple[Diagnostic, ...]:
    return find_in(read(text))


def marked(text: str) -> list[tuple[int, str]]:
    return sorted(
        (number, code.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if (mark := MARK.search(line))
        for code in mark[1].split(",")
    )


def found_at(found: tuple[Diagnostic, ...], text: str) -> list[tuple[int, str]]:
    source = Source("proef.beleid", text)
    return sorted((source.position(each.spans[0].span.start).line, each.code) for each in found)


def assert_marked(text: str) -> tuple[Diagnostic, ...]:
    """Check that the marked lines, and no others, give these codes."""
    found = findings(text)
    assert found_at(found, text) == marked(text), [each.headline for each in found]
    return found
