"""A signal to the owner of a rule: what went against its intention, and what was answered.

Each deviation and each "no ground here" can give one. A signal names no officer and no resident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.given import FIND_HASH, check_hash
from maatwerk_rules.besluit.hearing import parts
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.clauses import Bedoelingclausule
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import UNKNOWN_OPTION, Complaints, quote
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.record import UNKNOWN_SCHEMA
from maatwerk_rules.runtime.shapes import is_blank, read_day, read_known, read_text
from maatwerk_rules.values import frozen

SCHEMA = "maatwerk/signaal/1"
CAUSES = ("wet", "verordening", "beleidsregel", "werkproces", "keten", "gegeven")
"""Where the cause lies, in the words in which an owner is found."""

NEEDED = ("besluit", "regel", "bedoeling", "wat", "oorzaak", "eigenaar", "antwoord_voor")
ANSWER = ("antwoord", "antwoord_op", "gehoord_door")
KEYS = ("schema", *NEEDED, *ANSWER)
HELP = {
    "besluit": FIND_HASH,
    "regel": ("noem de regel die tegen haar bedoeling in werkte",),
    "bedoeling": ("noem de bedoeling die niet werd gehaald",),
    "wat": ("schrijf in een zin wat er misging, zonder namen en zonder feiten van de inwoner",),
    "oorzaak": (f"kies uit {write_list(CAUSES, 'of')}",),
    "eigenaar": ("noem het team of de functie die dit kan veranderen",),
    "antwoord_voor": ("noem de dag waarop er een antwoord is, zoals `2026-06-01`",),
}
ANSWER_HELP = ("vul `antwoord`, `antwoord_op` en `gehoord_door` alle drie in",)

INCOMPLETE = Kind(
    "MW997",
    "signaal-onvolledig",
    Severity.FOUT,
    "Dit signaal is nog niet af. {wat}",
    "Een signaal zonder eigenaar en dag krijgt geen antwoord, en dat ontmoedigt wie het gaf.",
)


@frozen
class Signal:
    """What one case showed of a rule.

    Args:
        besluit: The hash of the besluit it came from.
        regel: The rule that worked against its intention.
        wat: What went against the intention, without anything personal.
        oorzaak: One of CAUSES.
        eigenaar: Who can change it.
        antwoord_voor: The day by which an answer is promised.
        gehoord_door: Who heard the answer: a function, never a name.
    """

    besluit: str
    regel: str
    bedoeling: str
    wat: str
    oorzaak: str
    eigenaar: str
    antwoord_voor: date
    antwoord: str | None = None
    antwoord_op: date | None = None
    gehoord_door: str | None = None

    def is_late(self, today: date) -> bool:
        """Tell whether the day of the answer has passed without one."""
        return self.antwoord is None and today > self.antwoord_voor


def read_signal(
    policy: Policy, data: Mapping[str, object], besluit: Besluit | None = None
) -> Signal:
    """Return a signal from its JSON form.

    Args:
        besluit: The record it comes from. It must be of this policy, and the answer is of no day
            before it was recorded; its hash goes before what `data` says.

    Raises:
        FactError: something is missing or does not read; all of it is told, with its place.

    >>> from maatwerk_rules import load
    >>> read_signal(load("bijstand_voorbeeld"), {"regel": "te_jong_voor_toeslag"})
    Traceback (most recent call last):
    maatwerk_rules.errors.FactError: ...
    """
    complaints = Complaints()
    given = data if besluit is None else {**data, "besluit": besluit.hash}
    found = read_known(given, "", KEYS, complaints) or {}
    if found.get("schema", SCHEMA) != SCHEMA:
        help_ = (f"dit programma leest `{SCHEMA}`",)
        complaints.add(UNKNOWN_SCHEMA, "schema", help_, gevonden=quote(found["schema"]))
    days = {
        key: read_day(found.get(key), key, complaints) for key in ("antwoord_voor", "antwoord_op")
    }
    texts = {
        key: read_text(found.get(key), key, complaints)
        for key in KEYS
        if key not in (*days, "schema")
    }
    for key in NEEDED:
        if is_blank(found.get(key)):
            complaints.add(INCOMPLETE, key, HELP[key], wat=f"Er ontbreekt: `{key}`.")
    check_hash(texts["besluit"], "besluit", complaints)
    _check_names(policy, texts, complaints)
    if besluit is not None:
        _check_origin(policy, besluit, days, complaints)
    answered = [not is_blank(found.get(key)) for key in ANSWER]
    if any(answered) and not all(answered):
        wat = "Bij een antwoord hoort wanneer het kwam en wie het hoorde."
        complaints.add(INCOMPLETE, "antwoord", ANSWER_HELP, wat=wat)
    complaints.check()
    return Signal(**{key: value for key, value in {**texts, **days}.items() if value is not None})  # type: ignore[arg-type]


def _check_origin(
    policy: Policy, besluit: Besluit, days: Mapping[str, date | None], complaints: Complaints
) -> None:
    """Complain of a record of another policy, and of days before it was recorded."""
    name = besluit.data["uitkomst"]["beleid"]
    if name != policy.name:
        help_ = (f"geef het besluit van `{policy.name}`, of het beleid `{name}`",)
        wat = f"Het besluit is gemaakt met het beleid `{name}`, en niet met `{policy.name}`."
        complaints.add(INCOMPLETE, "besluit", help_, wat=wat)
    recorded = besluit.recorded_on
    for key, day in days.items():
        if day is not None and day < recorded:
            wat = (
                f"De dag bij `{key}` ({write_date(day)}) ligt voor het vastleggen van het besluit"
                f" ({write_date(recorded)})."
            )
            complaints.add(
                INCOMPLETE, key, (f"noem een dag vanaf {write_date(recorded)}",), wat=wat
            )


def rules_at_issue(besluit: Besluit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules that a signal of a besluit can be about; none where there can be none.

    There is a signal where was deviated, weighed, or looked without finding a ground.

    Returns:
        First the rules that were deviated from or stood in the way: set aside by a deviation, or
        deciding what is not favourable. Then all else that the outcome turned on, and the remedies.
        Each stands in one of the two, in the order of the record.
    """
    data = besluit.data
    remedies = (*data["afwijkingen"], *(one["grond"] for one in data["wegingen"]))
    looks = data["uitkomst"]["feiten"].get("bekeken", ())
    if not remedies and not looks:
        return (), ()
    outcomes = [*besluit.outcomes, *(one for _, _, one in parts(data))]
    grounds = [(each, one["gunstig"]) for one in outcomes for each in one["gronden"]]
    first = dict.fromkeys(
        each["regel"]
        for each, favourable in grounds
        if each["opzij_door"] in data["afwijkingen"]
        or (favourable is False and each["rol"] in DECIDING and each["regel"] not in remedies)
    )
    rest = dict.fromkeys((*remedies, *(each["regel"] for each, _ in grounds)))
    return tuple(first), tuple(one for one in rest if one not in first)


