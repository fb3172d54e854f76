"""What is checked before a word is read: size, encoding, and characters that deceive the eye."""

import re
import unicodedata
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.nearest import in_our_letters
from maatwerk_rules.source import Source, Span

LARGEST_FILE = 2 * 1024 * 1024
MOST_FINDINGS = 20

CONFUSABLE = Kind(
    "MW008",
    "verwarrend-teken",
    Severity.WAARSCHUWING,
    "In {woord} staat een teken dat iets anders is dan het lijkt: {teken}.",
    "Wie dit leest, ziet iets anders dan de computer.",
)
FILE_TOO_LARGE = Kind(
    "MW025",
    "bestand-te-groot",
    Severity.FOUT,
    "Dit bestand is groter dan 2 MiB.",
    "Een beleid van die omvang kan niemand nalezen.",
)
NOT_UTF8 = Kind(
    "MW028",
    "geen-utf8",
    Severity.FOUT,
    "Byte {plaats} van dit bestand (`{byte}`) is geen tekst in UTF-8: {lijkt}.",
    "Zonder bekende codering is niet zeker welke tekens er staan.",
)
INVISIBLE = Kind(
    "MW029",
    "onzichtbaar-teken",
    Severity.FOUT,
    "Hier staat een onzichtbaar teken: {teken}.",
    "Onzichtbare tekens horen niet in een beleid; ze komen vaak mee bij plakken.",
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|\r(?!\n)")
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_ACCENTS = "\u0300-\u036f"
_BLANKS = "\u1680\u2000-\u200a\u202f\u205f\u3000"
# What may stand unnoticed anywhere; letters of other scripts are looked at only where they occur.
_STRANGE = re.compile(f"[{_DIRECTION}{_UNSEEN}{_BLANKS}]|[^\x00-\u024f\u1e00-\u22ff]")
_HIDDEN = re.compile(f"[{_DIRECTION}{_UNSEEN}{_BLANKS}{_ACCENTS}]")
_TURNING = re.compile(f"[{_DIRECTION}]")
_NAMES = (
    (_TURNING, "teken dat de leesrichting draait"),
    (re.compile(f"[{_UNSEEN}]"), "teken zonder breedte"),
    (re.compile(f"[{_BLANKS}]"), "spatie van een andere breedte"),
    (re.compile(f"[{_ACCENTS}]"), "los accent"),
    (re.compile("\r"), "regeleinde zonder nieuwe regel"),
    (_CONTROL, "besturingsteken"),
    (re.compile("[\u0370-\u03ff]"), "Griekse letter"),
    (re.compile("[\u0400-\u052f]"), "Cyrillische letter"),
    (re.compile(r"\d"), "cijfer uit een ander schrift"),
)
_COMMON = bytes([*b"\t\n", *range(0x20, 0x7F)])
_PIECE = re.compile(r'"[^"\n]*"?|#[^\n]*|\w+|[^\w"#\n]+')


def decode(name: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    r"""Return the text of a file; a byte order mark at its begin is dropped.

    What is no UTF-8 shows as `\ufffd` in the text; what is too large is not read.

    >>> decode("a.beleid", b"status concept")[0].text
    'status concept'
    """
    if len(data) > LARGEST_FILE:
        return Source(name, ""), (diagnostic(FILE_TOO_LARGE, Span(name, 0, 0)),)
    wide = _wide_encoding(data)
    if wide is not None:
        text = data.decode(wide, "replace").replace("\x00", "\ufffd")
        first = 0 if wide in _MARKED else data.index(0)
        span = Span(name, 0, min(1, len(text)))
        return Source(name, text), (_not_utf8(span, data, first, f"dit lijkt {wide[:6].upper()}"),)
    look = _look_of_no_text(data)
    if look is not None:
        first = next(place for place, byte in enumerate(data) if byte not in _COMMON)
        found = _not_utf8(Span(name, 0, 0), data, first, look)
        return Source(name, ""), (attrs.evolve(found, help=(_AS_TEXT,)),)
    try:
        return Source(name, data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", "replace")
        place = text.index("\ufffd")
        first = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        span = Span(name, place, place + 1)
        return Source(name, text), (_not_utf8(span, data, first, "vaak is het Windows-1252"),)


_AGAIN = "bewaar het bestand opnieuw met de codering UTF-8"
_AS_TEXT = "bewaar het beleid als gewone tekst, met de codering UTF-8"
_LOOKED_AT = 200
_MARKED = {"utf-32": (b"\xff\xfe\0\0", b"\0\0\xfe\xff"), "utf-16": (b"\xff\xfe", b"\xfe\xff")}
# Of each group of bytes, which are empty in a text with hardly any letter beyond Latin.
_EMPTY = {
    "utf-32-le": (4, (2, 3), 0),
    "utf-32-be": (4, (0, 1), 3),
    "utf-16-le": (2, (1,), 0),
    "utf-16-be": (2, (0,), 1),
}
_LOOKS = {b"%PDF-": "een pdf", b"PK\x03\x04": "een zip- of Word-bestand"}
_CONTROLS = frozenset([*range(0x20), 0x7F]) - frozenset(b"\t\n\x0b\f\r\x1b")


def _wide_encoding(data: bytes) -> str | None:
    """Return which form of UTF-16 or UTF-32 a file has, by its mark or by what of it is empty."""
    for encoding, marks in _MARKED.items():
        if data.startswith(marks):
            return encoding
    begin = data[:_LOOKED_AT]
    for encoding, (size, empty, full) in _EMPTY.items():
        most = len(begin) // size
        zeros = [begin[place::size].count(0) for place in empty]
        if min(zeros) * 2 > most > 0 and begin[full::size].count(0) * 10 <= most:
            return encoding
    return None


def _look_of_no_text(data: bytes) -> str | None:
    """Return what a file looks like when it is no text at all: one in twenty bytes is a control."""
    begin = data[:_LOOKED_AT]
    controls = sum(byte in _CONTROLS for byte in begin)
    known = next((look for mark, look in _LOOKS.items() if begin.startswith(mark)), None)
    if known is not None and (controls or not data.isascii()):
        return f"dit lijkt {known}"
    return "dit lijkt geen tekst" if controls > 1 and controls * 20 > len(begin) else None


def _not_utf8(span: Span, data: bytes, first: int, look: str) -> Diagnostic:
    byte = f"0x{data[first]:02X}"
    return diagnostic(NOT_UTF8, span, help=(_AGAIN,), plaats=str(first + 1), byte=byte, lijkt=look)


def check_characters(source: Source) -> tuple[Diagnostic, ...]:
    """Return what deceives the eye in a text, at most twenty findings; linear in its length."""
    return tuple(each for each, _ in zip(_find(source), range(MOST_FINDINGS), strict=False))


def told_once(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return findings without those of a letter in a word of which a fault is told already."""
    letters = [one for one in found if one.kind is CONFUSABLE]
    if not letters:
        return found
    faults: dict[str, list[Span]] = {}
    for one in found:
        if one.severity is Severity.FOUT and one.spans:
            faults.setdefault(one.spans[0].span.source, []).append(one.spans[0].span)
    said = {
        id(one)
        for one in letters
        for fault in faults.get(one.spans[0].span.source, ())
        if fault.start <= one.spans[0].span.start < fault.end
    }
    return tuple(one for one in found if id(one) not in said)


def _find(source: Source) -> Iterator[Diagnostic]:
    text = source.text
    uncommon = _uncommon(text)
    if not _CONTROL.search(uncommon) and not _STRANGE.search(uncommon):
        return
    for found in _CONTROL.finditer(text):
        yield _invisible(source, found.start(), found[0])
    if text.isascii():
        return
    seen_until = 0
    for found in _STRANGE.finditer(text):
        if found.start() >= seen_until:
            begin = text.rfind("\n", 0, found.start()) + 1
            end = text.find("\n", found.start())
            seen_until = len(text) if end < 0 else end
            yield from _find_in_line(source, begin, seen_until)


def _uncommon(text: str) -> str:
    """Return the characters that are no printable ASCII, in order: most texts have a few."""
    data = text.encode("utf-8", "surrogatepass")
    return data.translate(None, _COMMON).decode("utf-8", "surrogatepass")


def _find_in_line(source: Source, begin: int, end: int) -> Iterator[Diagnostic]:
    for piece in _PIECE.finditer(source.text, begin, end):
        word, start = piece[0], piece.start()
        if word[0] in '"#':
            for hidden in _TURNING.finditer(word):
                yield _confusable(source, start + hidden.start(), hidden[0], "deze tekst")
        elif word[0] == "_" or word[0].isalnum():
            strange = next((char for char in word if _is_strange(char)), None)
            if strange is not None:
                found = _confusable(source, start + word.index(strange), strange, f"`{word}`")
                yield _with_our_letters(found, word, start)
        else:
            for hidden in _HIDDEN.finditer(word):
                yield _invisible(source, start + hidden.start(), hidden[0])


def _is_strange(char: str) -> bool:
    """Tell whether a letter or digit looks Latin without being it, or is of another script."""
    return not char.isascii() and not unicodedata.name(char, "").startswith("LATIN ")


def _invisible(source: Source, place: int, char: str) -> Diagnostic:
    span = Span(source.name, place, place + 1)
    instead = " " if re.match(f"[{_BLANKS}\r\x0b\x0c\u2028\u2029]", char) else ""
    found = diagnostic(INVISIBLE, span, help=("haal dit teken weg",), teken=_named(char))
    return attrs.evolve(found, edits=(Edit(span, instead, "suggestie"),))


def _confusable(source: Source, place: int, char: str, word: str) -> Diagnostic:
    span = Span(source.name, place, place + 1)
    return diagnostic(
        CONFUSABLE,
        span,
        help=("typ dit woord opnieuw, met gewone letters",),
        woord=word,
        teken=_named(char),
    )


def _with_our_letters(found: Diagnostic, word: str, start: int) -> Diagnostic:
    """Return the finding with a change, where the whole word looks like one in our letters."""
    ours = in_our_letters(word)
    if any(map(_is_strange, ours)):
        return found
    place = Span(found.spans[0].span.source, start, start + len(word))
    return attrs.evolve(found, edits=(Edit(place, ours, "suggestie"),))


def _named(char: str) -> str:
    names = (name for pattern, name in _NAMES if pattern.match(char))
    return f"{next(names, 'letter uit een ander schrift')} (U+{ord(char):04X})"
