"""The example policy with a rule that says which cases can be, so that an answer can be refused."""

from functools import cache

from maatwerk_rules.analysis.build import build
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

BORN = "Wie bijstand vraagt, is geboren voor of op de dag waarover wordt beslist."
RULE = f"""
toelaatbaar al_geboren "{BORN}"
  alleen als geboortedatum is ten hoogste peildatum
"""


@cache
def admissible_policy() -> Policy:
    """Return the example policy in which nobody is born after the day that is decided about."""
    text = read_text("policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid") + RULE
    beleid, found = parse_beleid([Source("geboren.beleid", text)])
    checked = build(beleid, found)
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    return checked.policy
