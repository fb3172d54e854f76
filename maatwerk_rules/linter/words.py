"""Word lists for texts that residents read: small, chosen by hand, and open to argument.

The choice follows what Dutch writing guides of the government advise against; a word that is the
name of a thing in the law (bijstand, vermogen, bezwaar) stays.
"""

from __future__ import annotations

import re


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that can be replaced as they stand: the sentence stays grammatical.
REPLACED: dict[str, str] = {
    "indien": "als",
    "tevens": "ook",
    "derhalve": "daarom",
    "aldus": "zo",
    "alsmede": "en",
    "alsook": "en",
    "desalniettemin": "toch",
    "desondanks": "toch",
    "desgewenst": "als u dat wilt",
    "eveneens": "ook",
    "hetgeen": "wat",
    "hieromtrent": "hierover",
    "daaromtrent": "daarover",
    "inzake": "over",
    "middels": "met",
    "nimmer": "nooit",
    "omtrent": "over",
    "reeds": "al",
    "slechts": "alleen",
    "teneinde": "om",
    "terstond": "meteen",
    "onverwijld": "meteen",
    "thans": "nu",
    "voorts": "ook",
    "wederom": "weer",
    "zodoende": "zo",
    "zulks": "dat",
    "met betrekking tot": "over",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "ten gevolge van": "door",
    "als gevolg van": "door",
    "door middel van": "met",
    "met ingang van": "vanaf",
    "per abuis": "door een vergissing",
    "te allen tijde": "altijd",
    "met inachtneming van": "volgens",
    "overeenkomstig": "volgens",
    "conform": "volgens",
    "jegens": "tegenover",
    "alvorens": "voordat",
    "dientengevolge": "daardoor",
    "dienaangaande": "daarover",
    "krachtens": "volgens",
    "ingevolge": "volgens",
    "blijkens": "volgens",
    "behoudens": "behalve",
}

# Words for which the sentence has to be written anew.
REWRITTEN: dict[str, str] = {
    "aangaande": "over",
    "aanvangen": "beginnen",
    "benodigd": "nodig",
    "benodigde": "nodig",
    "bescheiden": "papieren",
    "betreffende": "over, of: deze",
    "betrokkene": "u",
    "bewerkstelligen": "zorgen voor",
    "bezoldiging": "loon",
    "echter": "maar, aan het begin van de zin",
    "evenwel": "maar, aan het begin van de zin",
    "gedurende": "in, of: zolang",
    "geldelijk": "in geld",
    "geschieden": "gebeuren",
    "geschiedt": "gebeurt",
    "gewag": "noemen",
    "hangende": "zolang … loopt",
    "in het kader van": "voor, of: bij",
    "in verband met": "door, of: omdat",
    "ingezetene": "inwoner",
    "kenbaar": "laten weten",
    "mededeling": "bericht",
    "mits": "als",
    "naar aanleiding van": "door, of: na",
    "nalaten": "niet doen",
    "naleving": "doen wat moet",
    "noodzakelijkerwijs": "omdat het moet",
    "onderhavige": "deze",
    "ontberen": "missen",
    "op basis van": "door, of: volgens",
    "respectievelijk": "en, in die volgorde",
    "sommeren": "zeggen dat het moet",
    "successievelijk": "na elkaar",
    "vigerend": "geldend",
    "vigerende": "geldende",
    "voldoening": "betaling",
    "vooralsnog": "voorlopig",
    "voornemens": "van plan",
    "voornoemde": "deze",
    "woonachtig": "u woont",
    "zorgdragen": "zorgen",
}

VAGUE = (
    "binnenkort",
    "in beginsel",
    "in principe",
    "eventueel",
    "eventuele",
    "zo spoedig mogelijk",
    "zo snel mogelijk",
    "te zijner tijd",
    "in de regel",
    "doorgaans",
    "enige tijd",
    "tijdig",
    "enigszins",
    "voldoende mate",
    "desbetreffende",
    "nader te bepalen",
)

OPEN_NORMS = (
    "redelijk",
    "redelijke",
    "redelijkerwijs",
    "bijzondere omstandigheden",
    "dringende redenen",
    "dringende reden",
    "bijzonder geval",
    "bijzondere gevallen",
    "onbillijk",
    "onbillijkheid",
    "onevenredig",
    "onevenredige",
    "evenredig",
    "zwaarwegend",
    "zwaarwegende",
    "naar het oordeel van",
    "passend",
    "verwijtbaar",
    "verwijtbaarheid",
    "onaanvaardbaar",
    "onaanvaardbare",
    "kennelijk",
    "schrijnend",
    "te verwijten",
    "verantwoord",
    "in voldoende mate",
)

SAVING = (
    r"bespa(a|r)\w*",
    r"bezuinig\w*",
    r"goedkoper voor de gemeente",
    r"kosten (te )?(beperken|beheersen|verlagen|drukken)",
    r"beperk\w* (van )?(de )?(kosten|uitgaven)",
    r"(de |het )?(budget|begroting)\b.*\b(past|blijft|halen|sluit\w*)",
    r"minder (geld )?uit(geven|gaven)",
    r"kostenbeheersing",
    r"instroom (te )?beperken",
)


# Nouns that come from a verb and yet are the plain word.
EVERYDAY_NOUNS = _listed(
    "uitkering woning vergoeding rekening verzekering vordering lening regeling verordening"
    " waarschuwing opleiding studiefinanciering inrichting aanvulling belasting instelling"
    " terugvordering verlaging verhoging kinderopvang begeleiding beslissing bezitting"
    " voorziening informatie situatie organisatie aanpassing uitzondering betaling inlichting"
    " stichting verplichting"
)

# Better known short than written out.
KNOWN_ABBREVIATIONS = _listed(
    "AOW WW UWV DUO SVB BSN DIGID IBAN BTW CAO TV MBO HBO VMBO HAVO VWO AZC ZZP IND GGD EU NS PGB"
    " OV PC SMS USB EHBO APK WA II III IV VI"
)


def pattern(words: tuple[str, ...] | dict[str, str]) -> re.Pattern[str]:
    """Return what finds any of the words in a text, whole words only, the longest first.

    >>> [found[0] for found in pattern(("om", "om niet")).finditer("Om niet, of om iets; lomp.")]
    ['Om niet', 'om']
    """
    listed = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)


def in_case_of(found: str, plain: str) -> str:
    """Return the plain word with a capital where the hard one had it.

    >>> in_case_of("Indien", "als"), in_case_of("indien", "als")
    ('Als', 'als')
    """
    return plain[0].upper() + plain[1:] if found[0].isupper() else plain
