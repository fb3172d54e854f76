"""Citations as lawyers write them, `artikel 35, eerste lid, Pw`, in the order of this language."""

import re
from collections.abc import Callable

from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.slip import Slip
from maatwerk_rules.values import frozen

_ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende"),
    *("tiende", "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende"),
    *("zeventiende", "achttiende", "negentiende", "twintigste"),
)

_BEFORE = re.compile(
    r"(?<!\w)(?P<word>bron|grondslag|maatstaf|krachtens|dekking"
    r"|volgens[ \t]+(?:wettekst|tabel|uitspraak|eigen[ \t]+lezing))(?P<colon>[ \t]*:)?[ \t]+"
)
_GAP = r"(?:[ \t]*,[ \t]*|[ \t]+)"
_NAME = r"[^\W\d_]\w*"
_ARTICLE = r"(?:artikel|art\.|art(?!\w))[ \t]*(?P<article>\d+[a-z]*(?::\d+[a-z]*)?(?:\.\d+[a-z]?)*)"
_BARE = re.compile(rf"{_ARTICLE}(?!\w)", re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?:(?P<front>{_NAME}){_GAP})?{_ARTICLE}(?!\w)"
    rf"(?:{_GAP}(?:lid[ \t]+(?P<lid>\d+[a-z]?)|(?P<nth>\d+)e[ \t]+lid"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})[ \t]+lid)(?!\w))?"
    rf"(?:{_GAP}(?:aanhef[ \t]+en[ \t]+)?(?P<part>onderdeel|onder|sub)[ \t]+"
    rf"(?P<letter>[a-z]{{1,3}}(?!\w)|\d+°?))?"
    rf"(?:{_GAP}(?:onder|sub)[ \t]+(?P<number>\d+°?))?"
    r"(?:(?:[ \t]*,[ \t]*|[ \t]+)(?P<long>van[ \t]+(?:(?:de|het)[ \t]+)?)?"
    rf"(?P<back>(?!(?:{'|'.join(_ORDINALS)}|lid|onder|onderdeel"
    rf"|gecodeerd|gedeeltelijk|aan|niet|sub|aanhef)(?!\w))"
    rf"{_NAME}))?"
    r"[ \t\r]*(?=$|[\"#\n]|gecodeerd|gedeeltelijk|aan[ \t]+mensen|niet[ \t]+gecodeerd)"
)
_MORE = re.compile(
    rf"(?P<indent>[ \t]*)(?P<word>bron|grondslag)[ \t]+(?P<name>{_NAME})[ \t]+artikel[ \t]+"
    r"\d[^\s,]*"
    r"(?:[ \t]+(?:lid|onderdeel)[ \t]+[\w°]+)*"
    r"(?P<rest>[ \t]*(?P<and>,|en(?!\w)|juncto|jo\.?|&)[ \t]*(?:artikel(?:en)?|art\.?)?[ \t]*"
    r"(?P<article>\d+[a-z]*(?::\d+[a-z]*)?)(?P<part>(?:[ \t]+(?:lid|onderdeel)[ \t]+\w+)*))"
)


@frozen
class Citation:
    """A citation in another order or other words than those of the language.

    Args:
        word: The word before it, such as `bron`.
        start: Where it begins in the line.
        end: Where it ends; where it begins with the article and is not understood, the article's.
        better: How it is written here; None where the name of its regeling cannot be told.
        example: How it would be written with the name of a regeling.
        names_late: The article comes first, and the name of its regeling not before it.
    """

    word: str
    start: int
    end: int
    better: str | None
    example: str
    names_late: bool


def _unknown(title: str) -> None:
    """Know no regeling by its title."""


def read_citation(
    line: str, place: int, known: Callable[[str], str | None] = _unknown
) -> Citation | None:
    """Return the citation in a line that stops fitting at a place; None when it is no such slip.

    Args:
        known: The name of a regeling by its title.

    >>> read_citation("bron artikel 35, eerste lid, Pw", 13).better
    'Pw artikel 35 lid 1'
    >>> read_citation("bron artikel 35 van de Participatiewet", 13).example
    'Pw artikel 35'
    >>> read_citation("bron Pw artikel 35 lid 1", 5) is None
    True
    """
    before = [each for each in _BEFORE.finditer(line) if each.end("word") <= place]
    if not before:
        return None
    word, start = before[-1]["word"], before[-1].end()
    place = max(place, start)  # it may be the colon that does not fit
    found = _WHOLE.match(line, start)
    if found is None or (found["front"] and found["back"]):
        bare = _BARE.match(line, start)
        if bare is None:
            return None
        return Citation(word, start, bare.end(), None, f"Pw artikel {bare['article']}", True)
    end = start + len(found[0].rstrip())
    if place > end:
        return None
    parts = _written(found)
    written = found["front"] or found["back"]
    title = known(written) if written else None
    name = title or (None if found["long"] else written)
    better = f"{name} {parts}" if name else None
    if better == re.sub(r"(?<!\w)art(?:\.|(?= ))", "artikel", line[start:end]):
        return None  # no more than `art.` is written otherwise, which is told as a spelling
    example = f"{name or 'Pw'} {parts}"
    if better and before[-1]["colon"]:
        start, better = before[-1].start("colon"), f" {better}"
    return Citation(word, start, end, better, example, not found["front"])


def more_articles(slip: Slip) -> Change | None:
    """Recognise `bron Pw artikel 11 en 12`: each source has a line of its own."""
    begin = slip.text.rfind("\n", 0, slip.place) + 1
    found = _MORE.match(slip.text, begin, begin + len(slip.line()))
    if found is None or not found.start("rest") <= slip.place <= found.end("and"):
        return None
    line = f"{found['word']} {found['name']} artikel {found['article']}{found['part']}"
    better = f"\n{found['indent']}{line}"
    if not slip.fits(better, found.start("rest"), found.end()):
        return None
    advice = f"zet daaronder een eigen regel: `{line}`"
    return Change(found.start("rest"), found.end(), better, advice)


def _written(found: re.Match[str]) -> str:
    """Return the article with its parts as this language writes them."""
    lid = found["lid"] or found["nth"]
    if found["ordinal"]:
        lid = str(_ORDINALS.index(found["ordinal"]) + 1)
    letter = found["letter"] or ""
    is_number = found["part"] != "onderdeel" and letter[:1].isdigit() and not found["number"]
    words = [f"artikel {found['article']}"]
    words += [f"lid {lid}"] if lid else []
    words += [f"{'onder' if is_number else 'onderdeel'} {letter}"] if letter else []
    words += [f"onder {found['number']}"] if found["number"] else []
    return " ".join(words)
