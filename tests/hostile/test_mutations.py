"""Shipped policies with words and lines lost, doubled and swapped: `check` never raises."""

import random
import re
import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maatwerk_rules.pipeline import check
from maatwerk_rules.resources import find_policy
from maatwerk_rules.source import Source

NAMES = ("bijstand_voorbeeld", "participatiewet", "bijzondere_bijstand_voorbeeldstad")
_PIECES = re.compile(r'"[^"\n]*"|\w+|[^\w\s]|[ \t]+|\n')
SECONDS = 30


@cache
def texts(name: str) -> tuple[Source, ...]:
    files = find_policy(name)
    assert files is not None
    return tuple(Source(file, data.decode("utf-8")) for file, data in files.files)


def mutate(text: str, random_: random.Random, times: int, *, lines: bool) -> str:
    pieces = text.splitlines(keepends=True) if lines else _PIECES.findall(text)
    for _ in range(times):
        one, other = (random_.randrange(len(pieces)) for _ in range(2))
        match random_.choice(("delete", "double", "swap", "copy")):
            case "delete":
                pieces[one] = ""
            case "double":
                pieces[one] *= 2
            case "swap":
                pieces[one], pieces[other] = pieces[other], pieces[one]
            case "copy":
                pieces[one] = pieces[other]
    return "".join(pieces)


def check_calmly(sources: tuple[Source, ...]) -> None:
    started = time.monotonic()
    findings = check(sources)
    assert time.monotonic() - started < SECONDS
    for one in findings.diagnostics:
        assert one.headline
        assert one.path is not None or one.spans


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(1, 6), st.booleans())
def test_page_with_slips_never_breaks_the_checker(seed: int, times: int, lines: bool) -> None:
    source = texts("bijstand_voorbeeld")[0]
    changed = mutate(source.text, random.Random(seed), times, lines=lines)

    check_calmly((Source(source.name, changed),))


@pytest.mark.parametrize("name", NAMES[1:])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), times=st.integers(1, 10), lines=st.booleans())
def test_folder_with_slips_never_breaks_the_checker(
    name: str, seed: int, times: int, lines: bool
) -> None:
    random_ = random.Random(seed)
    sources = [*texts(name)]
    place = random_.randrange(len(sources))
    changed = mutate(sources[place].text, random_, times, lines=lines)
    sources[place] = Source(sources[place].name, changed)

    check_calmly(tuple(sources))


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), times=st.integers(1, 40), lines=st.booleans())
def test_many_slips_never_break_the_checker(name: str, seed: int, times: int, lines: bool) -> None:
    random_ = random.Random(seed)
    check_calmly(
        tuple(
            Source(each.name, mutate(each.text, random_, times, lines=lines))
            for each in texts(name)
        )
    )
