"""Whether what is read as a besluit has the parts of one, so that whoever reads it finds them.

A hash says that a text was not changed; anyone can make one. The whole form stands in
`docs/naslag/schemas/besluit-2.schema.json`; here is what this program reads of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from maatwerk_rules.besluit.given import ANSWERED, HASH_FORM, HEARD, is_moment
from maatwerk_rules.runtime.complaints import join, quote

FIRST, SECOND, THIRD = (f"maatwerk/besluit/{number}" for number in (1, 2, 3))
Wrong = Iterator[tuple[str, str, str]]
"""A place, what stands there, and what is expected."""
Shape = Callable[[Any, str], Wrong]


def misshapen(data: Mapping[str, Any]) -> Wrong:
    """Yield what does not have the form of a besluit: the place, what is there, what should be.

    Linear in what is read.
    """
    yield from BESLUIT(data, "")
    if data.get("schema") != FIRST:
        yield from SINCE(data, "")
    if data.get("schema") not in (FIRST, SECOND):
        yield from SINCE_THIRD(data, "")


def _is(test: Callable[[Any], bool], expected: str) -> Shape:
    def shape(value: Any, path: str) -> Wrong:
        if not test(value):
            yield path, quote(value), expected

    return shape


def _or_none(inner: Shape) -> Shape:
    def shape(value: Any, path: str) -> Wrong:
        if value is not None:
            yield from inner(value, path)

    return shape


def _list(inner: Shape) -> Shape:
    def shape(value: Any, path: str) -> Wrong:
        if not isinstance(value, list):
            yield path, quote(value), "een lijst"
            return
        for index, each in enumerate(value):
            yield from inner(each, f"{path}[{index}]")

    return shape


def _each(inner: Shape) -> Shape:
    def shape(value: Any, path: str) -> Wrong:
        if not isinstance(value, Mapping):
            yield path, quote(value), "een groep gegevens tussen { en }"
            return
        for key, each in value.items():
            yield from inner(each, join(path, key))

    return shape


def _group(optional: Mapping[str, Shape] | None = None, /, **needed: Shape) -> Shape:
    """Return the form of an object: what must be there, and what may; the rest is not read."""

    def shape(value: Any, path: str) -> Wrong:
        if not isinstance(value, Mapping):
            yield path, quote(value), "een groep gegevens tussen { en }"
            return
        for key, inner in needed.items():
            if key in value:
                yield from inner(value[key], join(path, key))
            else:
                yield join(path, key), "niets", "een waarde"
        for key, inner in (optional or {}).items():
            if key in value:
                yield from inner(value[key], join(path, key))

    return shape


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


ANY = _is(lambda value: True, "")
TEXT = _is(lambda value: isinstance(value, str), "een tekst")
TEXT_OR_NONE = _or_none(TEXT)
TEXTS = _list(TEXT)
TRUTH = _is(lambda value: isinstance(value, bool), "ja of nee")
DAY = _is(_is_day, "een datum zoals `2026-03-01`")
HASH = _is(lambda value: isinstance(value, str) and bool(HASH_FORM.fullmatch(value)), "een hash")
MOMENT = _is(lambda value: isinstance(value, str) and is_moment(value), "een tijdstip met tijdzone")
RECORD = _or_none(_group(lijst=TEXT, sleutel=TEXT))
LEAF = _group(soort=TEXT, naam=TEXT, voor=RECORD)
GROUND = _group(regel=TEXT, rol=TEXT)
LENGTH = _group(aantal=_is(lambda value: type(value) is int, "een heel getal"), eenheid=TEXT)
FAVOURABLE = _or_none(TRUTH)
ROOM = _group(
    soort=TEXT,
    naam=TEXT,
    stand=TEXT,
    voor=RECORD,
    bevoegd=TEXTS,
    **dict.fromkeys(("door", "op", "omdat"), TEXT_OR_NONE),
)
OUTCOME = _group(
    naam=TEXT,
    voor=RECORD,
    status=TEXT,
    waarde=ANY,
    gunstig=FAVOURABLE,
    fase=ANY,
    gronden=_list(GROUND),
    bedoelingen=TEXTS,
    geschonden=TEXTS,
    ten_hoogste=_or_none(LENGTH),
    ruimte=_list(ROOM),
)
JUDGED = {"voor": TEXT, "op": DAY, "door": TEXT, "omdat": TEXT, "gewogen": _each(TEXT)}
CASE = _group(
    {
        "oordelen": _list(_group(JUDGED, oordeel=TEXT, waarde=ANY)),
        "bekeken": _list(_group({"op": DAY, "door": TEXT, "omdat": TEXT})),
        "gewenst_effect": TEXT,
    },
    feiten=_each(ANY),
)
DECISION = _group(
    beleid=TEXT,
    hash=HASH,
    peildatum=DAY,
    bibliotheekversie=TEXT,
    uitkomsten=_list(OUTCOME),
    feiten=CASE,
    signalen=_list(_group(soort=TEXT, blad=_or_none(LEAF))),
)
WEIGHING = _group(
    uitkomst=TEXT,
    grond=TEXT,
    voor=TEXT_OR_NONE,
    is_afwijking=TRUTH,
    bron=TEXT_OR_NONE,
    antwoorden=_each(TEXT),
    oordelen=_list(
        _group(
            {"voor": TEXT, "mandaat": TEXT},
            oordeel=TEXT,
            waarde=ANY,
            door=TEXT,
            op=DAY,
            omdat=TEXT,
            gewogen=_each(TEXT),
        )
    ),
    niet_nagerekend=TEXTS,
)
PART = _group(van=DAY, tot_en_met=DAY, status=TEXT, gunstig=FAVOURABLE)
PERIOD = _group(van=DAY, tot_en_met=DAY, uitkomsten=_list(_group(naam=TEXT, delen=_list(PART))))
BESLUIT = _group(
    schema=TEXT,
    kenmerk=TEXT,
    door=TEXT,
    mandaat=TEXT_OR_NONE,
    tijdstip=MOMENT,
    ontvangen=_or_none(DAY),
    oorsprong=TEXT_OR_NONE,
    geen_gewenst_effect=TEXT_OR_NONE,
    vorige=_or_none(HASH),
    gehoord=_or_none(_group(**dict.fromkeys(HEARD, TEXT_OR_NONE))),
    ondersteuning=TEXTS,
    samen_met=_list(HASH),
    **dict.fromkeys(ANSWERED, _or_none(_each(TEXT_OR_NONE))),
    uitkomst=DECISION,
    stap=_is(lambda value: value in ("regel", "ondersteuning", "afwijking"), "een stap"),
    afwijkingen=TEXTS,
    botsingen=_list(_group(uitkomst=TEXT, voor=RECORD, dient=TEXTS, tegen=TEXTS)),
    doenvermogen=_list(_group(stand=TEXT, uitkomsten=TEXTS, voor=RECORD, plicht=TEXTS)),
    tijdvak=_or_none(PERIOD),
    wegingen=_list(WEIGHING),
    rechtsmiddel=TEXT_OR_NONE,
    bio2=_each(TEXT_OR_NONE),
    hash=HASH,
)
SINCE = _group(
    derden=_list(_group(wie=TEXT, **dict.fromkeys(HEARD, TEXT_OR_NONE))),
    horen=_list(_group(artikel=TEXT, wie=TEXT)),
)
"""What was not there in the first form."""
SINCE_THIRD = _group(
    contact=TEXT_OR_NONE,
    mandaten=_each(TEXTS),
    botsingen=_list(_group(gronden=TEXTS)),
)
"""What was not there in the second form."""
