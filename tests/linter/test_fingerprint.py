"""A finding is known again wherever its lines move; another finding never looks like it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.linter.fingerprint import marked
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source

ONLY = tuple(check for check in shipped() if check.kind.code == "MW309")
BASE = read_text("meldingen/basis.beleid")
BLOCKS = (
    'bedoeling een "Een."\n  bron Pw artikel 7 lid 1 onderdeel a\n  dient bestaanszekerheid\n',
    'bedoeling twee "Twee."\n  bron Pw artikel 7 lid 1 onderdeel a\n  dient bestaanszekerheid\n',
    'register los "Los"\n',
)
ORDINARY = ("# Een opmerking.\n", "\n", 'register extra_{} "Extra"\n')


def prints(text: str, name: str = "a.beleid") -> list[str]:
    found = lint(Source(name, text), ONLY)
    return [one.fingerprint for one in marked(found.manners.beleid, found.diagnostics)]


WHOLE = BASE + "".join(BLOCKS)
KNOWN = prints(WHOLE)


def test_findings_differ() -> None:
    assert len(set(KNOWN)) == len(KNOWN) > 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ORDINARY), max_size=4), st.permutations(BLOCKS))
def test_lines_elsewhere_and_the_order_of_blocks_do_not_matter(
    added: list[str], order: list[str]
) -> None:
    more = "".join(each.format(place) for place, each in enumerate(added))

    text = f"{more}{BASE}{more.replace('extra', 'ook')}{''.join(order)}"

    assert sorted(prints(text, "b.beleid")) == sorted(KNOWN)


def test_comments_and_spaces_do_not_matter() -> None:
    text = WHOLE.replace("bedoeling een", "bedoeling  een").replace(
        "onderdeel a\n", "onderdeel a # x\n"
    )

    assert prints(text) == KNOWN


def test_comments_within_a_line_do_not_matter() -> None:
    text = 'begrip hoog: ja/nee\n  is onbekend_iets {}\n    en woonsituatie is "een # tekst"\n'

    plain, commented = (prints(BASE + text.format(comment)) for comment in ("", "# x"))

    assert plain == commented != []


def test_other_words_in_the_line_give_another_finding() -> None:
    assert prints(WHOLE.replace("bedoeling een", "bedoeling eerste"))[0] != KNOWN[0]


def test_findings_that_are_alike_are_numbered() -> None:
    found = lint(Source("a.beleid", WHOLE), ONLY)
    twice: list[Diagnostic] = [found.diagnostics[0]] * 2

    one, other = marked(found.manners.beleid, twice)

    assert one.fingerprint == KNOWN[0] != other.fingerprint
    assert one.block == "bedoeling een"


def test_finding_in_a_clause_or_field_holds_its_words() -> None:
    wrong = (
        'begrip hoog: ja/nee\n  is onbekend_iets # x\nsoort ding heeft\n  a: iets\n    vraag "?"\n'
    )
    assert len(set(prints(BASE + wrong))) == 2
    assert len(set(prints(BASE + wrong + "een blok dat niet leest\n"))) >= 1
    assert len(prints("")) == 1


def test_finding_without_a_place_is_known_by_its_path() -> None:
    found = lint("er_niet")

    assert [one.block for one in marked(found.manners.beleid, found.diagnostics)] == [""]
