"""The besluit as it is recorded: canonical JSON that never changes, with a hash over all of it.

The form is versioned and described in `docs/naslag/schemas/besluit-1.schema.json`. There is no
clock here: who records says on which moment.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import attrs

from maatwerk_rules.besluit.considered import considered, months_of
from maatwerk_rules.besluit.weighing import Weighing, write_weighing
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.model.clauses import Bezwaar
from maatwerk_rules.model.declarations import Functie, Orgaan
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.record import UNKNOWN_SCHEMA, to_json
from maatwerk_rules.runtime.shapes import read_day, read_items, read_known, read_text

SCHEMA = "maatwerk/besluit/1"
HASH = "hash"

CHANGED = Kind(
    "MW968",
    "besluit-gewijzigd",
    Severity.FOUT,
    "Dit besluit is na het vastleggen gewijzigd: de inhoud past niet bij `hash`.",
    "Een vastgelegd besluit verandert nooit. Wie iets wil herstellen, legt een nieuw besluit vast.",
)
UNREADABLE = Kind(
    "MW995",
    "besluit-onvolledig",
    Severity.FOUT,
    "Dit besluit kan zo niet worden vastgelegd. {wat}",
    "Wie het later leest, moet zien wie besliste, namens wie, en op welk moment.",
)
GIVEN = (
    *("kenmerk", "door", "mandaat", "tijdstip", "gehoord", "ontvangen", "oorsprong"),
    *("geen_gewenst_effect", "archief", "spoor", "vorige"),
    *("ondersteuning", "samen_met", "bij_botsing", "bij_doenvermogen", "tijdvak", "rechtsmiddel"),
)
TERM = re.compile(r"\b(dag|dagen|week|weken|maand|maanden)\b|\b\d{4}\b")
"""A remedy names a term or a date; `tot wanneer` alone is none."""
LISTS = ("ondersteuning", "samen_met")
ANSWERED = ("bij_botsing", "bij_doenvermogen")
"""What was done with a conflict or a flag, by the outcome it is about."""
HEARD = ("op", "zienswijze", "gedaan", "niet_nodig")
ARCHIVE = ("archiefnominatie", "archiefactietermijn")
TRACE = ("trace_id", "span_id")


@attrs.frozen(slots=False)
class Besluit:
    """A recorded besluit. `text` is canonical JSON: sorted keys, no blanks, UTF-8.

    >>> read_besluit(b'{"schema": "x"}')
    Traceback (most recent call last):
    maatwerk_rules.errors.FactError: ...
    """

    text: bytes

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What it says; read anew from the text, so that no reader can change it."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def hash(self) -> str:
        """The SHA-256 over all but itself, as hexadecimal digits."""
        found: str = self.data[HASH]
        return found

    @property
    def peildatum(self) -> date:
        """The day on which the law was read."""
        return date.fromisoformat(self.data["uitkomst"]["peildatum"])

    @property
    def outcomes(self) -> Sequence[Mapping[str, Any]]:
        """The outcomes, as `to_json` writes them."""
        found: Sequence[Mapping[str, Any]] = self.data["uitkomst"]["uitkomsten"]
        return found


def canonical(data: Mapping[str, Any]) -> bytes:
    """Return data as JSON of which there is only one form.

    >>> canonical({"b": 1, "a": "€"}).decode()
    '{"a":"€","b":1}'
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def seal(data: Mapping[str, Any]) -> Besluit:
    """Return data with its hash as a besluit."""
    bare = {key: value for key, value in data.items() if key != HASH}
    return Besluit(canonical({**bare, HASH: hashlib.sha256(canonical(bare)).hexdigest()}))


def read_besluit(text: bytes | str) -> Besluit:
    """Return a besluit that was kept.

    Raises:
        FactError: it is no JSON, of another form, or changed since it was recorded.
    """
    complaints = Complaints()
    data = read_json(text, complaints)
    schema = data.get("schema") if isinstance(data, Mapping) else None
    if schema != SCHEMA or not isinstance(data, Mapping):
        shown = f"`{schema}`" if schema else "er staat geen `schema`"
        complaints.stop(UNKNOWN_SCHEMA, (f"dit programma leest `{SCHEMA}`",), gevonden=shown)
    exact = json.loads(text)
    found = seal(exact)
    if found.hash != exact.get(HASH):
        complaints.stop(CHANGED)
    return found


