"""The besluit as it is recorded: canonical JSON that never changes, with a hash over all of it.

The form is versioned and described in `docs/naslag/schemas/besluit-3.schema.json`. There is no
clock here: who records says on which moment.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from maatwerk_rules.besluit.considered import considered, months_of, used_in
from maatwerk_rules.besluit.fitting import misfits
from maatwerk_rules.besluit.given import UNREADABLE, read_given
from maatwerk_rules.besluit.hearing import heard_under, parts, unheard
from maatwerk_rules.besluit.mandates import check_mandate, mandates_of, without_mandate
from maatwerk_rules.besluit.pulled import unanswered
from maatwerk_rules.besluit.remedy import remedy_gap
from maatwerk_rules.besluit.shape import FIRST, SECOND, THIRD, misshapen
from maatwerk_rules.besluit.unsaid import unsaid
from maatwerk_rules.besluit.weighing import Weighing, write_weighing
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.clauses import Bezwaar
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.record import UNKNOWN_SCHEMA, to_json
from maatwerk_rules.runtime.written_text import REASON, is_filled, is_said
from maatwerk_rules.values import frozen

SCHEMA = THIRD
OLDER = (FIRST, SECOND)
"""Forms that are still read, and reckoned again as they were."""
HASH = "hash"

CHANGED = Kind(
    "MW968",
    "besluit-gewijzigd",
    Severity.FOUT,
    "Dit besluit is na het vastleggen gewijzigd: de inhoud past niet bij `hash`.",
    "Een vastgelegd besluit verandert nooit. Wie iets wil herstellen, legt een nieuw besluit vast.",
)


@frozen
class Besluit:
    """A recorded besluit. `text` is canonical JSON: sorted keys, no blanks, UTF-8.

    The text is all there is: whatever is asked of a besluit is read from it, and a text that does
    not bear its own hash is none. Making one costs reading and writing the text once.

    Raises:
        FactError: the text was changed after it was recorded.

    >>> Besluit(b'{"door":"college","hash":"0"}')
    Traceback (most recent call last):
    maatwerk_rules.errors.FactError: ...
    """

    text: bytes

    def __attrs_post_init__(self) -> None:
        if _sealed(_plain(self.text)) != self.text:
            Complaints().stop(CHANGED)

    @property
    def data(self) -> Mapping[str, Any]:
        """What it says, read anew from the text each time: who changes it changes his own copy.

        Linear in the text; who asks much keeps what was read.
        """
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
    def recorded_on(self) -> date:
        """The day on which it was recorded, where it was recorded."""
        return date.fromisoformat(self.data["tijdstip"][:10])

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
    return Besluit(_sealed(data))


def _sealed(data: Mapping[str, Any]) -> bytes:
    bare = {key: value for key, value in data.items() if key != HASH}
    return canonical({**bare, HASH: hashlib.sha256(canonical(bare)).hexdigest()})


def _plain(text: bytes | str) -> dict[str, Any]:
    """Return what a text holds, each number a whole one; nothing where it cannot be recorded."""
    try:
        found = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
        canonical(found)  # halves of characters cannot be written
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def read_besluit(text: bytes | str) -> Besluit:
    """Return a besluit that was kept; its layout may differ, what it says may not.

    Raises:
        FactError: it is no JSON, of another form, or changed since it was recorded. What does not
            have the form of a besluit is told with its place.

    >>> read_besluit(b'{"schema": "x"}')
    Traceback (most recent call last):
    maatwerk_rules.errors.FactError: ...
    """
    complaints = Complaints()
    data = read_json(text, complaints)
    schema = data.get("schema") if isinstance(data, Mapping) else None
    if schema not in (SCHEMA, *OLDER) or not isinstance(data, Mapping):
        shown = quote(schema) if schema else "er staat geen `schema`"
        complaints.stop(UNKNOWN_SCHEMA, (f"dit programma leest `{SCHEMA}`",), gevonden=shown)
    exact = _plain(text.decode("utf-8-sig") if isinstance(text, bytes) else text.lstrip("\ufeff"))
    found = seal(exact)
    if found.hash != exact.get(HASH):
        complaints.stop(CHANGED)
    for path, shown, expected in misshapen(exact):
        complaints.add(WRONG_FORM, path, gevonden=shown, verwacht=expected)
    complaints.check()
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
            `gehoord`, `derden` (others who may have objections: who, and what they said),
            `ontvangen` (the day of the application), `oorsprong`, `archief`, `spoor`,
            `vorige` (the hash of the besluit it comes after), `geen_gewenst_effect` (why it was
            not asked), `ondersteuning` (help in the process), `samen_met` (hashes of besluiten
            on the same case under another policy), `bij_botsing` and `bij_doenvermogen` (what
            was done with it, by outcome; with a conflict also by the intention that it goes
            against), `tijdvak` (`van` and `tot`: the months it covers), `rechtsmiddel` (the words
            of the municipality; those of the policy when left out), `contact` (whom the resident
            can ask).

    Raises:
        FactError: something does not read, who decides has no mandate for a deviation, a weighing
            is not of this decision or says something else than the judgement in its facts, or a day
            lies after `tijdstip`; all of it is told, with its place.
    """
    complaints = Complaints()
    names = tuple(_names(decision))
    said = read_given(policy, given, names, complaints)
    for index, one in enumerate(weighings):
        if one.form.policy_hash != policy.hash:
            wat = (
                f"De weging van `{one.form.ground}` is gemaakt met een andere tekst van het beleid."
            )
            complaints.add(UNREADABLE, f"wegingen[{index}]", wat=wat)
    complaints.check()
    facts, tijdvak = decision.facts, said.pop("tijdvak")
    again = decide(policy, facts, peildatum=decision.peildatum, uitkomsten=names)
    period = months_of(policy, facts, names, tijdvak)
    used = used_in(policy, again, period)
    check_mandate(policy, said["door"], used, weighings, complaints)
    found = {
        "schema": SCHEMA,
        **said,
        "uitkomst": to_json(again),
        **considered(policy, again, said, period),
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
    found["mandaten"] = mandates_of(policy, used, found["wegingen"])
    found["horen"] = heard_under(found)
    for path, wat in misfits(found):
        complaints.add(UNREADABLE, path, wat=wat)
    complaints.check()
    return seal(found)


def _names(decision: Decision) -> Iterable[str]:
    return dict.fromkeys(one.name for one in decision)


def _remedy(policy: Policy) -> str | None:
    kop = policy.beleid.kop
    bezwaar = kop.one(Bezwaar) if kop is not None else None
    return bezwaar.tekst if bezwaar is not None else None


# ---------------------------------------------------------------- before it is sent


def lacking(besluit: Besluit) -> tuple[str, ...]:
    """Return what must be settled before the besluit is sent, each as a Dutch sentence.

    The engine cannot see whether someone had to be heard: for what is not favourable a person says
    so, or why it was not needed. Which article asks it follows from whether there was an
    application (`ontvangen`): who applied is heard under Awb 4:7, where the data depart from what
    he gave himself; who did not apply, the addressee or another, under Awb 4:8, where the data did
    not come from him.

    Source: Awb art. 4:7 lid 1 and art. 4:8 lid 1 (2026-01-01).
    """
    return tuple(text for _, text in lacking_at(besluit))


def lacking_at(besluit: Besluit) -> tuple[tuple[str, str], ...]:
    """Return what `lacking` does, each with its place in what is given to `record`.

    What is not given there has a place too: `uitkomst.NAAM` for an outcome that is open,
    `wegingen.GROND` for a deviation without weighing, `gewenst_effect` for the wanted effect.
    """
    data = besluit.data
    found = tuple(_lacking(data))
    asked = {_field(place) for place, _ in found}
    return (*found, *(one for one in unsaid(data) if _field(one[0]) not in asked))


def _field(place: str) -> str:
    """Return the question a place belongs to: who was heard, or why not, is one question."""
    return place.rpartition(".")[0] if HEARD.match(place) else place


def _lacking(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    weighed = {one["grond"] for one in data["wegingen"]}
    yield from misfits(data)
    for name, when, one in parts(data):
        if one["status"] != "vast":
            text = f"De uitkomst `{name}` staat{when} niet vast: zij is {_said(one['status'])}."
            yield f"uitkomst.{name}", text
    yield from _unanswered(data)
    for name in data["afwijkingen"]:
        if name not in weighed:
            text = f"De afwijking `{name}` is toegepast zonder vastgelegde weging."
            yield f"wegingen.{name}", text
    effect = data["uitkomst"]["feiten"].get("gewenst_effect")
    if not is_said(effect) and not is_said(data["geen_gewenst_effect"], REASON):
        yield "gewenst_effect", NO_EFFECT
    if not is_filled(data["mandaat"]):
        yield "mandaat", "Het mandaat ontbreekt."
    yield from without_mandate(data)
    if not is_filled(data.get("contact", NOT_KEPT)):
        yield "contact", NO_CONTACT
    moment = date.fromisoformat(data["tijdstip"][:10])
    if (gap := remedy_gap(data["rechtsmiddel"], moment)) is not None:
        yield "rechtsmiddel", gap
    yield from unheard(data)


HEARD = re.compile(r"(?:gehoord|derden\[\d+\])\.(?:op|zienswijze|gedaan|niet_nodig)")
NOT_KEPT = "een oudere vorm"
NO_CONTACT = "Er staat niet wie de inwoner iets over dit besluit kan vragen."
NO_EFFECT = "Er staat niet wat de inwoner wil bereiken, en ook niet waarom dat niet is gevraagd."


def _said(status: str) -> str:
    return status.replace("_", " ")


def _unanswered(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the conflicts and flags of which it is not said what was done with them.

    A weighing of exactly that conflict says so too, and so does one of the same outcome of a flag.
    """
    against = {name for name, _, one in parts(data) if one["gunstig"] is not True}
    for key, one in unanswered(data, against):
        both = write_list(f"`{name}`" for name in (*one["dient"], *one["tegen"]))
        text = f"Bij `{one['uitkomst']}` trekken bedoelingen uit elkaar: {both}."
        yield f"bij_botsing.{key}", f"{text} Er staat niet wat daarmee is gedaan."
    against -= {one["uitkomst"] for one in data["wegingen"]}
    for one in data["doenvermogen"]:
        answers = [(data["bij_doenvermogen"] or {}).get(name) for name in one["uitkomsten"]]
        said = any(is_said(each, REASON) for each in answers)
        if one["stand"] != "bekeken" and against.intersection(one["uitkomsten"]) and not said:
            duty = write_list(f"`{name}`" for name in one["plicht"])
            name = next(name for name in one["uitkomsten"] if name in against)
            yield (
                f"bij_doenvermogen.{name}",
                f"Niemand keek of {duty} nu meer vraagt dan de inwoner kan.",
            )
