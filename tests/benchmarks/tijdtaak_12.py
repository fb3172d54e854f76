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


ROWS = {
    "jong": {"alleenstaande": 1, "alleenstaande_ouder": 2, "gehuwd": 3},
    "21+": {"alleenstaande": 4, "alleenstaande_ouder": 5, "gehuwd": 6},
    "aow": {"alleenstaande": 7, "alleenstaande_ouder": 8, "gehuwd": 9},
}
OF_COUPLES = {"jong": 1, "21+": 2, "aow": 3}
INTENTIONS = {
    **dict.fromkeys(("hele_norm", "hoge_woonkosten", "volgt_uit_basisrecht"), "vangnet"),
    **dict.fromkeys(("halve_norm", "dringend"), "nood_voorkomen"),
    "ieder_heeft_recht": "vangnet",
    **{f"basisnorm rij {row}": "vangnet" for row in range(1, 10)},
    **{f"norm_van_gehuwden rij {row}": "vangnet" for row in range(1, 4)},
}
BEYOND = ("buiten de wet",)


def exclusions(case: dict) -> list[str]:
    limit = 797_000 if case["leefvorm"] == "alleenstaande" else 1_594_000
    found = []
    if case["leeftijd"] < 18:
        found.append("te_jong")
    if not case["woont_in_nederland"]:
        found.append("woont_elders")
    if not case["rechtmatig_verblijf"]:
        found.append("geen_rechtmatig_verblijf")
    if case["gedetineerd"]:
        found.append("zit_vast")
    if case["studerend"]:
        found.append("studeert")
    if case["vermogen"] + max(0, case["giften_jaar"] - 120_000) > limit:
        found.append("te_veel_vermogen")
    return found


def row_of(case: dict) -> str:
    row = "aow" if case["aow_leeftijd_bereikt"] else "21+" if case["leeftijd"] >= 21 else "jong"
    if shares_costs(case):
        return f"norm_van_gehuwden rij {OF_COUPLES[row]}"
    return f"basisnorm rij {ROWS[row][case['leefvorm']]}"


def told(value: object, grounds: list[tuple[str, str]], *, favourable: bool = False) -> dict:
    served = dict.fromkeys(INTENTIONS.get(rule, "afbakening") for rule, _ in grounds)
    return {
        "value": value,
        "status": "vast",
        "missing": (),
        "grounds": tuple(grounds),
        "room": () if favourable else BEYOND,
        "bedoelingen": tuple(served),
    }


def reasons_by_hand(case: dict) -> dict:
    """Return what `decide_by_hand` does with what each outcome rests on: rules and their roles."""
    values = decide_by_hand(case)
    urgent = case["zeer_dringende_redenen"]
    if values["grond"] in ("bijstand", "bijstand_kostendeler"):
        right = [("ieder_heeft_recht", "via")]
        rules = ["volgt_uit_basisrecht", "dringend"] if urgent else ["volgt_uit_basisrecht"]
        row = (row_of(case), "via")
        recht = [(rule, "beslist") for rule in rules] + right
        uitkering = [("hele_norm", "beslist"), *right, *((rule, "via") for rule in rules), row]
        toeslag, grond = [("hoge_woonkosten", "beslist"), *right, row], right
    else:
        right = [("ieder_heeft_recht", "via"), *((name, "via") for name in exclusions(case))]
        toeslag = [("hoge_woonkosten", "niet vervuld"), *right]
        if urgent:
            recht, grond = [("dringend", "beslist"), *right], [*right, ("dringend", "via")]
            uitkering = [("halve_norm", "beslist"), *grond, (row_of(case), "via")]
        else:
            unmet = [("volgt_uit_basisrecht", "niet vervuld"), ("dringend", "niet vervuld")]
            recht = grond = [*unmet, *right]
            uitkering = [("hele_norm", "niet vervuld"), ("halve_norm", "niet vervuld"), *recht]
    return {
        "recht": told(values["recht"], recht, favourable=values["recht"]),
        "uitkering": told(values["uitkering"], uitkering),
        "toeslag": told(values["toeslag"], toeslag),
        "grond": told(values["grond"], grond),
    }


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
