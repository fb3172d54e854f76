"""What can be wrong with the data of a case, and the list in which complaints are collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from typing import NoReturn

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic, sort_diagnostics
from maatwerk_rules.dutch import write_list
from maatwerk_rules.errors import FactError
from maatwerk_rules.nearest import nearest

LONGEST_VALUE = 60  # characters of the data that a complaint may repeat
MOST_COMPLAINTS = 200
SHORTEST_BEGINNING = 3  # letters that make the beginning of a name a clear one
MOST_OFFERED = 3
LARGEST_NUMBER = 10**40

NO_JSON = Kind(
    "MW970",
    "geen-json",
    Severity.FOUT,
    "Dit is geen goede JSON: {wat}.",
    "",
)
KEY_TWICE = Kind(
    "MW971",
    "dubbele-sleutel",
    Severity.FOUT,
    "`{naam}` staat hier twee keer.",
    "Welke van de twee geldt, zou toeval zijn.",
)
TOO_LARGE = Kind(
    "MW972",
    "zaak-te-groot",
    Severity.FOUT,
    "Deze zaak is te groot: {wat}.",
    "",
)
UNKNOWN_KEY = Kind(
    "MW973",
    "onbekende-sleutel",
    Severity.FOUT,
    "Ik ken geen {soort} met de naam `{naam}`.{vraag}",
    "Een feit dat het beleid niet kent, zou stil worden overgeslagen.",
)
UNREADABLE = Kind(
    "MW974",
    "waarde-onleesbaar",
    Severity.FOUT,
    "{waarde} lees ik niet als {soort}.{vraag}",
    "",
)
OUT_OF_RANGE = Kind(
    "MW975",
    "feit-buiten-bereik",
    Severity.FOUT,
    "{waarde} ligt niet tussen {laagste} en {hoogste}.",
    "Het beleid is alleen nagerekend voor waarden binnen dit bereik.",
)
UNKNOWN_OPTION = Kind(
    "MW976",
    "onbekende-optie",
    Severity.FOUT,
    "{waarde} is geen optie van {keuze}.{vraag}",
    "",
)
NOT_A_FACT = Kind(
    "MW977",
    "geen-feit",
    Severity.FOUT,
    "`{naam}` is geen feit maar {wat}.",
    "Alleen een gegeven wordt opgegeven; al het andere volgt uit het beleid of uit een oordeel.",
)
LIST_TOO_LONG = Kind(
    "MW978",
    "lijst-te-lang",
    Severity.FOUT,
    "Deze lijst telt {aantal} records; het beleid rekent met hoogstens {maximum}.",
    "",
)
NO_RECORD = Kind(
    "MW994",
    "record-ontbreekt",
    Severity.FOUT,
    "Bij `{naam}` hoort precies één {soort}; hier staat er geen.",
    "Het beleid leest hier altijd één record; zonder record is er niets te lezen.",
)
WRONG_FORM = Kind(
    "MW979",
    "verkeerde-vorm",
    Severity.FOUT,
    "Hier staat {gevonden}, maar {verwacht} wordt verwacht.",
    "",
)
UNCLEAR_FACT = Kind(
    "MW980",
    "feit-onduidelijk",
    Severity.FOUT,
    "Dit feit is onduidelijk: {wat}.",
    "Een feit is bekend met een waarde, niet gevraagd (laat het weg) of niet te weten.",
)
STANDING_INCOMPLETE = Kind(
    "MW981",
    "stand-onvolledig",
    Severity.FOUT,
    "Dit feit geldt niet als niet aangetoond: {wat}.",
    "Een gevolg mag alleen aan niet aantonen hangen na een verzoek en een verlopen termijn.",
)
JUDGEMENT_INCOMPLETE = Kind(
    "MW982",
    "oordeel-onvolledig",
    Severity.FOUT,
    "Bij {oordeel} ontbreekt {wat}.",
    "Een oordeel telt pas mee als te lezen is wie het gaf, waarom, en wat is gewogen.",
)
RECORD_NOT_NAMED = Kind(
    "MW983",
    "oordeel-mist-record",
    Severity.FOUT,
    "Het oordeel `{naam}` bestaat {hoe}, maar {gevonden}.",
    "",
)
NO_MANDATE = Kind(
    "MW984",
    "gever-zonder-mandaat",
    Severity.FOUT,
    "Dit oordeel kan alleen {wie} geven: {door} heeft daarvoor geen mandaat.",
    "",
)
MAY_NOT_LOOK = Kind(
    "MW985",
    "kijker-zonder-mandaat",
    Severity.FOUT,
    "Alleen {wie} kan vastleggen dat ambtshalve is bekeken: {door} heeft daarvoor geen mandaat.",
    "",
)
OTHER_POLICY = Kind(
    "MW986",
    "zaak-van-ander-beleid",
    Severity.FOUT,
    "Deze zaak lijkt bij ander beleid te horen:"
    " {aantal} van de {totaal} namen kent dit beleid niet.",
    "Een feit dat het beleid niet kent, zou stil worden overgeslagen.",
)

JUDGEMENTS_DIFFER = Kind(
    "MW987",
    "oordelen-verschillen",
    Severity.FOUT,
    "Het oordeel `{naam}` is hier {waarde} en op een andere plaats {andere}, beide {wanneer}.",
    "Welk van de twee geldt, zou toeval zijn: de volgorde in een zaak betekent niets.",
)

COURSE_UNCLEAR = Kind(
    "MW988",
    "verloop-onduidelijk",
    Severity.FOUT,
    "Dit verloop is onduidelijk: {wat}.",
    "Op elke dag heeft een gegeven hoogstens één waarde; een dag zonder waarde is onbekend.",
)
NO_COURSE = Kind(
    "MW989",
    "verloopt-niet",
    Severity.FOUT,
    "`{naam}` heeft hier een verloop, maar het beleid kent er één waarde van.",
    "Alleen van een gegeven met `verloopt` kan een zaak zeggen hoe het in de tijd verandert.",
)


@attrs.define
class Complaints:
    """The complaints about one case.

    After 200 the reading stops, so that the time stays bounded for whatever is sent.
    """

    found: list[Diagnostic] = attrs.field(factory=list)

    def add(self, kind: Kind, path: str, help_: Iterable[str] = (), **facts: str) -> None:
        """Add a complaint about the value at a path."""
        self.found.append(diagnostic(kind, path or None, help=help_, labels=(), **facts))
        if len(self.found) >= MOST_COMPLAINTS:
            self.check()

    def add_unknown(self, name: str, what: str, path: str, known: Iterable[str]) -> None:
        """Add a complaint about a name nobody declared.

        Args:
            what: The Dutch word for what was expected, without article.
        """
        names = list(known)
        near = nearest(name, names) or _begin_with(name, names)
        vraag = ask(f"`{each}`" for each in near)
        self.add(UNKNOWN_KEY, path, naam=cut(name), soort=what, vraag=vraag)

    def stop(self, kind: Kind, help_: Iterable[str] = (), **facts: str) -> NoReturn:
        """Raise all complaints, with this one about the whole: there is nothing more to read."""
        whole = diagnostic(kind, None, help=help_, labels=(), **facts)
        raise FactError(sort_diagnostics([*self.found, whole]))

    def check(self) -> None:
        """Raise all complaints at once, when there are any.

        Raises:
            FactError: There are complaints.
        """
        if self.found:
            raise FactError(sort_diagnostics(self.found))


def _begin_with(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the first few names, by alphabet, of which this is clearly the beginning."""
    if len(name) < SHORTEST_BEGINNING:
        return ()
    return tuple(nsmallest(MOST_OFFERED, {each for each in known if each.startswith(name)}))


