"""What was read last is remembered, within a bound."""

from concurrent.futures import ThreadPoolExecutor

from maatwerk_rules.loading import read
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.recent import Recent


def test_same_name_and_text_are_made_once() -> None:
    made: list[Source] = []
    recent = Recent(lambda source: made.append(source) or len(made), most=100)

    assert recent.of(Source("a", "tekst")) == recent.of(Source("a", "tekst")) == 1
    assert recent.of(Source("b", "tekst")) == 2
    assert recent.of(Source("a", "andere tekst")) == 3


def test_what_another_made_in_the_meantime_is_kept_once() -> None:
    made: list[str] = []

    def make(source: Source) -> str:
        made.append(source.name)
        if len(made) == 1:
            recent.of(source)  # as another thread that is earlier
        return source.name

    recent = Recent(make, most=4)

    assert [recent.of(Source("a", "1234")) for _ in range(3)] == ["a"] * 3
    assert made == ["a", "a"]


def test_least_recent_texts_are_forgotten_beyond_the_bound() -> None:
    made: list[str] = []
    recent = Recent(lambda source: made.append(source.name), most=10)

    for name in ("a", "b", "a", "c"):  # `b` is used longest ago once `c` does not fit
        recent.of(Source(name, "1234"))
    for name in ("a", "c", "b"):
        recent.of(Source(name, "1234"))

    assert made == ["a", "b", "c", "b"]


def test_text_beyond_the_bound_is_not_kept_and_drives_out_nothing() -> None:
    made: list[str] = []
    recent = Recent(lambda source: made.append(source.name), most=10)

    short, long = Source("kort", "1234"), Source("lang", "12345678901")
    for source in (short, long, long, short):
        recent.of(source)

    assert made == ["kort", "lang", "lang"]


def test_threads_may_read_together() -> None:
    recent = Recent(lambda source: len(source.text), most=50)
    sources = [Source(str(number % 7), "x" * (number % 11)) for number in range(2_000)]

    with ThreadPoolExecutor(8) as pool:
        lengths = list(pool.map(recent.of, sources))

    assert lengths == [len(source.text) for source in sources]


def test_a_policy_read_again_has_the_same_declarations() -> None:
    text = 'beleid proef "Proef"\n  taalversie 1\n  geldt van 2026-01-01\n'

    first, again, other = (read(Source(name, text)).beleid for name in ("a", "a", "b"))

    assert again.declaraties[0] is first.declaraties[0]
    assert other.declaraties[0].span.source == "b"


def test_what_is_made_of_several_texts_counts_for_all_of_them() -> None:
    made: list[int] = []
    recent = Recent(
        lambda texts: made.append(len(texts)),
        most=10,
        size=lambda texts: sum(len(source.text) for source in texts),
    )
    one, two = (Source("a", "1234"),), (Source("a", "1234"), Source("b", "1234"))

    for texts in (one, two, two, one):
        recent.of(texts)

    assert made == [1, 2, 1]
