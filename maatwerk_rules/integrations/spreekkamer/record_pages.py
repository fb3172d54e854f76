"""The page on which the besluit is recorded: its form, what is still needed, letter and exports."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.besluit.ability import flags
from maatwerk_rules.besluit.motivation import motivation
from maatwerk_rules.besluit.pulled import place_of, pulled, weighed_in
from maatwerk_rules.besluit.record import Besluit, lacking_at
from maatwerk_rules.besluit.remedy import remedy_gap
from maatwerk_rules.besluit.weighing import write_weighing
from maatwerk_rules.dutch import write_list, write_name
from maatwerk_rules.explanation.document import Heading
from maatwerk_rules.explanation.html import html_of, words
from maatwerk_rules.explanation.markup import Child, Markup, tag
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.integrations.spreekkamer import fields
from maatwerk_rules.integrations.spreekkamer.addresses import judgement_address, weighing_address
from maatwerk_rules.integrations.spreekkamer.frame import in_case
from maatwerk_rules.integrations.spreekkamer.signalling import offered
from maatwerk_rules.integrations.spreekkamer.walk import Walk
from maatwerk_rules.integrations.spreekkamer.weighing_pages import Filled
from maatwerk_rules.model.clauses import Bezwaar
from maatwerk_rules.model.declarations import Functie, Orgaan
from maatwerk_rules.runtime.decision import Decision

HEARD: tuple[tuple[str, str, str], ...] = (
    ("gehoord.zienswijze", "Wat vond de inwoner?", "lang"),
    ("gehoord.op", "Op welke dag zei de inwoner dat?", "date"),
    ("gehoord.gedaan", "Wat is daarmee gedaan?", "lang"),
    ("gehoord.niet_nodig", "Of: waarom was horen niet nodig?", "lang"),
)
MORE: tuple[tuple[str, str, str], ...] = (
    ("ontvangen", "Wanneer kwam de aanvraag binnen?", "date"),
    ("tijdvak.van", "Gaat het over meer maanden? De eerste dag", "date"),
    ("tijdvak.tot", "De laatste dag", "date"),
    ("oorsprong", "Waar is het besluit gemaakt?", "text"),
    ("vorige", "De hash van het besluit waar dit op volgt", "text"),
)
JUDGED = re.compile(r"oordelen\[(?P<number>\d+)\]")
"""The place of a judgement, which is changed on its own page."""
OWN_REMEDY = "Leeg: de tekst van het beleid. “{tekst}”"
NO_TERM = "Daarin staat geen termijn. Vul hier de tekst van uw gemeente in, met de termijn."
NO_REMEDY = "Uit het sjabloon van uw gemeente. Noem ook de termijn."
PULLED = "Bij ‘{wat}’ trekken bedoelingen uit elkaar: {beide}. Wat is daarmee gedaan?"
TOO_MUCH = "Vraagt een plicht bij ‘{wat}’ meer dan de inwoner nu kan? Wat is daarmee gedaan?"
SUPPORT = "Welke hulp krijgt de inwoner erbij? (mag leeg, één per regel)"
TO_CHANGE = (
    "De dagen, de bedragen en de namen van bezittingen in deze toets zijn die van de zaak, ook de "
    "geboortedag. Verander ze voordat u de toets bij het beleid bewaart."
)
DONE = "Er ontbreekt niets."
NEEDED = "Nog nodig voordat het besluit wordt verstuurd"


def besluit_page(name: str, walk: Walk, decision: Decision, filled: Filled) -> str:
    """Return the page: the form, and once it was recorded what is needed, letter and exports.

    The form stays, filled as it was: what is missing can be mended here.
    """
    form = _form(name, walk, decision, filled)
    weighed = write_list(f"‘{write_name(one.form.ground)}’" for one in walk.weighings)
    told = f"Gewogen: {weighed}." if weighed else "Er is niets gewogen."
    if walk.besluit is None or filled.wrong:
        body: tuple[Child, ...] = (*filled.head(_order(walk, decision)), tag("p", told), form)
        return in_case(name, walk, "besluit", "Vastleggen", body)
    gaps = lacking_at(walk.besluit)
    title = "Vul aan of wijzig" if gaps else "Wijzig wat u invulde"
    again = tag("details", tag("summary", title), tag("p", told), form, open=bool(gaps))
    needed = _needed(name, walk, decision, gaps) if gaps else tag("p", tag("strong", DONE))
    letter = _letter(walk, walk.besluit)
    files = (*_files(name), *offered(name, walk))
    parts = (again, letter, *files) if gaps else (letter, *files, again)
    title = "Vastgelegd, maar nog niet volledig" if gaps else "Vastgelegd"
    return in_case(name, walk, "besluit", title, (needed, *parts))


def _form(name: str, walk: Walk, decision: Decision, filled: Filled) -> Markup:
    policy = walk.policy
    vocabulary = Vocabulary(policy, walk.peildatum)
    deciders = [one.name for kind in (Orgaan, Functie) for one in policy.all(kind)]
    offered = [(one, vocabulary.signed(one)) for one in deciders]

    def field(key: str, text: str, kind: str = "text", hint: str = "") -> Markup:
        said = attrs.evolve(filled.of(key), hint=hint)
        return fields.text_field(key, text, said, kind=kind)

    more = [field(key, f"{text} (mag leeg)", kind) for key, text, kind in MORE]
    touched = any(filled.wrong.get(key) or filled.typed.get(key) for key, _, _ in MORE)
    button = fields.button("Leg vast en maak de motivering")
    return fields.form(
        f"/zaak/{name}/besluit",
        walk.token,
        field("kenmerk", "Kenmerk van het besluit"),
        fields.one_of("door", "Wie beslist?", offered, filled.of("door")),
        field("mandaat", "Welk mandaat?"),
        field("tijdstip", "Op welk moment, met tijdzone?"),
        *(field(*one) for one in HEARD),
        *(field(key, text, "lang") for key, text in _to_answer(walk, decision)),
        field("ondersteuning", SUPPORT, "lang"),
        field("rechtsmiddel", "Wat kan de inwoner tegen het besluit doen?", "lang", _hint(walk)),
        field("contact", "Wie kan de inwoner vragen?"),
        tag("details", tag("summary", "Meer (mag leeg)"), *more, open=touched),
        button,
    )


def _hint(walk: Walk) -> str:
    kop = walk.policy.beleid.kop
    bezwaar = kop.one(Bezwaar) if kop is not None else None
    if bezwaar is None:
        return NO_REMEDY
    own = OWN_REMEDY.format(tekst=bezwaar.tekst)
    return own if remedy_gap(bezwaar.tekst, None) is None else f"{own} {NO_TERM}"


def _to_answer(walk: Walk, decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield the conflicts and flags of which it must be said what was done.

    A conflict that was weighed itself needs no more words.
    """
    recorded = walk.besluit
    every = pulled(walk.policy, [decision]) if recorded is None else recorded.data["botsingen"]
    weighed = [write_weighing(one, walk.facts) for one in walk.weighings]
    for one in every:
        if not weighed_in(one, weighed):
            both = write_list(f"‘{write_name(name)}’" for name in (*one["dient"], *one["tegen"]))
            told = PULLED.format(wat=write_name(one["uitkomst"]), beide=both)
            yield f"bij_botsing.{place_of(one, every)}", told
    flagged = (name for one in flags(walk.policy, decision).unseen for name in one.outcomes)
    for outcome in dict.fromkeys(flagged):
        yield f"bij_doenvermogen.{outcome}", TOO_MUCH.format(wat=write_name(outcome))


