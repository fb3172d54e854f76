"""Interwoven policies of any size with faults in them, to see how each executor grows.

Each supplement reads two that stand before it, and all read the same few facts. So nearly every
rule may reach the last outcome, and a fault in the middle shows there only through other rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

from maatwerk_rules.pipeline import load
from maatwerk_rules.source import Source
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.smt.proving import Prover
from tests.benchmarks.row import Row

SIZES = (50, 200, 1_000)
SEARCHED = 10.0
"""How many seconds of the processor a search gets."""
PROVED = 60.0
HEAD = """beleid verweven "Bedacht beleid om groei te meten"
  taalversie 1
  status concept
  geldt van 2026-01-01

regeling Bedacht wet voorbeeld "Bedachte wet"
orgaan college "Bedacht college"
register brp "Basisregistratie personen"
waarde hulp "Wie hulp nodig heeft, krijgt hulp."
  eigen lezing
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Bedacht artikel 1
  eigen lezing
  dient hulp
gegeven inkomen: bedrag per maand tussen € 0 en € 20.000
  vraag "Wat is uw inkomen?"
  grondslag Bedacht artikel 1
gegeven vermogen: bedrag tussen € 0 en € 1.000.000
  vraag "Wat is uw vermogen?"
  grondslag Bedacht artikel 1
gegeven geboortedatum: datum tussen 1900-01-01 en 2100-01-01
  uit register brp
gegeven woont_hier: ja/nee
  uit register brp
gegeven geslacht: keuze uit m, v, x
  beschermd
gegeven team: keuze uit noord, zuid
  procesgegeven
begrip leeftijd: aantal jaren
  is leeftijd van geboortedatum op peildatum
begrip toeslag_0: bedrag per maand
  bron Bedacht artikel 1
  is € 100 per maand
begrip toeslag_1: bedrag per maand
  bron Bedacht artikel 1
  is (€ 90 per maand indien woont_hier, anders € 0 per maand)
"""
SUPPLEMENT = """
begrip toeslag_{n}: bedrag per maand
  bron Bedacht artikel {n}
  anders {before}
  gunstig is hoger
regel basis_{n} bepaalt toeslag_{n}
  bron Bedacht artikel {n}
  bedoeling vangnet
  indien woont_hier en inkomen is minder dan € {income}{fault}
  dan {before} + € {more} per maand maar ten hoogste € 4.000 per maand
"""
EXCEPTION = """uitzondering minder_{n}_{k} op basis_{n}
  bron Bedacht artikel {n}
  bedoeling vangnet
  indien vermogen is meer dan € {wealth} en leeftijd is minder dan {age}
    en {other} is minder dan € {limit} per maand
  dan {other} maar ten minste {before}
"""
LAST = """
uitkomst hulp_per_maand: bedrag per maand tussen € 0 en € 9.000
  bron Bedacht artikel 1
  bedoeling vangnet
  anders € 0
  gunstig is hoger
regel laatste bepaalt hulp_per_maand
  bron Bedacht artikel 1
  bedoeling vangnet
  indien woont_hier
  dan toeslag_{n} maar ten hoogste € 9.000 per maand
"""
FAULTS = {
    "a protected fact at one cent": (
        " en niet (geslacht is v en inkomen is € 456,78)",
        "P09 hulp_per_maand geslacht",
    ),
    "the team at one age": (
        " en niet (team is zuid en leeftijd is 43)",
        "P10 hulp_per_maand team",
    ),
    "a window of one cent": (
        " en niet inkomen is € 456,78",
        "P13 hulp_per_maand inkomen",
    ),
}
"""What is added to the rule in the middle, and the claim that it breaks."""
EACH = 5
"""So many rules are about one supplement."""


def interwoven(rules: int, fault: str = "") -> Source:
    """Return a policy of so many rules, with a fault in the rule in the middle."""
    parts = [HEAD]
    number = max(2, rules // EACH)
    for n in range(2, number + 2):
        before, other = f"toeslag_{n - 1}", f"toeslag_{n // 2}"
        parts.append(
            SUPPLEMENT.format(
                n=n,
                before=before,
                income=f"{1 + n % 9}.{100 + n % 800}",
                more=1 + n % 3,
                fault=fault if n == number // 2 + 1 else "",
            )
        )
        parts += [
            EXCEPTION.format(
                n=n,
                k=k,
                wealth=f"{5 + (n + k) % 60}.000",
                age=18 + (n + 7 * k) % 60,
                limit=200 + n % 50,
                other=other,
                before=before,
            )
            for k in range(EACH - 1)
        ]
    return Source("verweven.beleid", "".join((*parts, LAST.format(n=number + 1))))


def growing() -> Iterator[Row]:
    """Yield how long search and proof take for each fault, and a proof where there is none."""
    for size in SIZES:
        for what, (fault, key) in FAULTS.items():
            yield from _tried(size, what, fault, key)
        for _, key in FAULTS.values():
            yield from _tried(size, "no fault", "", key, search=False)


def _tried(size: int, what: str, fault: str, key: str, *, search: bool = True) -> Iterator[Row]:
    policy = load(interwoven(size, fault))
    part = policy.slices[-1]
    (claim,) = [one for one in derive(policy, part.program) if one.key == key]
    told = f"{size} rules, {what} ({claim.asks.code})"
    if search:
        began = process_time()
        effort = Effort(SEARCHED, clock=process_time)
        (found,) = searched(policy, part, [claim], effort)
        spent = process_time() - began
        yield Row("growth", f"{told} | search: {found.status}", spent, "s", float(found.tried), "n")
    with Prover(policy, part) as prover:
        proved = prover.prove(claim, PROVED)
    yield Row("growth", f"{told} | proof: {proved.status}", proved.seconds, "s")
