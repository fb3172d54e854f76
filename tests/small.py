"""Small policies for tests: the base of the pages of findings, with more declarations behind it."""

from functools import cache

from maatwerk_rules.analysis.build import build
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

BASE = read_text("meldingen/basis.beleid")


@cache
def policy_of(text: str, *, base: bool = True) -> Policy:
    """Return the checked policy of a text behind the base; a fault fails the test."""
    whole = f"{BASE}\n{text}" if base else text
    beleid, found = parse_beleid([Source("proef.beleid", whole)])
    checked = build(beleid, found)
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    return checked.policy
