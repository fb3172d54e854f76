"""`maatwerk beproef`: put a policy to the test for arbitrariness, and prove what can be proved."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import attrs
import click

from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.cli import (
    CLEAN,
    FINDINGS,
    NOTHING_TESTED,
    UNDECIDED,
    WRONG_USE,
    DutchCommand,
)
from maatwerk_rules.integrations.drawn import Drawn, drawn_from
from maatwerk_rules.integrations.meant import meant_in
from maatwerk_rules.integrations.over_a_table import WITHOUT_TABLE, reading_options
from maatwerk_rules.integrations.shared import (
    form_option,
    load_or_show,
    seed_option,
    write_document,
)
from maatwerk_rules.integrations.terminal import DateType, complain, safe, write, write_json
from maatwerk_rules.integrations.witness_file import place_of, places_below, read, write_whole
from maatwerk_rules.memory import Memory, usual_memory
from maatwerk_rules.model.declarations import Begrip, Uitkomst
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.nearest import offers
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.checking import Asked, climb, slice_on
from maatwerk_rules.verification.executors import (
    Proof,
    can_prove,
    means_for,
    plain_case,
    plain_cases,
)
from maatwerk_rules.verification.extent import extents, sample
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.page.page import to_page
from maatwerk_rules.verification.properties import PROPERTIES, Property, find
from maatwerk_rules.verification.report import (
    FOUND,
    Report,
    Run,
    report,
    to_document,
    with_extents,
)
from maatwerk_rules.verification.report_json import to_json
from maatwerk_rules.verification.saved import as_toetsen
from maatwerk_rules.verification.told import headline, tell
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.witnesses import NAME, NONE, Witnesses, write_witnesses

WITH_PROOF, WITHOUT_PROOF = 60.0, 10.0
"""So many seconds when nobody says how many."""
INSTALL = 'pip install "maatwerk-rules[bewijs]"'
SHARE_OF_EXTENT = 0.1
"""How much of the time is kept for how many cases are touched."""
MOST_LOOKS, FEWEST_DRAWN, MOST_DRAWN = 2_000, 25, 200
"""How often a case is held against a finding, and how many cases are drawn at least and at most.

