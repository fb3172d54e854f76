"""What an author sets aside with a reason stays known, and nothing else disappears."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.linter.mend import mended
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.linter.suppression import Suppression, suppressions
from maatwerk_rules.pipeline import Linted, lint, load
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.parser import parse

DAY = date(2026, 3, 1)
CHECKS = [check for check in shipped() if check.kind.code == "MW309"]
BASE = Source("basis.beleid", read_text("meldingen/basis.beleid"))
HEAD = 'bedoeling meedoen "Wie kan werken krijgt de ruimte."'
BRON = "  bron Pw artikel 7 lid 1 onderdeel a"
DIENT = "  dient bestaanszekerheid"
IDLE = '  # negeer MW309 omdat "x"'
BECAUSE = '# negeer MW309 omdat "De verordening dient haar."'


def linted(*lines: str) -> Linted:
    text = "".join(f"{line}\n" for line in lines)
    return lint([BASE, Source("eigen.beleid", text)], CHECKS, today=DAY)


def codes(found: Linted) -> list[str]:
    return [one.code for one in found.diagnostics]


@pytest.mark.parametrize(
    "lines",
    [
        (f"{HEAD}  {BECAUSE}", BRON, DIENT),
        (BECAUSE, HEAD, BRON, DIENT),
        ("# Een toelichting.", BECAUSE, "# Nog een.", HEAD, BRON, DIENT),
        (HEAD.replace('"Wie', f'{BECAUSE}\n  "Wie'), BRON, DIENT),
    ],
)
def test_comment_at_the_head_covers_the_declaration(lines: tuple[str, ...]) -> None:
    found = linted(*lines)

    assert codes(found) == []
    assert [(one.diagnostic.code, one.by.reason) for one in found.suppressed] == [
        ("MW309", "De verordening dient haar.")
    ]


@pytest.mark.parametrize(
    "lines", [(HEAD, f"{BRON} {BECAUSE}", DIENT), (HEAD, BRON, f"  {BECAUSE}", DIENT)]
)
def test_comment_at_a_clause_covers_only_that_clause(lines: tuple[str, ...]) -> None:
    assert sorted(codes(linted(*lines))) == ["MW012", "MW309"]


def test_comment_below_the_last_line_covers_nothing() -> None:
    assert sorted(codes(linted(HEAD, BRON, DIENT, f"  {BECAUSE}"))) == ["MW012", "MW309"]


def test_slug_and_small_letters_mean_the_code() -> None:
    for word in ("verweesde-bedoeling", "mw309"):
        assert codes(linted(f"{HEAD} {BECAUSE.replace('MW309', word)}", BRON, DIENT)) == []


def test_without_reason_nothing_is_set_aside() -> None:
    for reason in ("", ' omdat ""', ' omdat " "'):
        found = linted(f"{HEAD} # negeer MW309{reason}", BRON, DIENT)

        assert sorted(codes(found)) == ["MW011", "MW309"]
        assert found.suppressed == ()


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2026-03-02", []), ("2026-03-01", ["MW013", "MW309"]), ("2026-02-28", ["MW013", "MW309"])],
)
def test_day_of_expiry_itself_no_longer_counts(until: str, expected: list[str]) -> None:
    assert sorted(codes(linted(f"{HEAD} {BECAUSE} tot {until}", BRON, DIENT))) == expected


def test_without_a_day_nothing_expires() -> None:
    text = f"{HEAD} {BECAUSE} tot 2001-01-01\n{BRON}\n{DIENT}\n"

    assert codes(lint([BASE, Source("eigen.beleid", text)], CHECKS)) == []


@pytest.mark.parametrize(
    ("comment", "help_"),
    [
        ('# negeer MW3O9 omdat "x"', "Bedoelt u `MW309`?"),
        ('# negeer MW399 omdat "x"', None),
        ('# negeer: MW309 omdat "x"', None),
        ('# Negeer MW309 omdat "x"', None),
        ("#NEGEER verweesde-bedoeling", None),
        ('# neger MW309 omdat "x"', None),
        ("# Negger: verweesde-bedoeling", None),
        ('# negeert MW309 omdat "x"', None),
        ("# noqa", None),
        ("# NOQA: MW309", None),
        ('# zie boven; negeer MW309 omdat "x"', None),
        ('# zie boven # negeer MW309 omdat "x"', None),
        ('# negeer verweesde-bedoelign omdat "x"', "Bedoelt u `verweesde-bedoeling`?"),
        ('# negeer MW30 omdat "x"', None),
        ("# negeer MW309 want x", None),
        ('# negeer MW309 omdat "x" tot 2-3-2027', "Bedoelt u 2027-03-02?"),
        ('# negeer MW309 omdat "x" tot ooit', None),
        ('# negeer MW309 omdat "x" en meer', None),
    ],
)
def test_what_does_not_read_is_told(comment: str, help_: str | None) -> None:
    found = linted(f"{HEAD} {comment}", BRON, DIENT)

    told = next(one for one in found.diagnostics if one.code == "MW010")
    assert sorted(codes(found)) == ["MW010", "MW309"]
    assert help_ is None or told.help[0].startswith(help_)


@pytest.mark.parametrize(
    "comment",
    [
        "# negeer de oude tekst",
        "# negeer",
        "# MW309",
        "# negeert MW309",
        "# Regel MW309 staat hier",
        "# neger de oude tekst",
        "# Negeer dit: het is oud",
        "# wij negeer-",
    ],
)
def test_ordinary_sentence_is_no_suppression(comment: str) -> None:
    assert codes(linted(f"{HEAD} {comment}", BRON, DIENT)) == ["MW309"]


def test_fault_that_stops_the_policy_is_not_set_aside() -> None:
    rule = 'begrip hoog: ja/nee  # negeer MW002 omdat "Komt nog."'
    found = linted(rule, "  is inkommen is meer dan € 1 per maand")

    assert found.policy is None
    assert codes(found) == ["MW012", "MW002"]
    assert "niet te negeren" in found.diagnostics[0].headline


def test_idle_is_not_told_of_what_nobody_looked_for() -> None:
    lines = (f"{HEAD} {BECAUSE}", BRON, DIENT, "bedoeling weg")
    text = Source("eigen.beleid", "".join(f"{line}\n" for line in lines))

    assert "MW012" not in codes(lint([BASE, text], CHECKS))
    clean = Source("eigen.beleid", text.text.removesuffix("bedoeling weg\n"))
    assert codes(lint([BASE, clean], checks=())) == []


def test_suppressions_do_not_change_what_is_loaded() -> None:
    text = f"{HEAD} # negeer MW309\n{BRON}\n{DIENT}\n"

    assert load([BASE, Source("eigen.beleid", text)]).name == "basis"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{BRON}  {BECAUSE}", BRON),
        (f"{BRON}  {BECAUSE} # en dit", f"{BRON}  # en dit"),
        (f'{BRON} # negeer MW309 , MW301 omdat "x"', BRON),
    ],
)
def test_idle_comment_is_taken_out(line: str, expected: str) -> None:
    found = linted(HEAD, line, DIENT)

    edits = [edit for one in found.diagnostics for edit in one.edits]
    assert [edit.safety for edit in edits] == ["veilig"]
    whole = f"{HEAD}\n{line}\n{DIENT}\n"
    assert mended(whole, edits) == f"{HEAD}\n{expected}\n{DIENT}\n"


def test_idle_line_of_comment_is_taken_out_whole() -> None:
    found = linted(HEAD, BRON, f"  {BECAUSE}", DIENT)

    (edit,) = (edit for one in found.diagnostics for edit in one.edits)
    assert mended(f"{HEAD}\n{BRON}\n  {BECAUSE}\n{DIENT}\n", [edit]) == f"{HEAD}\n{BRON}\n{DIENT}\n"


def test_only_the_idle_code_is_taken_out() -> None:
    head = f'{HEAD} # negeer MW301,MW309 omdat "x"'
    found = linted(head, BRON, DIENT)

    (edit,) = (edit for one in found.diagnostics for edit in one.edits)
    assert codes(found) == ["MW012"]
    assert mended(head, [edit]) == f'{HEAD} # negeer MW309 omdat "x"'


LINES = (
    HEAD,
    BRON,
    DIENT,
    "regel r bepaalt u",
    "  bron Pw artikel 1",
    "  indien a en",
    "    b",
    "  dan ja",
)


def test_policy_that_is_used_has_its_own_suppressions(tmp_path: Path) -> None:
    """They hold for what is found there, and are judged when that policy is checked itself."""
    text = BASE.text + f'{HEAD} {BECAUSE}\n{BRON}\n{DIENT}\n{IDLE}\n  # negeer MW99 omdat "x"\n'
    (tmp_path / "basis.beleid").write_text(text, "utf-8")
    (tmp_path / "lokaal.beleid").write_text(
        'beleid lokaal "Lokaal"\n  taalversie 1\n  geldt van 2026-01-01\n  gebruikt basis\n',
        "utf-8",
    )

    assert codes(lint(tmp_path / "lokaal.beleid", CHECKS)) == []
    assert sorted(codes(lint(tmp_path / "basis.beleid", CHECKS))) == ["MW010", "MW012"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=len(LINES), max_size=len(LINES)))
def test_formatter_keeps_what_is_set_aside(places: list[int]) -> None:
    """Behind a line, above it or both: after formatting the same line is covered."""
    text = ""
    for line, kind in zip(LINES, places, strict=True):
        indent = line[: len(line) - len(line.lstrip())]
        above = f'{indent}# negeer MW301 omdat "{line.strip()[:9]}"\n' if kind == 1 else ""
        behind = f' # negeer MW309 omdat "{line.strip()[:3]}"' if kind == 2 else ""
        text += f"{above}{line}{behind}\n"

    once = format_source(Source("", text))

    assert said(once) == said(text)
    assert format_source(Source("", once)) == once


def said(text: str) -> list[tuple[str, str, str]]:
    """Give each suppression with the first word of what it covers."""
    source = Source("", text)
    found = []
    for declaratie in parse(source).declaraties:
        for each in suppressions(declaratie, source, Codes()):
            assert isinstance(each, Suppression)
            covered = text[each.covers.start : each.covers.end].splitlines()
            first = next(line for line in covered if not line.lstrip().startswith("#"))
            found.append((each.codes[0][1], each.reason, first.split()[0]))
    return sorted(found)
