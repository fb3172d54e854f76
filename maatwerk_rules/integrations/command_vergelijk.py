"""`maatwerk vergelijk`: what a change of the rules does, and to whom."""

from __future__ import annotations

from datetime import date
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import click

from maatwerk_rules.explanation.html import to_html
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, NOTHING_TESTED, DutchCommand
from maatwerk_rules.integrations.shared import load_or_show, write_document
from maatwerk_rules.integrations.terminal import DateType, complain, safe, write, write_json
from maatwerk_rules.verification.comparing import Comparison, compare, look_at
from maatwerk_rules.verification.comparison_json import to_json
from maatwerk_rules.verification.comparison_told import to_document, told_of
from maatwerk_rules.verification.executors import Proof, means_for, plain_cases
from maatwerk_rules.verification.versions import Shared, together

SECONDS = 20.0


@click.command("vergelijk", cls=DutchCommand)
@click.argument("oud")
@click.argument("nieuw")
@click.option("--peildatum", type=DateType(), help="De dag waarop de regels gelden.")
@click.option(
    "--tijd",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDEN",
    help="Hoe lang het mag duren.",
)
@click.option(
    "--zaad", type=int, default=0, show_default=True, help="Hetzelfde zaad zoekt hetzelfde."
)
@click.option(
    "--bewijs",
    type=click.Choice(["auto", "uit"]),
    default="auto",
    show_default=True,
    help="auto: bewijs waar dat kan; uit: niet.",
)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "markdown", "json", "junit", "html"]),
    default="tekst",
    show_default=True,
    help="Hoe de uitslag eruitziet; html is een bladzijde voor een browser.",
)
def command(  # noqa: PLR0913 - each is an option of the command line
    oud: str,
    nieuw: str,
    *,
    peildatum: date | None,
    tijd: float,
    zaad: int,
    bewijs: Literal["auto", "uit"],
    vorm: str,
) -> int:
    """Laat zien wat een wijziging van de regels doet, en voor wie.

    OUD en NIEUW zijn bestanden of mappen met beleid, of namen van meegeleverd beleid. Eindigt met
    1 als er een verschil is.
    """
    old, new = load_or_show(oud), load_or_show(nieuw)
    if old is None or new is None:
        return FINDINGS
    shared = together(old, new, peildatum)
    if shared is None:
        complain("Er is geen dag waarop de regels van beide gelden; er is niets te vergelijken.")
        return NOTHING_TESTED
    found = _compared(shared, tijd, zaad, bewijs)
    _write(found, vorm)
    return FINDINGS if found.differs else CLEAN


def _compared(shared: Shared, seconds: float, seed: int, proof: Proof) -> Comparison:
    known = look_at(shared, plain_cases(shared.policy, shared.part))
    with means_for(shared.policy, shared.part, known.examples, proof=proof, seed=seed) as means:
        return compare(shared, means, known, seconds)


def _write(found: Comparison, vorm: str) -> None:
    if vorm == "json":
        write_json(to_json(found))
    elif vorm == "junit":
        write(_junit(found))
    elif vorm == "html":
        write(to_html(to_document(found)))
    elif vorm == "markdown":
        write(to_markdown(to_document(found)))
    else:
        write_document(to_document(found))


def _junit(found: Comparison) -> str:
    """Return a test for each outcome both versions have; what is not the same fails."""
    shared = found.shared
    root = Element("testsuites")
    failed = [one for one in found.changes if one.shifts]
    counts = {
        "tests": str(len(found.changes) + len(shared.same)),
        "failures": str(len(failed)),
    }
    name = f"{shared.old.name} en {shared.new.name}"
    suite = SubElement(root, "testsuite", {"name": name, **counts})
    for same in shared.same:
        SubElement(suite, "testcase", {"classname": shared.new.name, "name": same})
    for change in found.changes:
        named = {"classname": shared.new.name, "name": change.outcome}
        case = SubElement(suite, "testcase", named)
        if change.shifts:
            failure = SubElement(case, "failure", {"message": change.effect})
            failure.text = safe(to_text(told_of(found, change)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'
