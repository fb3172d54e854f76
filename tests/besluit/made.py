"""Besluiten on which people can be told why: of the example, of the law itself, of Diemen."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from maatwerk_rules import decide, load
from maatwerk_rules.besluit.form import weigh
from maatwerk_rules.besluit.record import Besluit, record
from maatwerk_rules.besluit.weighing import complete, with_weighing
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.runtime.toets_case import facts_of
from tests.besluit.cases import (
    AISHA,
    ANSWERS,
    DAY,
    GIVEN,
    GROUND,
    OUTCOME,
    POLICY,
    WILLEM,
    aisha,
)
from tests.besluit.cases import besluit as granted

POLICIES = Path(__file__).parents[2] / "policies"
LAW = load("participatiewet")
DIEMEN = load("diemen_afstemming_2015")
TOWN = load("bijzondere_bijstand_voorbeeldstad")
OWNED = "beschikt_over voor auto"
RIGHT = "recht_op_algemene_bijstand"
HEARD = {
    "op": "2026-02-20",
    "zienswijze": "Ik heb niemand om op terug te vallen.",
    "gedaan": "Dit heeft zwaar meegewogen.",
}


def weighed(
    facts: Facts, outcome: str, ground: str, answers: dict[str, Any], **given: Any
) -> Besluit:
    decision = decide(POLICY, facts, peildatum=DAY)
    form = weigh(POLICY, decision, outcome, ground)
    one = complete(form, facts, answers)
    facts = with_weighing(facts, one)
    decision = decide(POLICY, facts, peildatum=DAY, uitkomsten=(outcome,))
    return record(POLICY, decision, {**GIVEN, **given}, (one,))


def willem() -> Besluit:
    judged = {
        "beschikt_over voor auto": {
            "waarde": False,
            "gewogen": {
                "wie_betaalde": "vader",
                "wie_gebruikt": "alleen woon-werk",
                "bewijs": "aankoopbewijs van vader",
            },
        }
    }
    answers = {
        **ANSWERS,
        "gewenst_effect": "Ik wil met deze auto naar mijn werk blijven gaan.",
        "bedoeling": "eigen_middelen_eerst",
        "evenredigheid": {
            **ANSWERS["evenredigheid"],
            "evenwichtig": "Ja, de auto is niet van hem.",
        },
        "belangen_van_anderen": "Vader houdt zijn auto.",
        "oordelen": judged,
        "door": "consulent",
        "omdat": "De auto is van vader; Willem mag hem alleen voor zijn werk gebruiken.",
    }
    return weighed(
        read_facts(POLICY, WILLEM),
        "recht",
        "van_een_ander",
        answers,
        door="consulent",
        mandaat=None,
    )


OTHERS = [
    {"wie": "tante", "op": "2026-02-21", "zienswijze": "Ik betaal haar huur niet nog eens.",
     "gedaan": "Dat rekenen wij ook niet."},
    {"wie": "verhuurder", "niet_nodig": "De huur wordt betaald."},
]  # fmt: skip


def without_ground(**other: Any) -> Besluit:
    judged = {"onevenredig_gevolg": {**ANSWERS["oordelen"]["onevenredig_gevolg"], "waarde": False}}
    answers = {
        **ANSWERS,
        "oordelen": judged,
        "omdat": "Haar tante betaalt de huur van deze twee maanden.",
        "evenredigheid": {
            **ANSWERS["evenredigheid"],
            "evenwichtig": "Ja, zij houdt geen schuld over.",
        },
    }
    ground = "beleidsregel_onevenredig"
    return weighed(aisha(), OUTCOME, ground, answers, gehoord=HEARD, **other)


def still_open() -> Besluit:
    decision = decide(POLICY, WILLEM, peildatum=DAY, uitkomsten=("recht",))
    return record(POLICY, decision, GIVEN)


def line_b() -> Besluit:
    """Willem needs the car for work: the law leaves it out, whoever owns it."""
    judged = {
        OWNED: {
            "waarde": True,
            "gewogen": {
                "wie_betaalde": "Willem zelf",
                "wie_gebruikt": "Willem, voor zijn werk",
                "bewijs": "aankoopbewijs",
            },
        },
        "vrijgesteld voor auto": NEEDED,
    }
    facts = read_facts(POLICY, WILLEM)
    owned = {**ANSWERS, **EFFECT, "bedoeling": "eigen_middelen_eerst", "door": "consulent",
             "omdat": "Willem kocht de auto zelf.", "mandaat": "Mandaatbesluit 2026",
             "oordelen": {OWNED: judged.pop(OWNED)}}  # fmt: skip
    form = weigh(POLICY, decide(POLICY, facts, peildatum=DAY), "recht", "van_een_ander")
    facts = with_weighing(facts, complete(form, facts, owned))
    answers = {
        **owned,
        "bedoeling": "naar_werk",
        "waarde": "meedoen",
        "evenredigheid": {**ANSWERS["evenredigheid"], "evenwichtig": "Ja, hij houdt zijn werk."},
        "belangen_van_anderen": "Zijn werkgever kan op hem rekenen.",
        "oordelen": {"vrijgesteld voor auto": judged["vrijgesteld voor auto"]},
        "omdat": "Zonder deze auto kan Willem niet op zijn werk komen.",
    }
    return weighed(facts, "recht", "vrijgesteld_bezit", answers, door="consulent")


NEEDED = {
    "waarde": True,
    "gewogen": {
        "waarde_in_euro": "hoog, maar het is een elektrische auto",
        "doel": "om op zijn werk te komen",
        "andere_oplossing": "er rijdt geen bus op die uren",
    },
}
EFFECT = {"gewenst_effect": "Ik wil met deze auto naar mijn werk blijven gaan."}


def refused() -> Besluit:
    """Willem uses the car at weekends: it counts, and that goes against his way to work."""
    case: dict[str, Any] = json.loads(json.dumps({**WILLEM, **EFFECT}))
    case["feiten"]["werkt_toe_naar_uitstroom"] = True
    case["feiten"]["bezittingen"][0] |= {"betwist": False, "gewoon_of_nodig": False}
    case["bekeken"] = [{"door": "teammanager", "op": "2026-03-01", "omdat": "Geen acute nood."}]
    decision = decide(POLICY, case, peildatum=DAY, uitkomsten=("recht",))
    given = {
        **GIVEN,
        "gehoord": {
            "op": "2026-02-20",
            "zienswijze": "Zonder auto raak ik mijn werk kwijt.",
            "gedaan": "Wij zochten met u naar ander vervoer. Dat is er.",
        },
        "bij_botsing": {"recht": "U kunt met de bus naar uw werk. Daarom telt de auto mee."},
        "ondersteuning": ["Uw consulent helpt u met een reiskostenvergoeding."],
    }
    return record(POLICY, decision, given)


def over_a_year() -> Besluit:
    """A young man turns 21 halfway: refused before, granted after."""
    judged = {**AISHA["oordelen"][0], "omdat": "De huur is hoog en hij kan niet eerder weg."}
    case = {
        "feiten": {"geboortedatum": "2005-06-15", "woonkosten": 750},
        "oordelen": [judged],
        "gewenst_effect": "Ik wil hier kunnen blijven wonen.",
    }
    first = date(2026, 1, 1)
    answers = {
        **ANSWERS,
        "gewenst_effect": "Ik wil hier kunnen blijven wonen.",
        "ethiek": {**ANSWERS["ethiek"], "korte_termijn": "Zijn ouders betalen de huur mee.",
                   "past_bij_inwoner": "Ja, hij blijft wonen."},
        "evenredigheid": {**ANSWERS["evenredigheid"], "evenwichtig": "Ja, hij houdt geen schuld."},
        "feiten": "Hij is 20 en zijn ouders betalen mee.",
        "waarden": "Dat hij hier kan blijven, weegt zwaar.",
        "oordelen": {"onevenredig_gevolg": {"waarde": False, "gewogen": {
            "gevolg_voor_bewoner": "hij blijft wonen", "doel_van_de_regel": "ouders eerst",
            "andere_oplossing": "ouders betalen mee"}}},
        "omdat": "Zijn ouders betalen mee.",
    }  # fmt: skip
    facts = read_facts(POLICY, case)
    form = weigh(POLICY, decide(POLICY, facts, peildatum=first), OUTCOME, GROUND)
    one = complete(form, facts, answers)
    decision = decide(POLICY, with_weighing(facts, one), peildatum=first, uitkomsten=(OUTCOME,))
    given = {
        "tijdvak": {"van": "2026-01-01", "tot": "2026-12-31"},
        "gehoord": HEARD,
    }
    return record(POLICY, decision, {**GIVEN, **given}, (one,))


def recovered() -> Besluit:
    """Too much was paid in some months of a half year: each month has its own ground."""
    case = (POLICIES / "participatiewet/zaken/terugvordering.json").read_text("utf-8")
    names = ("teruggevorderd_bedrag",)
    decision = decide(LAW, case, peildatum=DAY, uitkomsten=names)
    heard = {"op": "2026-02-20", "zienswijze": "Ik wist niet dat ik dit moest melden.",
             "gedaan": "Wij keken of u het kon weten. Dat kon."}  # fmt: skip
    own = "U kunt binnen zes weken bezwaar maken bij het college."
    given = {**GIVEN, **NOT_ASKED, "door": "college", "gehoord": heard, "rechtsmiddel": own,
             "ontvangen": None,
             "tijdvak": {"van": "2025-10-01", "tot": "2026-03-31"}}  # fmt: skip
    return record(LAW, decision, given)


def waiting() -> Besluit:
    """An application under the law of which facts are still missing: the clock runs."""
    case = with_savings()
    del case["feiten"]["schulden"]
    case["feiten"]["aanvrager"]["medisch_urenbeperkt"] = False
    case["feiten"] |= {
        "aanvraag_algemene_bijstand": True,
        "aanvraag_ingediend": True,
        "datum_melding": "2026-02-09",
        "datum_aanvraag": "2026-02-09",
        "besluit_op_aanvraag": "nog_niet",
        "voorschot_betaald": False,
        "dagen_beslistermijn_opgeschort": "14 dagen",
        "gevraagde_gegevens_gegeven": True,
        "medewerking_gevraagd": False,
        "aanvraag_kansloos_vermoed": False,
        "andere_uitkering_afgewezen": False,
    }
    case["feiten"]["bezittingen"][0]["waarde_in_euro"] = 9000
    decision = decide(LAW, case, peildatum=DAY, uitkomsten=(RIGHT,))
    return record(LAW, decision, {**GIVEN, "door": "college"})


def of_law(name: str = "willem.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (POLICIES / "participatiewet/zaken" / name).read_text("utf-8")
    )
    return found


def with_savings(looked: str = "2026-03-01") -> dict[str, Any]:
    """Somebody with savings between the limit of 2025 and that of 2026."""
    case = of_law()
    facts = case["feiten"]
    facts["bijstand_loopt_al"] = False
    facts["aanvrager"]["werkt_toe_naar_uitstroom"] = False
    facts["bezittingen"] = [
        {"@naam": "spaargeld", "waarde_in_euro": 7900, "in_natura": False, "betwist": False,
         "gespaard_tijdens_bijstand": False, "bijzonder_bezit": "niets_bijzonders"}
    ]  # fmt: skip
    case["gewenst_effect"] = "Ik wil rond kunnen komen."
    case["bekeken"] = [{"door": "college", "op": looked, "omdat": "Geen acute nood."}]
    return case


def every_question(*outcomes: str) -> Besluit:
    """All that is asked for the right and the amount is answered, and the car is weighed."""
    case = of_law("maandbedrag.json")
    car = of_law("willem_b.json")["feiten"]["bezittingen"]
    case["feiten"]["bezittingen"] = car
    case["feiten"]["aanvrager"]["werkt_toe_naar_uitstroom"] = True
    case |= EFFECT
    case["bekeken"] = [{"door": "college", "op": "2026-03-01", "omdat": "Er is niets bijzonders."}]
    facts = read_facts(LAW, case)
    names = outcomes or (RIGHT,)
    answers = {
        **ANSWERS, **EFFECT, "bedoeling": "naar_werk", "waarde": "meedoen", "door": "college",
        "evenredigheid": {**ANSWERS["evenredigheid"], "evenwichtig": "Ja, hij houdt zijn werk."},
        "belangen_van_anderen": "Zijn werkgever kan op hem rekenen.",
        "omdat": "Zonder deze auto kan Willem niet op zijn werk komen.",
        "oordelen": {"vrijgesteld voor auto": NEEDED},
    }  # fmt: skip
    decision = decide(LAW, facts, peildatum=DAY, uitkomsten=names)
    form = weigh(LAW, decision, names[0], "vrijgesteld_bezit")
    one = complete(form, facts, answers)
    facts = with_weighing(facts, one)
    decision = decide(LAW, facts, peildatum=DAY, uitkomsten=names)
    heard = {
        **HEARD,
        "zienswijze": "Zonder auto raak ik mijn werk kwijt.",
        "gedaan": "Daarom keken wij of de auto meetelt.",
    }
    own = "U kunt binnen zes weken bezwaar maken bij het college."
    given = {**GIVEN, "door": "college", "gehoord": heard, "rechtsmiddel": own}
    return record(LAW, decision, given, (one,))


def in_2025() -> Besluit:
    """What was refused at the limit of 2025."""
    decision = decide(
        LAW, with_savings("2025-03-01"), peildatum=date(2025, 3, 1), uitkomsten=(RIGHT,)
    )
    heard = {"niet_nodig": "U gaf alle gegevens zelf."}
    when = {"ontvangen": "2025-02-16", "tijdstip": "2025-03-04T09:00:00+01:00"}
    given = {**GIVEN, **when, "door": "college", "gehoord": heard}
    return record(LAW, decision, given)


def plan_missed(blamed: bool = True) -> Besluit:
    """The plan in Diemen that did not come about: was she able to do it then?"""
    case = json.loads((POLICIES / "diemen_afstemming_2015/zaken/zaak_16.json").read_text("utf-8"))
    judged = {
        "oordeel": "elk_verwijt_ontbreekt",
        "voor": "plan",
        "waarde": not blamed,
        "door": "college",
        "op": "2026-03-01",
        "omdat": "Zij was die maand ernstig ziek en kon niet komen.",
        "gewogen": {"kon_hij_het": "nee, zij lag ziek thuis", "wist_hij_het": "ja",
                    "eigen_verklaring": "Ik kon mijn bed niet uit."},
    }  # fmt: skip
    case["oordelen"] += [] if blamed else [judged]
    decision = decide(DIEMEN, case, peildatum=DAY, uitkomsten=("maatregel",))
    given = {
        "gehoord": {"op": "2026-02-20", "zienswijze": "Ik was ziek.", "gedaan": "Dat klopt."},
        "bij_doenvermogen": {"maatregel": "Wij keken of u toen kon komen. Dat kon niet."},
        "ondersteuning": ["Wij spreken de volgende keer bij u thuis af."],
    }
    return record(DIEMEN, decision, {**GIVEN, "door": "college", **(given if not blamed else {})})


def own_part(amount: int) -> Besluit:
    """Aïsha in the town of the example: a person judges which part of the rent she pays."""
    case = json.loads((POLICIES / TOWN.name / "zaken/aisha.json").read_text("utf-8"))
    (judged,) = (one for one in case["oordelen"] if one["oordeel"] == "deel_uit_eigen_middelen")
    case["oordelen"].remove(judged)
    facts, names = read_facts(TOWN, case), ("bedrag_bijzondere_bijstand",)
    answer = {"waarde": amount, "gewogen": judged["gewogen"]}
    answers = {
        **ANSWERS,
        "bedoeling": "eigen_middelen_eerst",
        "door": "consulent",
        "omdat": "Zij heeft wat spaargeld.",
        "oordelen": {"deel_uit_eigen_middelen voor huur": answer},
    }
    decision = decide(TOWN, facts, peildatum=DAY, uitkomsten=names)
    one = complete(weigh(TOWN, decision, names[0], "eigen_deel_naar_oordeel"), facts, answers)
    decision = decide(TOWN, with_weighing(facts, one), peildatum=DAY, uitkomsten=names)
    return record(TOWN, decision, {**GIVEN, "door": "college"}, (one,))


NOT_ASKED = {"geen_gewenst_effect": "Ambtshalve besluit."}


FATHERS = {
    "zienswijze": "Het is de auto van mijn vader. Ik dacht er niet bij na.",
    "gedaan": "Wij keken van wie de auto is en wat u moest begrijpen.",
}
PAYS = {"zienswijze": "Dit kan ik nooit betalen.", "gedaan": "Daarom vragen wij de helft."}


def line(name: str, *outcomes: str, **said: str) -> Besluit:
    """One line of Willem under the law, from the toets that carries it."""
    (toets,) = (one for one in LAW.beleid.all(Toets) if one.naam == name)
    datum = toets.one(Toetsdatum)
    assert datum is not None
    decision = decide(LAW, facts_of(LAW, toets), peildatum=datum.datum, uitkomsten=outcomes)
    heard = {**HEARD, **FATHERS, **said}
    own = "U kunt binnen zes weken bezwaar maken bij het college."
    given = {**GIVEN, "door": "college", "gehoord": heard, "rechtsmiddel": own, "ontvangen": None,
             **({} if decision.facts.gewenst_effect else NOT_ASKED),
             "tijdstip": f"{datum.datum.isoformat()}T10:15:00+01:00"}  # fmt: skip
    return record(LAW, decision, given)


MADE: dict[str, tuple[Policy, Any]] = {
    "aisha": (POLICY, lambda: granted(gehoord=HEARD)),
    "willem": (POLICY, willem),
    "willem_nodig_voor_werk": (POLICY, line_b),
    "willem_geweigerd": (POLICY, refused),
    "willem_e": (LAW, lambda: line("willem_e", "inlichtingenplicht_geschonden", "intrekking")),
    "willem_e_ingetrokken": (LAW, lambda: line("willem_e_ingetrokken", "intrekking")),
    "willem_f": (LAW, lambda: line("willem_f", "teruggevorderd_bedrag", **PAYS)),
    "willem_g": (LAW, lambda: line("willem_geen_boete", "boete_grond")),
    "geen_grond": (POLICY, without_ground),
    "open": (POLICY, still_open),
    "open_met_klok": (LAW, waiting),
    "zonder_horen": (POLICY, lambda: granted(gehoord={"niet_nodig": "U gaf alle gegevens zelf."})),
    "derden": (POLICY, lambda: without_ground(derden=OTHERS)),
    "tijdvak": (POLICY, over_a_year),
    "terugvordering": (LAW, recovered),
    "vermogen_2025": (LAW, in_2025),
    "alles_gevraagd": (LAW, every_question),
    "alles_gevraagd_bedragen": (
        LAW,
        lambda: every_question(RIGHT, "hoogte_algemene_bijstand", "uit_te_betalen_bijstand"),
    ),
    "diemen_kon_niet": (DIEMEN, lambda: plan_missed(blamed=False)),
}
"""Each golden motivation with the policy it was made with."""