def ask(offers: Iterable[str]) -> str:
    """Return the question whether one of these was meant, or nothing.

    >>> ask(["`a`", "`b`"])
    ' Bedoelt u `a` of `b`?'
    """
    listed = list(offers)
    return f" Bedoelt u {write_list(listed, 'of')}?" if listed else ""


def cut(text: str) -> str:
    """Return at most the first 60 characters, on one line and without half characters.

    >>> len(cut("a" * 1000))
    60
    """
    short = text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
    return "".join(char if char.isprintable() else "·" for char in short)


GROUP = "een groep gegevens tussen { en }"
"""How a mapping is called to who writes a case."""


def quote(value: object) -> str:
    """Return a value of the data as a complaint shows it, or the sort of thing it is.

    >>> quote("12 euro"), quote(12), quote([1]), quote(None)
    ('"12 euro"', '12', 'een lijst', 'niets (null)')
    """
    match value:
        case None:
            return "niets (null)"
        case bool():
            return "ja" if value else "nee"
        case str():
            return f'"{cut(value)}"'
        case int() | Fraction() | Decimal():
            return cut(str(value)) if is_printable(value) else "een heel lang getal"
        case date():
            return value.isoformat()
        case Mapping():
            return GROUP
        case list() | tuple():
            return "een lijst"
    return f"iets van de soort {cut(type(value).__name__)}"


def is_printable(number: int | Fraction | Decimal) -> bool:
    """Tell whether a number is finite and of ordinary length: 40 digits on either side.

    >>> is_printable(12), is_printable(Decimal("1e999999")), is_printable(Decimal("NaN"))
    (True, False, False)
    """
    if isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -40 and number.adjusted() < 40
    return abs(number.numerator) < LARGEST_NUMBER and number.denominator < LARGEST_NUMBER


def join(path: str, key: object) -> str:
    """Return the path of a key within an object.

    >>> join("bezittingen[0]", "waarde_in_euro"), join("", "inkomen")
    ('bezittingen[0].waarde_in_euro', 'inkomen')
    """
    name = cut(key) if isinstance(key, str) else quote(key)
    return f"{path}.{name}" if path else name
