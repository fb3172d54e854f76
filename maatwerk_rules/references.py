"""How places in the law are named: for people, for machines (Juriconnect, web addresses), as ids.

The forms were taken from Juriconnect BWB 1.3 and from the sites themselves; an address whose form
is not certain is not made.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende"),
    *("tiende", "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende"),
    *("zeventiende", "achttiende", "negentiende", "twintigste"),
)
_DE = "wet|regeling|verordening|beleidsregels?|regels|richtlijn"
_HET = "besluit|wetboek|reglement|verdrag|statuut|protocol|handvest|kader|beleid|boek|plan"
_HEAD = re.compile(rf"(?:(?P<de>{_DE})|(?P<het>{_HET}))\b", re.IGNORECASE)


def write_reference(regeling: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return a reference as it stands in a policy.

    Args:
        regeling: The name by which the policy knows the act.
        parts: Sort and number of each part, from large to small.

    >>> write_reference("Pw", [("artikel", "34"), ("lid", "2"), ("onderdeel", "a")])
    'Pw artikel 34 lid 2 onderdeel a'
    """
    return " ".join([regeling, *(f"{sort} {number}" for sort, number in parts)])


def write_verwijzing(
    titel: str,
    artikel: str | None = None,
    lid: str | None = None,
    onderdeel: str | None = None,
    subonderdeel: str | None = None,
) -> str:
    """Return a reference as a letter writes it.

    A lid that is no plain number up to twenty keeps its sign: `lid 8*`, `lid 2a`, `lid 21`.

    Source: Aanwijzingen voor de regelgeving, paragraaf 3.5 (verwijzing).

    >>> write_verwijzing("Participatiewet", "34", "2", "a")
    'artikel 34, tweede lid, onderdeel a, van de Participatiewet'
    >>> write_verwijzing("Participatiewet", "18", "8*")
    'artikel 18, lid 8*, van de Participatiewet'
    >>> write_verwijzing("Participatiewet", "34")
    'artikel 34 van de Participatiewet'
    """
    parts = [
        f"artikel {artikel}" if artikel else "",
        _write_lid(lid) if lid else "",
        f"onderdeel {onderdeel}" if onderdeel else "",
        f"onder {subonderdeel}" if subonderdeel else "",
    ]
    written = [part for part in parts if part]
    act = _with_article(titel)
    if not written:
        return act
    comma = "," if len(written) > 1 else ""
    return f"{', '.join(written)}{comma} van {act}"


def _write_lid(lid: str) -> str:
    if re.fullmatch(r"[0-9]{1,2}", lid) and 1 <= int(lid) <= len(ORDINALS):
        return f"{ORDINALS[int(lid) - 1]} lid"
    return f"lid {lid}"


def _with_article(titel: str) -> str:
    """Put `de` or `het` before a title, after its first word that is a sort of act."""
    if titel.startswith(("de ", "het ", "De ", "Het ")):
        return titel
    head = _HEAD.search(titel)
    return f"{'het' if head and head['het'] else 'de'} {titel}"


def natural(number: str | None) -> tuple[tuple[int, str], ...]:
    """Return by what the number of an article or lid is sorted: 4 before 18 before 18a.

    >>> sorted(["18a", "4", "18", "4:84"], key=natural)
    ['4', '4:84', '18', '18a']
    """
    pieces = re.findall(r"([0-9]+)|([^0-9\s]+)", number or "")
    return tuple((int(digits or 0), letters) for digits, letters in pieces)


def juriconnect(
    bwb_id: str,
    artikel: str | None = None,
    lid: str | None = None,
    onderdeel: str | None = None,
    *,
    on: date,
) -> str:
    """Return the Juriconnect 1.3 name of a place in national law, as it reads on a day.

    A lid that is no plain number (`8*`) has no Juriconnect name: then the article is named.

    Raises:
        ValueError: `bwb_id` is no BWB-id.

    Source: Juriconnect, standaard BWB 1.3.1 (2014-10-01).

    >>> juriconnect("BWBR0015703", "34", "3", "a", on=date(2026, 1, 1))
    'jci1.3:c:BWBR0015703&artikel=34&lid=3&o=a&g=2026-01-01'
    """
    _require(is_bwb_id(bwb_id), bwb_id, "BWB-id")
    if lid and not re.fullmatch(r"[0-9]+[a-z]*", lid):
        lid = onderdeel = None
    parts = (("artikel", artikel), ("lid", lid), ("o", onderdeel))
    place = "".join(f"&{name}={_locator(value)}" for name, value in parts if value)
    return f"jci1.3:c:{bwb_id}{place}&g={on.isoformat()}"


