"""A proof in parts says what the whole proof says, and names where it does not hold."""

from functools import cache

import pytest

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.smt import many
from maatwerk_rules.verification.smt.proving import Prover
from maatwerk_rules.verification.smt.solving import Limit
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")

SAID = """
  bron Beleid artikel 4
  bedoeling eigen_middelen_eerst
"""


@cache
def woven(count: int, turned: int | None = None) -> Policy:
    """Return a policy of so many supplements that read each other; one may be turned around."""
    said = ["gegeven loon: bedrag per maand tussen € 0 en € 10.000\n", _ASKED]
    for k in range(count):
        before = " en ".join(
            f"toeslag_{one} is ten minste € 3" for one in dict.fromkeys((k - 1, k // 2)) if k > 1
        )
        way = "meer" if k == turned else "minder"
        said.append(
            f"uitkomst toeslag_{k}: bedrag per maand tussen € 0 en € 500\n"
            f"  anders € {5 if k != turned else 0}\n  gunstig is hoger\n"
            f"regel klein_{k} bepaalt toeslag_{k}{SAID}"
            f"  indien loon is {way} dan € {1000 + 7 * k}{' en ' if before else ''}{before}\n"
            f"  dan € {100 + k}\n"
        )
    said.append(f"gelijkheid\n  meer loon geeft nooit meer toeslag_{count - 1}\n")
    return policy_of("".join(said))


_ASKED = """  vraag "Wat is uw loon?"
  grondslag Pw artikel 17 lid 1
"""


def claims_of(policy: Policy, *codes: str) -> dict[str, Claim]:
    found = derive(policy, policy.slices[-1].program)
    return {one.key: one for one in found if one.asks.code in codes}


def in_parts(policy: Policy, claims: dict[str, Claim]) -> dict[str, Verdict]:
    """Return what small proofs alone make of claims: those that they do not prove are open."""
    with pytest.MonkeyPatch.context() as patch, Prover(policy, policy.slices[-1]) as prover:
        patch.setattr(many.Many, "_asked", lambda *_: iter(()))
        return {one.claim.key: one for one in prover.prove_all([*claims.values()], 60)}


@cache
def at_once(policy: Policy, key: str) -> Verdict:
    with Prover(policy, policy.slices[-1], Limit(20), strict=True) as prover:
        return prover.prove(claims_of(policy, "P12", "P13", "P16")[key])


def test_more_never_gives_more_is_proved_definition_by_definition() -> None:
    policy = woven(40)
    claims = claims_of(policy, "P12")
    found = in_parts(policy, claims)

    assert {one.status for one in found.values()} == {"bewezen"}
    assert "hoogstens 3 in een lijst" in next(iter(found.values())).reason


@pytest.mark.parametrize("turned", [7, 8])
def test_one_that_is_turned_around_is_named_and_then_refuted(turned: int) -> None:
    policy = woven(9, turned=turned)
    claims = claims_of(policy, "P12")
    (key,) = claims
    open_ = in_parts(policy, claims)[key]

    assert open_.status == "onbeslist"
    assert open_.reason.endswith(f"in delen lukt het niet bij toeslag_{turned}")
    assert at_once(policy, key).status == "weerlegd"


@pytest.mark.nachtelijk
def test_a_thousand_that_read_each_other_are_proved_in_a_minute() -> None:
    policy = woven(1000)
    claims = claims_of(policy, "P12", "P16")

    assert {one.status for one in in_parts(policy, claims).values()} == {"bewezen"}
