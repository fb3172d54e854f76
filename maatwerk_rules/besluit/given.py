"""What people give with a besluit: who decides, when, with which mandate, and what was said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.model.declarations import Bedoeling, Functie, Orgaan
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.shapes import is_blank, read_day, read_items, read_known, read_text

UNREADABLE = Kind(
    "MW995",
    "besluit-onvolledig",
    Severity.FOUT,
    "Dit besluit kan zo niet worden vastgelegd. {wat}",
    "Wie het later leest, moet zien wie besliste, namens wie, en op welk moment.",
)
GIVEN = (
    *("kenmerk", "door", "mandaat", "tijdstip", "gehoord", "derden", "ontvangen"),
    *("oorsprong", "geen_gewenst_effect", "archief", "spoor", "vorige"),
    *("ondersteuning", "samen_met", "bij_botsing", "bij_doenvermogen", "tijdvak", "rechtsmiddel"),
    "contact",
)
LISTS = ("ondersteuning", "samen_met")
ANSWERED = ("bij_botsing", "bij_doenvermogen")
"""What was done with a conflict or a flag, by the outcome it is about; with a conflict also by the
intention that it goes against."""
HEARD = ("op", "zienswijze", "gedaan", "niet_nodig")
ARCHIVE = ("archiefnominatie", "archiefactietermijn")
TRACE = ("trace_id", "span_id")
HASH_FORM = re.compile("[0-9a-f]{64}")
FIND_HASH = ("de hash staat in het vastgelegde besluit, bij `hash`",)
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)"
    r"(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
"""`date-time` of RFC 3339, section 5.6; whether the day exists is asked of the calendar."""


def read_given(
    policy: Policy, given: Mapping[str, object], names: Sequence[str], complaints: Complaints
) -> dict[str, Any]:
    """Return what was given with a besluit as it is recorded; complain about all that is wrong.

    Args:
        names: The outcomes that are decided.
    """
    found = read_known(given, "", GIVEN, complaints) or {}
    others = ("gehoord", "derden", "ontvangen", "archief", "spoor", "tijdvak", *LISTS, *ANSWERED)
    texts = {key: read_text(found.get(key), key, complaints) for key in GIVEN if key not in others}
    for key, text in (("kenmerk", "een kenmerk"), ("door", "wie beslist")):
        if is_blank(found.get(key)):
            complaints.add(UNREADABLE, key, wat=f"Er ontbreekt {text} (`{key}`).")
    known = [one.name for kind in (Orgaan, Functie) for one in policy.all(kind)]
    if texts["door"] is not None and texts["door"] not in known:
        complaints.add_unknown(texts["door"], "orgaan of functie", "door", known)
    _check_moment(found.get("tijdstip"), texts["tijdstip"], complaints)
    check_hash(texts["vorige"], "vorige", complaints)
    intentions = [one.naam for one in policy.all(Bedoeling)]
    named = {"bij_botsing": (*names, *intentions), "bij_doenvermogen": names}
    received = read_day(found.get("ontvangen"), "ontvangen", complaints)
    return {
        **texts,
        "ontvangen": received.isoformat() if received else None,
        "gehoord": _read_heard(found.get("gehoord"), "gehoord", complaints),
        "derden": _read_others(found.get("derden", ()), complaints),
        "archief": _read_group(found.get("archief"), "archief", ARCHIVE, complaints),
        "spoor": _read_group(found.get("spoor"), "spoor", TRACE, complaints),
        "ondersteuning": _read_list(found.get("ondersteuning", ()), "ondersteuning", complaints),
        "samen_met": _read_hashes(found.get("samen_met", ()), complaints),
        **{key: _read_group(found.get(key), key, named[key], complaints) for key in ANSWERED},
        "tijdvak": _read_period(found.get("tijdvak"), complaints),
    }


def _read_list(value: object, path: str, complaints: Complaints) -> list[str]:
    texts = (
        read_text(one, where, complaints) for where, one in read_items(value, path, complaints)
    )
    return [one for one in texts if one]


def _read_hashes(value: object, complaints: Complaints) -> list[str]:
    found = _read_list(value, "samen_met", complaints)
    for index, text in enumerate(found):
        check_hash(text, f"samen_met[{index}]", complaints)
    return found


def check_hash(text: str | None, path: str, complaints: Complaints) -> None:
    """Complain where a text is there and is not the hash of a besluit."""
    if text is not None and not HASH_FORM.fullmatch(text):
        expected = "de hash van een besluit (64 tekens, cijfers en a tot en met f),"
        complaints.add(WRONG_FORM, path, FIND_HASH, gevonden=quote(text), verwacht=expected)


def _read_period(value: object, complaints: Complaints) -> dict[str, str] | None:
    found = None if value is None else read_known(value, "tijdvak", ("van", "tot"), complaints)
    if found is None:
        return None
    days = {key: read_day(found.get(key), f"tijdvak.{key}", complaints) for key in ("van", "tot")}
    for key, day in days.items():
        if day is None:
            wat = f"Er ontbreekt een dag (`tijdvak.{key}`)."
            complaints.add(UNREADABLE, f"tijdvak.{key}", wat=wat)
    first, last = days["van"], days["tot"]
    if first is None or last is None:
        return None
    return {"van": first.isoformat(), "tot_en_met": last.isoformat()}


def _read_heard(value: object, path: str, complaints: Complaints) -> dict[str, str | None] | None:
    """Return what somebody said of it, and on which day; None where nothing was given."""
    if value is None:
        return None
    found = read_known(value, path, HEARD, complaints) or {}
    texts = {
        key: read_text(found.get(key), f"{path}.{key}", complaints) for key in HEARD if key != "op"
    }
    day = read_day(found.get("op"), f"{path}.op", complaints) if found.get("op") else None
    return {"op": day.isoformat() if day else None, **texts}


def _read_others(value: object, complaints: Complaints) -> list[dict[str, str | None]]:
    """Return who else may have objections, each with what was said; who it is must be there."""
    made = []
    for path, each in read_items(value, "derden", complaints):
        found = read_known(each, path, ("wie", *HEARD), complaints) or {}
        who = read_text(found.get("wie"), f"{path}.wie", complaints)
        if is_blank(found.get("wie")):
            wat = "Er staat niet wie dit is; noem een rol, geen naam."
            complaints.add(UNREADABLE, f"{path}.wie", wat=wat)
        heard = {key: one for key, one in found.items() if key != "wie"}
        made.append({"wie": who, **(_read_heard(heard, path, complaints) or {})})
    return made


def _read_group(
    value: object, path: str, keys: Sequence[str], complaints: Complaints
) -> dict[str, str | None] | None:
    if value is None:
        return None
    found = read_known(value, path, keys, complaints) or {}
    return {key: read_text(found.get(key), f"{path}.{key}", complaints) for key in keys}


def _check_moment(value: object, text: str | None, complaints: Complaints) -> None:
    if text is not None and not is_moment(text):
        expected = "een tijdstip met tijdzone, zoals `2026-03-01T10:15:00+01:00`,"
        complaints.add(WRONG_FORM, "tijdstip", gevonden=quote(text), verwacht=expected)
    elif text is None and is_blank(value):
        complaints.add(UNREADABLE, "tijdstip", wat="Er ontbreekt op welk moment (`tijdstip`).")


def is_moment(text: str) -> bool:
    """Tell whether a text is a `date-time` of RFC 3339: a day, a time and a zone, all of them.

    A second 60 is one only where the clock of the world had it: at the end of a day in UTC.
    The year 0000, which the standard knows, is no year here.

    >>> is_moment("2026-03-01T10:15:00+01:00"), is_moment("2026-03-01T10:15Z")
    (True, False)
    """
    if not MOMENT.fullmatch(text):
        return False
    leap = text[17:19] == "60"
    second = "59" if leap else text[17:19]
    zone = "Z" if text[-1] in "Zz" else text[-6:]
    try:
        moment = datetime.fromisoformat(f"{text[:10]}T{text[11:17]}{second}{zone}")
        return not leap or moment.astimezone(UTC).strftime("%H:%M") == "23:59"
    except (ValueError, OverflowError):
        return False