def intentions_at_issue(policy: Policy, besluit: Besluit, rules: Iterable[str]) -> tuple[str, ...]:
    """Return the intentions that these rules serve, in their order, and those of the outcomes."""
    words = Vocabulary(policy, besluit.peildatum)
    served = (name for one in rules for each in _intentions(words.rule(one))
              for name in each.bedoelingen)  # fmt: skip
    turned = (name for one in besluit.outcomes for name in one["bedoelingen"])
    return tuple(dict.fromkeys((*served, *turned)))


def _check_names(policy: Policy, texts: Mapping[str, str | None], complaints: Complaints) -> None:
    regel, bedoeling, cause = (texts[key] for key in ("regel", "bedoeling", "oorzaak"))
    rule = None if regel is None else Vocabulary(policy, date.min).rule(regel)
    served = [name for one in _intentions(rule) for name in one.bedoelingen]
    if regel is not None and rule is None:
        known = [one.name for one in policy.beleid.everything() if one.all(Bedoelingclausule)]
        complaints.add_unknown(regel, "regel", "regel", known)
    if bedoeling is not None and policy.find(Bedoeling, bedoeling) is None:
        known = served or [one.naam for one in policy.all(Bedoeling)]
        complaints.add_unknown(bedoeling, "bedoeling", "bedoeling", known)
    elif regel is not None and bedoeling is not None and served and bedoeling not in served:
        offered = write_list((f"`{one}`" for one in served), "of")
        help_ = (f"deze regel dient {offered}", "noem anders een regel die deze bedoeling dient")
        wat = f"De regel `{regel}` dient de bedoeling `{bedoeling}` niet."
        complaints.add(INCOMPLETE, "bedoeling", help_, wat=wat)
    if cause is not None and cause not in CAUSES:
        advice = f"kies uit {write_list(CAUSES, 'of')}"
        complaints.add(
            UNKNOWN_OPTION, "oorzaak", (advice,), waarde=quote(cause), keuze="de oorzaken", vraag=""
        )


