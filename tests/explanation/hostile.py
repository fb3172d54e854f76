"""A shipped policy of which every text that people read is hostile, and a case for it."""

import re
from functools import cache
from typing import Any

from maatwerk_rules.analysis.build import build
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

HOSTILE = "</style></p><script>alert('1')</script><img src=x onerror=alert(1)> & ‘`x<y`’"
CASE: dict[str, Any] = {
    "feiten": {
        "nederlander_of_gelijkgesteld": True,
        "woont_in_nederland": True,
        "in_detentie": False,
        "geboortedatum": "2007-12-01",
        "schulden": 0,
        "woonkosten": {"@onbekend": f"weg {HOSTILE}"},
        "bezittingen": [{"@naam": "auto", "waarde_in_euro": 16000, "betwist": True}],
    },
    "oordelen": [
        {
            "oordeel": "beschikt_over",
            "voor": "auto",
            "waarde": True,
            "door": "consulent",
            "op": "2026-03-01",
            "omdat": HOSTILE,
            "gewogen": {"wie_betaalde": HOSTILE, "wie_gebruikt": HOSTILE, "bewijs": HOSTILE},
        }
    ],
    "gewenst_effect": HOSTILE,
}


@cache
def hostile_policy() -> Policy:
    """Return the example policy with hostile texts; what is no running text stays."""
    text = read_text("policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid")
    made = re.sub(r'"([^"\n]*)"', _hostile, text)
    beleid, found = parse_beleid([Source("kwaad.beleid", made)])
    checked = build(beleid, found)
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    assert made.count("<script>") > 40
    return checked.policy


def _hostile(found: re.Match[str]) -> str:
    return f'"{found[1]} {HOSTILE}"' if " " in found[1] else found[0]
