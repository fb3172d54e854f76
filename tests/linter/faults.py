"""Faults in shipped policies: how they are written down, and the texts with a fault in them.

A fault is a file in `corpus/<policy>/`. First a sentence and some lines of the form `name: value`:

    soort  what went wrong; one of `SORTS`
    vindt  who finds it: `controle` when left out, `toets NAME`, or `niemand`

Then what is looked for (`=== zoek`) and what comes in its place (`=== door`), or what is added
(`=== toe`). The lines that must be found end in `# fout: CODE`, or stand under `=== fout CODE`, the
last of some lines that stand once in the changed policy. Where several findings are right, all are
marked.

`los  ja` says that a fault hides other faults, so that it is only looked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import attrs

from maatwerk_rules.loading import read
from maatwerk_rules.source import Source
from tests.contract.test_meldingen import MARK

CORPUS = Path(__file__).parent / "corpus"

NAMED = (
    "verkeerde vergelijking",
    "vergeten huishouden",
    "dode hardheidsclausule",
    "overlappende geldigheid",
    "getal zonder bron",
    "lager beleid weigert wat de wet geeft",
    "hardheidsclausule reikt te ver",
    "beschermd via twee begrippen",
    "per maand tegenover per jaar",
)
"""What the design of the checks names; each is there."""

LET_THROUGH = (
    "voorwaarde toetst niets",
    "bewerking zonder werking",
    "grens bindt nooit",
    "ongebruikt bedrag",
    "toekenning buiten de leeftijden",
    "bedrag altijd gelijk",
    "overlappende versies",
)
"""What other engines for Dutch rules let through; each is there."""

OTHERS = (
    "afwijken en terzijde stellen",
    "bedrag verkeerd overgenomen",
    "begrijpelijk schrijven",
    "datum verkeerd",
    "en, of en niet",
    "gat of tegenspraak",
    "gemengde dagen",
    "keuze of tabel verkeerd",
    "oordeel en bevoegdheid",
    "overgeschreven regel",
    "privacy en gelijke behandeling",
    "toets verkeerd",
    "uitzondering vergeten",
    "vorm en namen",
    "waarom en waarvandaan",
    "wordt niet gebruikt",
)

SORTS = (*NAMED, *LET_THROUGH, *OTHERS)

FINDERS = ("controle", "toets", "niemand")


@attrs.frozen
class Change:
    """What is looked for and what comes in its place; without `wanted` it is added at the end."""

    wanted: str | None
    text: str


@attrs.frozen
class Place:
    """A code that is found at the last of some lines, which stand once in the policy."""

    code: str
    lines: str


@attrs.frozen
class Fault:
    """One realistic fault in a shipped policy."""

    policy: str
    name: str
    sentence: str
    sort: str
    finder: str
    toets: str
    alone: bool
    changes: tuple[Change, ...]
    places: tuple[Place, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the findings that are marked."""
        marks = [MARK.search(line) for one in self.changes for line in one.text.splitlines()]
        inline = {code.strip() for mark in marks if mark for code in mark[1].split(",")}
        return frozenset(inline | {place.code for place in self.places})


def read_fault(file: Path) -> Fault:
    head, *parts = file.read_text("utf-8").split("\n=== ")
    sentence, *lines = head.splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    finder, _, toets = said.pop("vindt", "controle").partition(" ")
    sort, alone = said.pop("soort", ""), said.pop("los", "nee") == "ja"
    assert not said, f"{file}: {said}"
    changes: list[Change] = []
    places: list[Place] = []
    wanted: str | None = None
    for part in parts:
        kind, _, text = part.partition("\n")
        text = text.removesuffix("\n")
        match kind.split():
            case ["zoek"]:
                wanted = text
            case ["door"]:
                assert wanted is not None, file
                changes.append(Change(wanted, text))
            case ["toe"]:
                changes.append(Change(None, text))
            case ["fout", code]:
                places.append(Place(code, text))
            case _:
                raise AssertionError(f"{file}: {kind}")
    where = file.parent.name, file.stem
    rest = tuple(changes), tuple(places)
    return Fault(*where, sentence, sort, finder, toets, alone, *rest)


@cache
def faults() -> tuple[Fault, ...]:
    return tuple(read_fault(file) for file in sorted(CORPUS.glob("*/*.txt")))


@cache
def texts(policy: str) -> tuple[Source, ...]:
    return tuple(read(policy).beleid.sources.values())


def changed(sources: tuple[Source, ...], fault: Fault) -> tuple[Source, ...]:
    """Give the texts with the fault in them."""
    found = list(sources)
    for change in fault.changes:
        if change.wanted is None:
            found[-1] = Source(found[-1].name, f"{found[-1].text}{change.text}\n")
            continue
        places = [i for i, each in enumerate(found) if change.wanted in each.text]
        if len(places) != 1 or found[places[0]].text.count(change.wanted) != 1:
            raise LookupError(f"{fault.policy}/{fault.name}: {change.wanted}")
        text = found[places[0]].text.replace(change.wanted, change.text)
        found[places[0]] = Source(found[places[0]].name, text)
    return tuple(found)


def marked(sources: tuple[Source, ...], faults: Iterable[Fault]) -> set[tuple[str, int, str]]:
    """Give what must be found in changed texts: file, line and code."""
    inline = {
        (source.name, number, code.strip())
        for source in sources
        for number, line in enumerate(source.text.splitlines(), start=1)
        if (mark := MARK.search(line))
        for code in mark[1].split(",")
    }
    return inline | {_at(place, sources) for fault in faults for place in fault.places}


def _at(place: Place, sources: tuple[Source, ...]) -> tuple[str, int, str]:
    wanted = f"\n{place.lines}\n"
    (source,) = (each for each in sources if wanted in f"\n{each.text}")
    text = f"\n{source.text}"
    assert text.count(wanted) == 1, place
    return source.name, text[: text.index(wanted) + len(wanted) - 1].count("\n"), place.code
