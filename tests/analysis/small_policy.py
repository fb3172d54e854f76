"""A small policy that owes nothing, in parts that tests put together and spoil."""

from collections.abc import Callable

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from tests.analysis.marked import found_at, marked, read

Find = Callable[[Beleid, Symbols], tuple[Diagnostic, ...]]

HEAD = """beleid klein "Een klein beleid"
  taalversie 1
  geldt van 2026-01-01
regeling Pw wet BWBR0015703 "Participatiewet"
regeling Awb wet BWBR0005537 "Algemene wet bestuursrecht"
regeling Besluit amvb BWBR0015711 "Besluit"
regeling Verordening verordening voorbeeld "Verordening"
regeling Beleid beleidsregel voorbeeld "Beleidsregels"
orgaan college "College van burgemeester en wethouders"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie genoeg heeft, gebruikt dat eerst."
  eigen lezing
  dient bestaanszekerheid
gegeven vast: ja/nee
  vraag "Zit u vast?"
"""
RECHT = """uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel basis bepaalt recht
  bron Pw artikel 11
  bedoeling vangnet
  dan ja
uitzondering detentie op basis
  bron Pw artikel 13
  bedoeling vangnet
  indien vast
  dan nee
"""
DRINGEND = """oordeel dringend: ja/nee
  vraag "Is het dringend?"
  maatstaf Pw artikel 16
  door college
  weegt nood "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
"""
GROND = """afwijkingsgrond nood bij detentie
  bron Pw artikel 16
  karakter kan
  bedoeling vangnet
  ten gunste
  toetsen altijd
  indien oordeel dringend
  dan buiten toepassing
"""
TOESLAG = """uitkomst toeslag: ja/nee
  anders nee
  gunstig is ja
  ruimte voor beleidsregel bron Pw artikel 35
regel toeslag_voor_ieder bepaalt toeslag
  bron Pw artikel 35
  bedoeling vangnet
  dan ja
uitzondering te_laat op toeslag_voor_ieder
  bron Beleid artikel 4
  binnenwettelijk
  bedoeling vangnet
  indien vast
  dan nee
"""
GROND_4_84 = """afwijkingsgrond beleid_onevenredig bij regeling Beleid
  bron Awb artikel 4:84
  karakter moet beoordelen
  bedoeling vangnet
  ten gunste
  stelt terzijde te_laat
  toetsen altijd
  indien oordeel dringend
  dan buiten toepassing
"""


def without(text: str, *lines: str) -> str:
    """Leave out each line, the first time it stands there."""
    for line in lines:
        assert line + "\n" in text, line
        text = text.replace(line + "\n", "", 1)
    return text


def swap(text: str, old: str, new: str) -> str:
    """Put new words in the place of old ones, the first time they stand there."""
    assert old in text, old
    return text.replace(old, new, 1)


def spoil(text: str, name: str, code: str) -> str:
    """Mark the line that says a name with what is wrong there."""
    lines = text.splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith(name))
    lines[number] += f"  # fout: {code}"
    return "\n".join(lines) + "\n"


def assert_finds(find: Find, text: str) -> tuple[Diagnostic, ...]:
    """Check that a pass finds something on the marked lines, and on no others."""
    beleid = read(text)
    found = find(beleid, collect(beleid)[0])
    assert found_at(found, text) == marked(text), [each.headline for each in found]
    return found
