"""MW111: what says that a text is not finished, and what only looks so."""

from datetime import date

import pytest

from maatwerk_rules.pipeline import lint
from maatwerk_rules.source import Source

HEAD = """beleid hulp "Hulp"
  taalversie 1
  status vastgesteld
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
gegeven vast: ja/nee
  grondslag Pw artikel 17 lid 1
"""
LATER = "TO" + "DO"  # written whole, it would be an open end of ours


def words(line: str) -> list[str]:
    found = lint(Source("a.beleid", f"{HEAD}  {line}\n"), today=date(2026, 1, 1)).diagnostics
    return [each.facts["woord"] for each in found if each.code == "MW111"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (f'let op "{LATER}: nakijken."', LATER),
        (f'let op "{LATER.lower()} nakijken."', LATER.lower()),
        (f'vraag "{3 * "x"}"', 3 * "x"),
        (f'vraag "{4 * "X"}?"', 4 * "X"),
        ('vraag "…"', "…"),
        ('vraag "..."', "..."),
        ('vraag "???"', "???"),
        ('vraag "invullen"', "invullen"),
        ('vraag "[invullen]"', "[invullen]"),
        ('vraag "Zit u vast in <…>?"', "<…>"),
        ('let op "Bedrag: PM"', "PM"),
        ('vraag "p.m."', "p.m."),
        ('let op "Het loket is n.t.b."', "n.t.b"),
        ('let op "Het loket is ntb."', "ntb"),
        ('let op "Nog te bepalen door de raad."', "Nog te bepalen"),
        ('let op "Hier invullen wie belt."', "Hier invullen"),
        ('vraag "Zit u vast?"  # nog uitzoeken of dit klopt', "nog uitzoeken"),
        ('let op "Dit moet nog bepaald worden."', "moet nog bepaald"),
    ],
)
def test_a_placeholder_is_found(line: str, word: str) -> None:
    assert words(line) == [word]


@pytest.mark.parametrize(
    "line",
    [
        'let op "U krijgt € 50 p.m. erbij."',
        'let op "U moet nog vastzitten op die dag."',
        'vraag "Zit u vast … of niet?"',
        'vraag "Zit u vast, en zo ja: hoe lang?"',
        'let op "Bel tussen 1 pm en 3 pm."',
        'vraag "Mag u zelf iets invullen?"',
        'let op "Dit volgt uit de wet - zie de toelichting."',
    ],
)
def test_what_only_looks_so_is_not(line: str) -> None:
    assert words(line) == []
