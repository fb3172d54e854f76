"""Reads the marks `# fout: MW003` at the end of the wrong lines of a policy."""

import re
from collections.abc import Callable

from maatwerk_rules.analysis.check import find
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

MARK = re.compile(r"#\s*fout:\s*(MW[0-9]{3}(?:\s*,\s*MW[0-9]{3})*)\s*$")


def marks(text: str, first_line: int = 1) -> list[tuple[int, str]]:
    return sorted(
        (number, code.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if number >= first_line and (mark := MARK.search(line))
        for code in mark[1].split(",")
    )


def findings(
    *texts: str, check: Callable[[Beleid], tuple[Diagnostic, ...]] = find
) -> tuple[Diagnostic, ...]:
    sources = tuple(Source(f"{number}.beleid", text) for number, text in enumerate(texts))
    beleid, found = parse_beleid(sources)
    return (*found, *check(beleid))


def places(found: tuple[Diagnostic, ...], text: str, name: str) -> list[tuple[int, str]]:
    source = Source(name, text)
    return sorted(
        (source.position(each.spans[0].span.start).line, each.code)
        for each in found
        if each.spans[0].span.source == name
    )
