"""`maatwerk toon`: a policy as a page, each rule beside its intention."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from maatwerk_rules.compiler.printing import printed_python
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.explanation.document import to_json
from maatwerk_rules.explanation.law import law_json, law_page
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.shared import (
    load_or_show,
    write_as,
)
from maatwerk_rules.integrations.terminal import DateType, complain, today, write, write_json
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.nearest import nearest, offers

DRAWN = ("mermaid", "schema")
"""The forms that are about the rules and not about the law."""
EXPORTED = ("skos", "skos-turtle", "cprmv", "cprmv-turtle", "algoritmeregister", "openapi")
"""The forms for other systems; they are about the whole policy."""


@click.command("toon", cls=DutchCommand)
@click.argument("beleid")
@click.option(
    "--peildatum",
    type=DateType(),
    help="Zoals het beleid luidt op deze dag; anders vandaag, of de laatste dag dat het geldt.",
)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "markdown", "json", "html", *DRAWN, *EXPORTED]),
    default="tekst",
    show_default=True,
    metavar="VORM",
    help="Hoe de pagina eruitziet: tekst, markdown, json, html (een bladzijde voor een browser),"
    " mermaid (een tekening van wat wat leest) of schema (het contract: feiten in, uitkomsten uit)."
    f" Voor andere systemen: {write_list(EXPORTED, 'of')}.",
)
@click.option(
    "--wet",
    is_flag=True,
    help="Toon per artikel hoe ver het is gecodeerd, waarin, en wat er niet in zit.",
)
@click.option(
    "--python",
    "as_python",
    is_flag=True,
    help="Toon het beleid als Python: wat de bibliotheek er op die dag van maakt.",
)
@click.option(
    "--uitkomst",
    "uitkomsten",
    multiple=True,
    metavar="NAAM",
    help="Alleen deze uitkomst, en alles wat zij leest; mag vaker.",
)
def command(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    peildatum: date | None,
    vorm: str,
    wet: bool,
    as_python: bool,
    uitkomsten: tuple[str, ...],
) -> int:
    """Toon een beleid: elke regel naast zijn bedoeling.

    Ook: wat wordt gevraagd, waarover een mens oordeelt, wat een regel opzij kan zetten en waar een
    afwijking niet toe reikt. BELEID is een meegeleverd beleid bij zijn naam, of een pad.
    """
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    day = peildatum or _default_day(policy)
    if policy.on(day) is None:
        complain(f"fout: op {write_date(day)} geldt dit beleid niet.")
        return FINDINGS
    if not _are_known(uitkomsten, policy, day):
        return FINDINGS
    if as_python:
        write(python_of(policy, day, uitkomsten))
        return CLEAN
    _refuse_what_cannot_go_together(vorm, uitkomsten, wet=wet)
    if wet:
        _write_law(policy, day, vorm)
    else:
        _write(policy, day, uitkomsten, vorm)
    return CLEAN


def _refuse_what_cannot_go_together(vorm: str, names: tuple[str, ...], *, wet: bool) -> None:
    context = click.get_current_context()
    if wet and vorm in (*DRAWN, *EXPORTED):
        raise click.UsageError(f"`--wet` heeft geen vorm `{vorm}`.", context)
    if names and vorm in EXPORTED:
        sentence = f"De vorm `{vorm}` is er van het hele beleid; laat `--uitkomst` weg."
        raise click.UsageError(sentence, context)


def _write(policy: Policy, day: date, names: tuple[str, ...], vorm: str) -> None:
    match vorm:
        case "html":
            from maatwerk_rules.explanation.policy_html import policy_html

            write(policy_html(policy, day, names))
        case "mermaid":
            from maatwerk_rules.explanation.policy_chapters import drawn_as_mermaid

            write(drawn_as_mermaid(policy, day, names))
        case "schema":
            from maatwerk_rules.explanation.contract import contract

            write_json(contract(policy))
        case "json":
            write_json(to_json(policy_page(policy, day, names)))
        case _ if vorm in EXPORTED:
            from maatwerk_rules.integrations.exports.forms import exported

            found = exported(vorm, policy, day)
            if isinstance(found, str):
                write(found)
            else:
                write_json(found)
        case _:
            write_as(policy_page(policy, day, names), vorm)


def _write_law(policy: Policy, day: date, vorm: str) -> None:
    if vorm == "json":
        write_json(law_json(policy, day))
    else:
        write_as(law_page(policy, day), vorm)


def python_of(policy: Policy, day: date, names: Iterable[str] = ()) -> str:
    """Return what generated Python there is for a day; of all outcomes where none is named."""
    part = policy.on(day)
    assert part is not None, "the command refuses a day on which the policy does not hold"
    definitions = part.program.definitions
    wanted = [*names] or [name for name, one in definitions.items() if one.published]
    until = f" tot {part.tot.isoformat()}" if part.tot is not None else ""
    head = (
        f"{policy.title} (`{policy.name}`), geldig vanaf {part.vanaf.isoformat()}{until}.",
        f"Hash van het beleid: {policy.hash}",
    )
    texts = policy.beleid.texts

    def place(definition: Definition) -> str:
        span = definition.origin.span if definition.origin is not None else None
        source = texts.get(span.source) if span is not None else None
        if span is None or source is None:
            return "toegevoegd"
        return f"{source.name} regel {source.position(span.start).line}"

    return printed_python(Compiled(part.program), wanted, head, place)


def _are_known(names: Iterable[str], policy: Policy, day: date) -> bool:
    """Tell whether a policy has these outcomes on a day, and complain of each that it lacks."""
    definitions = policy.program_on(day)
    known = definitions.definitions if definitions is not None else {}
    unknown = [name for name in names if name not in known]
    for name in unknown:
        published = [one.name for one in known.values() if one.published]
        near = nearest(name, known) or offers(name, published)
        offer = write_list([f"`{one}`" for one in near], "of")
        complain(f"fout: `{name}` staat niet in dit beleid. Bedoelt u {offer}?")
    return not unknown


def _default_day(policy: Policy) -> date:
    """Return today when the policy holds today, else the last slice's first day."""
    now = today()
    return now if policy.on(now) is not None else policy.slices[-1].vanaf
