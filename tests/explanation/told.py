"""A small policy with one of each, and short ways to read what is told about a case."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from maatwerk_rules.analysis.build import build
from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

DAY = date(2026, 3, 1)
HEAD = """
beleid proef "Proef"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
regeling Awb wet BWBR0005537 "Algemene wet bestuursrecht"
regeling Verordening verordening voorbeeld "Verordening van een niet-bestaande gemeente"
orgaan college "College van burgemeester en wethouders"
functie consulent "Consulent" namens college voor regeling Verordening
register brp "Basisregistratie personen"
waarde zekerheid "Iedereen heeft zekerheid."
bedoeling vangnet "Wie niets heeft krijgt hulp."
  bron Pw artikel 11 lid 1
  dient zekerheid
"""


@cache
def policy(text: str) -> Policy:
    """Give a policy of the head and a text; a fault in it fails the test."""
    beleid, found = parse_beleid((Source("proef.beleid", HEAD + text),))
    checked = build(beleid, found)
    assert checked.policy is not None, [str(one) for one in checked.diagnostics]
    return checked.policy


def decided(text: str, *uitkomsten: str, **case: object) -> Decision:
    """Give what the policy decides of a case; all outcomes when none is named."""
    return decide(policy(text), case, peildatum=DAY, uitkomsten=uitkomsten or None)


def explained(decision: Decision, layers: int = 3) -> Document:
    """Give the explanation of a decision by its own policy."""
    return explain(decision.facts.policy, decision, layers=layers)


def flat(text: str) -> str:
    """Give a text with its line ends and indents as single spaces."""
    return " ".join(text.split())


def told(decision: Decision, layers: int = 3) -> str:
    """Give the explanation on one endless line."""
    return flat(to_text(explained(decision, layers), 10_000))


def lines(decision: Decision, begins: Iterable[str], layers: int = 3) -> list[str]:
    """Give the lines of the explanation that begin with one of the words."""
    text = to_text(explained(decision, layers), 10_000).splitlines()
    bare = (line.strip().removeprefix("- ") for line in text)
    return [line for line in bare if line.startswith(tuple(begins))]
