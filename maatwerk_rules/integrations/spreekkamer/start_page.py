"""The page on which a case begins: what it is about, on which day, and with which file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from maatwerk_rules.dutch import UnreadableError, read_date, write_name
from maatwerk_rules.explanation.markup import Child, tag
from maatwerk_rules.explanation.vocabulary import capital
from maatwerk_rules.integrations.spreekkamer import fields, frame
from maatwerk_rules.integrations.spreekkamer.fields import Option
from maatwerk_rules.integrations.spreekkamer.visits import Room
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.model.clauses import VergtEerst
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.policy import Policy

FEW = 8
"""So many outcomes need no groups."""
FIRST = "Hier volgen andere besluiten op"
ALONE = "Andere besluiten"
AFTER = "Pas na een ander besluit"


def outcomes_in_groups(policy: Policy) -> Iterator[tuple[str, Sequence[Option]]]:
    """Yield the outcomes in groups, each group by the alphabet.

    What the policy lets go before other outcomes (`vergt eerst`) stands first, what itself comes
    after another last.
    """
    outcomes = policy.all(Uitkomst)
    before = {
        name for one in outcomes for clause in one.all(VergtEerst) for name in clause.uitkomsten
    }
    groups: dict[str, list[Option]] = {FIRST: [], ALONE: [], AFTER: []}
    for one in outcomes:
        later = one.one(VergtEerst) is not None
        title = AFTER if later else FIRST if one.naam in before else ALONE
        groups[title].append((one.naam, capital(write_name(one.naam))))
    if len(outcomes) <= FEW:
        yield "", sorted((each for group in groups.values() for each in group), key=_told)
        return
    for title, group in groups.items():
        if group:
            yield title, sorted(group, key=_told)


def _told(option: Option) -> str:
    return option[1]


def start(room: Room, token: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    """Return the page on which a case begins."""
    has_case = bool(room.case.get("feiten"))
    body: tuple[Child, ...] = (
        fields.errors(wrong),
        tag("p", f"Beleid: {room.policy.title}."),
        fields.form(
            "/",
            token,
            *_about(room, typed, wrong, has_case),
            tag("p", "U begint met de zaak uit het bestand.") if has_case else None,
            *_file(wrong),
            fields.button("Begin"),
            upload=True,
        ),
    )
    return frame.shell("Spreekkamer", body)


def about_page(name: str, walk: Walk, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    """Return the page on which a case is turned to another day or another outcome."""
    said = fields.Said(typed.get("uitkomst", ""), wrong.get("uitkomst", ""))
    now = " en ".join(write_name(one) for one in walk.outcomes)
    about = f"Waarover gaat het? (zonder keuze blijft het: {now})"
    day = fields.Said(
        typed.get("peildatum", walk.peildatum.isoformat()), wrong.get("peildatum", "")
    )
    sent = fields.form(
        f"/zaak/{name}/begin",
        walk.token,
        fields.one_of_groups("uitkomst", about, outcomes_in_groups(walk.policy), said),
        fields.text_field("peildatum", "Op welke dag?", day, kind="date"),
        fields.button("Wijzig"),
        tag("p", tag("a", "Laat het zoals het is", href=f"/zaak/{name}")),
    )
    title = "Wijzig de dag of waarover het gaat"
    return frame.in_case(name, walk, "", title, (fields.errors(wrong), sent))


def read_day_of(policy: Policy, typed: str, wrong: dict[str, str]) -> date | None:
    """Return the day that was typed; None with the reason where the policy does not hold on it."""
    try:
        day = read_date(typed)
    except UnreadableError as error:
        wrong["peildatum"] = str(error)
        return None
    if policy.on(day) is None:
        wrong["peildatum"] = "Op die dag geldt dit beleid niet."
        return None
    return day


def _about(
    room: Room, typed: Mapping[str, str], wrong: Mapping[str, str], has_case: bool
) -> Iterator[Child]:
    chosen = typed.get("uitkomst", room.outcomes[0] if len(room.outcomes) == 1 else "")
    about = "Waarover gaat het?"
    if has_case or room.case.get("gevraagd"):
        about += " (zonder keuze: wat de zaak vraagt)"
    said = fields.Said(chosen, wrong.get("uitkomst", ""))
    yield fields.one_of_groups("uitkomst", about, outcomes_in_groups(room.policy), said)
    day = typed.get("peildatum", room.peildatum.isoformat())
    said = fields.Said(day, wrong.get("peildatum", ""))
    yield fields.text_field("peildatum", "Op welke dag?", said, kind="date")


def _file(wrong: Mapping[str, str]) -> Iterator[Child]:
    said = fields.Said("", wrong.get("zaak", ""))
    field = fields.text_field("zaak", "Een zaak als JSON", said, kind="file")
    told = tag("summary", "Een zaak meebrengen uit een bestand")
    yield tag("details", told, field, open="zaak" in wrong)
    yield tag(
        "div",
        tag("input", type="checkbox", id="oefenen", name="oefenen", value="ja"),
        tag(
            "label", "Oefenen: eerst mijn eigen oordeel; er wordt niets vastgelegd", for_="oefenen"
        ),
        class_="mogelijkheid",
    )
