"""Source is made of safe names, literals and comments of one line, in lines of a fit length."""

import ast

import pytest

from maatwerk_rules.compiler.writing import WIDTH, Lines, comment, folded, literal, name_for

HOSTILE = ['x"); import os #', "a\nimport os", "a\r\x0b\x0c\u2028b", "'" * 3, "\\", "", "ü" * 300]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_an_identifier_whatever_the_hint(text):
    assert name_for(3, text).isidentifier()
    assert name_for(3, text).isascii()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_was(text):
    assert ast.literal_eval(literal(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_is_one_line(text):
    (line,) = comment(text).splitlines()

    assert line.startswith("#")
    assert ast.parse(comment(text)).body == []


def test_a_long_statement_is_broken_in_its_widest_brackets():
    parts = " and ".join(f"(zaak.feiten['feit_{number}'] > {number})" for number in range(9))
    lines = Lines()
    lines.add(f"if {parts}:")
    lines.depth += 1
    lines.add("return (')(', 1)[0]")

    assert all(len(line) <= WIDTH for line in lines.all)
    assert len(lines.all) > 9
    assert ast.parse("def f(zaak):\n" + "\n".join(lines.all))


def test_what_has_no_brackets_or_words_to_break_at_stays_one_line():
    name = "x" * 200

    assert list(folded(name, 1)) == [f"    {name}"]
    assert list(folded(f"f({name})", 0)) == ["f(", f"    {name}", ")"]
    assert list(folded(f"f('\\')({name})", 0)) == [f"f('\\')({name})"]
