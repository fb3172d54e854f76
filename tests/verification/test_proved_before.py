"""A proof holds as long as the rules it hangs on, and nothing that is wrong with a file counts."""

from pathlib import Path

import attrs
import pytest

from maatwerk_rules.memory import Memory
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.checking import Asked, Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.proved_before import MOST, ProvedBefore
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.test_checking import Proving, Searching
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
WAY = "z3 1, 3"


def claims_of(policy: Policy) -> dict[str, Claim]:
    return {claim.key: claim for claim in derive(policy, policy.slices[-1].program)}


CLAIMS = claims_of(POLICY)
PROVED = Verdict(CLAIMS["P16 toeslag"], "bewezen", "bewijs", reason="Geldt altijd.")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "geheugen")


def before(memory: Memory, policy: Policy = POLICY, way: str = WAY) -> ProvedBefore:
    return ProvedBefore(policy, policy.slices[-1], way, memory)


def kept(memory: Memory, *found: Verdict) -> None:
    one = before(memory)
    for each in found:
        one.remember(each)
    one.keep()


def test_what_was_proved_is_known_another_time(memory: Memory) -> None:
    kept(memory, PROVED)

    assert before(memory).recall(CLAIMS["P16 toeslag"]) == PROVED
    assert before(memory).recall(CLAIMS["P16 recht"]) is None


def test_that_nothing_changes_a_measure_is_known_another_time(memory: Memory) -> None:
    claim = CLAIMS["P13 toeslag inkomen"]
    kept(memory, Verdict(claim, "gemeten", "bewijs", size=0))

    found = before(memory).recall(claim)

    assert found is not None
    assert (found.status, found.size) == ("gemeten", 0)


@pytest.mark.parametrize(
    "told",
    [
        attrs.evolve(PROVED, method="zoeken"),
        attrs.evolve(PROVED, status="onbeslist"),
        attrs.evolve(PROVED, status="weerlegd"),
    ],
)
def test_only_a_proof_without_a_case_is_kept(memory: Memory, told: Verdict) -> None:
    kept(memory, told)

    assert before(memory).recall(told.claim) is None


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        ("k.leeftijd_kind is minder dan 12", "k.leeftijd_kind is minder dan 13", False),
        ("lijst van hoogstens 5 kind", "lijst van hoogstens 4 kind", False),
        ("keuze uit m, v, x", "keuze uit m, v, x, y", True),
        ('vraag "Hoe vraagt u het aan?"', 'vraag "Hoe vraagt u dit aan?"', True),
    ],
)
def test_a_proof_holds_until_something_changes_that_it_hangs_on(
    memory: Memory, old: str, new: str, holds: bool
) -> None:
    kept(memory, PROVED)
    assert old in TEXT

    policy = policy_of(TEXT.replace(old, new, 1))

    found = before(memory, policy).recall(claims_of(policy)["P16 toeslag"])
    assert (found is not None) is holds


def test_a_change_of_rules_that_an_outcome_does_not_read_leaves_its_proof(memory: Memory) -> None:
    kept(memory, PROVED)
    other = """
uitkomst nog_iets: ja/nee
  anders nee
  gunstig is ja
"""
    policy = policy_of(TEXT + other)

    assert before(memory, policy).recall(claims_of(policy)["P16 toeslag"]) is not None


LOOKING_BACK = """
begrip dit_jaar: bedrag
  bron Pw artikel 11 lid 1
  is som over maanden van inkomen in het kalenderjaar tot en met peildatum
uitkomst veel: ja/nee
  anders nee
  gunstig is ja
regel veel_dit_jaar bepaalt veel
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien dit_jaar is meer dan € 5.000
  dan ja
toelaatbaar ouders "Wie kinderen heeft, heeft er geen van honderd"
  alleen als niet er is een k uit kinderen waarvoor k.leeftijd_kind is 30
"""


def test_a_sum_over_months_hangs_on_the_rules_of_all_days(memory: Memory) -> None:
    policy = policy_of(TEXT + LOOKING_BACK)
    claim = claims_of(policy)["P16 veel"]
    one = before(memory, policy)
    one.remember(attrs.evolve(PROVED, claim=claim))
    one.keep()
    assert before(memory, policy).recall(claim) is not None

    other = policy_of((TEXT + LOOKING_BACK).replace("dan € 150", "dan € 160", 1))
    assert before(memory, other).recall(claims_of(other)["P16 veel"]) is None


def test_a_begrip_that_is_varied_has_proofs_of_its_own(memory: Memory) -> None:
    claim = CLAIMS["P12 toeslag jonge_kinderen nooit minder"]
    kept(memory, attrs.evolve(PROVED, claim=claim))

    assert before(memory).recall(claim) is not None


def test_another_solver_and_another_policy_prove_for_themselves(memory: Memory) -> None:
    kept(memory, PROVED)

    assert before(memory, way="z3 2, 3").recall(PROVED.claim) is None


@pytest.mark.parametrize("text", ["geen json", "[]", '{"a": 1}', '{"a": ["weerlegd", ""]}'])
def test_what_does_not_read_as_proofs_is_none(memory: Memory, text: str) -> None:
    one = before(memory)
    memory.remember(one._key, lambda: text)

    assert before(memory).recall(PROVED.claim) is None


def test_two_that_prove_at_once_keep_what_both_proved(memory: Memory) -> None:
    first, second = before(memory), before(memory)
    first.remember(PROVED)
    second.remember(attrs.evolve(PROVED, claim=CLAIMS["P16 recht"]))
    first.keep()
    second.keep()
    second.keep()  # nothing new

    assert before(memory).recall(CLAIMS["P16 toeslag"]) is not None
    assert before(memory).recall(CLAIMS["P16 recht"]) is not None
    assert MOST > 1_000


def test_what_was_proved_before_is_neither_sought_nor_proved_again(memory: Memory) -> None:
    part = POLICY.slices[-1]
    told: list[dict[str, str]] = []
    for _ in range(2):
        searching, proving = Searching({}), Proving("bewezen")
        means = Means(searching, prove_many=proving, before=before(memory))
        found = [*climb(POLICY, part, means, Asked())]
        told.append({one.claim.key: one.status for one in found})
        assert len(found) == len(CLAIMS)

    assert told[0] == told[1]
    assert proving.asked == []
    assert all(not claim.documented for claim in searching.asked)


def test_what_holds_by_a_meant_limit_comes_out_as_meant_another_time_too(memory: Memory) -> None:
    part = POLICY.slices[-1]
    for _ in range(2):
        searching = Searching({"vrij P09 vroeg geslacht": "weerlegd"})
        means = Means(searching, prove_many=Proving("bewezen"), before=before(memory))
        found = {one.claim.key: one for one in climb(POLICY, part, means, Asked())}

        assert found["P09 vroeg geslacht"].status == "bewust"
