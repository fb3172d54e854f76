"""Walk Willem and Aïsha through the spreekkamer in a real browser: `python -m tests.lopen FOLDER`.

Each step is clicked and typed as a person does; what it took is told. The pages are kept, so that
they can be held against what is accessible. What a browser was asked to load is looked at too.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import attrs

from maatwerk_rules import load
from maatwerk_rules.integrations.spreekkamer.pages import field_of
from maatwerk_rules.integrations.spreekkamer.serving import Served, open_room
from maatwerk_rules.integrations.spreekkamer.visits import Room
from tests.browser import Tab, browsing, found_browser

DAY = date(2026, 3, 1)
POLICIES = Path(__file__).parent.parent / "policies"
TYPING = 40 * 6
"""So many characters a minute a person types: forty words."""
MOST_ASKED = 10
"""On so many pages a case must have been asked at most."""
DEVIATES = "onevenredig_gevolg"
"""The judgement by which is deviated in the case of Aïsha."""
UNANSWERED = """
[...document.querySelectorAll("main form fieldset")].some((one) => !one.querySelector(":checked"))
|| [...document.querySelectorAll("main form input[type=text], main form input[type=date]")]
  .some((one) => !one.value)
"""
"""Whether something on a page is left open."""
CLICKING = 1.5
"""So many seconds a person needs for a click."""


@attrs.define
class Walker:
    """Who walks: a tab, where its pages are kept, what they read, and the pages of questions."""

    tab: Tab
    folder: Path
    case: str
    kept: set[str]
    number: int = 0
    pages: int = 0
    words: int = 0
    asked: int = 0

    def read(self) -> None:
        """Count what there is to read on a page: all that is not folded."""
        self.pages += 1
        text = self.tab.value("document.querySelector('main').innerText")
        self.words += len(text.split())

    def keep(self, what: str) -> None:
        """Keep a page as it is now, the first of each sort, and a picture of it wide and narrow."""
        self.number += 1
        self.read()
        name = f"spreekkamer-{self.case}-{self.number}-{what}"
        page = self.tab.value("document.documentElement.outerHTML")
        if what not in self.kept:
            self.kept.add(what)
            (self.folder / f"{name}.html").write_text(f"<!doctype html>\n{page}", "utf-8")
        for width in (1200, 320):
            self.tab.show(width)
            wide = self.tab.value("document.documentElement.scrollWidth > innerWidth + 1")
            assert not wide, f"{name} is wider than a screen of {width}"
            self.tab.picture(self.folder / f"{name}-{width}.png")
        self.tab.show(1200)

    def press(self, selector: str) -> None:
        self.tab.click(selector, leads_on=True)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Fill in a form: a text is typed, an answer with a number is clicked."""
        for name, text in answers.items():
            kind = self.tab.value(f"document.getElementById({json.dumps(name)})?.tagName")
            if kind == "FIELDSET":
                self.tab.click(f"input[name='{name}'][value='{text}']")
            elif kind == "SELECT" or self.tab.value(f"{_at(name)}.type") == "date":
                self.tab.clicks += 1
                self.tab.value(f"{_at(name)}.value = {json.dumps(text)}")
            else:
                assert kind, f"no field {name} in {self.tab.text()}"
                self.tab.type(f"[id='{name}']", text)


def _at(name: str) -> str:
    return f"document.getElementById({json.dumps(name)})"


def open_fields(tab: Tab) -> list[str]:
    """Return the fields of a weighing that nothing stands in yet, in their order."""
    found: list[str] = tab.value(
        "[...document.querySelectorAll('main form textarea')]"
        ".filter((one) => !one.value && one.checkVisibility()).map((one) => one.id)"
    )
    return found


def weigh(walker: Walker, ground: str, who: str, answer: str) -> None:
    """Weigh a piece of the room: everything that is asked, and then the judgement."""
    walker.press(f"a[href*='grond={ground}']")
    nothing = walker.tab.value("document.querySelectorAll('main form :checked[type=radio]').length")
    assert nothing == 0, "an answer was chosen beforehand"
    walker.keep("weging")
    for name in ("bedoeling", "waarde"):
        if walker.tab.value(f"!!{_at(name)} && {_at(name)}.checkVisibility()"):
            walker.tab.click(f"input[name='{name}']")
    walker.fill(dict.fromkeys(open_fields(walker.tab), "Kort opgeschreven, alleen wat nodig is."))
    walker.fill({"oordeel-0": answer, "door": who, "op": "2026-03-01"})
    walker.press("main form button.knop")
    assert "/uitkomst" in walker.tab.value("location.pathname"), walker.tab.text()


