"""Comments stay in order, beside the line they speak of."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.model.node import Comment
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.comments import lines_of
from maatwerk_rules.syntax.formatter import format_declaration, format_source
from maatwerk_rules.syntax.parser import parse

TEXT = """# Het hoofd van het bestand.

# boven het blok
beleid x "X"  # achter het hoofd
  # boven taal
  taalversie 1  # achter taal
  # binnen status
  status concept
  # onder

# los
opschaling  # trap
  eerst x door y  # een
  # binnen
  daarna z door y indien a en b  # twee
# boven soort
soort s heeft
  # veld
  a: ja/nee  # achter veld
  b: datum

# einde
"""


def test_comments_stay_where_they_are() -> None:
    assert format_source(Source("a", TEXT)) == TEXT


def test_comments_inside_a_line_move_above_it() -> None:
    text = "begrip a: ja/nee\n  is b # een\n    en # twee\n    c # drie\n"

    formatted = format_source(Source("a", text))

    assert formatted == "begrip a: ja/nee\n  # een\n  # twee\n  is b en c  # drie\n"


def test_comments_hang_on_nodes() -> None:
    (declaratie,) = parse(Source("a", '# a\nregister r # b\n  # c\n  "R" # d\n  # e\n')).declaraties

    assert declaratie.comments == (
        Comment("# a"),
        Comment("# b"),
        Comment("# c"),
        Comment("# d", trailing=True),
        Comment("# e", below=True),
    )
    assert lines_of(declaratie) == ()
    assert format_declaration(declaratie).count("#") == 5


def test_clauses_take_their_comments_along_to_their_place() -> None:
    text = "regel a bepaalt b\n  # dan\n  dan ja\n  # als\n  indien c # x\n"

    formatted = format_source(Source("a", text))

    assert formatted == "regel a bepaalt b\n  # als\n  indien c  # x\n  # dan\n  dan ja\n"


LINES = (
    *("regel r bepaalt u", "  bron Pw artikel 1", "  indien a en", "    b", "  dan ja"),
    *('  uitleg "x # y"', "begrip c: ja/nee", "  is d", "gelijkheid", "  ongeacht e"),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "# x", "  # x", "\n"]), st.booleans()),
        min_size=10,
        max_size=10,
    )
)
def test_no_comment_is_lost_or_moved_past_another(places: list[tuple[str, bool]]) -> None:
    numbers = iter(range(100))
    lines: list[str] = []
    for line, (above, behind) in zip(LINES, places, strict=True):
        lines.append(above.replace("x", f"n{next(numbers)}"))
        lines.append(f"{line} # n{next(numbers)}" if behind else line)
    text = "\n".join(lines)

    formatted = format_source(Source("a", text))

    assert re.findall(r"# n\d+", formatted) == re.findall(r"# n\d+", text)
    assert format_source(Source("a", formatted)) == formatted
