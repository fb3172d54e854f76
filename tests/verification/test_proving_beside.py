"""What a copy proves while this process searches comes out as it would here."""

import pytest

from maatwerk_rules import beside
from maatwerk_rules.verification.checking import Asked, Means, climb
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.executors import means_for, plain_cases
from maatwerk_rules.verification.proving_beside import ProofsBeside
from maatwerk_rules.verification.verdicts import Verdict
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.test_checking import Proving
from tests.verification.town import TEXT

POLICY = policy_of(TEXT)
PART = POLICY.slices[-1]
CLAIMS = [*derive(POLICY, PART.program)]
BY_KEY = {claim.key: claim for claim in CLAIMS}
PAIR = case(4, geslacht="v"), case(4, geslacht="m")


def sent(verdicts: list[Verdict], known: list[Verdict] | None = None) -> list[Verdict]:
    """Return what is read of verdicts as a copy writes them, without making one."""

    def prove_many(claims, seconds, told):  # type: ignore[no-untyped-def]
        wanted = set(claims)
        yield from (one for one in verdicts if one.claim in wanted)

    proofs = ProofsBeside(PART.program, prove_many)
    batches = [[one.claim for one in verdicts[:1]], [one.claim for one in verdicts[1:]]]
    proofs._claims = [claim for batch in batches for claim in batch]
    lines = [*proofs._written(batches, known or [], 60.0)]
    proofs._lines.come = lambda: lines  # type: ignore[method-assign]
    return proofs.come()


def test_a_verdict_is_read_as_it_was_written() -> None:
    verdicts = [
        Verdict(BY_KEY["P01 vroeg"], "weerlegd", "bewijs", (case(3),), tried=2, seconds=1.5),
        Verdict(BY_KEY["P09 vroeg geslacht"], "weerlegd", "bewijs", PAIR, reason="Daarom."),
        Verdict(BY_KEY["P13 toeslag inkomen"], "gemeten", "bewijs", PAIR, size=12_345),
        Verdict(BY_KEY["P16 recht"], "bewezen", "bewijs", reason="Geldt altijd."),
    ]
    assert sent(verdicts) == verdicts


def test_a_case_that_does_not_read_leaves_its_claim_open() -> None:
    claim = BY_KEY["P09 vroeg geslacht"]
    proofs = ProofsBeside(PART.program, Proving("bewezen"))
    proofs._claims = [claim]
    written = proofs._write(0, Verdict(claim, "weerlegd", "bewijs", PAIR))

    read = proofs._read({**written, "cases": [{"peildatum": "ooit"}]})

    assert (read.status, read.cases) == ("onbeslist", ())


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="there is no fork here")
def test_search_with_proofs_beside_it_decides_what_both_do_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")
    asked = Asked(seconds=8.0)
    found: list[dict[str, str]] = []
    for copies in (True, False):
        monkeypatch.setattr(beside, "can_copy", lambda copies=copies: copies)
        monkeypatch.setattr(ProofsBeside, "can_be", staticmethod(lambda copies=copies: copies))
        with means_for(POLICY, PART, plain_cases(POLICY, PART), proof="auto", seed=0) as means:
            told = [*climb(POLICY, PART, means, asked)]
        assert len({one.claim for one in told}) == len(told)
        found.append({one.claim.key: one.status for one in told})

    assert found[0] == found[1]
    assert found[0].keys() == BY_KEY.keys()


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="there is no fork here")
def test_what_is_proved_beside_a_search_is_not_sought_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    monkeypatch.setattr(ProofsBeside, "can_be", staticmethod(lambda: True))
    gone: list[int] = []

    def searching(claims, seconds, elsewhere):  # type: ignore[no-untyped-def]
        while not (settled := elsewhere(frozenset)) >= set(claims):
            pass
        gone.append(len(settled))
        yield from ()

    def searching_first(claims, seconds):  # type: ignore[no-untyped-def]
        raise AssertionError("proofs stand beside the search")
        yield

    means = Means(searching_first, prove_many=Proving("bewezen"), search_beside=searching)
    found = [*climb(POLICY, PART, means, Asked(seconds=6.0))]

    assert {one.claim.key for one in found} == BY_KEY.keys()
    assert {one.status for one in found if one.method == "bewijs"} == {"bewezen"}
    assert gone
