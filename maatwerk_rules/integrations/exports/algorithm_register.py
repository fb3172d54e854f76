"""A draft for the Algoritmeregister (publicatiestandaard 1.0.0) of what a policy can tell itself.

What only people know is never filled in: it stands in `in_te_vullen`, with why and how long it may
be. Lengths are those of the published standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Rol, UitRegister, Vraag
from maatwerk_rules.model.declarations import (
    Bedoeling,
    Gegeven,
    Oordeel,
    Regeling,
    Soort,
    Uitkomst,
    Veld,
    Waarde,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst
from maatwerk_rules.runtime.decision import NO_BESLUIT

STANDARD = "1.0.0"
LONGEST: Mapping[str, int] = {
    "name": 100,
    "description_short": 350,
    "organization": 100,
    "goal": 2500,
    "proportionality": 2500,
    "human_intervention": 2500,
    "risks": 2500,
    "lawful_basis": 2500,
    "source_data": 2500,
    "methods_and_models": 5000,
    "source_id": 100,
}
FOR_PEOPLE: Mapping[str, str] = {
    "organization": "De volledige naam van de organisatie, zoals in de waardelijst van TOOI.",
    "status": "In ontwikkeling, In gebruik of Buiten gebruik: dat weet de organisatie.",
    "proportionality": "Waarom de inzet redelijk is, en welke andere manieren zijn overwogen.",
    "risks": "Welke risico's er zijn, en wat de organisatie daaraan doet.",
    "contact_email": "Waar inwoners met vragen terecht kunnen.",
    "publication_category": "Hoog-risico, impactvol of overig: dat weegt de organisatie.",
}
"""What a policy cannot tell: nothing of it is filled in."""
TO_ADD: Mapping[str, str] = {
    "goal": "Voeg toe hoe inwoners ermee in aanraking komen, en wat het voor hen betekent.",
    "human_intervention": "Voeg toe hoe de organisatie uitkomsten nakijkt en bijstelt.",
    "lawful_basis": "Voeg in gewone woorden toe waar deze regelingen over gaan.",
}
"""What a policy tells only in part."""
ABSENT = "Het beleid zegt hier niets over."


def algorithm_draft(policy: Policy) -> dict[str, Any]:
    """Return a draft: `algoritme` with the fields of the standard, and what people must fill in.

    >>> from maatwerk_rules import load
    >>> algorithm_draft(load("bijstand_voorbeeld"))["algoritme"]["name"]
    'Bijstand, voorbeeld'
    """
    words = Vocabulary(policy, policy.slices[0].vanaf)
    told = {
        "name": _within("name", (policy.title,)),
        "description_short": _description(policy),
        "goal": _goal(policy),
        "human_intervention": _people(policy, words),
        "lawful_basis": _within("lawful_basis", map(_act, policy.all(Regeling))),
        "source_data": _within("source_data", _asked(policy, words)),
        "methods_and_models": _working(policy),
        "lang": "nld",
        "standard_version": STANDARD,
        "source_id": f"{policy.name[:80]} {policy.hash[:16]}",
    }
    filled = {key: text for key, text in told.items() if text}
    open_ = {**FOR_PEOPLE, **TO_ADD, **{key: ABSENT for key in told if key not in filled}}
    return {
        "algoritme": dict(sorted(filled.items())),
        "in_te_vullen": [
            {"veld": key, "wat": why, "hoogstens": LONGEST.get(key)}
            for key, why in sorted(open_.items())
        ],
    }


def _within(field: str, lines: Iterable[str]) -> str:
    """Return as many lines as fit, and how many did not; one line that is too long is cut."""
    listed, limit = list(lines), LONGEST[field]
    for kept in range(len(listed), 0, -1):
        left = len(listed) - kept
        text = "\n".join([*listed[:kept], *([f"En nog {left} andere."] if left else [])])
        if len(text) <= limit:
            return text
    return f"{listed[0][: limit - 1]}…" if listed else ""


def _description(policy: Policy) -> str:
    names = [write_name(one.naam) for one in policy.all(Uitkomst)]
    for kept in range(len(names), 0, -1):
        left = len(names) - kept
        shown = [*names[:kept], *([f"nog {left} andere uitkomsten"] if left else [])]
        text = f"Rekent uit wat de regels zeggen over {write_list(shown)}. {NO_BESLUIT}"
        if len(text) <= LONGEST["description_short"]:
            return text
    return NO_BESLUIT


def _goal(policy: Policy) -> str:
    texts = [
        *(one.tekst for one in policy.all(Waarde)),
        *(one.tekst for one in policy.all(Bedoeling)),
    ]
    return (
        _within("goal", ["De regels dienen deze waarden en bedoelingen:", *texts]) if texts else ""
    )


def _people(policy: Policy, words: Vocabulary) -> str:
    lines = [NO_BESLUIT]
    for one in policy.all(Oordeel):
        question = one.one(Vraag)
        said = question.tekst if question is not None else f"{capital(write_name(one.naam))}."
        lines.append(f"{said} Hierover oordeelt: {words.who(policy.mandates.get(one.naam, ()))}.")
    return _within("human_intervention", lines)


def _act(regeling: Regeling) -> str:
    return f"{regeling.titel} ({regeling.nummer})"


def _asked(policy: Policy, words: Vocabulary) -> list[str]:
    """Return each fact that may be asked, with the register it comes from and its role."""
    lines = []
    for one in policy.all(Gegeven):
        lines.append(_fact(one, words, ""))
        type_ = policy.types[one.naam]
        soort = policy.find(Soort, type_.soort.naam) if isinstance(type_, Lijst) else None
        if soort is not None:
            lines += [_fact(veld, words, f"{write_name(one.naam)}: ") for veld in soort.velden]
    return list(dict.fromkeys(lines))


def _fact(one: Gegeven | Veld, words: Vocabulary, of: str) -> str:
    notes = [f"uit {words.title(each.register)}" for each in one.all(UitRegister)]
    notes += [each.rol for each in one.all(Rol)]
    return f"{of}{write_name(one.naam)}{f' ({write_list(notes)})' if notes else ''}"


def _working(policy: Policy) -> str:
    asked, judged = len(policy.all(Gegeven)), len(policy.all(Oordeel))
    lines = (
        "Regels die mensen schreven, met hun bron en bedoeling: niet zelflerend, en geen score.",
        f"Invoer: de gegevens ({asked}) en wat mensen oordelen ({judged}).",
        "Werking: een regel werkt als haar voorwaarde waar is.",
        "Een gegeven dat niet bekend is, telt nooit als nee: dan blijft de uitkomst open.",
        "Uitvoer: per uitkomst de waarde, de gronden, de ruimte die er was, en elke stap.",
        f"Versie van de regels: {policy.hash}.",
    )
    return "\n".join(lines)