def _intentions(rule: Declaration | None) -> tuple[Bedoelingclausule, ...]:
    return () if rule is None else rule.all(Bedoelingclausule)


def write_signal(signal: Signal) -> dict[str, Any]:
    """Return a signal as JSON; `read_signal` of it gives the same."""
    written = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in attrs.asdict(signal).items()
    }
    return {"schema": SCHEMA, **written}


def in_order(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return signals as they are listed: first what waits for an answer, oldest promise first."""
    return tuple(sorted(signals, key=lambda one: (one.antwoord is not None, one.antwoord_voor)))


def per_intention(signals: Iterable[Signal]) -> Mapping[str, Mapping[str, int]]:
    """Return per intention how many signals there are, and how many wait for an answer.

    Never per officer: a signal does not hold who gave it.

    >>> per_intention(())
    {}
    """
    found: dict[str, Counter[str]] = {}
    for one in signals:
        counts = found.setdefault(one.bedoeling, Counter())
        counts["signalen"] += 1
        counts["zonder antwoord"] += one.antwoord is None
    return {name: dict(counts) for name, counts in sorted(found.items())}


def looked_at(besluit: Besluit, look: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the grounds that a look of a besluit refused, each once."""
    keys = ("door", "op", "omdat")
    return tuple(
        dict.fromkeys(
            room["naam"]
            for one in besluit.outcomes
            for room in one["ruimte"]
            if room["stand"] == "afgewezen" and all(room[key] == look.get(key) for key in keys)
        )
    )


def wie_nog(policy: Policy, besluit: Besluit, zaken: Mapping[str, Facts]) -> tuple[str, ...]:
    """Return the open cases in which the same deviation is open, so that they can be looked at.

    Nothing of those cases is changed, and nothing is decided of them. Costs a decision for each.

    Raises:
        FactError: the policy does not hold on the day of the besluit.
    """
    wanted = {one["grond"] for one in besluit.data["wegingen"]} | {*besluit.data["afwijkingen"]}
    looks = besluit.data["uitkomst"]["feiten"].get("bekeken", ())
    wanted |= {name for one in looks for name in looked_at(besluit, one)}
    names = dict.fromkeys(one["naam"] for one in besluit.outcomes)
    return tuple(_touched(policy, besluit, zaken, frozenset(wanted), tuple(names)))


def _touched(
    policy: Policy,
    besluit: Besluit,
    zaken: Mapping[str, Facts],
    wanted: frozenset[str],
    names: tuple[str, ...],
) -> Iterator[str]:
    for name, facts in zaken.items():
        try:
            found = decide(policy, facts, peildatum=besluit.peildatum, uitkomsten=names)
            is_open = any(
                room.name in wanted and room.state in ("open", "op verzoek, nog niet gevraagd")
                for result in found
                for room in result.room
            )
        except FactError:
            continue  # a case that cannot exist on that day is no comparable case
        if is_open:
            yield name
