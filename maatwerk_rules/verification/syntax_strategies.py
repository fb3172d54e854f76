"""Hypothesis strategies for every node of the syntax tree: what an author could have written.

The strategy of a class follows from the types of its fields; what a type does not say (which words
are units, what a citation looks like, where only a literal can stand) is said here by field.
"""

from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model import references as r
from maatwerk_rules.model import toetsclauses as tc
from maatwerk_rules.model import typenodes as t
from maatwerk_rules.model.node import Declaration, Expression, Node, Reference, TypeNode

Strategy = st.SearchStrategy[Any]

PERIODS = ("maand", "jaar", "week", "dag")
UNITS = ("jaar", "maand", "week", "dag", "uur")
COMPARISONS = (
    *("is", "is niet", "is meer dan", "is minder dan", "is ten minste"),
    "is ten hoogste",
)
ACTS = ("wet", "amvb", "ministeriele_regeling", "verordening", "beleidsregel")

# Names that are also words of the language, but no reserved ones: authors may use them.
_SHARED = ("leeftijd", "som", "norm", "grens", "waarde", "bedrag", "vraag", "stap", "er", "meer")

names = st.one_of(
    st.sampled_from(("inkomen", "recht", "aïsha_2", "b", "aangetoond", *_SHARED)),
    st.from_regex(r"[a-z]{2}_[a-z0-9_]{1,8}", fullmatch=True),
)
texts = st.text(
    st.characters(codec="utf-8", exclude_characters='"', exclude_categories=("C", "Z"))
    | st.just(" "),
    max_size=40,
)
dates = st.dates(date(1000, 1, 1), date(9999, 12, 31))
decimals = st.builds(
    lambda number, places: Fraction(number, 10**places), st.integers(0, 10**9), st.integers(0, 6)
)


def words(*choices: str) -> Strategy:
    """Return one of some words."""
    return st.sampled_from(choices)


def some(items: Strategy, least: int = 1) -> Strategy:
    """Return a tuple of at most four."""
    return st.lists(items, min_size=least, max_size=4).map(tuple)


amounts = st.builds(e.Bedragliteraal, st.integers(0, 10**12), st.none() | st.sampled_from(PERIODS))
numbers = st.builds(e.Getalliteraal, decimals, st.none() | st.sampled_from(UNITS))
literals: Strategy = st.one_of(
    amounts,
    st.builds(e.Percentageliteraal, decimals.map(lambda number: number / 100)),
    st.builds(e.Datumliteraal, dates),
    numbers,
)
signed = literals | st.builds(e.Tegengestelde, literals)
# Where only a literal or a name can stand, some names are words of the language.
facts = st.one_of(
    signed, st.builds(e.Janee, st.booleans()), st.builds(e.Naam, words("inkomen", "er", "meer"))
)
rates = st.builds(e.Naam, names) | st.builds(
    e.Percentageliteraal, decimals.map(lambda number: number / 100)
)
_LEAVES: Strategy = st.one_of(
    literals,
    *(st.builds(cls, names) for cls in (e.Naam, e.Oordeelverwijzing, e.NietAangetoond)),
    st.builds(e.Janee, st.booleans()),
    st.builds(e.Veldverwijzing, names, names),
    st.sampled_from((e.Vorige(), e.Peildatum())),
)


OVER_MONTHS = (e.MaandenWaarin, e.AaneengeslotenMaanden, e.SomOverMaanden)


def _windows(inner: Strategy) -> Strategy:
    months = st.integers(0, 10**4)
    return st.builds(e.BinnenMaanden, months, inner) | st.builds(e.InKalenderjaar, inner)


