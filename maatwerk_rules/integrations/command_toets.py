"""`maatwerk toets`: run the toets blocks of policies, and say what they did and did not show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import attrs
import click

from maatwerk_rules.diagnostics import Diagnostic, render_short, to_json
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.explanation.toets_coverage import (
    count_sources,
    depth_to_json,
    describe_depths,
    describe_joint,
    describe_missing,
    describe_sources,
    source_to_json,
    without_source,
)
from maatwerk_rules.explanation.toets_report import describe_result
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, NOTHING_TESTED, DutchCommand
from maatwerk_rules.integrations.shared import policies_in, shown
from maatwerk_rules.integrations.terminal import complain, safe, style, width, write, write_json
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import load
from maatwerk_rules.runtime.toets import Coverage, ToetsResult, coverage, run_each
from maatwerk_rules.runtime.toets_coverage import Depth, Measure, Watch, joined
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

MOST_MISSING = 20
"""More lines of what was not seen are only shown with `--alles`."""


@frozen
class Asked:
    """What the toetsen must at least cover, in percents, and whether each must say its source.

    `most` is how many lines tell of what was not seen; None for all.
    """

    rules: int | None
    parts: int | None
    borders: int | None
    source: bool
    most: int | None


@frozen
class Ran:
    """What running the toetsen of one policy gave.

    Args:
        joint: The coverage and depth of the policy itself, with what was touched and seen of it by
            the toetsen of policies that use it; None where no such policy ran.
    """

    path: str
    policy: Policy
    results: tuple[ToetsResult, ...]
    coverage: Coverage
    depths: tuple[Depth, ...]
    joint: tuple[Coverage, Depth] | None = None

    def is_enough(self, asked: Asked) -> bool:
        """Tell whether the toetsen cover what was asked, and say their source where they must."""
        covered, own = self.joint or (self.coverage, self.depths[0])
        shares = (
            (covered.share, asked.rules),
            (own.measure("deel").share, asked.parts),
            (own.measure("grens").share, asked.borders),
        )
        low = any(least is not None and share * 100 < least for share, least in shares)
        return not low and not (asked.source and without_source(self.results))


@frozen
class Broken:
    """A policy whose toetsen could not run, and why."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


@click.command("toets", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "json", "junit"]),
    default="tekst",
    show_default=True,
    help="Hoe de uitslag eruitziet.",
)
@click.option(
    "--dekking",
    type=click.IntRange(0, 100),
    metavar="PERCENTAGE",
    help="Eindig met code 1 als minder regels zijn geraakt.",
)
@click.option(
    "--dekking-voorwaarden",
    type=click.IntRange(0, 100),
    metavar="PERCENTAGE",
    help="Eindig met code 1 als minder delen van voorwaarden ja en nee waren.",
)
@click.option(
    "--dekking-grenzen",
    type=click.IntRange(0, 100),
    metavar="PERCENTAGE",
    help="Eindig met code 1 als minder grenzen van alle kanten zijn gezien.",
)
@click.option(
    "--eis-herkomst",
    is_flag=True,
    help="Eindig met code 1 als een toets geen `volgens` heeft.",
)
@click.option(
    "--alles", is_flag=True, help="Toon alles wat nog niet is gezien, niet alleen het begin."
)
def command(  # noqa: PLR0913 - each is an option of the command line
    paden: tuple[str, ...],
    *,
    vorm: str,
    dekking: int | None,
    dekking_voorwaarden: int | None,
    dekking_grenzen: int | None,
    eis_herkomst: bool,
    alles: bool,
) -> int:
    """Voer de toetsen van een beleid uit en tel wat zij laten zien.

    PADEN zijn bestanden of mappen met beleid, of namen van meegeleverd beleid.
    """
    asked = Asked(
        dekking, dekking_voorwaarden, dekking_grenzen, eis_herkomst, None if alles else MOST_MISSING
    )
    each = [_run(path) for path in policies_in(paden)]
    ran = _together([one for one in each if isinstance(one, Ran)])
    broken = [one for one in each if isinstance(one, Broken)]
    if vorm == "json":
        write_json(_json(ran, broken))
    elif vorm == "junit":
        write(_junit(ran, broken))
    else:
        _write_text(ran, broken, asked)
    if broken:
        return FINDINGS
    if not any(one.results for one in ran):
        return NOTHING_TESTED
    failed = any(not result.passed for one in ran for result in one.results)
    return FINDINGS if failed or not all(one.is_enough(asked) for one in ran) else CLEAN


def _run(path: str) -> Ran | Broken:
    try:
        policy = load(path)
    except PolicyError as error:
        return Broken(path, error.diagnostics, error.sources)
    watch = Watch(policy)
    results: list[ToetsResult] = []
    for result in run_each(policy):
        if result.decision is not None:
            watch.see(result.decision)
        results.append(result.in_short())
    return Ran(path, policy, tuple(results), coverage(policy, results), watch.depths())


def _together(ran: list[Ran]) -> list[Ran]:
    """Return what was run, each with what the policies that use it showed of it."""
    found: list[Ran] = []
    for one in ran:
        users = [
            (other, depth)
            for other in ran
            for depth in other.depths[1:]
            if depth.policy == one.policy.name
        ]
        joint = None
        if users:
            results = [result for other, _ in users for result in other.results]
            depths = [(other.policy, depth) for other, depth in users]
            joint = (
                coverage(one.policy, [*one.results, *results]),
                joined(one.policy, one.depths[0], depths),
            )
        found.append(attrs.evolve(one, joint=joint))
    return found


