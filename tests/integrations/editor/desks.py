"""A policy at a desk, and places in it."""

from collections.abc import Callable

import attrs

from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.snapshot import Place, Snapshot

SMALL = """\
beleid proef "Proef"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."

regeling Pw wet BWBR0015703 "Participatiewet"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Bijstand is het vangnet."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid

gegeven leeftijd: aantal jaren tussen 0 en 120
  vraag "Hoe oud bent u?"
  grondslag Pw artikel 17 lid 1
gegeven in_nederland: ja/nee
  vraag "Woont u in Nederland?"
  grondslag Pw artikel 17 lid 1

# Vanaf deze leeftijd bestaat recht.
aantal grens_leeftijd jaar
  bron Pw artikel 13 lid 1 onderdeel f
  met ingang van 2015-01-01: 18 jaar
  met ingang van 2026-07-01: 21 jaar
  laatst bekend

uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel basis bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien in_nederland en leeftijd is ten minste grens_leeftijd
  dan ja
  uitleg "U bent {leeftijd}."

toets volwassen "Iemand van dertig"
  op 2026-03-01
  gegeven leeftijd is 30 jaar
  gegeven in_nederland is ja
  verwacht recht is ja op grond van basis
"""


@attrs.frozen
class At:
    """A place in a document of a desk."""

    desk: Desk
    document: str
    offset: int

    @property
    def snapshot(self) -> Snapshot:
        return self.desk.snapshot(self.document)


Marked = Callable[..., At]


def words(snapshot: Snapshot, places: tuple[Place, ...]) -> list[str]:
    """Return what stands in places."""
    return [snapshot.file(each.document).source.text[each.start : each.end] for each in places]
