"""Whatever is posted, in whatever order, no page of a case fails."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from typing import Any

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integrations.spreekkamer.admissible import admissible_policy
from tests.integrations.spreekkamer.visitor import Visitor

NASTY = (
    *("", " ", "\u200b", "\x00", "\u202eja", "ja", "nee", "0", "-1", "3", "99999", "1.250,00"),
    *("2090-01-01", "1997-05-03", "0001-01-01", "31-02-2026", "gisteren", "1e400", "٣", "½"),
    *("<script>", "x" * 20_000, "'; --", "[{}]", '{"@onbekend": true}', "16.000"),
)
STEPS = (
    *("", "begin", "wens", "vragen", "wijzig", "eigen", "uitkomst", "weging", "oordeel", "besluit"),
    *("besluit.json", "zaak.json", "toets.beleid", "apart", "signaal", "signaal.json"),
)
OUTCOMES = ("recht", "woonkostentoeslag")
texts = st.sampled_from(NASTY) | st.text(max_size=20)


def fields_of(page: str) -> dict[str, list[str]]:
    """Return the fields of the forms on a page, each with what it offers."""
    found: dict[str, list[str]] = {}
    for element in re.findall(r"<(?:input|button|textarea|select) [^>]*>", page):
        name = re.search(r' name="([^"]+)"', element)
        value = re.search(r' value="([^"]*)"', element)
        if name and name[1] != "_token":
            found.setdefault(unescape(name[1]), []).append(unescape(value[1]) if value else "")
    for name, options in re.findall(r'<select id="([^"]+)".*?>(.*?)</select>', page):
        found[name] = re.findall(r'value="([^"]*)"', options)
    return found


def check(visitor: Visitor, step: str) -> str:
    """Look at a page and return it; it may refuse, but not fail."""
    found = visitor.get(f"{visitor.base}/{step}" if step else visitor.base)
    assert found.status_code < 500, (step, found.status_code)
    return found.text


def fill(page: str, data: st.DataObject) -> dict[str, str]:
    """Return a form as a careless, a careful or a hostile person fills it."""
    typed = {}
    for name, offered in fields_of(page).items():
        if name in ("over", "_gezien"):
            typed[name] = data.draw(st.sampled_from([offered[0], "niets"]), name)
        elif data.draw(st.integers(0, 4), f"leave {name}"):
            honest = st.sampled_from([*offered, "Kort en goed.", "2026-03-01", "ja", "1"])
            typed[name] = data.draw(honest | texts, name)
    typed.pop("terug", None) if data.draw(st.integers(0, 3), "terug") else None
    typed.pop("sla_over", None) if data.draw(st.integers(0, 3), "sla over") else None
    return typed


def walk(data: st.DataObject) -> None:
    """Walk a case as nobody should."""
    visitor = Visitor(admissible_policy())
    begun = visitor.begin(
        uitkomst=data.draw(st.sampled_from(OUTCOMES), "outcome"),
        **({"oefenen": "ja"} if data.draw(st.integers(0, 4), "practice") == 0 else {}),
    )
    assert begun.status_code == 303
    visitor.wish()
    for _ in range(data.draw(st.integers(1, 12), "steps")):
        page = check(visitor, data.draw(st.sampled_from(STEPS), "step"))
        links = map(unescape, re.findall(rf'href="({visitor.base}/[^"#]+)"', page))
        further = [one[len(visitor.base) + 1 :] for one in links]
        step = data.draw(st.sampled_from([*further, *STEPS]), "further")
        page = check(visitor, step)
        typed = fill(page, data)
        if "over" in typed and step.startswith("wijzig"):
            step = "wijzig"
        sent = visitor.send(f"{visitor.base}/{step}", typed)
        assert sent.status_code < 500, (step, typed)
    for step in STEPS:
        check(visitor, step)


SLOW = [HealthCheck.too_slow]


@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, derandomize=True)
@given(st.data())
def test_no_answer_makes_a_page_fail(data: st.DataObject) -> None:
    walk(data)


@pytest.mark.nachtelijk
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
@given(st.data())
def test_no_answer_at_all_makes_a_page_fail(data: st.DataObject) -> None:
    walk(data)


cases = st.recursive(
    texts | st.none() | st.booleans() | st.integers(-10, 10**6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
known = st.fixed_dictionaries(
    {},
    optional={
        "geboortedatum": texts,
        "schulden": cases,
        "bezittingen": st.lists(st.dictionaries(st.sampled_from(("betwist", "@naam")), texts)),
        "in_detentie": st.booleans() | texts,
    },
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({"feiten": known}, optional={"oordelen": cases, "gevraagd": cases}))
def test_no_case_that_is_brought_makes_a_page_fail(case: dict[str, Any]) -> None:
    visitor = Visitor(admissible_policy())
    text = json.dumps(case).encode()
    begun = visitor.begin(uitkomst="recht", zaak=(io.BytesIO(text), "zaak.json"))
    assert begun.status_code in (303, 422)
    if begun.status_code == 303:
        visitor.wish()
        for step in STEPS:
            check(visitor, step)
