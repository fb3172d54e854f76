"""A copy of the process gives what this one would; each test runs in a process of one thread."""

import os
import subprocess
import sys
import threading

import pytest

from maatwerk_rules import beside
from maatwerk_rules.beside import Beside, Lines

START = """
import os, time
from maatwerk_rules import beside
from maatwerk_rules.beside import Beside, Lines
beside.can_copy = lambda: True
me = os.getpid()
"""
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


def printed(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", START + script],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not done.stderr
    return done.stdout


@needs_fork
def test_work_is_done_by_a_copy() -> None:
    script = "with Beside(os.getpid) as work: print(work.result() != me)"
    assert printed(script) == "True\n"


@needs_fork
def test_result_may_be_larger_than_a_pipe_holds() -> None:
    script = "with Beside(lambda: 'a' * 5_000_000) as work: print(len(work.result()))"
    assert printed(script) == "5000000\n"


@needs_fork
@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_work_of_a_copy_that_breaks_off_is_done_here(end: str) -> None:
    script = f"""
def work():
    if os.getpid() != me:
        {end}
    return 'here'
with Beside(work) as begun:
    print(begun.result())
"""
    assert printed(script) == "here\n"


@needs_fork
def test_nothing_is_left_running_when_the_block_ends() -> None:
    script = """
begun = time.monotonic()
try:
    with Beside(lambda: time.sleep(60)):
        raise ValueError
except ValueError:
    print(time.monotonic() - begun < 30)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print('none')
"""
    assert printed(script) == "True\nnone\n"


NONE_LEFT = """
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print('none')
print(sorted(os.listdir('/dev/fd')) == open_before)
"""


@needs_fork
@pytest.mark.parametrize(
    "place",
    [
        "os.fork",  # the copy is there, and the block not yet entered
        "os.fdopen",
        "pickle.loads",
        "os.waitpid",
    ],
)
def test_nothing_is_left_when_it_is_broken_off(place: str) -> None:
    # The copy ends by itself only in the last two: who reads or waits there would wait a minute.
    work = "lambda: 'here'" if place in ("pickle.loads", "os.waitpid") else "lambda: time.sleep(60)"
    script = f"""
import pickle, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
open_before = sorted(os.listdir('/dev/fd'))
right = {place}
def press(*arguments, **named):
    if os.getpid() != me:
        return right(*arguments, **named)
    {place} = right
    told = right(*arguments, **named) if '{place}' in ('os.fork', 'os.waitpid') else None
    if told != 0:  # in the copy it is no one's business
        os.kill(me, signal.SIGINT)
    return told
begun = time.monotonic()
{place} = press
try:
    with Beside({work}) as work:
        print(work.result())
except KeyboardInterrupt:
    print('stopped', time.monotonic() - begun < 30)
{NONE_LEFT}"""
    assert printed(script) == "stopped True\nnone\nTrue\n"


@needs_fork
def test_no_place_is_lost_where_no_copy_can_be_made() -> None:
    script = f"""
open_before = sorted(os.listdir('/dev/fd'))
def refuse():
    raise BlockingIOError
os.fork = refuse
with Beside(os.getpid) as work:
    print(work.result() == me)
{NONE_LEFT}"""
    assert printed(script) == "True\nnone\nTrue\n"


@needs_fork
def test_lines_of_a_copy_come_while_this_process_goes_on() -> None:
    script = """
def work():
    yield str(os.getpid() != me)
    time.sleep(0.2)
    yield 'é' * 100_000
with Lines() as lines:
    lines.begin(work)
    came = []
    while not came:
        came += lines.come()
    print(came, lines.are_coming)
    print([len(one) for one in lines.rest()], lines.are_coming, lines.come())
"""
    assert printed(script) == "['True'] True\n[100000] False []\n"


@needs_fork
def test_lines_that_a_copy_broke_off_are_left_out() -> None:
    script = """
def work():
    yield 'one'
    os._exit(3)
with Lines() as lines:
    lines.begin(work)
    print([*lines.rest()])
"""
    assert printed(script) == "['one']\n"


@needs_fork
def test_what_a_copy_started_ends_with_it() -> None:
    script = """
import subprocess
def work():
    child = subprocess.Popen(['sleep', '60'])
    yield str(child.pid)
    time.sleep(60)
begun = time.monotonic()
with Lines() as lines:
    lines.begin(work)
    came = []
    while not came:
        came += lines.come()
def runs(pid):
    try:
        return open(f'/proc/{pid}/stat').read().split()[2] != 'Z'
    except OSError:
        return False
while runs(came[0]) and time.monotonic() - begun < 30:
    time.sleep(0.01)
print(time.monotonic() - begun < 30)
"""
    assert printed(script) == "True\n"


def test_without_a_copy_there_are_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: False)
    with Lines() as lines:
        lines.begin(lambda: ["one"])
        assert (lines.come(), [*lines.rest()], lines.are_coming) == ([], [], False)


def test_without_a_copy_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: False)
    with Beside(os.getpid) as work:
        assert work.result() == os.getpid()


def test_no_copy_is_made_beside_other_threads_or_without_a_second_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not beside.can_copy()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not beside.can_copy()
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert beside.can_copy() == hasattr(os, "fork")


@needs_fork
@pytest.mark.parametrize(
    "policy",
    ["bijstand_voorbeeld", pytest.param("participatiewet", marks=pytest.mark.nachtelijk)],
)
def test_linting_in_two_processes_finds_what_linting_in_one_does(policy: str) -> None:
    script = f"""
from maatwerk_rules.integrations.checking import outcome_of
from maatwerk_rules.linter.outcome import to_text
from maatwerk_rules.linter.settings import Rules, Settings
from maatwerk_rules.loading import read
from maatwerk_rules.pipeline import lint_loaded
import attrs
whole = read('{policy}')
texts = [attrs.evolve(one, text=one.text.replace('  indien ', '  indien niet_bekend en ', 1))
         for one in whole.beleid.texts.values()]
for loaded in (whole, read(texts)):
    settings = Settings(Rules(preset='streng'))
    found = [outcome_of(lint_loaded(loaded, settings=settings, beside=x)) for x in (False, True)]
    told = [to_text(attrs.evolve(one, seconds={{}})) for one in found]
    print(told[0] == told[1], len(found[0].said) > 0)
"""
    assert printed(script) == "True True\nTrue True\n"