def _write_text(ran: list[Ran], broken: list[Broken], asked: Asked) -> None:
    for one in broken:
        complain(shown(one.diagnostics, one.sources), styled=True)
    for done in ran:
        write("\n".join(_policy_lines(done, asked)), styled=True)
    if not any(one.results for one in ran):
        write("Er is geen enkele toets uitgevoerd.")


def _policy_lines(one: Ran, asked: Asked) -> list[str]:
    failed = [result for result in one.results if not result.passed]
    lines = [style(f"{one.policy.title} ({one.path})", "kop")]
    for result in failed:
        name = style(f"  fout  {result.toets.naam}", "fout")
        lines.append(name + style(f": {result.toets.titel}", "gewoon"))
        lines += [
            style(f"        {line}", "gewoon") for line in describe_result(one.policy, result)
        ]
    passed, total = len(one.results) - len(failed), len(one.results)
    word = "toets" if total == 1 else "toetsen"
    lines.append(style(f"  {passed} van {total} {word} geslaagd", "fout" if failed else "goed"))
    more = [*_coverage_lines(one.coverage), *describe_depths(one.depths)]
    depth = one.depths[0]
    if one.joint is not None:
        covered, depth = one.joint
        more.append(describe_joint(_rules(covered), depth))
    if one.results:
        more += describe_sources(one.results, required=asked.source)
        more += describe_missing(one.policy, depth, asked.most)
    return lines + [style(line, "gewoon") for each in more for line in _wrapped(each)]


def _wrapped(line: str) -> list[str]:
    """Return a line of the report as lines that fit the terminal; a long word stays whole."""
    bare = line.lstrip()
    indent = "  " + " " * (len(line) - len(bare))
    return textwrap.wrap(
        bare,
        width(),
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _coverage_lines(found: Coverage) -> Iterator[str]:
    """Yield how many rules were touched, and apart from those how many rows of tables."""
    yield _touched("regels", found, rows=False)
    if any(" rij " in name for name in (*found.touched, *found.untouched)):
        yield _touched("rijen van tabellen", found, rows=True)


def _touched(word: str, found: Coverage, *, rows: bool) -> str:
    touched = [name for name in found.touched if (" rij " in name) is rows]
    untouched = [name for name in found.untouched if (" rij " in name) is rows]
    total = len(touched) + len(untouched)
    share = Fraction(len(touched), total) if total else Fraction(1)
    text = f"{word} geraakt: {len(touched)} van {total} ({_percentage(share)})"
    if untouched:
        more = f" en nog {len(untouched) - 5}" if len(untouched) > 5 else ""
        text += f"; niet geraakt: {', '.join(untouched[:5])}{more}"
    return text


def _rules(found: Coverage) -> Measure:
    """Return how many rules were touched, without the rows of tables."""
    touched = sum(" rij " not in name for name in found.touched)
    return Measure(touched, touched + sum(" rij " not in name for name in found.untouched))


def _percentage(share: Fraction) -> str:
    return f"{int(share * 100)}%"


def _json(ran: list[Ran], broken: list[Broken]) -> dict[str, object]:
    return {
        "schema": "maatwerk/toetsen/1",
        "beleid": [
            {
                "pad": one.path,
                "naam": one.policy.name,
                "hash": one.policy.hash,
                "toetsen": [
                    {
                        "naam": result.toets.naam,
                        "titel": result.toets.titel,
                        "geslaagd": result.passed,
                        "volgens": source_to_json(result.volgens),
                        "uitleg": list(describe_result(one.policy, result)),
                    }
                    for result in one.results
                ],
                "regels": {
                    "geraakt": list(one.coverage.touched),
                    "niet_geraakt": list(one.coverage.untouched),
                },
                "dekking": [depth_to_json(one.policy, depth) for depth in one.depths],
                "met_lager_beleid": _joint_json(one),
                "herkomst": count_sources(one.results),
            }
            for one in ran
        ],
        "niet_uitgevoerd": [
            {
                "pad": one.path,
                "meldingen": [to_json(found, one.sources) for found in one.diagnostics],
            }
            for one in broken
        ],
    }


def _joint_json(one: Ran) -> dict[str, object] | None:
    if one.joint is None:
        return None
    covered, depth = one.joint
    return {
        "regels": {"geraakt": list(covered.touched), "niet_geraakt": list(covered.untouched)},
        "dekking": depth_to_json(one.policy, depth),
    }


def _junit(ran: list[Ran], broken: list[Broken]) -> str:
    root = Element("testsuites")
    for one in ran:
        failed = sum(not result.passed for result in one.results)
        counts = {"tests": str(len(one.results)), "failures": str(failed)}
        suite = SubElement(root, "testsuite", {"name": one.policy.name, **counts})
        for result in one.results:
            names = {"classname": one.policy.name, "name": result.toets.naam}
            case = SubElement(suite, "testcase", names)
            if not result.passed:
                failure = SubElement(case, "failure", {"message": result.toets.titel})
                failure.text = safe("\n".join(describe_result(one.policy, result)))
    for unread in broken:
        name = safe(unread.path)
        suite = SubElement(root, "testsuite", {"name": name, "tests": "1", "errors": "1"})
        case = SubElement(suite, "testcase", {"classname": name, "name": "beleid"})
        error = SubElement(case, "error", {"message": "Het beleid heeft fouten."})
        lines = [render_short(found, unread.sources) for found in unread.diagnostics]
        error.text = safe("\n".join(lines))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'
