"""A draft for the Algoritmeregister fits the published lengths and fills in nothing people know."""

import json

import pytest

from maatwerk_rules import load
from maatwerk_rules.integrations.exports.algorithm_register import (
    FOR_PEOPLE,
    LONGEST,
    algorithm_draft,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.resources import shipped_policies
from tests.besluit.cases import POLICY
from tests.small import policy_of

# The fields that were chosen from publicatiestandaard 1.0.0.
CHOSEN = {
    *("name", "description_short", "organization", "status", "goal", "proportionality"),
    *("human_intervention", "risks", "lawful_basis", "methods_and_models", "source_data"),
    *("lang", "standard_version", "source_id"),
}
REQUIRED = {"name", "description_short", "organization", "status", "lang"}
HEAD = """
beleid proef "{}"
  taalversie 1
  status concept
  geldt van 2026-01-01

orgaan college "College"
"""
# Required too by the standard, and only told of: no policy can know them.
ONLY_TOLD = {"contact_email", "publication_category"}


def holds(policy: Policy) -> dict[str, str]:
    """Give the fields that were filled in, once they and what is left fit the standard."""
    draft = algorithm_draft(policy)
    filled, open_ = draft["algoritme"], {one["veld"]: one for one in draft["in_te_vullen"]}
    assert set(draft) == {"algoritme", "in_te_vullen"}
    assert filled.keys() <= CHOSEN
    assert open_.keys() <= CHOSEN | ONLY_TOLD
    assert filled.keys() | open_.keys() >= REQUIRED | ONLY_TOLD
    assert {key: len(text) for key, text in filled.items() if len(text) > LONGEST.get(key, 5)} == {}
    assert filled.keys() & FOR_PEOPLE.keys() == set()
    assert all(one["wat"].endswith(".") for one in open_.values())
    assert list(open_) == sorted(open_)
    return dict(filled)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", shipped_policies())
def test_a_draft_of_each_policy_that_travels_along_fits_the_standard(name: str) -> None:
    holds(load(name.removesuffix(".beleid")))


def test_a_draft_says_what_the_policy_says() -> None:
    found = holds(POLICY)

    assert (found["lang"], found["standard_version"]) == ("nld", "1.0.0")
    assert found["description_short"].startswith(
        "Rekent uit wat de regels zeggen over recht en woonkostentoeslag."
    )
    assert "De stap naar werk mag niet stranden" in found["goal"]
    assert (
        "Hierover oordeelt: College van burgemeester en wethouders" in (found["human_intervention"])
    )
    assert "Participatiewet (BWBR0015703)" in found["lawful_basis"]
    assert "geboortedatum (uit Basisregistratie personen)" in found["source_data"]
    assert "geslacht (beschermd)" in found["source_data"]
    assert "bezittingen: betwist" in found["source_data"]
    assert "telt nooit als nee" in found["methods_and_models"]
    assert found["source_id"] == f"bijstand_voorbeeld {POLICY.hash[:16]}"


def test_the_same_policy_gives_the_same_bytes() -> None:
    once, again = (json.dumps(algorithm_draft(POLICY)) for _ in range(2))

    assert once == again


def test_what_does_not_fit_is_counted() -> None:
    facts = "\n".join(f"gegeven feit_{'a' * 90}_{n}: ja/nee" for n in range(40))
    outcomes = "\n".join(f"uitkomst u_{'a' * 30}_{n}: ja/nee\n  anders nee" for n in range(20))
    policy = policy_of(f"{HEAD.format('Veel')}\n{facts}\n{outcomes}\n", base=False)

    found = holds(policy)

    assert "en nog 14 andere uitkomsten" in found["description_short"]
    assert found["source_data"].splitlines()[-1] == "En nog 15 andere."


def test_a_policy_that_says_little_leaves_more_to_people() -> None:
    title = "Een heel lange titel " * 6
    outcome = f"uitkomst {'u' * 330}: ja/nee\n  anders nee\n"
    policy = policy_of(
        f'beleid klein "{title}"\n  taalversie 1\n  status concept\n  geldt van 2026-01-01\n'
        f'\norgaan college "College"\n\n{outcome}',
        base=False,
    )

    found = holds(policy)
    left = {one["veld"]: one["wat"] for one in algorithm_draft(policy)["in_te_vullen"]}

    assert found["name"].endswith("…")
    assert len(found["name"]) == LONGEST["name"]
    assert found["description_short"].endswith("het college beslist.")
    assert "lawful_basis" in left
    assert left["source_data"] == "Het beleid zegt hier niets over."
    assert {"goal", "lawful_basis", "source_data"} & found.keys() == set()