def _locator(value: str) -> str:
    return quote(value.replace(" ", "_"), safe=":.")


def wetten_url(
    bwb_id: str,
    artikel: str | None = None,
    lid: str | None = None,
    onderdeel: str | None = None,
    *,
    on: date,
) -> str:
    """Return the address of a national act, or of a place in it, as it reads on a day.

    Raises:
        ValueError: `bwb_id` is no BWB-id.

    >>> wetten_url("BWBR0015703", on=date(2026, 1, 1))
    'https://wetten.overheid.nl/BWBR0015703/2026-01-01/'
    >>> wetten_url("BWBR0015703", "34", on=date(2026, 1, 1))
    'https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=34&g=2026-01-01'
    """
    _require(is_bwb_id(bwb_id), bwb_id, "BWB-id")
    place = (
        juriconnect(bwb_id, artikel, lid, onderdeel, on=on)
        if artikel
        else f"{bwb_id}/{on.isoformat()}/"
    )
    return f"https://wetten.overheid.nl/{place}"


def cvdr_url(cvdr_id: str, artikel: str | None = None) -> str:
    """Return the address of a local act, or of an article of it.

    Raises:
        ValueError: `cvdr_id` is no CVDR-id.

    >>> cvdr_url("CVDR345917_1", "9")
    'https://lokaleregelgeving.overheid.nl/CVDR345917/1#Artikel9'
    """
    _require(is_cvdr_id(cvdr_id), cvdr_id, "CVDR-id")
    anchor = f"#Artikel{_locator(artikel)}" if artikel else ""
    return f"https://lokaleregelgeving.overheid.nl/{cvdr_id.replace('_', '/')}{anchor}"


def ecli_url(ecli: str) -> str:
    """Return the address of a Dutch judgment.

    Raises:
        ValueError: `ecli` is no ECLI of the Netherlands.

    >>> ecli_url("ECLI:NL:CRVB:2025:700")
    'https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2025:700'
    """
    _require(is_ecli(ecli) and ecli.startswith("ECLI:NL:"), ecli, "Nederlandse ECLI")
    return f"https://deeplink.rechtspraak.nl/uitspraak?id={ecli}"


def kst_url(kst: str) -> str:
    """Return the address of a parliamentary paper.

    Raises:
        ValueError: `kst` is no number of a parliamentary paper.

    >>> kst_url("kst-36582-3")
    'https://zoek.officielebekendmakingen.nl/kst-36582-3.html'
    """
    _require(is_kst(kst), kst, "Kamerstuk")
    return f"https://zoek.officielebekendmakingen.nl/{kst}.html"


def _require(claim: bool, text: str, sort: str) -> None:
    if not claim:
        raise ValueError(f'"{text[:64]}" lees ik niet als {sort}.')


def is_bwb_id(text: str) -> bool:
    """Tell whether a text has the form of an id of national law.

    >>> is_bwb_id("BWBR0015703"), is_bwb_id("BWBR15703")
    (True, False)
    """
    return re.fullmatch(r"BWB[RVW][0-9]{7}", text) is not None


def is_cvdr_id(text: str) -> bool:
    """Tell whether a text has the form of an id of local law, with or without its version.

    >>> is_cvdr_id("CVDR712517_1"), is_cvdr_id("CVDR345917/1"), is_cvdr_id("CVDR")
    (True, True, False)
    """
    return re.fullmatch(r"CVDR[0-9]{1,7}([_/][0-9]{1,3})?", text) is not None


def is_ecli(text: str) -> bool:
    """Tell whether a text has the form of an ECLI.

    >>> is_ecli("ECLI:NL:CRVB:2025:700"), is_ecli("LJN BV1234")
    (True, False)
    """
    form = r"ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}"
    return re.fullmatch(form, text) is not None


def is_kst(text: str) -> bool:
    """Tell whether a text has the form of the number of a parliamentary paper.

    >>> is_kst("kst-36582-3"), is_kst("kst-36600-XV-2"), is_kst("stb-2025-12")
    (True, True, False)
    """
    return re.fullmatch(r"kst-[0-9]{4,5}(-[A-Z]{1,5})?-[A-Z0-9]{1,4}", text) is not None


def is_gemeentecode(text: str) -> bool:
    """Tell whether a text has the form of the code of a municipality.

    >>> is_gemeentecode("GM0362"), is_gemeentecode("0362")
    (True, False)
    """
    return re.fullmatch(r"GM[0-9]{4}", text) is not None


def passes_elfproef(digits: str) -> bool:
    """Tell whether nine digits can be a bsn or an RSIN.

    >>> passes_elfproef("123456782"), passes_elfproef("123456789")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{9}", digits) or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0
