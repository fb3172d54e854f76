"""A second solver agrees with the first on a sample of proofs and counterexamples."""

import pytest

from maatwerk_rules.pipeline import load
from maatwerk_rules.verification.claims import Measured
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.smt.proving import Prover
from maatwerk_rules.verification.smt.smtlib import Question
from maatwerk_rules.verification.smt.solving import Answer, Limit, Solver
from maatwerk_rules.verification.structural import Structural

pytestmark = pytest.mark.nachtelijk
cvc5 = pytest.importorskip("cvc5", reason="install cvc5 to check proofs with a second solver")
pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")


def found_by_cvc5(text: str, seconds: int) -> bool | None:
    """Return whether a question has a case, by cvc5; None where it does not know in time."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", str(seconds * 1000))
    solver.setLogic("QF_NIA")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
    while not (command := parser.nextCommand()).isNull():
        command.invoke(solver, parser.getSymbolManager())
    found = solver.checkSat()
    return True if found.isSat() else False if found.isUnsat() else None


@pytest.mark.parametrize(("name", "every"), [("bijstand_voorbeeld", 1), ("participatiewet", 12)])
def test_two_solvers_agree(name: str, every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = load(name)
    part = policy.slices[-1]
    structural = Structural(policy, part.program)
    claims = [
        claim
        for claim in derive(policy, part.program)
        if structural.verdict(claim) is None and not isinstance(claim.demand, Measured)
    ]
    told: list[tuple[bool | None, bool | None]] = []
    ask = Solver.ask

    def asked(self: Solver, question: Question, climb: int, seconds: float) -> Answer:
        answer = ask(self, question, climb, seconds)
        told.append((answer.found, found_by_cvc5(question.text, 10)))
        return answer

    monkeypatch.setattr(Solver, "ask", asked)
    with Prover(policy, part, Limit(10), strict=True) as prover:
        for claim in claims[::every]:
            prover.prove(claim)

    both = [pair for pair in told if None not in pair]
    assert len(both) > 10
    assert all(first == second for first, second in both)
