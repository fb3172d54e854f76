"""The besluit as it is recorded: canonical JSON that never changes, with a hash over all of it.

The form is versioned and described in `docs/naslag/schemas/besluit-1.schema.json`. There is no
clock here: who records says on which moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import attrs

from maatwerk_rules.besluit.weighing import Weighing, write_weighing
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.model.clauses import Bezwaar
from maatwerk_rules.model.declarations import Afwijkingsgrond, Functie, Hardheidsclausule, Orgaan
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING, Decision
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.record import UNKNOWN_SCHEMA, to_json
from maatwerk_rules.runtime.shapes import read_day, read_known, read_text

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
)
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
            not asked).

    Raises:
        FactError: something does not read; all of it is told, with its place.
    """
    complaints = Complaints()
    said = _read(policy, given, complaints)
    complaints.check()
    return seal(
        {
            "schema": SCHEMA,
            **said,
            "uitkomst": reckoned(policy, decision.facts, decision.peildatum, _names(decision)),
            "wegingen": [write_weighing(one, decision.facts) for one in weighings],
            "afwijkingen": list(deviations(policy, decision)),
            "rechtsmiddel": _remedy(policy),
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


def reckoned(policy: Policy, facts: Facts, peildatum: date, names: Iterable[str]) -> dict[str, Any]:
    """Return what the rules say, as it is recorded and reckoned again: of these outcomes alone."""
    return to_json(decide(policy, facts, peildatum=peildatum, uitkomsten=tuple(names)))


def _names(decision: Decision) -> Iterable[str]:
    return dict.fromkeys(one.name for one in decision)


def deviations(policy: Policy, decision: Decision) -> tuple[str, ...]:
    """Return the deviations and hardship clauses that took part in an outcome, each once."""
    kinds = (Afwijkingsgrond, Hardheidsclausule)
    used = (one.rule for result in decision for one in result.grounds if one.role in DECIDING)
    return tuple(
        name for name in dict.fromkeys(used) if any(policy.find(kind, name) for kind in kinds)
    )


def _remedy(policy: Policy) -> str | None:
    kop = policy.beleid.kop
    bezwaar = kop.one(Bezwaar) if kop is not None else None
    return bezwaar.tekst if bezwaar is not None else None


def _read(policy: Policy, given: Mapping[str, object], complaints: Complaints) -> dict[str, Any]:
    found = read_known(given, "", GIVEN, complaints) or {}
    texts = {
        key: read_text(found.get(key), key, complaints)
        for key in GIVEN
        if key not in ("gehoord", "ontvangen", "archief", "spoor")
    }
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
    }


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
    return tuple(_lacking(besluit.data))


def _lacking(data: Mapping[str, Any]) -> Iterator[str]:
    weighed = {one["grond"] for one in data["wegingen"]}
    unfavourable = False
    for one in data["uitkomst"]["uitkomsten"]:
        name = one["naam"]
        if one["status"] != "vast":
            yield f"De uitkomst `{name}` staat niet vast: zij is {one['status'].replace('_', ' ')}."
        unfavourable = unfavourable or one["gunstig"] is not True
    for name in data["afwijkingen"]:
        if name not in weighed:
            yield f"De afwijking `{name}` is toegepast zonder vastgelegde weging."
    effect = data["uitkomst"]["feiten"].get("gewenst_effect")
    if not effect and not data["geen_gewenst_effect"]:
        yield "Er staat niet wat de inwoner wil bereiken, en ook niet waarom dat niet is gevraagd."
    if not data["mandaat"]:
        yield "Het mandaat ontbreekt."
    if not data["rechtsmiddel"]:
        yield "Er staat niet wat iemand tegen dit besluit kan doen, en binnen welke termijn."
    heard = data["gehoord"] or {}
    if unfavourable and not heard.get("niet_nodig"):
        if not heard.get("zienswijze") or not heard.get("op"):
            yield "Er staat niet wat de inwoner vond, of waarom horen niet nodig was."
        elif not heard.get("gedaan"):
            yield "Er staat niet wat is gedaan met wat de inwoner vond."