It is a number and not a time, so that a seed gives the same.
"""
LONGEST_EXTENT, SHORTEST = 0.3, 10.0
"""What part of the time that takes at most, where that is more than so many seconds."""
EACH = 200
"""So many verdicts go by before the terminal hears how far it is."""


@frozen
class Wanted:
    """How a policy is put to the test."""

    part: Slice
    asked: Asked
    proof: Proof
    seed: int
    drawn: Drawn | None = None
    witnesses: Witnesses = NONE
    memory: Memory = Memory()
    began: float = attrs.field(factory=monotonic)


@click.command("beproef", cls=DutchCommand)
@click.argument("beleid")
@click.option("--peildatum", type=DateType(), help="De dag waarop de regels gelden die u beproeft.")
@click.option(
    "--eigenschap",
    "eigenschappen",
    multiple=True,
    metavar="NAAM",
    help="Alleen deze eigenschap, met haar nummer of naam; mag vaker.",
)
@click.option(
    "--uitkomst",
    "uitkomsten",
    multiple=True,
    metavar="NAAM",
    help="Alleen deze uitkomst of dit begrip; mag vaker.",
)
@click.option(
    "--tijd",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDEN",
    help="Hoe lang het mag duren; 10 seconden, met bewijzen 60.",
)
@seed_option
@click.option(
    "--bewijs",
    type=click.Choice(["auto", "eis", "uit"]),
    default="auto",
    show_default=True,
    help="auto: bewijs waar dat kan; eis: eindig met code 4 als iets niet is beslist; uit: niet.",
)
@form_option
@click.option("--bewaar", metavar="BESTAND", help="Bewaar wat is gevonden als toetsen.")
@click.option(
    "--getuigen",
    metavar="BESTAND",
    help=f"Kijk eerst naar wat eerder is gevonden. Standaard: `{NAME}` in de map van het beleid.",
)
@click.option("--onthoud", is_flag=True, help="Zet in dat bestand wat nu is gevonden.")
@click.option(
    "--geen-geheugen", is_flag=True, help="Bewijs alles opnieuw, en onthoud geen bewijzen."
)
@click.option(
    "--tabel",
    metavar="BESTAND",
    help="Tel hoeveel zaken in deze tabel worden geraakt: Parquet, CSV of JSON-regels.",
)
@reading_options
def command(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    peildatum: date | None,
    eigenschappen: tuple[str, ...],
    uitkomsten: tuple[str, ...],
    tijd: float | None,
    zaad: int,
    bewijs: Literal["auto", "eis", "uit"],
    vorm: str,
    bewaar: str | None,
    getuigen: str | None,
    onthoud: bool,
    geen_geheugen: bool,
    tabel: str | None,
    **written: Any,
) -> int:
    """Zoek gelijke gevallen die een ongelijke uitkomst krijgen, en bewijs waar het kan van niet.

    BELEID is een meegeleverd beleid bij zijn naam, of een pad. Zonder peildatum worden de laatste
    regels beproefd. Met Ctrl-C ziet u wat er tot dan toe is gevonden.
    """
    if bewijs == "eis" and not can_prove():
        return _without_solver()
    began = monotonic()
    if tabel is None and any(written.values()):
        raise _wrong(WITHOUT_TABLE)
    kept = _checked(place_of(beleid, getuigen), bewaar, onthoud=onthoud)
    wanted = tuple(_property(each) for each in eigenschappen) or PROPERTIES
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    part = slice_on(policy, peildatum)
    if part is None:
        complain("Op die dag gelden er geen regels; er is niets te beproeven.")
        return NOTHING_TESTED
    outcomes = frozenset(_outcome(policy, each) for each in uitkomsten) or None
    seconds = tijd or (WITH_PROOF if bewijs != "uit" and can_prove() else WITHOUT_PROOF)
    asked = Asked(wanted, outcomes, seconds, meant_in(policy))
    drawn = None if tabel is None else drawn_from(policy, part, Path(tabel), peildatum, written)
    below = _found_below(beleid, policy, part) if getuigen is None else {}
    before = {**below, **read(kept, policy, part, asked=getuigen is not None and not onthoud)}
    memory = Memory() if geen_geheugen else usual_memory()
    found = _run(policy, Wanted(part, asked, bewijs, zaad, drawn, before, memory, began))
    if not found.verdicts:
        complain("Van deze eigenschappen en uitkomsten is niets te beproeven.")
        return NOTHING_TESTED
    if bewaar is not None:
        _save(found, bewaar)
    if onthoud and isinstance(kept, Path):
        _remember(found, before, below, kept)
    _write(found, vorm)
    if not found.is_clean:
        return FINDINGS
    return UNDECIDED if bewijs == "eis" and found.undecided else CLEAN


def _without_solver() -> int:
    complain("fout: om te bewijzen is `z3` nodig, en dat is hier niet geïnstalleerd.")
    complain(f"Installeer het met: {INSTALL}")
    return WRONG_USE


def _checked(kept: Traversable | None, bewaar: str | None, *, onthoud: bool) -> Traversable | None:
    """Return where is kept what was found; refuse to write over toetsen, or to keep nowhere."""
    if bewaar is not None and Path(bewaar).exists():
        raise _wrong(f"`{bewaar}` bestaat al; kies een ander bestand om de toetsen in te bewaren.")
    if onthoud and not isinstance(kept, Path):
        raise _wrong("Noem met `--getuigen` het bestand waarin hoort wat is gevonden.")
    return kept


def _found_below(beleid: str, policy: Policy, part: Slice) -> Witnesses:
    """Return what was found before of the policies that this one uses."""
    found: dict[str, tuple[Case, ...]] = {}
    for place in places_below(beleid):
        found = {**read(place, policy, part, asked=False), **found}
    return found


def _remember(found: Report, before: Witnesses, below: Witnesses, place: Path) -> None:
    """Keep what showed each claim; what was shown before and was not asked now stays.

    What is kept of a policy below already shows as much of a claim is not kept twice.
    """
    policy, part = found.policy, found.part
    complain("Wat is gevonden wordt zo gewoon mogelijk gemaakt; dat duurt even.")
    text = write_witnesses(
        policy, part, found.verdicts, before, plain_case(policy, part), below=below
    )
    if write_whole(place, text):
        complain(f"Onthouden in `{place}`.")


def _wrong(sentence: str) -> click.UsageError:
    return click.UsageError(sentence, click.get_current_context(silent=True))


def _property(named: str) -> Property:
    found = find(named)
    if found is None:
        names = [name for one in PROPERTIES for name in (one.code, one.slug)]
        near = " of ".join(f"`{name}`" for name in offers(named, names))
        raise _wrong(f"De eigenschap `{named}` ken ik niet. Bedoelt u {near}?")
    return found


def _outcome(policy: Policy, named: str) -> str:
    names = [
        *(each.naam for each in policy.all(Uitkomst)),
        *(each.naam for each in policy.all(Begrip)),
    ]
    if named not in names:
        near = " of ".join(f"`{name}`" for name in offers(named, names))
        raise _wrong(f"De uitkomst `{named}` ken ik niet. Bedoelt u {near}?")
    return named


# ---------------------------------------------------------------- putting it to the test


def _run(policy: Policy, wanted: Wanted) -> Report:
    """Return what came of it; whoever breaks it off gets what was found by then."""
    start = wanted.began  # what reading took counts too
    examples = plain_cases(policy, wanted.part)
    left = wanted.asked.seconds * (1 - SHARE_OF_EXTENT) - (monotonic() - start)
    asked = attrs.evolve(wanted.asked, seconds=max(left, wanted.asked.seconds / 2))
    verdicts: list[Verdict] = []
    broken_off = False
    try:
        with means_for(
            policy,
            wanted.part,
            examples,
            proof=wanted.proof,
            seed=wanted.seed,
            witnesses=wanted.witnesses,
            memory=wanted.memory,
        ) as means:
            for one in _told(climb(policy, wanted.part, means, asked)):
                verdicts.append(one)  # noqa: PERF402  # what came before Ctrl-C is kept
    except KeyboardInterrupt:
        broken_off = True
    run = Run(monotonic() - start, wanted.seed, broken_off)
    found = report(policy, wanted.part, verdicts, examples, run)
    return found if broken_off else _with_extents(found, wanted, examples)


def _with_extents(found: Report, wanted: Wanted, examples: Sequence[Example]) -> Report:
    """Return a report that says how many cases each finding touches."""
    policy, part, drawn = found.policy, found.part, wanted.drawn
    seconds = wanted.asked.seconds
    if not found.findings:
        return found
    if drawn is None:
        made = sample(policy, part, examples, wanted.seed)
        most = max(FEWEST_DRAWN, min(MOST_DRAWN, MOST_LOOKS // len(found.findings)))
        cases: Iterable[Case] = islice(made, most)
        longest = max(seconds * LONGEST_EXTENT, SHORTEST)
        counted = extents(policy, part, found.findings, cases, longest)
    else:
        counted = extents(policy, part, found.findings, drawn.cases, max(seconds, SHORTEST))
        counted = tuple(
            None if one is None else attrs.evolve(one, drawn_from=drawn.total) for one in counted
        )
    return with_extents(found, counted)


def _told(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """Tell a terminal how far it is, and what was found as soon as it is."""
    shows = sys.stderr.isatty()
    for number, one in enumerate(verdicts, 1):
        if shows and one.status in FOUND:
            complain(f"{one.status}: {one.claim.key}")
        elif shows and number % EACH == 0:
            complain(f"{number} beweringen beproefd …")
        yield one


def _save(found: Report, path: str) -> None:
    texts = []
    for number, one in enumerate(found.refuted, 1):
        name = f"beproefd_{one.claim.asks.code.lower()}_{number}"
        text = as_toetsen(found.policy, found.part.program, one, name)
        if text is not None:
            texts.append(text)
    Path(path).write_text("\n".join(texts), encoding="utf-8", newline="\n")


# ---------------------------------------------------------------- telling


def _write(found: Report, vorm: str) -> None:
    if vorm == "json":
        write_json(to_json(found))
    elif vorm == "junit":
        write(_junit(found))
    elif vorm == "html":
        write(to_page(found, plain_cases(found.policy, found.part)))
    elif vorm == "markdown":
        write(to_markdown(to_document(found)))
    else:
        write_document(to_document(found))


def _junit(found: Report) -> str:
    root = Element("testsuites")
    failed = {one.claim.asks for one in found.verdicts if one.status in FOUND}
    counts = {"tests": str(len(found.counts)), "failures": str(len(failed))}
    suite = SubElement(root, "testsuite", {"name": found.policy.name, **counts})
    for asks, statuses in found.counts.items():
        names = {"classname": found.policy.name, "name": f"{asks.code} {asks.slug}"}
        case = SubElement(suite, "testcase", names)
        if asks in failed:
            number = sum(statuses[each] for each in FOUND)
            failure = SubElement(case, "failure", {"message": f"{asks.name}: {number} keer niet"})
            failure.text = safe("\n\n".join(_failures(found, asks)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'


def _failures(found: Report, asks: Property) -> Iterator[str]:
    for one in found.refuted:
        if one.claim.asks == asks:
            told = to_text(Document(tell(found.policy, found.part.program, one)))
            yield f"{headline(one, found.policy)}\n\n{told}"
    for verdict in found.verdicts:
        if verdict.claim.asks == asks and verdict.status in FOUND and not verdict.cases:
            yield f"{verdict.claim.key}: {verdict.reason}"
