"""`maatwerk beslis`: decide one case and explain the outcome."""

from __future__ import annotations

import json
from datetime import date

import click

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation import document as documents
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, UNDECIDED, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.shared import load_or_show, read_case, show
from maatwerk_rules.integrations.terminal import DateType, complain, has_colour, style, today, write
from maatwerk_rules.integrations.terminal import width as terminal_width
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide, explain
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.record import to_json

TONES = {"sterk": "kop", "goed": "goed", "let op": "waarschuwing", "open": "hint"}


@click.command("beslis", cls=DutchCommand)
@click.argument("beleid")
@click.option("--feiten", metavar="BESTAND", help="De zaak als JSON-bestand; `-` leest de invoer.")
@click.option("--peildatum", type=DateType(), help="De dag waarop u de uitkomst wilt weten.")
@click.option(
    "--uitkomst",
    "uitkomsten",
    multiple=True,
    metavar="NAAM",
    help="Alleen deze uitkomst; mag vaker.",
)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "kort", "markdown", "json"]),
    default="tekst",
    show_default="tekst",
    help="Hoe de uitkomst eruitziet.",
)
@click.option(
    "--lagen",
    type=click.IntRange(1, 3),
    default=2,
    show_default="2",
    help="1: de uitkomst in een zin; 2: met feiten en ruimte; 3: met elke stap.",
)
@click.option("--vraag", is_flag=True, help="Vraag op het scherm naar wat ontbreekt.")
@click.option("--bewaar", metavar="BESTAND", help="Met --vraag: bewaar de zaak in dit bestand.")
@click.option(
    "--eis", type=click.Choice(["vast"]), help="Eindig met code 4 als niet alles vaststaat."
)
def command(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    feiten: str | None,
    peildatum: date | None,
    uitkomsten: tuple[str, ...],
    vorm: str,
    lagen: int,
    vraag: bool,
    bewaar: str | None,
    eis: str | None,
) -> int:
    """Beslis één zaak en leg de uitkomst uit.

    BELEID is een meegeleverd beleid bij zijn naam, of een pad. Zonder feiten ziet u de eerste
    vraag. De uitkomst volgt uit de regels en is geen besluit; het college beslist.
    """
    if peildatum is None:
        complain("fout: op welke dag wilt u de uitkomst weten? Er is geen stille klok.")
        complain(f"Vandaag is het {today()}; geef bijvoorbeeld `--peildatum {today()}`.")
        return WRONG_USE
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    data: bytes = b"{}" if feiten is None else read_case(feiten)
    try:
        if vraag:
            from maatwerk_rules.integrations.asking import ask

            decision = ask(policy, data, peildatum, uitkomsten or None, bewaar)
        else:
            decision = decide(policy, data, peildatum=peildatum, uitkomsten=uitkomsten or None)
    except FactError as error:
        complain(show(error.diagnostics, {}))
        return FINDINGS
    write(rendered(policy, decision, vorm, lagen))
    return UNDECIDED if eis == "vast" and decision.status != "vast" else CLEAN


def rendered(policy: Policy, decision: Decision, vorm: str, lagen: int) -> str:
    """Return a decision in the form that was asked."""
    if vorm == "json":
        return json.dumps(to_json(decision), ensure_ascii=False, indent=2)
    document = explain(policy, decision, layers=1 if vorm == "kort" else lagen)
    if vorm == "markdown":
        return to_markdown(document)
    return to_terminal(document)


def to_terminal(document: documents.Document) -> str:
    """Return a document for the terminal, in colour where there is colour."""
    if not has_colour():
        return to_text(document, terminal_width())
    return to_text(document, terminal_width(), _styled)


def _styled(text: str, tone: documents.Tone) -> str:
    return style(text, TONES[tone]) if tone in TONES else text
