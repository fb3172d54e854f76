"""Aïsha and Willem, with all that is recorded of them."""

from datetime import date
from typing import Any

from maatwerk_rules import decide, load
from maatwerk_rules.besluit.form import Form, weigh
from maatwerk_rules.besluit.record import Besluit, record
from maatwerk_rules.besluit.weighing import Weighing, complete, with_weighing
from maatwerk_rules.runtime.facts import Facts, read_facts

DAY = date(2026, 3, 1)
POLICY = load("bijstand_voorbeeld")
OUTCOME = "woonkostentoeslag"
GROUND = "beleidsregel_onevenredig"

AISHA: dict[str, Any] = {
    "feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750},
    "oordelen": [
        {
            "oordeel": "noodzakelijk_en_bijzonder",
            "waarde": True,
            "door": "consulent",
            "op": "2026-03-01",
            "omdat": "Zij is aan de opzegtermijn gehouden en kan de huur niet betalen.",
            "gewogen": {
                "woonkosten": "hoog voor haar leeftijd",
                "omstandigheden": "vader plotseling overleden",
                "eigen_middelen": "studiefinanciering",
            },
        }
    ],
}
WILLEM: dict[str, Any] = {
    "feiten": {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
        "in_detentie": False,
        "geboortedatum": "1997-05-03",
        "schulden": 0,
        "bezittingen": [
            {"@naam": "auto", "waarde_in_euro": 16000, "betwist": True, "gewoon_of_nodig": True}
        ],
    }
}
ANSWERS: dict[str, Any] = {
    "gewenst_effect": "Ik wil de huur van deze twee maanden kunnen betalen.",
    "bedoeling": "tijd_om_passend_te_wonen",
    "waarde": "bestaanszekerheid",
    "ethiek": {
        "korte_termijn": "De huur is betaald.",
        "lange_termijn": "Zij begint zonder schuld.",
        "past_bij_inwoner": "Ja, zij zoekt al een kamer.",
        "zuivere_bedoelingen": "Ja.",
        "past_bij_uitgangspunten": "Ja, wij willen geen schuld bij jongeren.",
    },
    "evenredigheid": {
        "geschikt": "Ja, de huur wordt betaald.",
        "noodzakelijk": "Ja, er is geen andere hulp.",
        "evenwichtig": "Ja, het gaat om twee maanden.",
    },
    "belangen_van_anderen": "De verhuurder krijgt zijn huur.",
    "feiten": "Haar vader is overleden; de opzegtermijn is twee maanden.",
    "waarden": "Dat zij kan rouwen zonder schuld, weegt zwaar.",
    "oordelen": {
        "onevenredig_gevolg": {
            "waarde": True,
            "gewogen": {
                "gevolg_voor_bewoner": "begint met een schuld",
                "doel_van_de_regel": "ouders eerst",
                "andere_oplossing": "geen gevonden",
            },
        }
    },
    "door": "teammanager",
    "op": "2026-03-01",
    "omdat": "De regel rekent op ouders; zij kan op niemand terugvallen.",
    "mandaat": "Mandaatbesluit 2026, artikel 3",
}
GIVEN: dict[str, Any] = {
    "kenmerk": "2026-0001",
    "door": "teammanager",
    "mandaat": "Mandaatbesluit 2026, artikel 3",
    "tijdstip": "2026-03-02T10:15:00+01:00",
    "ontvangen": "2026-02-16",
    "oorsprong": "balie",
    "contact": "Bel 14010.",
}


def aisha() -> Facts:
    return read_facts(POLICY, AISHA)


def form() -> Form:
    return weigh(POLICY, decide(POLICY, aisha(), peildatum=DAY), OUTCOME, GROUND)


def weighing(**other: Any) -> Weighing:
    return complete(form(), aisha(), {**ANSWERS, **other})


def besluit(weighed: bool = True, **other: Any) -> Besluit:
    """Return the besluit on Aïsha: with the deviation, or as the rules leave it."""
    one = weighing()
    facts = with_weighing(aisha(), one)
    decision = decide(POLICY, facts, peildatum=DAY, uitkomsten=(OUTCOME,))
    return record(POLICY, decision, {**GIVEN, **other}, (one,) if weighed else ())
