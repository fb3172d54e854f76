"""The check on the page about checks of one's own is one, and finds what the page says."""

import re
from pathlib import Path
from types import ModuleType

from maatwerk_rules.linter.codes import page_of_added
from maatwerk_rules.linter.registry import check_of
from maatwerk_rules.pipeline import lint
from maatwerk_rules.source import Source

PAGE = Path(__file__).parents[2] / "docs" / "doen" / "eigen-controles.md"
TEXT = """beleid eigen "Eigen"
  taalversie 1
  geldt van 2026-01-01
gegeven auto: ja/nee
  vraag "Hebt u een auto"
gegeven huis: ja/nee
  vraag "Hebt u een huis?"
"""


def test_the_check_on_the_page_finds_a_question_without_a_question_mark() -> None:
    code = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert code is not None
    made = ModuleType("vraagteken")
    exec(code[1], vars(made))
    check = check_of(made)

    found = lint(Source("a.beleid", TEXT), checks=[check]).diagnostics

    told = [one.headline for one in found if one.code == "GEM001"]
    assert told == ["De vraag „Hebt u een auto” eindigt niet met een vraagteken."]
    assert page_of_added(check).startswith("# GEM001 vraag-mist-vraagteken\n")