def record(
    policy: Policy,
    decision: Decision,
    given: Mapping[str, object],
    weighings: Sequence[Weighing] = (),
) -> Besluit:
    """Return a decision and its weighings as a besluit of a person with a mandate.

    All is recorded that was considered, also what was refused; `lacking` tells what is still
    needed before it may be sent. The outcomes are reckoned once more: what is recorded is what
    the rules say of these facts, and can be reckoned again.

    Args:
        given: `kenmerk`, `door`, `tijdstip` (RFC 3339), and where they are there `mandaat`,
            `gehoord`, `ontvangen` (the day of the application), `oorsprong`, `archief`, `spoor`,
            `vorige` (the hash of the besluit it comes after), `geen_gewenst_effect` (why it was
            not asked), `ondersteuning` (help in the process), `samen_met` (hashes of besluiten
            on the same case under another policy), `bij_botsing` and `bij_doenvermogen` (what
            was done with it, by outcome), `tijdvak` (`van` and `tot`: the months it covers),
            `rechtsmiddel` (the words of the municipality; those of the policy when left out).

    Raises:
        FactError: something does not read; all of it is told, with its place.
    """
    complaints = Complaints()
    names = tuple(_names(decision))
    said = _read(policy, given, names, complaints)
    complaints.check()
    facts, tijdvak = decision.facts, said.pop("tijdvak")
    again = decide(policy, facts, peildatum=decision.peildatum, uitkomsten=names)
    return seal(
        {
            "schema": SCHEMA,
            **said,
            "uitkomst": to_json(again),
            **considered(policy, again, said, months_of(policy, facts, names, tijdvak)),
            "wegingen": [write_weighing(one, facts) for one in weighings],
            "rechtsmiddel": said["rechtsmiddel"] or _remedy(policy),
            "bio2": {
                "actie": "besluit vastgelegd",
                "object": said["kenmerk"],
                "resultaat": decision.status,
                "oorsprong": said["oorsprong"],
                "actor": said["door"],
                "tijdstempel": said["tijdstip"],
            },
        }
    )


def _names(decision: Decision) -> Iterable[str]:
    return dict.fromkeys(one.name for one in decision)


def _remedy(policy: Policy) -> str | None:
    kop = policy.beleid.kop
    bezwaar = kop.one(Bezwaar) if kop is not None else None
    return bezwaar.tekst if bezwaar is not None else None


def _read(
    policy: Policy, given: Mapping[str, object], names: Sequence[str], complaints: Complaints
) -> dict[str, Any]:
    found = read_known(given, "", GIVEN, complaints) or {}
    others = ("gehoord", "ontvangen", "archief", "spoor", "tijdvak", *LISTS, *ANSWERED)
    texts = {key: read_text(found.get(key), key, complaints) for key in GIVEN if key not in others}
    for key, text in (("kenmerk", "een kenmerk"), ("door", "wie beslist")):
        if texts[key] is None:
            complaints.add(UNREADABLE, key, wat=f"Er ontbreekt {text} (`{key}`).")
    known = [one.name for kind in (Orgaan, Functie) for one in policy.all(kind)]
    if texts["door"] is not None and texts["door"] not in known:
        complaints.add_unknown(texts["door"], "orgaan of functie", "door", known)
    _check_moment(texts["tijdstip"], complaints)
    received = read_day(found.get("ontvangen"), "ontvangen", complaints)
    return {
        **texts,
        "ontvangen": received.isoformat() if received else None,
        "gehoord": _read_group(found.get("gehoord"), "gehoord", HEARD, complaints),
        "archief": _read_group(found.get("archief"), "archief", ARCHIVE, complaints),
        "spoor": _read_group(found.get("spoor"), "spoor", TRACE, complaints),
        **{key: _read_list(found.get(key, ()), key, complaints) for key in LISTS},
        **{key: _read_group(found.get(key), key, names, complaints) for key in ANSWERED},
        "tijdvak": _read_period(found.get("tijdvak"), complaints),
    }


def _read_list(value: object, path: str, complaints: Complaints) -> list[str]:
    texts = (
        read_text(one, where, complaints) for where, one in read_items(value, path, complaints)
    )
    return [one for one in texts if one]


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


def _read_group(
    value: object, path: str, keys: Sequence[str], complaints: Complaints
) -> dict[str, str | None] | None:
    if value is None:
        return None
    found = read_known(value, path, keys, complaints) or {}
    return {key: read_text(found.get(key), f"{path}.{key}", complaints) for key in keys}


def _check_moment(text: str | None, complaints: Complaints) -> None:
    if text is None:
        complaints.add(UNREADABLE, "tijdstip", wat="Er ontbreekt op welk moment (`tijdstip`).")
        return
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        expected = "een tijdstip met tijdzone, zoals `2026-03-01T10:15:00+01:00`,"
        complaints.add(WRONG_FORM, "tijdstip", gevonden=quote(text), verwacht=expected)


