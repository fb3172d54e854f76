"""A second policy on the same case: a made-up municipality that helps with debts."""

from datetime import date
from typing import Any

from maatwerk_rules import decide
from maatwerk_rules.besluit.conflicts import Side
from maatwerk_rules.model.policy import Policy
from tests.besluit.cases import POLICY
from tests.small import policy_of

TEXT = """
beleid schuldhulp_voorbeeldstad "Schuldhulp in Voorbeeldstad"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."
regeling Schuld beleidsregel voorbeeld "Beleidsregels schuldhulp van een niet-bestaande gemeente"
orgaan college "College van burgemeester en wethouders"
register uitkering "Uitkeringsadministratie"
waarde rust "Wie schulden heeft, krijgt rust om ze op te lossen."
bedoeling vast_inkomen "Een schuldregeling houdt alleen stand met een vast inkomen."
  bron Schuld artikel 2
  dient rust
  geschonden als regeling_loopt en niet recht
bedoeling kleine_schuld_eerst "De gemeente begint met schulden die snel zijn op te lossen."
  bron Schuld artikel 3
  dient rust
gegeven regeling_loopt: ja/nee
  uit register uitkering
gegeven recht: ja/nee
  uit register uitkering
gegeven schulden: bedrag tussen € 0 en € 10.000.000
  vraag "Welke schulden hebt u nu?"
  grondslag Schuld artikel 3
uitkomst snelle_hulp: ja/nee
  door college
  anders nee
  gunstig is ja
regel kleine_schuld bepaalt snelle_hulp
  bron Schuld artikel 3
  bedoeling kleine_schuld_eerst
  indien schulden is ten hoogste € 5.000
  dan ja
uitkomst regeling_blijft: ja/nee
  door college
  gunstig is ja
regel inkomen_is_vast bepaalt regeling_blijft
  bron Schuld artikel 2
  bedoeling vast_inkomen
  indien recht
  dan ja
regel inkomen_valt_weg bepaalt regeling_blijft
  bron Schuld artikel 2
  bedoeling vast_inkomen
  indien niet recht
  dan nee
"""
DAY = date(2026, 3, 1)


def debts() -> Policy:
    return policy_of(TEXT, base=False)


def of_bijstand(case: dict[str, Any]) -> Side:
    return Side(POLICY, decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",)))


def of_debts(**facts: Any) -> Side:
    return Side(debts(), decide(debts(), {"feiten": facts}, peildatum=DAY))
