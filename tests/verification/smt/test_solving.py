"""Questions get their answers from a process with an end to its time and memory."""

import json
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from random import Random

import pytest

from maatwerk_rules.memory import Memory
from maatwerk_rules.verification.smt import child, solving
from maatwerk_rules.verification.smt.reckoned import Worth
from maatwerk_rules.verification.smt.smtlib import Question, question
from maatwerk_rules.verification.smt.solving import Answer, Limit, NoSolverError, Solver
from maatwerk_rules.verification.smt.terms import Pool, Term, is_truth
from tests.verification.smt.test_terms import formula

pytest.importorskip("z3", reason="z3 comes with the extra `bewijs`")


def small(low: int = 3) -> Question:
    """Return a question that x = low answers."""
    pool = Pool()
    x = pool.variable("x", 0, 9)
    return question(pool, [pool.le(x, pool.known(low)), pool.le(pool.known(low), x)])


def hard() -> Question:
    """Return a question that takes longer than anyone waits: the factors of a large number."""
    pool = Pool()
    x, y = (pool.variable(name, 2, 10**18) for name in "xy")
    of_two_primes = 1_000_000_000_039 * 1_000_000_000_061
    return question(pool, [pool.eq(pool.product(x, y), pool.known(of_two_primes))])


def asked(posed: Question, **more: object) -> dict[str, object]:
    names = {name: "Bool" if is_truth(term) else "Int" for name, term in posed.names.items()}
    base = {"text": posed.text, "names": names, "climb": 0, "seconds": 20, "rlimit": 0}
    return {**base, **more}


def test_the_solver_reads_formulas_as_they_are_reckoned() -> None:
    """A random formula of random values is worth what it is, and nothing else."""
    for seed in range(25):
        random = Random(seed)
        pool = Pool()
        free: dict[Term, Worth] = {
            pool.variable(f"x{n}", -20, 20): random.randint(-20, 20) for n in range(3)
        }
        free |= {pool.proposition(f"p{n}"): random.random() < 0.5 for n in range(2)}
        term, worth = formula(pool, random, dict(free), 3, truth=random.random() < 0.5)
        given = [_is(pool, one, value) for one, value in free.items()]
        right = _is(pool, term, worth)

        assert child.answer(asked(question(pool, [*given, right])))["found"] == "ja"
        wrong = question(pool, [*given, pool.negate(right)])
        assert child.answer(asked(wrong))["found"] == "nee"


def _is(pool: Pool, term: Term, value: Worth) -> Term:
    if is_truth(term):
        return term if value else pool.negate(term)
    return pool.eq(term, pool.known(int(value)))


def test_what_is_supposed_is_given_up_when_nothing_is_found_with_it() -> None:
    pool = Pool()
    x = pool.variable("x", 0, 9)
    more = pool.le(pool.known(5), x)

    both = child.answer(asked(question(pool, [more], sure=[pool.le(x, pool.known(7))])))
    without = child.answer(asked(question(pool, [more], sure=[pool.le(x, pool.known(3))])))

    assert (both["sure"], without["sure"]) == (True, False)


@pytest.mark.parametrize("most", [0, 1, 7, 8, 100])
def test_the_largest_size_is_climbed_to(most: int) -> None:
    pool = Pool()
    x = pool.variable("x", 0, 1000)
    posed = question(pool, [pool.le(x, pool.known(most))], size=x)

    found = child.answer(asked(posed, climb=1000))

    assert found["found"] == ("ja" if most else "nee")
    if most:
        assert (found["size"], found["most"]) == (most, most)
        assert most in found["values"].values()


def test_a_size_without_what_is_supposed_is_found_too() -> None:
    pool = Pool()
    x = pool.variable("x", 0, 100)
    posed = question(pool, [pool.true], sure=[pool.eq(x, pool.known(0))], size=x)

    found = child.answer(asked(posed, climb=100))

    assert (found["sure"], found["size"]) == (False, 100)


def test_a_size_that_takes_too_long_is_told_as_not_known() -> None:
    pool = Pool()
    x, y = (pool.variable(name, 2, 10**18) for name in "xy")
    of_two_primes = pool.known(1_000_000_000_039 * 1_000_000_000_061)
    posed = question(pool, [pool.eq(pool.product(x, y), of_two_primes)], size=x)

    found = child.answer(asked(posed, climb=10**18, seconds=0.2))

    assert found["found"] == "onbekend"