# ---------------------------------------------------------------- before it is sent


def lacking(besluit: Besluit) -> tuple[str, ...]:
    """Return what must be settled before the besluit is sent, each as a Dutch sentence.

    The engine cannot see whether someone had to be heard (Awb 4:7 and 4:8): for what is not
    favourable a person says so, or why it was not needed.
    """
    return tuple(text for _, text in lacking_at(besluit))


def lacking_at(besluit: Besluit) -> tuple[tuple[str, str], ...]:
    """Return what `lacking` does, each with its place in what is given to `record`.

    What is not given there has a place too: `uitkomst.NAAM` for an outcome that is open,
    `wegingen.GROND` for a deviation without weighing, `gewenst_effect` for the wanted effect.
    """
    return tuple(_lacking(besluit.data))


def _lacking(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    weighed = {one["grond"] for one in data["wegingen"]}
    parts = [*_parts(data)]
    for name, when, one in parts:
        if one["status"] != "vast":
            text = f"De uitkomst `{name}` staat{when} niet vast: zij is {_said(one['status'])}."
            yield f"uitkomst.{name}", text
    yield from _unanswered(data)
    for name in data["afwijkingen"]:
        if name not in weighed:
            text = f"De afwijking `{name}` is toegepast zonder vastgelegde weging."
            yield f"wegingen.{name}", text
    effect = data["uitkomst"]["feiten"].get("gewenst_effect")
    if not effect and not data["geen_gewenst_effect"]:
        yield "gewenst_effect", NO_EFFECT
    if not data["mandaat"]:
        yield "mandaat", "Het mandaat ontbreekt."
    if not data["rechtsmiddel"]:
        yield "rechtsmiddel", NO_REMEDY
    elif not TERM.search(data["rechtsmiddel"]):
        yield "rechtsmiddel", NO_TERM
    heard = data["gehoord"] or {}
    unfavourable = any(one["gunstig"] is not True for _, _, one in parts)
    if unfavourable and not heard.get("niet_nodig"):
        if not heard.get("zienswijze") or not heard.get("op"):
            place = "gehoord.op" if heard.get("zienswijze") else "gehoord.zienswijze"
            yield place, NOT_HEARD
        elif not heard.get("gedaan"):
            yield "gehoord.gedaan", "Er staat niet wat is gedaan met wat de inwoner vond."


NO_EFFECT = "Er staat niet wat de inwoner wil bereiken, en ook niet waarom dat niet is gevraagd."
NO_REMEDY = "Er staat niet wat iemand tegen dit besluit kan doen, en binnen welke termijn."
NO_TERM = "Er staat niet binnen welke termijn iemand iets tegen dit besluit kan doen."
NOT_HEARD = "Er staat niet wat de inwoner vond, of waarom horen niet nodig was."


def _parts(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each outcome, or each of its sub-periods, with its name and when it is."""
    if data["tijdvak"] is None:
        yield from ((one["naam"], "", one) for one in data["uitkomst"]["uitkomsten"])
        return
    for one in data["tijdvak"]["uitkomsten"]:
        for part in one["delen"]:
            first, last = (date.fromisoformat(part[key]) for key in ("van", "tot_en_met"))
            yield one["naam"], f" van {write_date(first)} tot en met {write_date(last)}", part


def _said(status: str) -> str:
    return status.replace("_", " ")


def _unanswered(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the conflicts and flags of which it is not said what was done with them.

    A weighing of the same outcome says so too.
    """
    weighed = {one["uitkomst"] for one in data["wegingen"]}
    against = {
        one["naam"] for one in data["uitkomst"]["uitkomsten"] if one["gunstig"] is not True
    } - weighed
    for one in data["botsingen"]:
        answered = (data["bij_botsing"] or {}).get(one["uitkomst"])
        if one["uitkomst"] in against and not answered:
            both = write_list(f"`{name}`" for name in (*one["dient"], *one["tegen"]))
            text = (
                f"Bij `{one['uitkomst']}` trekken bedoelingen uit elkaar: {both}."
                " Er staat niet wat daarmee is gedaan."
            )
            yield f"bij_botsing.{one['uitkomst']}", text
    for one in data["doenvermogen"]:
        said = any((data["bij_doenvermogen"] or {}).get(name) for name in one["uitkomsten"])
        if one["stand"] != "bekeken" and against.intersection(one["uitkomsten"]) and not said:
            duty = write_list(f"`{name}`" for name in one["plicht"])
            name = next(name for name in one["uitkomsten"] if name in against)
            yield (
                f"bij_doenvermogen.{name}",
                f"Niemand keek of {duty} nu meer vraagt dan de inwoner kan.",
            )
