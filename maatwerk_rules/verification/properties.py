"""What is asked of a policy: properties that keep the rules from treating like cases unlike.

A property that does not hold is not yet unlawful, and one that holds is not yet lawful: `norms`
name what it helps to look at, and nothing more.
"""

from __future__ import annotations

from maatwerk_rules.values import frozen


@frozen
class Property:
    """A property: its number, its Dutch name, the question it asks and what it means.

    `norms` are the provisions it helps to look at.
    """

    code: str
    slug: str
    name: str
    question: str
    meaning: str
    norms: tuple[str, ...]


P01 = Property(
    "P01",
    "geen-gat",
    "Geen gat",
    "Beslist er in elk geval een regel?",
    "In elk geval dat kan bestaan geeft een regel een antwoord. Van een bedrag, getal of datum"
    " geldt dat niet: die mag er niet zijn.",
    ("Awb artikel 1:3", "Awb artikel 4:13", "Awb artikel 3:46"),
)
P02 = Property(
    "P02",
    "geen-tegenspraak",
    "Geen tegenspraak",
    "Zeggen twee regels nooit iets anders over hetzelfde geval?",
    "In geen geval geven twee regels van gelijke rang een verschillende uitkomst.",
    ("rechtszekerheid", "Awb artikel 3:46"),
)
P03 = Property(
    "P03",
    "volgorde-van-regels",
    "Volgorde van regels",
    "Maakt het niet uit in welke volgorde de regels staan?",
    "Elke volgorde van regels, begrippen en bestanden geeft dezelfde uitkomst.",
    ("rechtszekerheid",),
)
P04 = Property(
    "P04",
    "volgorde-van-lijsten",
    "Volgorde van lijsten",
    "Maakt het niet uit in welke volgorde iets is opgeschreven?",
    "Wie dezelfde dingen in een andere volgorde noemt, krijgt dezelfde uitkomst.",
    ("Awb artikel 3:2",),
)
P05 = Property(
    "P05",
    "elke-regel-leeft",
    "Elke regel leeft",
    "Is er voor elke regel een geval waarin zij beslist?",
    "Van elke regel, uitzondering, afwijkingsgrond en hardheidsclausule bestaat een geval waarin"
    " zij meebeslist.",
    ("Awb artikel 4:84",),
)
P06 = Property(
    "P06",
    "uitzondering-blijft-uitzondering",
    "Uitzondering blijft uitzondering",
    "Werkt een afwijking alleen met haar oordeel?",
    "Een afwijking werkt alleen als iemand het oordeel heeft gegeven dat zij vraagt, en een"
    " weigering blijft mogelijk.",
    ("primaat van de wetgever",),
)
P07 = Property(
    "P07",
    "afwijking-heeft-grond",
    "Afwijking heeft een grond",
    "Heeft elke afwijking een grond, een bedoeling en een oordeel?",
    "Elke afwijking noemt een grondslag en een bedoeling, en vraagt een oordeel met een reden.",
    ("Awb artikel 4:84", "Awb artikel 3:46"),
)
P08 = Property(
    "P08",
    "onbekend-schaadt-niet",
    "Onbekend schaadt niet",
    "Telt een onbekend gegeven nooit als een nadeel?",
    "Een onbekend gegeven laat de uitkomst open, of geeft niet minder dan de gunstigste waarde.",
    ("Awb artikel 3:2", "Awb artikel 4:5"),
)
P09 = Property(
    "P09",
    "beschermd-gegeven",
    "Beschermd gegeven doet er niet toe",
    "Krijgt wie alleen in een beschermd gegeven verschilt hetzelfde, op dezelfde gronden?",
    "Een andere waarde van een beschermd gegeven verandert uitkomst noch gronden.",
    ("Grondwet artikel 1", "EVRM artikel 14"),
)
P10 = Property(
    "P10",
    "toevallig-gegeven",
    "Toevallig gegeven doet er niet toe",
    "Maakt het niet uit wie de zaak behandelt, of langs welke weg zij binnenkwam?",
    "Een andere waarde van een gegeven van het proces, of van een gegeven dat er niet toe doet,"
    " verandert uitkomst noch gronden.",
    ("Awb artikel 3:4",),
)
P12 = Property(
    "P12",
    "meer-nood-nooit-minder",
    "Meer nood geeft nooit minder",
    "Gaat de uitkomst nooit de verkeerde kant op?",
    "Meer van wat het beleid noemt, geeft nooit meer, of nooit minder, van een uitkomst.",
    ("Participatiewet artikel 11", "Awb artikel 3:4"),
)
P13 = Property(
    "P13",
    "geen-onbedoelde-val",
    "Geen onbedoelde val",
    "Hoeveel scheelt één stap, zoals één euro of één dag?",
    "Eén stap van een gegeven verandert een uitkomst hoogstens met wat het beleid toestaat.",
    ("Awb artikel 3:4 lid 2",),
)
P14 = Property(
    "P14",
    "elk-gegeven-telt",
    "Elk gegeven telt",
    "Doet elk gegeven dat wordt gevraagd er ook toe?",
    "Van elk gegeven hangt een uitkomst af.",
    ("AVG artikel 5",),
)
P15 = Property(
    "P15",
    "breedte-van-een-oordeel",
    "Breedte van een oordeel",
    "Hoeveel scheelt één oordeel?",
    "Hoever één oordeel alleen een uitkomst kan verschuiven.",
    ("Awb artikel 4:81",),
)
P16 = Property(
    "P16",
    "dag-later",
    "Een dag later",
    "Geeft hetzelfde geval een dag later hetzelfde?",
    "Hetzelfde geval geeft een dag later dezelfde uitkomst, als er geen nieuwe regels zijn en"
    " niemand jarig is.",
    ("rechtszekerheid",),
)
P17 = Property(
    "P17",
    "begrensde-verandering",
    "Begrensde verandering",
    "Wat verandert er, en voor wie?",
    "Met de nieuwe regels is de uitkomst gelijk, gunstiger of ongunstiger dan met de oude.",
    ("rechtszekerheid", "Awb artikel 3:4"),
)
"""Asked of two versions, and not of one policy."""

PROPERTIES: tuple[Property, ...] = (
    *(P01, P02, P03, P04, P05, P06, P07, P08, P09, P10, P12, P13, P14, P15, P16),
)
"""All properties of one policy, in the order in which they are told."""


def find(named: str) -> Property | None:
    """Return the property with a number or a name, or None.

    >>> find("p09") is find("beschermd-gegeven")
    True
    >>> find("P99") is None
    True
    """
    low = named.lower()
    return next((one for one in PROPERTIES if low in (one.code.lower(), one.slug)), None)
