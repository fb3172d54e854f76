"""What a copy proves while this process searches comes out as it would here."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest

from maatwerk_rules.beside import Lines
from maatwerk_rules.memory import Memory
from maatwerk_rules.verification import proving_beside
from maatwerk_rules.verification.checking import Asked, Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.executors import means_for, plain_cases
from maatwerk_rules.verification.proving_beside import ProofsBeside
from maatwerk_rules.verification.standing import Elsewhere
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


class Here(Lines):
    """Lines that this process gives itself, so that no copy of it is made in a test."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def begin(self, work: Callable[[], Iterable[str]]) -> None:
        self.lines = [*work()]

    def come(self) -> list[str]:
        some, self.lines = self.lines[:1], self.lines[1:]
        return some

    def rest(self) -> Iterator[str]:
        yield from self.lines


@pytest.fixture
def beside_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving_beside, "Lines", Here)
    monkeypatch.setattr(ProofsBeside, "can_be", staticmethod(lambda: True))


def test_search_with_proofs_beside_it_decides_what_both_do_apart(
    monkeypatch: pytest.MonkeyPatch, beside_here: None
) -> None:
    pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")
    found: list[dict[str, str]] = []
    for is_beside in (True, False):
        monkeypatch.setattr(ProofsBeside, "can_be", staticmethod(lambda it=is_beside: it))
        examples = plain_cases(POLICY, PART)
        with means_for(POLICY, PART, examples, proof="auto", seed=0, memory=Memory()) as means:
            told = [*climb(POLICY, PART, means, Asked(seconds=8.0))]
        assert len({one.claim for one in told}) == len(told)
        found.append({one.claim.key: one.status for one in told})

    assert found[0] == found[1]
    assert found[0].keys() == BY_KEY.keys()


def alone(claims: Sequence[Claim], seconds: float) -> Iterator[Verdict]:
    raise AssertionError("proofs stand beside the search")


@pytest.mark.parametrize("looks", [True, False])
def test_what_is_proved_beside_a_search_is_told_once_and_not_sought(
    beside_here: None, looks: bool
) -> None:
    def searching(
        claims: Sequence[Claim], seconds: float, elsewhere: Elsewhere
    ) -> Iterator[Verdict]:
        while looks and not elsewhere(frozenset) >= {one for one in claims if not one.documented}:
            yield Verdict(BY_KEY["P01 vroeg"], "weerlegd", "zoeken", (case(3),))
        yield Verdict(BY_KEY["P01 vroeg"], "weerlegd", "zoeken", (case(3),))

    means = Means(alone, prove_many=Proving("bewezen"), search_beside=searching)
    found = [*climb(POLICY, PART, means, Asked(seconds=0.5))]

    assert sorted(one.claim.key for one in found) == sorted(BY_KEY)
    assert {one.status for one in found if one.method == "bewijs"} == {"bewezen"}
