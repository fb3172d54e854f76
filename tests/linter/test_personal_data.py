"""What is written for speed finds what the plain form finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from maatwerk_rules.linter.checks.personal_data import PATTERNS

PLAIN = {
    "een postcode": r"\b[1-9][0-9]{3} ?[A-Z]{2}\b",
    "een e-mailadres": r"[\w.+-]+@[\w-]+\.[a-z]{2,}",
    "een rekeningnummer": r"\bNL[0-9]{2} ?[A-Z]{4} ?(?:[0-9] ?){10}",
    "een telefoonnummer": r"(?<![\w.,€-])0[1-9](?:[ -]?[0-9]){8}(?![0-9])",
}
CLOSE = st.one_of(*(st.from_regex(form) for form in PLAIN.values()))


@given(st.lists(CLOSE | st.text("1230AZaz€ .,-@_é\n", max_size=4), max_size=6).map("".join))
def test_each_form_finds_what_its_plain_form_finds(text: str) -> None:
    for what, sign, pattern in PATTERNS:
        places = [found.span() for found in pattern.finditer(text)]

        assert places == [found.span() for found in re.finditer(PLAIN[what], text)]
        assert all(sign in text[start:end] for start, end in places)