def _order(walk: Walk, decision: Decision) -> list[str]:
    heard = [key for key, _, _ in HEARD]
    answered = [key for key, _ in _to_answer(walk, decision)]
    last = ["ondersteuning", "rechtsmiddel", "contact", *(key for key, _, _ in MORE)]
    return ["kenmerk", "door", "mandaat", "tijdstip", *heard, *answered, *last]


# ---------------------------------------------------------------- what was recorded


def _needed(name: str, walk: Walk, decision: Decision, gaps: tuple[tuple[str, str], ...]) -> Markup:
    """Return what is still needed, each with a way to where it is filled in."""
    items = []
    for place, text in gaps:
        to = tag("a", "Vul dit in", tag("span", f": {text}", class_="alleen-voor"),
                 href=_where(name, walk, decision, place))  # fmt: skip
        items.append(tag("li", words(text), " ", to))
    title = tag("h2", NEEDED)
    return tag("div", title, tag("ul", *items), class_="melding", role="status")


def _where(name: str, walk: Walk, decision: Decision, place: str) -> str:
    kind, _, what = place.partition(".")
    if kind == "gewenst_effect":
        return f"/zaak/{name}/wens"
    if kind == "uitkomst":
        return f"/zaak/{name}/" + ("vragen" if walk.question(decision) else "uitkomst")
    if kind == "wegingen":
        return _weighing_of(name, walk, decision, what)
    if (judged := JUDGED.match(place)) is not None:
        return judgement_address(name, decision.facts.judgements[int(judged["number"])].leaf)
    return f"/zaak/{name}/uitkomst" if place.startswith("bekeken[") else f"#{place}"


def _weighing_of(name: str, walk: Walk, decision: Decision, ground: str) -> str:
    """Return where a deviation that was used without weighing can still be weighed."""
    found = (
        (result.name, ground, about)
        for result in decision
        for each in result.grounds
        if each.rule == ground
        for about in (each.record, None)
    )
    place = next((one for one in found if walk.form_at(one, walk.facts) is not None), None)
    return f"/zaak/{name}/uitkomst" if place is None else weighing_address(name, place)


def _letter(walk: Walk, besluit: Besluit) -> Markup:
    _, *letter = motivation(walk.policy, besluit).blocks
    shown = (
        html_of(attrs.evolve(one, level=3)) if isinstance(one, Heading) else html_of(one)
        for one in letter
    )
    return tag("section", tag("h2", "De motivering"), *shown)


def _files(name: str) -> Iterator[Markup]:
    links = (
        ("motivering.md", "De motivering, als Markdown"),
        ("besluit.json", "Het besluit, als JSON"),
        ("zaak.json", "De zaak, als JSON"),
        ("toets.beleid", "De zaak als toets voor in het beleid"),
    )
    items = (
        tag(
            "li",
            tag("a", text, href=f"/zaak/{name}/{file}", download=True),
            tag("p", TO_CHANGE, class_="let-op") if file == "toets.beleid" else None,
        )
        for file, text in links
    )
    yield tag("h2", "Meenemen")
    yield tag("p", "Hierin staat alles wat over de inwoner is vastgelegd. Ga er zorgvuldig mee om.")
    yield tag("ul", *items)