def settle(walker: Walker, who: str) -> str:
    """Record the besluit and return the motivation."""
    walker.press("a[href$='/besluit'].knop")
    walker.keep("vastleggen")
    walker.fill(
        {
            "kenmerk": "2026-0001",
            "door": who,
            "mandaat": "Mandaatbesluit 2026",
            "gehoord.niet_nodig": "De aanvraag wordt ingewilligd.",
            "contact": "Bel 14 010.",
        }
    )
    walker.press("main form button.knop")
    walker.keep("motivering")
    return walker.tab.text()


def begin(walker: Walker) -> None:
    """Begin a case; what the resident wants comes first."""
    walker.keep("begin")
    walker.press("main form button.knop")
    assert "Wat wil de inwoner bereiken" in walker.tab.text()
    walker.keep("wens")
    walker.press("main form button.knop")


def from_nothing(walker: Walker, place: str, outcome: str) -> None:
    """Walk a case of which nothing is brought up to its outcome."""
    known = case_of(place)
    walker.fill({"uitkomst": outcome})
    walker.press("main form button.knop")
    walker.keep("wens-leeg")
    walker.fill({"gewenst_effect": known["gewenst_effect"]})
    walker.press("main form button.knop")
    while "/vragen" in walker.tab.value("location.pathname"):
        walker.keep("vraag") if walker.number < 5 else walker.read()
        walker.asked += 1
        answer_page(walker, known["feiten"])


def aisha_questions(walker: Walker) -> None:
    """Aïsha from the first question."""
    from_nothing(
        walker, "bijzondere_bijstand_voorbeeldstad/zaken/aisha.json", "bijzondere_bijstand"
    )
    walker.keep("uitkomst-na-vragen")
    assert walker.asked <= MOST_ASKED, walker.asked


def questions(walker: Walker) -> None:
    """Willem from the first question: nothing is brought, and every answer is given by hand."""
    from_nothing(walker, "participatiewet/zaken/willem.json", "recht_op_algemene_bijstand")
    assert walker.asked <= MOST_ASKED, walker.asked
    walker.keep("uitkomst-na-vragen")
    assert "voorlopig nee" in walker.tab.text(), walker.tab.text()
    walker.tab.click("details:has(a[href*='wijzig']) > summary")
    walker.press("a[href$='wijzig?over=schulden']")
    walker.keep("wijzig")
    walker.tab.value(f"{_at('antwoord')}.value = ''")
    walker.fill({"antwoord": "9.000"})
    walker.press("main form button.knop:not(.tweede)")
    assert "Recht op algemene bijstand: ja." in walker.tab.text()
    walker.keep("uitkomst-na-wijziging")


def in_form(facts: dict[str, Any], parts: list[str]) -> str:
    """Return an answer of a case as a form has it; empty where the case does not say it."""
    found: Any = facts.get(parts[0])
    if len(parts) > 1 and isinstance(found, list):
        found = found[int(parts[2])]
    if len(parts) > 1:
        found = (found or {}).get(parts[-1])
    if isinstance(found, bool):
        return "ja" if found else "nee"
    return str(len(found)) if isinstance(found, list) else "" if found is None else str(found)


def answer_page(walker: Walker, facts: dict[str, Any]) -> None:
    """Answer all questions on a page."""
    marks = walker.tab.value(
        "[...document.querySelectorAll('main form [name^=over]')].map((one) => one.value)"
    )
    if len(marks) == 1:
        answer(walker, in_form(facts, marks[0].split(":")))
        return
    for number, mark in enumerate(marks):
        name = field_of(number)
        radio = walker.tab.value(f"{_at(name)}.tagName") == "FIELDSET"
        text = in_form(facts, mark.split(":"))
        text = {"": "nee", "0": "nee", "1": "ja"}.get(text, text) if radio else text
        if text:
            walker.fill({name: text})
    left = "main form button[name='sla_over']"
    walker.press(left if walker.tab.value(UNANSWERED) else "main form button.knop:not(.tweede)")


def answer(walker: Walker, text: str) -> None:
    """Answer a question: with one click, or by typing; what is not known is left."""
    button = f"main form button[name='antwoord'][value='{text or 'nee'}']"
    if walker.tab.value(f"!!document.querySelector({json.dumps(button)})"):
        walker.press(button)
    elif text:
        walker.fill({"antwoord": text})
        walker.press("main form button.knop:not(.tweede)")
    else:
        walker.press("main form button[name='sla_over']")