def _compound(inner: Strategy) -> Strategy:
    days = st.none() | words("eerder", "later")
    maybe = st.none() | inner
    parts = some(inner, 2)
    return st.one_of(
        *(st.builds(cls, parts) for cls in (e.En, e.Of, e.Hetzij)),
        *(st.builds(cls, inner) for cls in (e.Niet, e.Tegengestelde, e.EersteDagVanDeMaand)),
        st.builds(e.Vergelijking, inner, st.sampled_from(COMPARISONS), inner),
        *(st.builds(cls, inner, some(inner)) for cls in (e.EenVan, e.GeenVan)),
        st.builds(e.Telling, st.integers(0, 9999), some(inner)),
        *(st.builds(cls, inner, inner) for cls in (e.TenMinste, e.TenHoogste)),
        *(st.builds(cls, inner, inner, days) for cls in (e.Optelling, e.Aftrekking)),
        *(st.builds(cls, inner, inner) for cls in (e.Vermenigvuldiging, e.Deling, e.Leeftijd)),
        st.builds(e.GeldendOp, names, inner),
        st.builds(e.Somlijst, inner, names, names, maybe),
        st.builds(e.Aantallijst, names, names, maybe),
        *(st.builds(cls, inner, names, names, maybe, maybe) for cls in (e.Hoogste, e.Laagste)),
        *(st.builds(cls, names, names, inner) for cls in (e.Elke, e.ErIsEen)),
        *(st.builds(cls, inner, _windows(inner)) for cls in OVER_MONTHS),
        st.builds(e.Voorwaardelijk, some(st.builds(e.Tak, inner, inner)), inner),
        st.builds(
            e.Afronding,
            inner,
            words("rekenkundig", "naar boven", "naar beneden"),
            words("centen", "hele euro's", "hele procenten", "helen"),
        ),
    )


expressions: Strategy = st.recursive(_LEAVES, _compound, max_leaves=12)

references: Strategy = st.one_of(
    st.builds(
        r.Artikelverwijzing,
        names,
        words("1", "18a", "4:84", "2.1", "7:1a"),
        st.none() | words("1", "3a", "8*"),
        st.none() | words("a", "bis", "2°"),
        st.none() | words("1°", "3"),
    ),
    st.builds(r.Uitspraak, words("ECLI:NL:CRVB:2018:1600", "ECLI:NL:HR:2020:1.A")),
    st.builds(r.Kamerstuk, words("kst-36582-3", "stb-2025-12", "kst-36600-XV-2")),
)

bounds = st.lists(st.integers(0, 10**9), min_size=2, max_size=2, unique=True).map(sorted)
ranges = bounds.map(
    lambda pair: t.Bereik(e.Bedragliteraal(pair[0]), e.Bedragliteraal(pair[1], None))
)
spans = st.lists(dates, min_size=2, max_size=2, unique=True).map(sorted)

_validity = st.one_of(
    st.builds(c.Geldigheid, dates), spans.map(lambda pair: c.Geldigheid(pair[0], pair[1]))
)
_stretches = st.one_of(
    st.builds(e.Verloopdeel, dates, st.none(), facts),
    st.builds(lambda pair, value: e.Verloopdeel(pair[0], pair[1], value), spans, facts),
)
_cells = bounds.map(
    lambda pair: e.CelVanafTot(
        e.Getalliteraal(Fraction(pair[0])), e.Getalliteraal(Fraction(pair[1]))
    )
)

