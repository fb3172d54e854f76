"""A termijn and schijven in the words their author wrote, for a page and for a trace."""

from __future__ import annotations

from functools import singledispatch

from maatwerk_rules.dutch import write_name
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration, Expression
from maatwerk_rules.syntax.formatter import format_expression


def words_of(declaration: Declaration | None) -> str | None:
    """Return what an author wrote for a begrip that stands for a word of law, else None."""
    return tell(declaration.word) if isinstance(declaration, WrittenOut) else None


@singledispatch
def tell(word: Declaration) -> str:
    """Return a word of law as one phrase, without its name."""
    raise TypeError(f"{type(word).__name__} is no word of law")


@tell.register
def _(word: d.Schijven) -> str:
    parts = [f"tot {_said(one.grens)}: {_said(one.tarief)}" for one in word.all(c.SchijfTot)]
    parts += [f"daarboven: {_said(one.tarief)}" for one in word.all(c.SchijfDaarboven)]
    rounding = [
        f", {one.wijze} afgerond op {one.eenheid}" for one in word.all(c.Afrondingsclausule)
    ]
    return f"schijven van {_said(word.over)}: {'; '.join(parts)}{''.join(rounding)}"


@tell.register
def _(word: d.Termijn) -> str:
    parts = [f"begint op {_said(one.dag)}" for one in word.all(c.BegintOp)]
    parts += [f"begint na {_said(one.dag)}" for one in word.all(c.BegintNa)]
    parts += [f"duurt {_said(one.duur)}" for one in word.all(c.Duurt)]
    parts += [f"opgeschort gedurende {_said(one.dagen)}" for one in word.all(c.Opgeschort)]
    return f"laatste dag van een termijn: {', '.join(parts)}"


def _said(expression: Expression) -> str:
    return write_name(format_expression(expression))
