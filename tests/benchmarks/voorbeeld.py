"""The right to assistance of the shipped example by hand, over a plain dict, in whole cents."""

from datetime import date


def right_by_hand(case: dict, peildatum: date) -> bool:
    birth = case["geboortedatum"]
    age = (
        peildatum.year - birth.year - ((peildatum.month, peildatum.day) < (birth.month, birth.day))
    )
    counted = sum(
        each["waarde_in_euro"]
        for each in case["bezittingen"]
        if not (each["betwist"] and each["van_een_ander"])
        and not (each["gewoon_of_nodig"] and each["vrijgesteld"])
    )
    excluded = age < 18 or case["in_detentie"] or counted - case["schulden"] > 800_000
    entitled = case["nederlander_of_gelijkgesteld"] and case["woont_in_nederland"]
    if entitled and not excluded:
        return True
    return case["nederlander_of_gelijkgesteld"] and case["zeer_dringend"]


WILLEM = {
    "nederlander_of_gelijkgesteld": True,
    "woont_in_nederland": True,
    "in_detentie": False,
    "geboortedatum": date(1997, 5, 3),
    "schulden": 0,
    "zeer_dringend": False,
    "bezittingen": [
        {
            "waarde_in_euro": 1_600_000,
            "betwist": True,
            "gewoon_of_nodig": True,
            "van_een_ander": True,
            "vrijgesteld": False,
        }
    ],
}
WILLEM_AS_CASE = {
    "feiten": {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
        "in_detentie": False,
        "geboortedatum": "1997-05-03",
        "schulden": 0,
        "bezittingen": [
            {"@naam": "auto", "waarde_in_euro": 16000, "betwist": True, "gewoon_of_nodig": True}
        ],
    },
    "oordelen": [
        {
            "oordeel": "beschikt_over",
            "voor": "auto",
            "waarde": False,
            "door": "consulent",
            "omdat": "De auto is van vader.",
            "gewogen": {"wie_betaalde": "vader", "wie_gebruikt": "Willem", "bewijs": "bon"},
        }
    ],
}
