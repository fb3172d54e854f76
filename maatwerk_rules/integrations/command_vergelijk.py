"""`maatwerk vergelijk`: what a change of the rules does, and to whom."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, NOTHING_TESTED, DutchCommand
from maatwerk_rules.integrations.shared import load_or_show, write_document
from maatwerk_rules.integrations.terminal import DateType, complain, write, write_json
from maatwerk_rules.verification.comparing import compare
from maatwerk_rules.verification.comparison_told import to_document, to_json
from maatwerk_rules.verification.executors import means_for, plain_cases
from maatwerk_rules.verification.versions import together

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
    type=click.Choice(["tekst", "markdown", "json"]),
    default="tekst",
    show_default=True,
    help="Hoe de uitslag eruitziet.",
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
    examples = plain_cases(shared.policy, shared.part)
    with means_for(shared.policy, shared.part, examples, proof=bewijs, seed=zaad) as means:
        found = compare(shared, means, examples, tijd)
    if vorm == "json":
        write_json(to_json(found))
    elif vorm == "markdown":
        write(to_markdown(to_document(found)))
    else:
        write_document(to_document(found))
    return FINDINGS if found.differs else CLEAN