# What a type does not say of a field; a field of a class goes before a field of any class.
_FIELDS: dict[tuple[type[Node] | None, str], Strategy] = {
    (c.Status, "status"): words("concept", "vastgesteld"),
    (c.Gemeente, "code"): words("GM0362", "GM0014"),
    (c.Rol, "rol"): words("beschermd", "irrelevant", "procesgegeven", "onveranderlijk"),
    (c.GunstigIs, "richting"): words("ja", "nee", "hoger", "lager", "eerder", "later"),
    (c.BijSamenloop, "wijze"): words("som", "hoogste", "laagste"),
    (c.Karakter, "karakter"): words("moet", "moet beoordelen", "kan"),
    (c.Rang, "rang"): words("binnenwettelijk", "buitenwettelijk", "tegenwettelijk"),
    (c.Strekking, "strekking"): words("ten gunste", "ten nadele", "in beide richtingen"),
    (c.Monotoon, "richting"): words("meer", "minder"),
    (c.Ruimte, "soort"): st.sampled_from(ACTS),
    (c.InTeVullen, "soort"): st.sampled_from(ACTS),
    (c.Helling, "stap"): amounts,
    (c.Helling, "hoogstens"): amounts,
    (c.Helling, "uitkomst"): words("hoogte", "recht"),
    (c.Ingang, "waarde"): signed,
    (c.SchijfTot, "tarief"): rates,
    (c.SchijfDaarboven, "tarief"): rates,
    (c.Afrondingsclausule, "wijze"): words("rekenkundig", "naar boven", "naar beneden"),
    (c.Afrondingsclausule, "eenheid"): words("centen", "hele euro's", "hele procenten", "helen"),
    (c.Duurt, "duur"): numbers | st.builds(e.Naam, names),
    (d.Regeling, "soort"): st.sampled_from(ACTS),
    (d.Regeling, "nummer"): words("BWBR0015703", "CVDR345917/1", "voorbeeld"),
    (d.Dekking, "graad"): words(
        *("gecodeerd", "gedeeltelijk", "aan mensen", "niet gecodeerd", "nog niet in werking")
    ),
    (t.Naamtype, "naam"): words("leefvorm", "norm"),
    # A field cannot be called by the first word of a clause of the field before it.
    (d.Veld, "naam"): words("geboortedatum", "waarde_in_euro", "één_veld", "norm"),
    (e.Celwaarde, "waarde"): facts,
    (e.CelVanaf, "vanaf"): signed,
    (e.CelTot, "tot"): signed,
    (tc.Volgens, "herkomst"): words("wettekst", "tabel", "uitspraak", "eigen lezing"),
    (tc.Toetsoordeel, "waarde"): facts,
    (tc.Vast, "waarde"): facts,
    (tc.Voorlopig, "waarde"): facts,
    (None, "eenheid"): st.sampled_from(UNITS),
    (None, "periode"): st.sampled_from(PERIODS),
    **{
        (None, name): texts
        for name in ("tekst", "titel", "vraag", "omdat", "teksten", "toelichting")
    },
}
_WHOLE: dict[type[Node], Strategy] = {
    c.Geldigheid: _validity,
    e.CelVanafTot: _cells,
    e.Verloopdeel: _stretches,
    t.Bereik: ranges,
}
_TOETS_VALUE = st.deferred(lambda: facts | st.just(e.NietTeWeten()) | nodes(e.Verloopwaarde))
_FIELDS[e.Veldwaarde, "waarde"] = _TOETS_VALUE
_FIELDS[tc.Toetsveld, "waarde"] = _TOETS_VALUE
_FIELDS[tc.Toetsgegeven, "waarde"] = st.deferred(
    lambda: _TOETS_VALUE | nodes(e.Record) | nodes(e.Lijstwaarde) | nodes(e.NietGetoond)
)


def nodes(cls: type[Node]) -> Strategy:
    """Return a strategy for a class; clauses of declarations are in canonical order."""
    if cls in _WHOLE:
        return _WHOLE[cls]
    hints = get_type_hints(cls)
    fields = {
        field.name: _field(cls, field.name, hints[field.name])
        for field in attrs.fields(cls)
        if field.name not in {"span", "comments"}
    }
    return st.builds(cls, **fields)


