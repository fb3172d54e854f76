"""`maatwerk toets`: run the toets blocks of policies, with rule coverage."""

from __future__ import annotations

import json
from fractions import Fraction
from xml.sax.saxutils import quoteattr

import attrs
import click

from maatwerk_rules.explanation.toets_report import describe_complaints, describe_failure
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, NOTHING_TESTED, DutchCommand
from maatwerk_rules.integrations.shared import load_or_show, policies_in
from maatwerk_rules.integrations.terminal import style, write
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.toets import Coverage, ToetsResult, coverage, run_all


@attrs.frozen
class Ran:
    """What running the toetsen of one policy gave."""

    path: str
    policy: Policy
    results: tuple[ToetsResult, ...]
    coverage: Coverage


@click.command("toets", cls=DutchCommand)
@click.argument("paden", nargs=-1, required=True)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "json", "junit"]),
    default="tekst",
    show_default="tekst",
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
    loaded = [(path, load_or_show(path)) for path in policies_in(paden)]
    ran = [_run(path, policy) for path, policy in loaded if policy is not None]
    write({"tekst": _text, "json": _json, "junit": _junit}[vorm](ran))
    if len(ran) < len(loaded):
        return FINDINGS
    if not any(one.results for one in ran):
        return NOTHING_TESTED
    failed = any(not result.passed for one in ran for result in one.results)
    low = dekking is not None and any(one.coverage.share * 100 < dekking for one in ran)
    return FINDINGS if failed or low else CLEAN


def _run(path: str, policy: Policy) -> Ran:
    results = run_all(policy)
    return Ran(path, policy, results, coverage(policy, results))


def _text(ran: list[Ran]) -> str:
    lines: list[str] = []
    for one in ran:
        lines += _policy_lines(one)
    if not any(one.results for one in ran):
        lines.append("Er is geen enkele toets uitgevoerd.")
    return "\n".join(lines)


def _policy_lines(one: Ran) -> list[str]:
    failed = [result for result in one.results if not result.passed]
    lines = [style(f"{one.policy.title} ({one.path})", "kop")]
    for result in failed:
        lines.append(style(f"  fout  {result.toets.naam}", "fout") + f": {result.toets.titel}")
        lines += [f"        {line}" for line in explained(one.policy, result)]
    passed = len(one.results) - len(failed)
    summary = f"  {passed} van {len(one.results)} toetsen geslaagd"
    lines.append(style(summary, "fout" if failed else "goed"))
    lines.append(f"  {_coverage_line(one.coverage)}")
    return lines


def explained(policy: Policy, result: ToetsResult) -> list[str]:
    """Return why a toets did not pass, line by line."""
    lines = list(describe_complaints(result))
    for failure in result.failures:
        lines += describe_failure(policy, result, failure)
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


def _json(ran: list[Ran]) -> str:
    data = {
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
                        "uitleg": explained(one.policy, result),
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
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _junit(ran: list[Ran]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for one in ran:
        failed = sum(not result.passed for result in one.results)
        lines.append(
            f'  <testsuite name={quoteattr(one.policy.name)} tests="{len(one.results)}" '
            f'failures="{failed}">'
        )
        for result in one.results:
            names = quoteattr(one.policy.name), quoteattr(result.toets.naam)
            head = f"    <testcase classname={names[0]} name={names[1]}"
            if result.passed:
                lines.append(f"{head}/>")
            else:
                why = quoteattr("\n".join(explained(one.policy, result)))
                lines.append(f"{head}><failure message={why}/></testcase>")
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines)
