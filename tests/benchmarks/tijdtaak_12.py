"""The task `tijdtaak_12` by hand, in whole cents: invented law, only to measure and compare.

The functions are what a programmer would write for this one task, without explanation, unknown
facts or checks of the input; `random_case` draws a case with the edges drawn more often.
"""

from random import Random

NORMS = {
    "jong": {"alleenstaande": 34_629, "alleenstaande_ouder": 55_408, "gehuwd": 69_258},
    "21+": {"alleenstaande": 140_150, "alleenstaande_ouder": 140_150, "gehuwd": 200_213},
    "aow": {"alleenstaande": 156_510, "alleenstaande_ouder": 156_510, "gehuwd": 212_166},
}
GRONDEN = (
    *("bijstand", "bijstand_kostendeler", "dringende_redenen", "afgewezen_leeftijd"),
    *("afgewezen_woonplaats", "afgewezen_verblijf", "afgewezen_detentie", "afgewezen_studie"),
    "afgewezen_vermogen",
)


def half_up(number: int, divisor: int) -> int:
    return (2 * number + divisor) // (2 * divisor)


def refusal(case: dict) -> str | None:
    if case["leeftijd"] < 18:
        return "afgewezen_leeftijd"
    if not case["woont_in_nederland"]:
        return "afgewezen_woonplaats"
    if not case["rechtmatig_verblijf"]:
        return "afgewezen_verblijf"
    if case["gedetineerd"]:
        return "afgewezen_detentie"
    if case["studerend"]:
        return "afgewezen_studie"
    limit = 797_000 if case["leefvorm"] == "alleenstaande" else 1_594_000
    if case["vermogen"] + max(0, case["giften_jaar"] - 120_000) > limit:
        return "afgewezen_vermogen"
    return None


def shares_costs(case: dict) -> bool:
    return case["aantal_kostendelers"] > 1 and case["leeftijd"] >= 27


def norm(case: dict) -> int:
    row = "aow" if case["aow_leeftijd_bereikt"] else "21+" if case["leeftijd"] >= 21 else "jong"
    if shares_costs(case):
        people = case["aantal_kostendelers"]
        return half_up(NORMS[row]["gehuwd"] * (40 + 30 * people), 100 * people)
    return NORMS[row][case["leefvorm"]]


def decide_by_hand(case: dict) -> dict:
    refused, amount, income = refusal(case), norm(case), case["inkomen_netto_maand"]
    if refused is None:
        return {
            "recht": True,
            "uitkering": max(0, amount - income),
            "toeslag": min(30_000, max(0, case["woonkosten"] - half_up(3 * amount, 10))),
            "grond": "bijstand_kostendeler" if shares_costs(case) else "bijstand",
        }
    if case["zeer_dringende_redenen"]:
        half = max(0, half_up(amount, 2) - income)
        return {"recht": True, "uitkering": half, "toeslag": 0, "grond": "dringende_redenen"}
    return {"recht": False, "uitkering": 0, "toeslag": 0, "grond": refused}


AGES = (17, 18, 20, 21, 26, 27, 66, 67)
LIMITS = (797_000, 1_594_000)


def random_case(random: Random) -> dict:
    """Return a case in which nearly every edge of the task is drawn often."""
    case = {
        "leeftijd": random.choice((*AGES, random.randint(0, 120))),
        "leefvorm": random.choice(("alleenstaande", "alleenstaande_ouder", "gehuwd")),
        "aantal_kostendelers": random.choice((1, 1, 2, random.randint(1, 6))),
        "inkomen_netto_maand": random.randint(0, 250_000),
        "vermogen": random.choice((-500_000, 0, random.randint(-1_000_000, 2_000_000))),
        "woont_in_nederland": random.random() < 0.85,
        "rechtmatig_verblijf": random.random() < 0.85,
        "gedetineerd": random.random() < 0.15,
        "studerend": random.random() < 0.15,
        "aow_leeftijd_bereikt": random.random() < 0.2,
        "giften_jaar": random.choice((0, 119_999, 120_000, 120_001, random.randint(0, 500_000))),
        "woonkosten": random.choice((0, random.randint(0, 150_000))),
        "zeer_dringende_redenen": random.random() < 0.2,
    }
    if random.random() < 0.3:
        extra = max(0, case["giften_jaar"] - 120_000)
        case["vermogen"] = random.choice(LIMITS) + random.randint(-2, 2) - extra
    if random.random() < 0.3:
        near = random.choice((norm(case), half_up(norm(case), 2)))
        case["inkomen_netto_maand"] = max(0, near + random.randint(-1, 1))
    if random.random() < 0.3:
        edge = half_up(3 * norm(case), 10) + random.choice((0, 30_000))
        case["woonkosten"] = max(0, edge + random.randint(-1, 1))
    return case


AMOUNTS = ("inkomen_netto_maand", "vermogen", "giften_jaar", "woonkosten")


def in_euros(cents: int) -> str:
    """Return an amount as a case file has it: text, exact to the cent."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€ {whole},{rest:02d}"


def as_case(case: dict) -> dict:
    """Return the case as the policy reads it."""
    facts = {name: in_euros(it) if name in AMOUNTS else it for name, it in case.items()}
    return {"feiten": facts}
