import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.runtime.facts import read_facts, write_case
from maatwerk_rules.runtime.written_text import misleading, written
from tests.runtime.example_case import facts_from, policy

TEXTS = (
    st.text(min_size=1, max_size=12)
    .filter(lambda text: misleading(text) is None)
    .map(written)
    .filter(bool)
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
TRUTH = st.booleans()


def percentages() -> st.SearchStrategy[str]:
    return st.decimals(0, 100, places=3).map(lambda number: f"{number}%".replace(".", ","))


def euros(low: int, high: int) -> st.SearchStrategy[object]:
    exact = st.decimals(low, high, places=2)
    return exact | st.integers(low, high)


def optional(keys: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


EVENTS = st.just(
    {
        "@standing": "niet_aangetoond_na_verzoek",
        "@verzocht_op": "2026-01-05",
        "@termijn": "2 weken",
        "@verlopen_op": "2026-02-01",
    }
)
UNKNOWN = st.fixed_dictionaries({"@onbekend": st.just(True) | TEXTS})


def facts(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    said = optional(
        {
            "@op": DAYS,
            "@bewijs": TEXTS,
            "@herkomst": TEXTS,
            "@standing": st.sampled_from(["gesteld", "bewezen", "weersproken"]),
        }
    )
    described = st.builds(lambda value, more: {"@waarde": value, **more}, values, said | EVENTS)
    unknown = st.builds(lambda one, more: {**one, **more}, UNKNOWN, st.just({}) | EVENTS)
    return values | described | unknown | EVENTS


RECORDS = optional(
    {
        "waarde_in_euro": facts(euros(0, 10_000_000)),
        "betwist": facts(TRUTH),
        "sinds": facts(DAYS),
    }
)


def lists() -> st.SearchStrategy[Any]:
    bare = st.lists(RECORDS, max_size=4) | st.dictionaries(
        TEXTS.filter(lambda name: not name.startswith("@")), RECORDS, max_size=4
    )
    described = st.builds(
        lambda records, complete, more: {"@lijst": records, "@volledig": complete, **more},
        *(bare, TRUTH, st.just({}) | EVENTS),
    )
    return bare | described | UNKNOWN


FEITEN = optional(
    {
        "bezittingen": lists(),
        "bezittingen_partner": lists(),
        "in_detentie": facts(TRUTH | st.sampled_from(["ja", "nee"])),
        "inkomen": facts(euros(0, 20_000)),
        "verlies": facts(euros(-500, 0)),
        "deeltijd": facts(percentages()),
        "jaren_hier": facts(st.integers(0, 120)),
        "geboortedatum": facts(DAYS),
        "woonsituatie": facts(st.sampled_from(["alleenstaande", "gehuwd"])),
        "verzoek_gedaan": facts(TRUTH),
    }
)
MORE = {"op": DAYS, "omdat": TEXTS, "mandaat": TEXTS}


def weighed(*factors: str) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(dict.fromkeys(factors, TEXTS))


MEANS = st.fixed_dictionaries(
    {
        "oordeel": st.just("draagkracht"),
        "waarde": euros(0, 100),
        "door": st.sampled_from(["college", "consulent"]),
        "gewogen": weighed("inkomen", "bezittingen", "woonsituatie"),
    },
    optional={
        **MORE,
        "toen": optional({"inkomen": euros(0, 20_000), "woonsituatie": st.just("gehuwd")}),
    },
)
LOOKS = st.fixed_dictionaries({"door": st.just("college"), "omdat": TEXTS}, optional={"op": DAYS})


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    feiten = draw(FEITEN)
    oordelen = draw(st.lists(MEANS, max_size=3, unique_by=lambda each: each.get("op")))
    for name, listed in feiten.items():
        records = listed.get("@lijst", listed) if isinstance(listed, dict) else listed
        if name.startswith("bezittingen") and records and "@onbekend" not in records:
            keys = [*records] if isinstance(records, dict) else [*map(str, range(len(records)))]
            more = draw(optional(MORE))
            about = {
                "oordeel": "beschikt_over",
                "voor": f"{name}.{draw(st.sampled_from(keys))}",
                "waarde": draw(TRUTH),
                "door": "consulent",
                "omdat": "x",
                "gewogen": draw(weighed("waarde_in_euro", "inkomen", "bewijs")),
            }
            oordelen.append({**about, **more})
    return {
        "feiten": feiten,
        "oordelen": oordelen,
        "bekeken": draw(st.lists(LOOKS, max_size=2)),
        "gewenst_effect": draw(st.none() | TEXTS),
        "gevraagd": draw(st.sampled_from(([], ["recht"]))),
    }


@given(case=cases())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_written_case_reads_back_as_the_same_facts(case: dict[str, Any]) -> None:
    facts = read_facts(policy(), case)

    written = write_case(facts)

    assert read_facts(policy(), written) == facts
    assert read_facts(policy(), json.dumps(written)) == facts
    assert write_case(read_facts(policy(), written)) == written


def test_written_case_is_what_a_person_would_write() -> None:
    facts = facts_from(
        inkomen={"@waarde": "1.250,50", "@op": "2026-02-01"},
        bezittingen=[{"@naam": "auto", "betwist": True}, {}],
        in_detentie={"@onbekend": True},
        verzoek_gedaan=True,
    )

    assert write_case(facts) == {
        "feiten": {
            "bezittingen": [{"@naam": "auto", "betwist": True}, {}],
            "in_detentie": {"@onbekend": True},
            "inkomen": {"@waarde": "€ 1.250,50 per maand", "@op": "2026-02-01"},
            "verzoek_gedaan": True,
        }
    }


def test_record_of_one_of_two_lists_is_written_so_that_it_is_found() -> None:
    about = {"oordeel": "beschikt_over", "waarde": True, "door": "college", "omdat": "x"}
    gewogen = {"waarde_in_euro": "a", "inkomen": "b", "bewijs": "c"}
    case = {
        "feiten": {"bezittingen": {"auto": {}}, "bezittingen_partner": {"auto": {}, "bank": {}}},
        "oordelen": [
            {**about, "voor": "bezittingen_partner.auto", "gewogen": gewogen},
            {**about, "voor": "bezittingen_partner.bank", "gewogen": gewogen},
        ],
    }

    written = write_case(read_facts(policy(), case))

    assert [each["voor"] for each in written["oordelen"]] == ["bezittingen_partner.auto", "bank"]