def _field(cls: type[Node], name: str, hint: Any) -> Strategy:
    if name == "clausules":
        return st.deferred(lambda: _clauses_of(cls))
    if (cls, name) == (c.Rij, "cellen"):
        return some(
            st.one_of(*map(nodes, (e.Elk, e.Celwaarde, e.CelVanafTot, e.CelVanaf, e.CelTot)))
        )
    if (cls, name) == (tc.Verwachting, "verwacht"):
        return st.one_of(
            *map(nodes, (tc.Vast, tc.Voorlopig, tc.Onbepaald, tc.ZonderRegel, tc.Strijdig))
        )
    if (cls, name) == (d.Opschaling, "treden"):
        later = st.lists(nodes(c.Daarna), max_size=3)
        return st.builds(lambda first, others: (first, *others), nodes(c.Eerst), later)
    if (cls, name) == (d.Gelijkheid, "eigenschappen"):
        return some(st.one_of(*map(nodes, PROPERTIES)))
    said = _FIELDS.get((cls, name), _FIELDS.get((None, name)))
    return _of_type(hint, said)


def _of_type(hint: Any, said: Strategy | None) -> Strategy:
    """Return a strategy for a type; `said` is what is known of the values inside it."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return st.one_of(*(_of_type(each, said) for each in get_args(hint)))
    if hint is type(None):
        return st.none()
    if origin is tuple:
        return some(_of_type(get_args(hint)[0], said))
    if said is not None:
        return said
    return _SIMPLE[hint] if hint in _SIMPLE else nodes(hint)


TYPES: tuple[type[Node], ...] = (
    *(t.Janeetype, t.Bedragtype, t.Percentagetype, t.Aantaltype, t.Datumtype, t.Keuzetype),
    *(t.Lijsttype, t.Eentype, t.HoogstensEentype, t.Naamtype),
)
_SIMPLE: dict[Any, Strategy] = {
    str: names,
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    date: dates,
    Fraction: decimals,
    Expression: expressions,
    Reference: references,
    TypeNode: st.deferred(lambda: st.one_of(*map(nodes, TYPES))),
}

PROPERTIES: tuple[type[Node], ...] = (
    c.Ongeacht,
    c.Monotoon,
    c.Helling,
    c.VolgordeIrrelevant,
    c.Stabiel,
    c.Grens,
)
_CITED = (c.Bron, c.EigenLezing, c.LetOp)
_DATED = (
    *(*_CITED, c.NogNietInWerking, c.Bedoelingclausule, c.Ingang, c.NietBekend, c.BekendTot),
    c.LaatstBekend,
)
_DERIVED = (
    *(*_CITED, c.NogNietInWerking, c.Bedoelingclausule, c.InTeVullen, c.Is, c.Anders),
    *(c.GunstigIs, c.GunstigVan),
    *(c.BijSamenloop, c.Stappen, c.Ruimte, c.Door, c.VergtEerst, c.PerKalendermaand, c.Uitleg),
)
_RULE = (
    *(
        *_CITED,
        c.Geldigheid,
        c.BlijftGeldigVoor,
        c.NogNietInWerking,
        c.Rang,
        c.Karakter,
        c.Krachtens,
        c.Bedoelingclausule,
        c.Strekking,
    ),
    *(c.SteltTerzijde, c.ToetsenAltijd, c.ToetsenBijAanwijzing, c.ToetsenOpVerzoek, c.Indien),
    *(c.Dan, c.BuitenToepassing, c.TenHoogsteDuur, c.Uitleg),
)
CLAUSES: dict[type[Node], tuple[type[Node], ...]] = {
    d.Veld: (c.Vraag, c.Grondslag, c.Verloopt, c.UitRegister, c.Rol, c.Moeite, c.LetOp),
    d.Beleidskop: (
        *(c.Taalversie, c.Status, c.LetOp, c.Geldigheid, c.Gemeente, c.Gebruikt, c.Bezwaar),
    ),
    d.Waarde: (c.Bron, c.EigenLezing),
    d.Bedoeling: (*_CITED, c.Dient, c.Geschonden),
    d.Gegeven: (
        *(c.Vraag, c.Grondslag, c.Verloopt, c.UitRegister, c.Rol, c.AlleenIndien, c.Vermoeden),
        *(c.Bewijslast, c.Moeite, c.LetOp),
    ),
    **dict.fromkeys((d.Bedrag, d.Aantal, d.Percentage), _DATED),
    **dict.fromkeys((d.Begrip, d.Uitkomst), _DERIVED),
    d.Invulling: (*_CITED, c.Geldigheid, c.NogNietInWerking, c.Bedoelingclausule, c.Is),
    d.Tabel: (
        *(
            *_CITED,
            c.NogNietInWerking,
            c.Bedoelingclausule,
            c.Datumkolommen,
            c.Rij,
            c.BekendTot,
            c.LaatstBekend,
        ),
        c.Anders,
    ),
    d.Schijven: (
        *(*_CITED, c.Bedoelingclausule, c.SchijfTot, c.SchijfDaarboven, c.Afrondingsclausule),
        c.Uitleg,
    ),
    d.Termijn: (
        *(*_CITED, c.Bedoelingclausule, c.BegintOp, c.BegintNa, c.Duurt, c.Opgeschort, c.Uitleg),
    ),
    d.Oordeel: (
        *(c.Vraag, c.Maatstaf, c.Door, c.Weegt, c.EigenLezing, c.LetOp),
        *(c.NogNietInWerking, c.Bedoelingclausule, c.MotiveringVerplicht, c.GeldigDuur),
    ),
    **dict.fromkeys(
        (d.Regel, d.Uitzondering, d.Aanpassing, d.Afwijkingsgrond, d.Hardheidsclausule), _RULE
    ),
    d.Gelijkstelling: tuple(
        cls for cls in _RULE if cls not in {c.Strekking, c.SteltTerzijde, c.Dan, c.BuitenToepassing}
    ),
    d.Voorrang: (c.Omdat, c.Bron, c.EigenLezing),
    d.Toets: (
        *(tc.Zoals, tc.Verhaal, tc.Toetsdatum, tc.MetOntwerp, tc.GewenstEffect, tc.ZonderGegeven),
        *(tc.ZonderOordeel, tc.ZonderBekeken, tc.Toetsgegeven, tc.Toetsveld, tc.Toetsoordeel),
        *(tc.Bekeken, tc.Volgens, tc.Verwachting),
    ),
}


def _clauses_of(cls: Any) -> Strategy:
    """Return clauses in the order of `CLAUSES`; of each kind one, but several facts and rows."""
    kinds = CLAUSES[cls]
    several = {
        *(c.Ingang, c.Rij, c.SchijfTot, c.Opgeschort, c.Bron, c.Indien),
        *(tc.ZonderGegeven, tc.ZonderOordeel, tc.Toetsgegeven),
        *(tc.Toetsveld, tc.Toetsoordeel, tc.Verwachting),
    }
    chosen = st.lists(st.sampled_from(kinds), max_size=4, unique=True)

    def draw(picked: list[type[Node]]) -> Strategy:
        ordered = sorted(picked, key=kinds.index)
        groups = [
            st.lists(nodes(kind), min_size=1, max_size=2 if kind in several else 1)
            for kind in ordered
        ]
        return st.tuples(*groups).map(lambda lists: tuple(item for each in lists for item in each))

    return chosen.flatmap(draw)


DECLARATIONS: tuple[type[Declaration], ...] = (
    *(d.Beleidskop, d.Regeling, d.Orgaan, d.Functie, d.Register, d.Waarde, d.Bedoeling, d.Keuze),
    *(d.Soort, d.Gegeven, d.Huishouden, d.Bedrag, d.Aantal, d.Percentage, d.Begrip, d.Uitkomst),
    *(d.Invulling, d.Tabel, d.Schijven, d.Termijn, d.Oordeel, d.Regel, d.Gelijkstelling),
    *(d.Uitzondering, d.Aanpassing, d.Afwijkingsgrond, d.Hardheidsclausule, d.Groep, d.Voorrang),
    *(d.Opschaling, d.Gelijkheid, d.Toelaatbaar, d.Aanname, d.Dekking, d.Toets),
)


def declarations() -> Strategy:
    """Return any declaration as an author could have written it."""
    return st.one_of(*map(nodes, DECLARATIONS))
