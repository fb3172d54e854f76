"""What the toetsen of a policy showed and what not, with the place and the words of the author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from maatwerk_rules.dutch import write_list
from maatwerk_rules.model import core
from maatwerk_rules.model.node import NOWHERE
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Volgens
from maatwerk_rules.runtime.spots import Sort
from maatwerk_rules.runtime.toets import ToetsResult
from maatwerk_rules.runtime.toets_coverage import Depth, Measure, Shown
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.formatter import on_one_line

SOURCES = ("wettekst", "tabel", "uitspraak", "eigen lezing")
NO_SOURCE = "niet vermeld"
MOST_NAMES = 5
MOST_WORDS = 60
"""A condition longer than this is cut off."""

_LINES: tuple[tuple[Sort, str], ...] = (
    ("regel", "voorwaarden van regels ja en nee gezien"),
    ("deel", "delen van voorwaarden ja en nee gezien"),
    ("grens", "grenzen van alle kanten gezien"),
)
_SHORT: Mapping[Sort, str] = MappingProxyType(
    {"regel": "voorwaarden", "deel": "delen", "grens": "grenzen"}
)
_WORDS = MappingProxyType(
    {
        "eq": "is",
        "ne": "is niet",
        "lt": "is minder dan",
        "le": "is ten hoogste",
        "gt": "is meer dan",
        "ge": "is ten minste",
    }
)


def describe_depths(depths: Sequence[Depth]) -> list[str]:
    """Return a line per sort of thing that was seen, and one per policy that is used."""
    own, *used = depths
    lines = [
        f"{words}: {_count(measure)} ({int(measure.share * 100)}%)"
        for sort, words in _LINES
        if (measure := own.measure(sort)).total
    ]
    return lines + [
        f"van gebruikt beleid {depth.policy}: {', '.join(counts)}"
        for depth in used
        if (counts := _counts(depth))
    ]


def describe_joint(rules: Measure, depth: Depth) -> str:
    """Return what was seen of a policy together with the policies that use it, on one line."""
    counts = [f"regels {_count(rules)}", *_counts(depth)]
    return f"met wat lager beleid hiervan laat zien: {', '.join(counts)}"


def _counts(depth: Depth) -> list[str]:
    return [
        f"{_SHORT[sort]} {_count(measure)}"
        for sort, _ in _LINES
        if (measure := depth.measure(sort)).total
    ]


def _count(measure: Measure) -> str:
    return f"{measure.seen} van {measure.total}"


def count_sources(results: Iterable[ToetsResult]) -> dict[str, int]:
    """Return how many toetsen rest on each source, in a fixed order; none is a source too."""
    found = dict.fromkeys((*SOURCES, NO_SOURCE), 0)
    for result in results:
        found[NO_SOURCE if result.volgens is None else result.volgens.herkomst] += 1
    return found


def without_source(results: Iterable[ToetsResult]) -> tuple[str, ...]:
    """Return the names of the toetsen that do not say where their expectation comes from."""
    return tuple(one.toets.naam for one in results if one.volgens is None)


def describe_sources(results: Sequence[ToetsResult], *, required: bool = False) -> list[str]:
    """Return the toetsen per source, and which name none.

    Args:
        required: Each toets must name its source; else nothing is said while none does.
    """
    nameless = without_source(results)
    if len(nameless) == len(results) and not required:
        return []
    counts = count_sources(results)
    told = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    taken = sum(map(_is_taken_over, results))
    more = f" ({taken} overgenomen met `zoals`)" if taken else ""
    lines = [f"herkomst van de verwachtingen: {told}{more}"]
    if required and nameless:
        left = len(nameless) - MOST_NAMES
        more = f" en nog {left}" if left > 0 else ""
        lines.append(f"zonder `volgens`: {', '.join(nameless[:MOST_NAMES])}{more}")
    return lines


def _is_taken_over(result: ToetsResult) -> bool:
    """Tell whether where the expectation comes from is said by the toets this one is like."""
    if result.volgens is None:
        return False
    own, said = result.toets.span, result.volgens.span
    return not (own.source == said.source and own.start <= said.start < own.end)


def describe_missing(policy: Policy, depth: Depth, most: int | None) -> list[str]:
    """Return what was not seen, by place in the text.

    Args:
        most: How many lines to give; None for all.
    """
    texts = policy.beleid.texts
    missing = [one for one in depth.shown if one.missing and not one.spot.simple]
    lines = [f"  {_place(one.spot.place, texts)} {_told(one, texts)}" for one in missing[:most]]
    if not lines:
        return []
    left = len(missing) - len(lines)
    more = [f"  … en nog {left}; alles met `--alles`"] if left else []
    return ["nog niet gezien:", *lines, *more]


def _place(span: Span, texts: Mapping[str, Source]) -> str:
    return f"{span.source}:{texts[span.source].position(span.start).line}"


def _told(shown: Shown, texts: Mapping[str, Source]) -> str:
    said = words_of(shown, texts)
    if len(said) > MOST_WORDS:
        said = f"{said[: MOST_WORDS - 1].rstrip()}…"
    if shown.spot.sort == "grens":
        return f"`{said}`: niet {write_list(shown.missing, 'of')}"
    return f"`{said}`: nooit {write_list(shown.missing, 'of')}"


def words_of(shown: Shown, texts: Mapping[str, Source]) -> str:
    """Return a condition in the words of the author, on one line."""
    expr = shown.spot.expr
    if isinstance(expr, core.Judged):
        return f"oordeel {expr.name}"
    if isinstance(expr, core.Compare) and expr.span in (NOWHERE, expr.right.span):
        left, right = _side(expr.left, texts), _side(expr.right, texts)
        return f"{left} {_WORDS[expr.operator]} {right}"
    return _text(shown.spot.place, texts)


def _side(expr: core.Expr, texts: Mapping[str, Source]) -> str:
    """Return one side of a comparison: of a list of options or a row only one side is written."""
    if isinstance(expr, core.Field):
        return f"{expr.variable}.{expr.field}"
    if isinstance(expr, core.Fact | core.Read):
        return expr.name
    return _text(expr.span, texts)


def _text(span: Span, texts: Mapping[str, Source]) -> str:
    lines = texts[span.source].text[span.start : span.end].split("\n")
    return " ".join(" ".join(line.partition(" #")[0].split()) for line in lines).strip()


def source_to_json(volgens: Volgens | None) -> dict[str, str | None] | None:
    """Return where the expectation of a toets comes from, as plain values."""
    if volgens is None:
        return None
    return {
        "herkomst": volgens.herkomst,
        "verwijzing": None if volgens.verwijzing is None else on_one_line(volgens.verwijzing),
        "toelichting": volgens.toelichting,
    }


def depth_to_json(policy: Policy, depth: Depth) -> dict[str, object]:
    """Return what was seen of one policy, as plain values, with all that was not."""
    texts = policy.beleid.texts
    found: dict[str, object] = {"beleid": depth.policy}
    for sort, name in _SHORT.items():
        measure = depth.measure(sort)
        found[name] = {
            "gezien": measure.seen,
            "totaal": measure.total,
            "mist": [
                {
                    "bestand": one.spot.place.source,
                    "regel": texts[one.spot.place.source].position(one.spot.place.start).line,
                    "bij": one.spot.holder,
                    "tekst": words_of(one, texts),
                    "mist": list(one.missing),
                }
                for one in depth.shown
                if one.spot.sort == sort and one.missing
            ],
        }
    return found
