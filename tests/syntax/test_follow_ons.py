"""One slip in any line of a shipped policy is one finding, with how to write it."""

import random
from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.resources import find_policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.blocks import split_blocks
from maatwerk_rules.syntax.parser import parse

TRIED = 300
MOST_WITH_MORE = 3


def slips(line: str) -> Iterator[str]:
    """Give a line with one slip of the pen in it."""
    indent = line[: len(line) - len(line.lstrip())]
    first, *rest = line.split()
    if rest:
        yield f"{indent}{' '.join(rest)}"
        yield f"{indent}{first}"
        yield f"{indent}{' '.join([first, *rest[:-1]])}"
    yield f"{indent}{first.capitalize()} {' '.join(rest)}"
    yield f"{indent}{first}: {' '.join(rest)}"
    yield f"{line}."
    yield f"{line};"
    yield f"{line} zomaar"
    yield f"{line})"


def slipped() -> list[str]:
    """Give blocks of the Participatiewet with one line that has a slip in it."""
    files = find_policy("participatiewet")
    assert files is not None
    texts = [Source(name, data.decode()) for name, data in files.files]
    blocks = [one.text[at.head : at.end] for one in texts for at in split_blocks(one)]
    made = []
    for block in random.Random(7).sample(blocks, TRIED):
        lines = block.rstrip("\n").split("\n")
        place = random.Random(len(block)).randrange(len(lines))
        if lines[place].strip() and not lines[place].lstrip().startswith("#"):
            options = [each for each in slips(lines[place]) if each.strip() != lines[place].strip()]
            lines[place] = random.Random(place).choice(options)
            made.append("\n".join([*lines, ""]))
    return made


def faults(text: str) -> list[Diagnostic]:
    found = parse(Source("a.beleid", text)).diagnostics
    return [each for each in found if each.severity is Severity.FOUT]


def test_one_slip_in_any_line_is_one_finding_that_says_how_to_write_it() -> None:
    told = [faults(text) for text in slipped()]

    assert len(told) > TRIED // 2
    assert sum(len(each) > 1 for each in told) <= MOST_WITH_MORE
    assert [one.headline for each in told for one in each if not one.help] == []
