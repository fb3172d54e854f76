"""How the things of one policy are called in an explanation: rules, sources, persons, records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.describe import NO_RECORDS, describe, of_record
from maatwerk_rules.explanation.document import Block, Words
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bron, Vraag
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Functie,
    Gegeven,
    Gelijkstelling,
    Hardheidsclausule,
    Oordeel,
    Orgaan,
    Regel,
    Regeling,
    Register,
    Tabel,
    Uitzondering,
)
from maatwerk_rules.model.node import Declaration, Reference
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.references import Artikelverwijzing, Kamerstuk, Uitspraak
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf
from maatwerk_rules.references import (
    cvdr_url,
    ecli_url,
    is_bwb_id,
    is_cvdr_id,
    is_ecli,
    is_kst,
    juriconnect,
    kst_url,
    natural,
    wetten_url,
    write_verwijzing,
)
from maatwerk_rules.runtime.evaluate import is_unnamed
from maatwerk_rules.runtime.fact_values import NO_REQUEST
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.values import frozen

RULES: tuple[type[Declaration], ...] = (
    Regel,
    Uitzondering,
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
)
MOST_KEPT = 1_000
"""Of so many dates, together with what others keep, words are remembered."""
MOST_DESCRIBED = 20_000
"""So many expressions with their records are remembered in words."""
NATIONAL = ("wet", "amvb", "ministeriele_regeling")


@frozen
class Source:
    """A legal source as people write it, with its id for machines and its address.

    `identifier` is the Juriconnect id, ECLI or paper number; it and `url` are None where there is
    no certain one.
    """

    text: str
    identifier: str | None = None
    url: str | None = None

    @property
    def words(self) -> Words:
        """The source as words, a link where it has an address."""
        return Words(self.text, url=self.url)


@frozen
class Vocabulary:
    """The names of one policy and one case, and sources as they read on `peildatum`.

    `named` holds the sources that were asked for, so that they can be listed at the end.
    """

    policy: Policy
    peildatum: date
    facts: Facts | None = None
    named: dict[str, Reference] = attrs.field(factory=dict, eq=False, repr=False)

    def rule(self, name: str) -> Declaration | None:
        """Return the declaration of a rule, exception, adjustment, deviation or row of a table."""
        known: dict[str, Declaration] = self.policy.derived.setdefault(Vocabulary, {})
        found = known.get(name)
        if found is None:
            kinds = (self.policy.find(kind, name) for kind in RULES)
            found = next((one for one in kinds if one is not None), None)
            found = found or self.policy.find(Tabel, name.partition(" rij ")[0])
            if found is not None:
                known[name] = found
        return found

    def kind_of(self, name: str) -> str:
        """Return what an author calls a rule, so that what is read is what was written."""
        return "gelijkstelling" if self.policy.find(Gelijkstelling, name) else "regel"

    def called(self, name: str) -> str:
        """Return a rule by its name, with in front what it is when its name does not say so."""
        kind = self.kind_of(name)
        return write_name(name) if kind == "regel" else f"{kind} {write_name(name)}"

    def source_of(self, declaration: Declaration) -> Source | None:
        """Return the legal source a declaration names."""
        bron = declaration.one(Bron)
        return self.source(bron.verwijzing) if bron is not None else None

    def source(self, verwijzing: Reference) -> Source:
        """Return a reference as a letter writes it, with its id and address."""
        known: dict[Reference, Source] = self._derived("bronnen")
        source = known.get(verwijzing)
        if source is None:
            source = known[verwijzing] = self._source(verwijzing)
        self.named.setdefault(source.text, verwijzing)
        return source

    def _derived(self, what: str) -> dict[Any, Any]:
        """Return what was worked out of the policy for this date, to look in and to add to."""
        every = self.policy.derived
        found: dict[Any, Any] | None = every.get((Vocabulary, what, self.peildatum))
        if found is None:
            found = {}
            if len(every) < MOST_KEPT:
                every[Vocabulary, what, self.peildatum] = found
        return found

    def once(self, key: object, write: Callable[[Vocabulary], Iterable[Block]]) -> Iterable[Block]:
        """Return blocks that hang on no case, with the sources they name; written once for a date.

        Args:
            key: What is written, apart from the policy and the date.
        """
        known: dict[object, tuple[tuple[Block, ...], dict[str, Reference]]]
        known = self._derived("blokken")
        found = known.get(key)
        if found is None:
            own = attrs.evolve(self, facts=None, named={})
            found = tuple(write(own)), own.named
            if len(known) < MOST_KEPT:
                known[key] = found
        for text, verwijzing in found[1].items():
            self.named.setdefault(text, verwijzing)
        return found[0]

    def _source(self, verwijzing: Reference) -> Source:
        match verwijzing:
            case Artikelverwijzing():
                return self._article(verwijzing)
            case Uitspraak(ecli=ecli):
                url = ecli_url(ecli) if is_ecli(ecli) and ecli.startswith("ECLI:NL:") else None
                return Source(f"uitspraak {ecli}", ecli, url)
            case Kamerstuk(nummer=nummer):
                return Source(nummer, nummer, kst_url(nummer) if is_kst(nummer) else None)
        raise TypeError(f"no source in {type(verwijzing).__name__}")

    def _article(self, ref: Artikelverwijzing) -> Source:
        regeling = self.policy.find(Regeling, ref.regeling)
        title = regeling.titel if regeling else ref.regeling
        text = write_verwijzing(title, ref.artikel, ref.lid, ref.onderdeel, ref.onder)
        number = regeling.nummer if regeling else ""
        if is_bwb_id(number):
            parts = ref.artikel, ref.lid, ref.onderdeel
            identifier = juriconnect(number, *parts, on=self.peildatum)
            return Source(text, identifier, wetten_url(number, ref.artikel, on=self.peildatum))
        if is_cvdr_id(number):
            return Source(text, number, cvdr_url(number, ref.artikel))
        return Source(text)

    def sources_in(self, texts: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources named so far that stand in a text, once, in the order of the law."""
        whole = "\n".join(texts)
        found = [each for text, each in self.named.items() if text in whole]
        return tuple(self.source(each) for each in sorted(found, key=self.order_of))

    def order_of(self, verwijzing: Reference) -> tuple[object, ...]:
        """Return by what references are sorted: regeling, article and its parts; others behind."""
        if not isinstance(verwijzing, Artikelverwijzing):
            return (1, self.source(verwijzing).text)
        ranks = {each.naam: rank for rank, each in enumerate(self.policy.all(Regeling))}
        rank = ranks.get(verwijzing.regeling, len(ranks))
        parts = (verwijzing.artikel, verwijzing.lid, verwijzing.onderdeel, verwijzing.onder)
        return (0, rank, verwijzing.regeling, *map(natural, parts))

    def regeling(self, name: str) -> str:
        """Return a regeling as it stands in a sentence: `de Participatiewet`."""
        regeling = self.policy.find(Regeling, name)
        return write_verwijzing(regeling.titel if regeling else name)

    def is_national(self, declaration: Declaration) -> bool:
        """Tell whether a rule stands in the law itself and not in rules of a municipality."""
        bron = declaration.one(Bron)
        if bron is None or not isinstance(bron.verwijzing, Artikelverwijzing):
            return False
        regeling = self.policy.find(Regeling, bron.verwijzing.regeling)
        return regeling is not None and regeling.soort in NATIONAL

    def title(self, name: str) -> str:
        """Return the title of an organ, function or register."""
        for kind in (Orgaan, Functie, Register):
            found = self.policy.find(kind, name)
            if isinstance(found, Orgaan | Functie | Register):
                return found.titel
        return write_name(name)

    def who(self, names: Iterable[str]) -> str:
        """Return who may decide: the organ, and who does so on its behalf."""
        functies: list[str] = []
        organs: list[str] = []
        for name in names:
            functie = self.policy.find(Functie, name)
            (organs if functie is None else functies).append(self.title(name))
            if functie is not None and not organs:
                organs.append(self.title(functie.namens))
        organ = write_list(dict.fromkeys(organs), "of")
        if not functies:
            return organ
        return f"{organ}, of namens dit orgaan: {write_list(functies, 'of')}"

    def record(self, record: RecordId) -> str:
        """Return a record by its own name, or by its sort and place."""
        if is_unnamed(record):
            return f"{write_name(self.soort(record))} (nog niet genoemd)"
        if not record.key.isdigit():
            return write_name(record.key)
        return f"{write_name(self.soort(record))} {int(record.key) + 1}"

    def soort(self, record: RecordId) -> str:
        """Return the soort of a record."""
        type_ = self.policy.types.get(record.list)
        return type_.soort.naam if isinstance(type_, Lijst) else record.list

    def is_no_request(self, name: str) -> bool:
        """Tell whether this is a request that nobody made."""
        fact = self.facts.values.get(fact_leaf(name)) if self.facts is not None else None
        return fact is not None and fact.herkomst == NO_REQUEST

    def leaf(self, leaf: Leaf) -> str:
        """Return what is known or missing, by its name."""
        name = write_name(leaf.field if leaf.field is not None else leaf.name)
        about = "" if leaf.record is None else f" ({self.record(leaf.record)})"
        match leaf.kind:
            case "oordeel":
                return f"het oordeel ‘{name}’{about}"
            case "bedrag":
                return f"‘{name}’ op deze datum"
            case "invulling":
                return f"de invulling van ‘{name}’"
            case "uitkomst":
                return f"een duidelijke uitkomst van ‘{name}’{about}"
        if leaf.record is None:
            return name
        return of_record(name, self.record(leaf.record), self.type_of(leaf))

    def names(self, bound: Mapping[str, RecordId]) -> dict[str, str]:
        """Return how the records are called that variables stand for."""
        return {variable: self.record(record) for variable, record in bound.items()}

    def described(self, expr: core.Expr, bound: Mapping[str, RecordId]) -> str:
        """Return an expression of the policy in words, with what its variables stand for."""
        known = self._derived("woorden")
        names = self.names(bound) if bound else NO_RECORDS
        key = id(expr), *names.items()
        found: tuple[core.Expr, str] | None = known.get(key)
        if found is None:
            found = expr, describe(expr, names)
            if len(known) < MOST_DESCRIBED:
                known[key] = found  # with the expression, so that no other gets its id
        return found[1]

    def question(self, leaf: Leaf) -> str | None:
        """Return the question by which something is asked, in the words of the policy."""
        if leaf.kind not in ("oordeel", "gegeven"):
            return None
        if leaf.field is not None:
            veld = self.policy.field_of(leaf)
            vraag = veld.one(Vraag) if veld is not None else None
            if vraag is None or leaf.record is None:
                return None
            return f"{capital(self.record(leaf.record))}: {vraag.tekst}"
        kind = Oordeel if leaf.kind == "oordeel" else Gegeven
        declared: Declaration | None = self.policy.find(kind, leaf.name)
        vraag = declared.one(Vraag) if declared is not None else None
        return vraag.tekst if vraag is not None else None

    def signed(self, door: str) -> str:
        """Return who gave a judgement, and on behalf of which organ."""
        functie = self.policy.find(Functie, door)
        if functie is None:
            return self.title(door)
        return f"{functie.titel}, namens {self.title(functie.namens)}"

    def type_of(self, leaf: Leaf) -> Type | None:
        """Return the type of a leaf."""
        type_ = self.policy.types.get(leaf.name)
        if leaf.field is None:
            return type_
        return type_.soort.field(leaf.field) if isinstance(type_, Lijst) else None

    def some_type(self, leaf: Leaf) -> Type:
        """Return the type of a fact of the policy."""
        type_ = self.type_of(leaf)
        assert type_ is not None, "a fact of the policy has a type"
        return type_


def capital(text: str) -> str:
    """Return the text with a capital in front.

    >>> capital("vermogen boven grens")
    'Vermogen boven grens'
    """
    return text[:1].upper() + text[1:]
