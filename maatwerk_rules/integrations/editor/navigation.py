"""From a name to where it is declared and to everywhere it stands, and giving it another name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from maatwerk_rules.analysis.collecting import SPACES
from maatwerk_rules.analysis.lookup import WORDS
from maatwerk_rules.integrations.editor.occurrences import Key, Occurrence, at, in_snapshot
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.syntax.grammar import ANSWERED, RESERVED
from maatwerk_rules.syntax.phrases import block_words, clause_words
from maatwerk_rules.values import frozen

_NAME = re.compile(r"[^\W\d_]\w*")

# Names that no declaration of this policy holds, or that are no more than a word.
_WORDS_OF_SPACES = {
    "waarde": "waarde",
    "basiswaarde": "waarde",
    "veld": "veld",
    "optie": "optie",
    "lokaal": "naam",
    "record": "record",
    "stap": "stap",
    "factor": "factor",
    "beleid": "beleid",
}


@frozen
class Refusal:
    """Why a name cannot be changed, in a Dutch sentence."""

    reason: str


def definitions(snapshot: Snapshot, document: Document, offset: int) -> tuple[Place, ...]:
    """Return where the name at a place is declared; more than one place when it is so twice."""
    found = at(snapshot, document, offset)
    if found is None:
        return ()
    return tuple(place for place, each in _all(snapshot, found[1].key) if each.defines)


def references(
    snapshot: Snapshot, document: Document, offset: int, *, declaration: bool = True
) -> tuple[Place, ...]:
    """Return everywhere the name at a place stands.

    Args:
        declaration: Also where it is declared.
    """
    found = at(snapshot, document, offset)
    if found is None:
        return ()
    return tuple(
        place for place, each in _all(snapshot, found[1].key) if declaration or not each.defines
    )


def alike(snapshot: Snapshot, document: Document, offset: int) -> tuple[Place, ...]:
    """Return where the name at a place stands in the same document."""
    found = at(snapshot, document, offset)
    if found is None:
        return ()
    return tuple(place for place, _ in _all(snapshot, found[1].key, (document,)))


def _all(
    snapshot: Snapshot, key: Key, documents: Collection[Document] | None = None
) -> Iterator[tuple[Place, Occurrence]]:
    for document, begin, each in in_snapshot(snapshot, key.name, documents):
        if each.key == key:
            yield Place(document, begin + each.start, begin + each.end), each


def declarations_of(snapshot: Snapshot, key: Key) -> Iterator[Declaration]:
    """Yield what declares a name: a block of its own, not a part of one."""
    for each in snapshot.beleid.everything():
        if each.name == key.name and space_of(each) == key.space:
            yield each


def name_at(snapshot: Snapshot, document: Document, offset: int) -> Place | Refusal | None:
    """Return the place of a name that may be changed, why it may not, or None: there is no name."""
    found = at(snapshot, document, offset)
    if found is None:
        return None
    refusal = _unchangeable(snapshot, found[1].key)
    return refusal or found[0]


def rename(
    snapshot: Snapshot, document: Document, offset: int, new: str
) -> tuple[Place, ...] | Refusal:
    """Return the places that get a new name, or why that cannot be."""
    found = at(snapshot, document, offset)
    if found is None:
        return Refusal("Hier staat geen naam.")
    key = found[1].key
    refusal = _unchangeable(snapshot, key) or _unusable(new) or _clash(snapshot, key, new)
    if refusal is not None:
        return refusal
    return tuple(place for place, _ in _all(snapshot, key))


def _unchangeable(snapshot: Snapshot, key: Key) -> Refusal | None:
    if key.space == "label":
        return Refusal(f"`{key.name}` is een omschrijving en geen naam die u ergens beschrijft.")
    defined = [place for place, each in _all(snapshot, key) if each.defines]
    if key.space == "beleid":
        return Refusal(
            f"`{key.name}` is ook de naam van een map of bestand, en ander beleid kan het zo "
            "gebruiken. Verander de naam daar en in `gebruikt`."
        )
    if not defined:
        return Refusal(f"`{key.name}` is in dit beleid nergens beschreven.")
    if any(place.document not in snapshot.own for place in defined):
        return Refusal(
            f"`{key.name}` is beschreven in beleid dat dit beleid gebruikt. Verander de naam daar."
        )
    holders = snapshot.symbols.opties.get(key.name, ()) if key.space == "optie" else ()
    if len(set(holders)) > 1:
        listed = " en ".join(f"`{each}`" for each in sorted(set(holders)))
        return Refusal(f"`{key.name}` is een optie van {listed}. Verander de naam met de hand.")
    return None


def _unusable(new: str) -> Refusal | None:
    if new in RESERVED | ANSWERED:
        return Refusal(f"`{new}` is een vast woord van de taal en kan geen naam zijn.")
    if new in block_words() | clause_words():
        return Refusal(f"`{new}` is een vast woord van de taal: een blok of regel begint ermee.")
    if _NAME.fullmatch(new) is None:
        return Refusal(
            f"`{new}` kan geen naam zijn. Een naam begint met een letter en heeft verder "
            "letters, cijfers en `_`."
        )
    return None


def _clash(snapshot: Snapshot, key: Key, new: str) -> Refusal | None:
    """Return what bears the new name already, where both would be taken for each other."""
    if new == key.name:
        return Refusal(f"De naam is al `{new}`.")
    for place, each in _declared(snapshot, new):
        if _meet(each.key, key, snapshot):
            where = "" if place.document in snapshot.own else " in beleid dat dit beleid gebruikt"
            return Refusal(f"De naam `{new}` is al in gebruik: {_word(snapshot, each)}{where}.")
    return None


def _declared(snapshot: Snapshot, name: str) -> Iterator[tuple[Place, Occurrence]]:
    for document, begin, each in in_snapshot(snapshot, name):
        if each.defines and each.key.name == name:
            yield Place(document, begin + each.start, begin + each.end), each


# Spaces of names that stand inside a block: they are only taken for some others.
_INSIDE = frozenset(("veld", "stap", "factor", "record", "lokaal", "optie", "label"))
# Spaces of which a name in an expression may be either.
_TOGETHER = frozenset(("waarde", "optie"))
_RECORDS = frozenset(("lokaal", "record", "soort", "waarde"))


def _meet(one: Key, other: Key, snapshot: Snapshot) -> bool:
    """Tell whether two names that were alike could be taken for each other."""
    if one.space == other.space == "lokaal":
        return one.holder.rpartition(":")[0] == other.holder.rpartition(":")[0]
    if one.space == other.space:
        is_local = one.space in {"veld", "stap", "factor", "record"}
        return one.holder == other.holder if is_local else True
    spaces = {one.space, other.space}
    if not spaces & _INSIDE:  # two blocks may bear one name, but nobody asks for that
        return True
    if spaces <= _TOGETHER or spaces <= _RECORDS:
        return True
    if spaces == {"veld", "waarde"}:
        veld, value = (one, other) if one.space == "veld" else (other, one)
        return snapshot.symbols.record_of(value.name) == veld.holder
    return spaces == {"factor", "waarde"}


def _word(snapshot: Snapshot, found: Occurrence) -> str:
    """Return what bears a name, in a word with its article."""
    key = found.key
    if key.space in {"lokaal", "veld", "optie", "record", "stap", "factor"}:
        return f"een {_WORDS_OF_SPACES[key.space]}"
    for each in declarations_of(snapshot, key):
        if type(each) in WORDS:
            return f"een {WORDS[type(each)]}"
    return f"een {_WORDS_OF_SPACES.get(key.space, key.space)}"


_OTHERS: Mapping[type[Declaration], str] = {d.Toets: "toets", d.Beleidskop: "beleid"}
_SPACE_NAMES = (
    *("waarde", "regel", "soort", "keuze", "groep", "regeling", "orgaan", "register"),
    *("basiswaarde", "bedoeling", "toelaatbaar"),
)


def space_of(declaration: Declaration) -> str:
    """Return the space in which a declaration has its name; empty for an invulling."""
    if isinstance(declaration, d.Schijven | d.Termijn):
        return "waarde"
    found = (
        name
        for name, kinds in zip(_SPACE_NAMES, SPACES, strict=True)
        if isinstance(declaration, kinds)
    )
    return next(found, _OTHERS.get(type(declaration), ""))
