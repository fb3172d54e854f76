"""Formulas fold to what they are worth, and are the same object when they are the same."""

from random import Random

import pytest

from maatwerk_rules.verification.smt.reckoned import reckoned
from maatwerk_rules.verification.smt.terms import FEW, Pool, Term, is_truth


@pytest.fixture
def pool() -> Pool:
    return Pool()


def test_what_the_ends_decide_folds_away(pool: Pool) -> None:
    x = pool.variable("x", 0, 9)

    assert pool.le(x, pool.known(9)) is pool.true
    assert pool.lt(pool.known(9), x) is pool.false
    assert pool.eq(x, pool.known(10)) is pool.false
    assert pool.div(x, 10).low == 0
    assert pool.variable("y", 4, 4) is pool.known(4)


def test_the_order_of_parts_does_not_matter(pool: Pool) -> None:
    p, q = pool.proposition("p"), pool.proposition("q")
    x, y = pool.variable("x", 0, 9), pool.variable("y", 0, 9)

    assert pool.both(p, q) is pool.both(q, p)
    assert pool.add(x, y, x) is pool.total(((y, 1), (x, 2)))
    assert pool.same(p, q) is pool.same(q, p)
    assert pool.sub(pool.add(x, y), y) is x


def test_what_contradicts_itself_is_nee(pool: Pool) -> None:
    p, x = pool.proposition("p"), pool.variable("x", 0, 9)
    low = pool.le(x, pool.known(4))

    assert pool.both(p, pool.negate(p)) is pool.false
    assert pool.either(low, pool.negate(low)) is pool.true
    assert pool.negate(pool.negate(low)) is low
    assert pool.same(p, pool.negate(p)) is pool.false
    assert pool.same(p, pool.true) is p
    assert pool.same(pool.false, p) is pool.negate(p)


def test_a_choice_between_numbers_is_compared_without_numbers(pool: Pool) -> None:
    p = pool.proposition("p")
    chosen = pool.choose(p, pool.known(3), pool.known(7))

    assert pool.eq(chosen, pool.known(3)) is p
    assert pool.le(pool.known(5), chosen) is pool.negate(p)
    assert pool.eq(chosen, pool.known(5)) is pool.false
    assert pool.choose(p, chosen, pool.known(9)).args[1] is pool.known(3)


def test_a_choice_folds_with_its_own_condition(pool: Pool) -> None:
    p, q = pool.proposition("p"), pool.proposition("q")
    x, y = pool.variable("x", 0, 9), pool.variable("y", 0, 9)
    inner = pool.choose(p, x, y)

    assert pool.choose(p, inner, y) is inner
    assert pool.choose(p, x, inner) is inner
    assert pool.choose(p, y, inner) is y
    assert pool.choose(pool.negate(p), y, x) is inner
    assert pool.choose(p, p, q) is pool.either(p, q)
    assert pool.choose(p, q, p) is pool.both(p, q)
    assert pool.choose(p, q, pool.true) is pool.either(pool.negate(p), q)
    assert pool.choose(p, pool.false, q) is pool.both(pool.negate(p), q)


def test_equal_numbers_need_a_common_divisor(pool: Pool) -> None:
    x, y = pool.variable("x", 0, 9), pool.variable("y", 0, 9)

    assert pool.eq(pool.scale(x, 2), pool.total(((y, 4),), 1)) is pool.false
    assert pool.eq(x, y) is pool.eq(y, x)


def test_a_product_of_many_by_many_is_not_split(pool: Pool) -> None:
    x, y = pool.variable("x", 0, 1000), pool.variable("y", 0, 1000)

    assert pool.mul(x, y) is None
    assert pool.product(x, y) is pool.product(y, x)
    assert pool.product(x, y).high == 1_000_000
    assert pool.values(x) is None
    assert pool.values(pool.variable("z", 1, FEW)) is not None


@pytest.mark.parametrize(
    "seeds", [range(50), pytest.param(range(50, 1_000), marks=pytest.mark.nachtelijk)]
)
def test_every_formula_is_worth_what_it_says(pool: Pool, seeds: range) -> None:
    """Random formulas, made and simplified, against plain arithmetic."""
    for seed in seeds:
        random = Random(seed)
        free: dict[Term, int | bool] = {
            pool.variable(f"x{n}", -20, 20): random.randint(-20, 20) for n in range(3)
        }
        free |= {pool.proposition(f"p{n}"): random.random() < 0.5 for n in range(2)}
        term, worth = formula(pool, random, dict(free), 4, truth=random.random() < 0.5)

        assert reckoned(pool, [term], free)[term] == worth
        assert is_truth(term) or term.low <= worth <= term.high


def formula(
    pool: Pool, random: Random, free: dict[Term, int | bool], depth: int, *, truth: bool
) -> tuple[Term, int | bool]:
    """Return a random formula and what it is worth, worked out beside it."""
    leaves = [one for one in free if is_truth(one) == truth]
    if depth == 0:
        leaf = random.choice(leaves)
        return leaf, free[leaf]

    def number() -> tuple[Term, int]:
        found, worth = formula(pool, random, free, depth - 1, truth=False)
        return found, int(worth)

    def claim() -> tuple[Term, bool]:
        found, worth = formula(pool, random, free, depth - 1, truth=True)
        return found, bool(worth)

    (x, a), (y, b), (p, s), (q, t) = number(), number(), claim(), claim()
    by = random.randint(1, 7)
    ways: list[tuple[Term, int | bool]]
    if truth:
        ways = [
            (pool.both(p, q), s and t),
            (pool.either(p, q), s or t),
            (pool.negate(p), not s),
            (pool.same(p, q), s == t),
            (pool.choose(p, q, pool.negate(q)), t if s else not t),
            (pool.le(x, y), a <= b),
            (pool.lt(x, y), a < b),
            (pool.eq(x, y), a == b),
        ]
    else:
        ways = [
            (pool.add(x, y, pool.known(by)), a + b + by),
            (pool.sub(x, y), a - b),
            (pool.scale(x, -by), -by * a),
            (pool.div(x, by), a // by),
            (pool.mod(x, by), a % by),
            (pool.choose(p, x, y), a if s else b),
            (pool.choose(p, pool.add(x, pool.known(by)), x), a + by if s else a),
            (pool.greatest(x, y), max(a, b)),
            (pool.least(x, y), min(a, b)),
            (pool.mul(x, y) or pool.product(x, y), a * b),
        ]
    return random.choice(ways)
