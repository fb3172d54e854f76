"""No check raises, whatever a file says and however it is laid out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis.build import build
from maatwerk_rules.linter.mend import mended
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.linter.run import CHECK_FAILED, run
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_declaration
from maatwerk_rules.syntax.parser import parse_beleid
from maatwerk_rules.verification.syntax_strategies import declarations

BASE = read_text("meldingen/basis.beleid")
ODD = [
    "",
    "\n\n\n",
    "\t\t\n # los \n\n\n",
    'gegeven a: ja/nee\r\n  vraag ""\r\n  grondslag Pw artikel 17 lid 1\r\n',
    'gegeven a: ja/nee\n  vraag "?!... {}{a}{ } ’’ -- é"\n  grondslag Pw artikel 17 lid 1',
    'bedoeling leeg ""\n  eigen lezing\nwaarde ook_leeg ""\nregister r ""\n',
    'gegeven ß: ja/nee\n  vraag "ẞ İ ŉ \U0001d518 indien ﬁ"\n',
    "begrip b: ja/nee\n  is " + " en ".join(["(in_detentie of in_detentie)"] * 30),
]


def findings(text: str) -> tuple[list[str], str]:
    """Find in the base with a text behind it; return what failed, and the text when mended."""
    beleid, found = parse_beleid((Source("basis.beleid", BASE), Source("proef.beleid", text)))
    policy = build(beleid, found).policy
    diagnostics = run(beleid, policy, shipped()).diagnostics
    edits = [
        edit
        for one in diagnostics
        for edit in one.edits
        if edit.safety == "veilig" and edit.span.source == "proef.beleid"
    ]
    failed = [one.headline for one in diagnostics if one.kind is CHECK_FAILED]
    return failed, mended(text, edits)


@pytest.mark.parametrize("text", ODD)
def test_no_check_raises_on_an_odd_file(text: str) -> None:
    assert findings(text)[0] == []


@given(st.lists(declarations(), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_check_raises_and_what_is_safely_mended_still_reads(listed: list) -> None:
    text = "".join(map(format_declaration, listed))
    failed, better = findings(text)

    assert failed == []
    before = parse_beleid((Source("proef.beleid", text),))[1]
    after = parse_beleid((Source("proef.beleid", better),))[1]
    assert len(after) <= len(before)