def willem(walker: Walker) -> None:
    """The car is of his father: weighed, so that it does not count."""
    begin(walker)
    assert "voorlopig nee" in walker.tab.text()
    walker.keep("uitkomst")
    weigh(walker, "van_een_ander", "college", "nee")
    assert "Recht op algemene bijstand: ja." in walker.tab.text()
    told = settle(walker, "college")
    assert "Recht op algemene bijstand: ja." in told


def aisha(walker: Walker) -> None:
    """She is too young for the rule: a reasoned deviation."""
    begin(walker)
    walker.keep("uitkomst")
    weigh(walker, "beleidsregel_onevenredig", "college", "ja")
    assert "Hier is van een regel afgeweken, met een reden." in walker.tab.text()
    told = settle(walker, "college")
    assert "2026-0001" in told


def practise(walker: Walker) -> None:
    """One's own judgement comes first, and nothing can be taken along."""
    walker.tab.click("#oefenen")
    begin(walker)
    walker.keep("eigen")
    assert "voorlopig" not in walker.tab.text()
    walker.tab.click("input[name='uitkomst-0'][value='ja']")
    walker.tab.type("#waarom", "Hij heeft de auto nodig.")
    walker.tab.type("#waarde", "Werk houden.")
    walker.press("main form button.knop")
    told = walker.tab.text()
    assert "Welke lijnen zijn te verdedigen?" in told
    assert "Hij heeft de auto nodig." in told
    assert not walker.tab.value("!!document.querySelector('a[href$=\"/besluit\"]')")
    walker.keep("oefening")


@contextmanager
def opened(room: Room) -> Iterator[Served]:
    """Open a spreekkamer on a free port, and close it."""
    served = open_room(room, "127.0.0.1", 0)
    thread = Thread(target=served.serve, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stop()
        thread.join(10)


def case_of(place: str) -> dict[str, Any]:
    """Return a shipped case."""
    found: dict[str, Any] = json.loads((POLICIES / place).read_text("utf-8"))
    return found


def not_yet_weighed(case: dict[str, Any]) -> None:
    """Take from a case the judgement that is to be given, and ask only about the rent."""
    case["oordelen"] = [one for one in case["oordelen"] if one["oordeel"] != DEVIATES]
    case["bekeken"] = []
    case["gevraagd"] = ["bijzondere_bijstand", "bedrag_bijzondere_bijstand"]


WALKS: Mapping[str, tuple[str, str, Callable[[Walker], None]]] = {
    "willem": ("participatiewet", "participatiewet/zaken/willem.json", willem),
    "vragen": ("participatiewet", "", questions),
    "vragen-aisha": ("bijzondere_bijstand_voorbeeldstad", "", aisha_questions),
    "aisha": (
        "bijzondere_bijstand_voorbeeldstad",
        "bijzondere_bijstand_voorbeeldstad/zaken/aisha.json",
        aisha,
    ),
    "oefenen": ("participatiewet", "participatiewet/zaken/willem.json", practise),
}


def main(folder: Path) -> None:
    """Walk all, and tell what each took."""
    program = found_browser()
    assert program is not None, "install a browser, such as chromium"
    kept: set[str] = set()
    for name, (policy, place, walk) in WALKS.items():
        case = case_of(place) if place else {}
        if name == "aisha":
            not_yet_weighed(case)
        with opened(Room(load(policy), DAY, case)) as served, browsing(program) as tab:
            walker = Walker(tab, folder, name, kept)
            tab.show(1200)
            tab.go(served.address)
            started = time.monotonic()
            walk(walker)
            took = time.monotonic() - started
            for event in tab.events:
                assert event["method"] != "Log.entryAdded", event
                if event["method"] == "Network.requestWillBeSent":
                    url = event["params"]["request"]["url"]
                    assert url.startswith((served.address, "data:")), f"asked elsewhere: {url}"
            by_hand = tab.clicks * CLICKING + tab.keys / TYPING * 60
            sys.stdout.write(
                f"{name}: {walker.pages} bladzijden ({walker.asked} met vragen),"
                f" {walker.words} woorden te lezen,"
                f" {tab.clicks} klikken, {tab.keys} aanslagen, {took:.0f} s gelopen;"
                f" met de hand ongeveer {by_hand / 60:.1f} minuten klikken en typen\n"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