def test_a_size_of_which_the_largest_takes_too_long_is_told_with_what_it_may_be() -> None:
    pool = Pool()
    x, y = (pool.variable(name, 2, 10**18) for name in "xy")
    of_two_primes = pool.known(1_000_000_000_039 * 1_000_000_000_061)
    hidden = pool.eq(pool.product(x, y), of_two_primes)
    size = pool.choose(pool.proposition("p"), pool.known(1), pool.known(9))
    p = pool.proposition("p")
    posed = question(pool, [pool.either(hidden, p)], sure=[p], size=size)

    found = child.answer(asked(posed, climb=9, seconds=0.5))

    assert (found["found"], found["size"], found["most"]) == ("ja", 1, 9)


def test_answers_come_from_another_process() -> None:
    with Solver() as solver:
        first, second = solver.ask(small(3)), solver.ask(small(4))

    assert first.found is second.found is True
    assert [*first.values.values(), *second.values.values()] == [3, 4]


def test_a_question_that_takes_too_long_ends() -> None:
    with Solver(Limit(seconds=0.3)) as solver:
        answer = solver.ask(hard())
        again = solver.ask(small())

    assert (answer.found, answer.reason) in {(None, "timeout"), (None, "canceled")}
    assert again.found is True


def test_a_solver_that_does_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "_PATIENCE", 0.0)

    with Solver() as solver:
        answer = solver.ask(hard(), seconds=0.0)

    assert (answer.found, answer.reason) == (None, "timeout")


def test_a_solver_without_memory_ends() -> None:
    with Solver(Limit(megabytes=30)) as solver:
        answer = solver.ask(small())

    assert (answer.found, answer.reason) == (None, "geheugen")


def test_steps_end_a_question_the_same_way_everywhere() -> None:
    told = [child.answer(asked(hard(), rlimit=2000)) for _ in range(2)]

    assert told[0] == told[1]
    assert told[0]["found"] == "onbekend"


def test_what_was_decided_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(tmp_path)
    with Solver(memory=memory) as solver:
        first = solver.ask(small())
        solver.ask(hard(), seconds=0.1)
    kept = [*tmp_path.iterdir()]

    monkeypatch.setattr(Solver, "_told", lambda *_: pytest.fail("it was asked again"))
    with Solver(memory=memory) as solver:
        assert solver.ask(small()) == first
    assert len(kept) == 1


@pytest.mark.parametrize(
    "kept", ["", "[]", '{"found": "ja"}', '{"found": "ja", "values": 3}', '{"other": 1}']
)
def test_what_is_kept_wrongly_is_asked_again(tmp_path: Path, kept: str) -> None:
    memory = Memory(tmp_path)
    with Solver(memory=memory) as solver:
        solver.ask(small())
        (file,) = tmp_path.iterdir()
        memory.remember(file.stem, lambda: kept)

        assert solver.ask(small()).found is True


def test_without_the_solver_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "find_spec", lambda _: None)

    with pytest.raises(NoSolverError, match=r'pip install "maatwerk-rules\[bewijs\]"'):
        Solver()


def test_a_solver_of_unknown_version_is_named_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(solving, "version", unknown)

    assert solving.solver_version() == "z3"


def test_the_child_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps(asked(small())), json.dumps(asked(small(), text="(assert"))]
    monkeypatch.setattr(sys, "argv", ["child", "100000"])
    monkeypatch.setattr(sys, "stdin", lines)
    monkeypatch.setattr(child, "limit_memory", lambda _: None)

    child.main()

    told = [json.loads(line)["found"] for line in capsys.readouterr().out.splitlines()]
    assert told == ["ja", "onbekend"]


def test_the_child_tells_of_memory_and_not_of_bugs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults: list[Exception] = [MemoryError(), ValueError("a bug")]
    monkeypatch.setattr(sys, "argv", ["child", "100000"])
    monkeypatch.setattr(sys, "stdin", ["{}", "{}"])
    monkeypatch.setattr(child, "limit_memory", lambda _: None)

    def answer(_: object) -> dict[str, object]:
        raise faults.pop(0)

    monkeypatch.setattr(child, "answer", answer)

    with pytest.raises(ValueError, match="a bug"):
        child.main()
    assert json.loads(capsys.readouterr().out)["reason"] == "geheugen"


def test_an_answer_reads_as_it_was_told() -> None:
    assert solving._read({"found": "nee"}) == Answer(False)
    assert solving._read({"found": "onbekend", "reason": "timeout"}).reason == "timeout"
