"""`maatwerk besluit`: from a case to a besluit that is recorded, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click

from maatwerk_rules.besluit.record import Besluit, lacking, record
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, Dutch, DutchCommand
from maatwerk_rules.integrations.command_apart import apart
from maatwerk_rules.integrations.command_signalen import signals
from maatwerk_rules.integrations.files_of_a_case import (
    besluit_from,
    complain_of,
    group_from,
    json_files,
    weigh_all,
)
from maatwerk_rules.integrations.shared import (
    document_option,
    load_or_show,
    read_case,
    write_as,
)
from maatwerk_rules.integrations.terminal import (
    DateType,
    complain,
    write,
    write_bytes,
    write_json,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide, read_facts
from maatwerk_rules.runtime.decision import Decision

PARTS: Mapping[str, str] = {
    "apart": "wat twee mensen apart oordeelden, naast elkaar",
    "brief": "de motivering van een besluit",
    "herhaal": "reken een besluit opnieuw, en zie wat anders is",
    "legvast": "leg een besluit vast",
    "lijst": "wat van besluiten in een lijst mag",
    "signalen": "toon signalen, of voeg er een toe",
    "uitvoer": "een besluit voor een ander systeem",
    "wienog": "in welke zaken dezelfde afwijking open is",
}


NO_KEY = (
    "De zaak staat onder een pseudoniem; geef met `--sleutel` een bestand met minstens 32 geheime"
    " bytes. Alleen `--tel` heeft er geen nodig."
)


class Parts(Dutch, click.Group):
    """A command of which each part is a command."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the parts are used."""
        formatter.write_usage(ctx.command_path, "ONDERDEEL [OPTIES] …", prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the parts, and what there is for all."""
        with formatter.section("Onderdelen"):
            formatter.write_dl(sorted(PARTS.items()))
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the part that is named first; the nearest is offered for a slip."""
        if args and not args[0].startswith("-") and args[0] not in PARTS:
            from maatwerk_rules.nearest import nearest

            near = nearest(args[0], PARTS)
            offer = f" Bedoelt u `{ctx.command_path} {near[0]}`?" if near else ""
            raise click.UsageError(f"Er is geen onderdeel `{args[0]}`.{offer}", ctx)
        return super().resolve_command(ctx, args)


@click.group("besluit", cls=Parts, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Leg een besluit vast, en doe er iets mee.

    Een vastgelegd besluit is een JSON-bestand dat nooit verandert; zijn hash wordt steeds
    nagegaan. In het bestand staat alles over de inwoner. Ga er zorgvuldig mee om.
    """
    if ctx.invoked_subcommand is None:
        write(ctx.get_help())
        ctx.exit(CLEAN)


def _with_besluit(beleid: str, bestand: str, work: Callable[[Policy, Besluit], int]) -> int:
    """Do some work with a policy and a besluit; what is wrong in either is told."""
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    try:
        return work(policy, besluit_from(bestand))
    except FactError as error:
        complain_of(error)
        return FINDINGS


# ---------------------------------------------------------------- to record


@command.command("legvast", cls=DutchCommand)
@click.argument("beleid")
@click.option("--feiten", required=True, metavar="BESTAND", help="De zaak als JSON-bestand.")
@click.option("--peildatum", required=True, type=DateType(), help="De dag van het recht.")
@click.option(
    "--gegevens", required=True, metavar="BESTAND", help="Kenmerk, wie beslist, tijdstip, mandaat."
)
@click.option("--wegingen", metavar="BESTAND", help="De wegingen, een JSON-lijst op volgorde.")
@click.option(
    "--uitkomst", "uitkomsten", multiple=True, metavar="NAAM", help="Waarover u beslist; mag vaker."
)
def to_record(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    feiten: str,
    peildatum: date,
    gegevens: str,
    wegingen: str | None,
    uitkomsten: tuple[str, ...],
) -> int:
    """Leg een besluit vast: van een zaak naar JSON.

    Het besluit komt op de gewone uitvoer. Wat er nog moet voordat u het verstuurt, staat op de
    foutuitvoer; de opdracht eindigt dan met 1.
    """
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    try:
        facts = read_facts(policy, read_case(feiten))
        decided = (peildatum, uitkomsten or None)
        facts, made = weigh_all(policy, facts, wegingen, decided) if wegingen else (facts, ())
        decision = decide(policy, facts, peildatum=peildatum, uitkomsten=uitkomsten or None)
        found = record(policy, decision, group_from(gegevens), made)
    except FactError as error:
        complain_of(error)
        return FINDINGS
    write_bytes(found.text + b"\n")
    if found.data["tijdvak"] is None:
        _only_one_month(policy, decision)
    return _ready(found)


def _only_one_month(policy: Policy, decision: Decision) -> None:
    """Tell that it covers one month, where the facts are not alike in all."""
    from maatwerk_rules.explanation.one_month import tell_one_month
    from maatwerk_rules.explanation.vocabulary import Vocabulary

    told = tell_one_month(decision, Vocabulary(policy, decision.peildatum, decision.facts))
    if told:
        complain(f"Let op: {told} Geef dat als `tijdvak` bij de gegevens.")


def _ready(besluit: Besluit) -> int:
    """Tell what is lacking before a besluit may be sent; 1 where something is."""
    needed = lacking(besluit)
    if needed:
        complain("Verstuur dit besluit nog niet:")
    for each in needed:
        complain(f"- {each}")
    return FINDINGS if needed else CLEAN


# ---------------------------------------------------------------- with what was recorded


@command.command("brief", cls=DutchCommand)
@click.argument("beleid")
@click.argument("bestand")
@click.option(
    "--contact", metavar="TEKST", help="Wie u kunt vragen, als het besluit dat niet zegt."
)
@document_option
def letter(beleid: str, bestand: str, *, contact: str | None, vorm: str) -> int:
    """Schrijf de motivering van een besluit.

    BELEID is het beleid waarmee het is gemaakt, BESTAND het besluit. Mag het nog niet worden
    verstuurd, dan staat op de foutuitvoer wat er mist en eindigt de opdracht met 1.
    """

    def work(policy: Policy, besluit: Besluit) -> int:
        from maatwerk_rules.besluit.founded import unfounded
        from maatwerk_rules.besluit.motivation import motivation

        wrong = [*unfounded(policy, besluit)]
        if wrong:
            complain("Van dit besluit wordt geen brief gemaakt:")
            for sentence in wrong:
                complain(f"- {sentence}")
            return FINDINGS
        write_as(motivation(policy, besluit, contact=contact), vorm)
        return _ready(besluit)

    return _with_besluit(beleid, bestand, work)


@command.command("herhaal", cls=DutchCommand)
@click.argument("beleid")
@click.argument("bestand")
@click.option("--feiten", metavar="BESTAND", help="Andere feiten en oordelen, voor een bezwaar.")
@click.option("--peildatum", type=DateType(), help="Het recht van een andere dag.")
@click.option("--ander-beleid", is_flag=True, help="Dit is met opzet een andere tekst.")
@document_option
def again(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    bestand: str,
    *,
    feiten: str | None,
    peildatum: date | None,
    ander_beleid: bool,
    vorm: str,
) -> int:
    """Reken een besluit opnieuw, en zie wat anders is.

    Zonder opties komt er hetzelfde uit, tot op de byte. Eindigt met 1 als er iets anders is.
    """

    def work(policy: Policy, besluit: Besluit) -> int:
        from maatwerk_rules.besluit.again import tell_again
        from maatwerk_rules.besluit.replay import replay

        case = None if feiten is None else read_case(feiten)
        found = replay(policy, besluit, feiten=case, peildatum=peildatum, other_policy=ander_beleid)
        write_as(tell_again(policy, besluit, found), vorm)
        return CLEAN if found.same else FINDINGS

    return _with_besluit(beleid, bestand, work)


@command.command("lijst", cls=DutchCommand)
@click.argument("bestanden", nargs=-1, required=True)
@click.option(
    "--sleutel",
    metavar="BESTAND",
    help="Een bestand met 32 of meer geheime bytes; met --tel niet nodig.",
)
@click.option("--tel", is_flag=True, help="Tel per bedoeling, in plaats van de regels.")
def listed(bestanden: tuple[str, ...], *, sleutel: str | None, tel: bool) -> int:
    """Schrijf van elk besluit wat in een lijst mag, als JSON-regels.

    Geen feiten, geen teksten en geen medewerker; de zaak staat onder een pseudoniem dat alleen
    wie de sleutel heeft opnieuw kan maken. Van de bedoelingen staat er alleen waar het om draaide:
    wat niet werd gehaald, en waarvan is afgeweken. Met --tel staat er geen zaak in, en is er geen
    sleutel nodig.
    """
    from maatwerk_rules.besluit.privacy import for_list, per_intention, pseudonym, turned_on
    from maatwerk_rules.besluit.record import canonical

    if sleutel is None and not tel:
        raise click.UsageError(NO_KEY, click.get_current_context())
    key, code = b"" if sleutel is None else read_case(sleutel), CLEAN
    try:
        if sleutel is not None:
            pseudonym("", key)
    except ValueError:
        complain("fout: de sleutel is te kort; geef minstens 32 willekeurige bytes.")
        return FINDINGS
    rows: list[Mapping[str, Any]] = []
    for path in bestanden:
        try:
            found = besluit_from(path)
            rows.append(turned_on(found) if tel else for_list(found, key))
        except FactError as error:
            complain_of(error, path)
            code = FINDINGS
    for row in [per_intention(rows)] if tel else rows:
        write_bytes(canonical(dict(row)) + b"\n")
    return code


@command.command("uitvoer", cls=DutchCommand)
@click.argument("beleid")
@click.argument("bestand")
@click.option(
    "--vorm",
    required=True,
    type=click.Choice(["zgw", "cprmv", "cprmv-turtle"]),
    help="Voor een zaaksysteem, of als linked data.",
)
@click.option("--gegevens", metavar="BESTAND", help="Bij zgw: wat het besluit zelf niet zegt.")
def exported(beleid: str, bestand: str, *, vorm: str, gegevens: str | None) -> int:
    """Schrijf een besluit voor een ander systeem.

    Alleen een besluit dat mag worden verstuurd; wat mensen schreven en de feiten gaan niet mee.
    """
    if (vorm == "zgw") != (gegevens is not None):
        sentence = "`--gegevens` hoort bij `--vorm zgw`, en is daar nodig."
        raise click.UsageError(sentence, click.get_current_context())

    def work(policy: Policy, besluit: Besluit) -> int:
        found = _exported(policy, besluit, vorm, gegevens)
        if isinstance(found, str):
            write(found)
        else:
            write_json(found)
        return CLEAN

    return _with_besluit(beleid, bestand, work)


def _exported(
    policy: Policy, besluit: Besluit, vorm: str, given: str | None
) -> dict[str, Any] | str:
    if given is not None:
        from maatwerk_rules.integrations.exports.zgw import to_zgw

        return to_zgw(policy, besluit, group_from(given))
    from maatwerk_rules.integrations.exports.linked import to_jsonld, to_turtle
    from maatwerk_rules.integrations.exports.rules import decided

    nodes = decided(policy, besluit)
    return to_turtle(nodes) if vorm.endswith("turtle") else to_jsonld(nodes)


@command.command("wienog", cls=DutchCommand)
@click.argument("beleid")
@click.argument("bestand")
@click.argument("map")
@document_option
def who_else(beleid: str, bestand: str, *, map: str, vorm: str) -> int:  # noqa: A002 - as it is typed
    """Noem de zaken in een map waarin dezelfde afwijking nog open is.

    Elk JSON-bestand in MAP is een zaak. Er verandert niets in die zaken.
    """

    def work(policy: Policy, besluit: Besluit) -> int:
        from maatwerk_rules.besluit.signals import wie_nog
        from maatwerk_rules.besluit.told import tell_who_else

        zaken, code = {}, CLEAN
        for path in json_files(map):
            try:
                zaken[path.name] = read_facts(policy, read_case(str(path)))
            except FactError as error:
                complain_of(error, str(path))
                code = FINDINGS
        write_as(tell_who_else(besluit, wie_nog(policy, besluit, zaken)), vorm)
        return code

    return _with_besluit(beleid, bestand, work)


for part in (apart, signals):
    command.add_command(part)
