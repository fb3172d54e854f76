"""`maatwerk toets`: run the toets blocks of policies, with rule coverage."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import attrs
import click

from maatwerk_rules.diagnostics import Diagnostic, render_short, to_json
from maatwerk_rules.explanation.toets_report import describe_result
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, NOTHING_TESTED, DutchCommand
from maatwerk_rules.integrations.shared import policies_in, shown
from maatwerk_rules.integrations.terminal import complain, safe, style, write, write_json
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import check
from maatwerk_rules.runtime.toets import Coverage, ToetsResult, coverage, run_all
from maatwerk_rules.source import Source


@attrs.frozen
class Ran:
    """What running the toetsen of one policy gave."""

    path: str
    policy: Policy
    results: tuple[ToetsResult, ...]
    coverage: Coverage


@attrs.frozen
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
def command(paden: tuple[str, ...], *, vorm: str, dekking: int | None) -> int:
    """Voer de toetsen van een beleid uit en tel welke regels zij raken.

    PADEN zijn bestanden of mappen met beleid, of namen van meegeleverd beleid.
    """
    each = [_run(path) for path in policies_in(paden)]
    ran = [one for one in each if isinstance(one, Ran)]
    broken = [one for one in each if isinstance(one, Broken)]
    if vorm == "json":
        write_json(_json(ran, broken))
    elif vorm == "junit":
        write(_junit(ran, broken))
    else:
        _write_text(ran, broken)
    if broken:
        return FINDINGS
    if not any(one.results for one in ran):
        return NOTHING_TESTED
    failed = any(not result.passed for one in ran for result in one.results)
    low = dekking is not None and any(one.coverage.share * 100 < dekking for one in ran)
    return FINDINGS if failed or low else CLEAN


def _run(path: str) -> Ran | Broken:
    findings = check(path)
    if findings.policy is None:
        return Broken(path, findings.diagnostics, findings.sources)
    results = run_all(findings.policy)
    return Ran(path, findings.policy, results, coverage(findings.policy, results))


def _write_text(ran: list[Ran], broken: list[Broken]) -> None:
    for one in broken:
        complain(shown(one.diagnostics, one.sources), styled=True)
    for done in ran:
        write("\n".join(_policy_lines(done)), styled=True)
    if not any(one.results for one in ran):
        write("Er is geen enkele toets uitgevoerd.")


def _policy_lines(one: Ran) -> list[str]:
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
    lines.append(style(f"  {_coverage_line(one.coverage)}", "gewoon"))
    return lines


def _coverage_line(found: Coverage) -> str:
    total = len(found.touched) + len(found.untouched)
    text = f"regels geraakt: {len(found.touched)} van {total} ({_percentage(found.share)})"
    if found.untouched:
        shown = ", ".join(found.untouched[:5])
        more = f" en nog {len(found.untouched) - 5}" if len(found.untouched) > 5 else ""
        text += f"; niet geraakt: {shown}{more}"
    return text


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
                        "uitleg": list(describe_result(one.policy, result)),
                    }
                    for result in one.results
                ],
                "regels": {
                    "geraakt": list(one.coverage.touched),
                    "niet_geraakt": list(one.coverage.untouched),
                },
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
