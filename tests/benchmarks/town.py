"""A policy as towns write it, of any length: chapters with rules, amounts, a table and toetsen.

Each chapter grants something of its own and reads whether the chapter before it granted too, so
that definitions lean on each other as they do in real policy; one of its rules holds from a later
year, so that the policy has four slices. Numbers differ from chapter to
chapter; otherwise all are of one shape, so that the work for each line should stay the same.
"""

from maatwerk_rules.source import Source

HEAD = """beleid stad "Bedacht beleid van een bedachte stad"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt binnen zes weken bezwaar maken bij het college."

regeling Bedacht wet voorbeeld "Bedachte wet"
orgaan college "College van burgemeester en wethouders"
register brp "Basisregistratie personen"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."

gegeven geboortedatum: datum tussen 1900-01-01 en 2100-01-01
  uit register brp
gegeven woont_hier: ja/nee
  uit register brp
gegeven vermogen: bedrag tussen € 0 en € 1.000.000
  vraag "Wat hebt u aan spaargeld en bezit?"
  grondslag Bedacht artikel 1
begrip leeftijd: aantal jaren
  is leeftijd van geboortedatum op peildatum
"""

CHAPTER = """
bedoeling doel_{n} "Wie kosten van soort {n} niet kan betalen, krijgt daar hulp bij."
  bron Bedacht artikel {n}
  eigen lezing
  dient bestaanszekerheid
gegeven inkomen_{n}: bedrag per maand tussen € 0 en € 20.000
  vraag "Wat is uw inkomen voor soort {n}?"
  grondslag Bedacht artikel {n} lid 1
gegeven kosten_{n}: bedrag per maand tussen € 0 en € 5.000
  vraag "Welke kosten hebt u van soort {n}?"
  grondslag Bedacht artikel {n} lid 1
gegeven woonvorm_{n}: keuze uit alleen_{n}, samen_{n}, met_kinderen_{n}
  vraag "Hoe woont u?"
  grondslag Bedacht artikel {n} lid 1
gegeven vergoed_{n}: ja/nee
  vraag "Betaalt een ander deze kosten al?"
  grondslag Bedacht artikel {n} lid 1

bedrag grens_{n} per maand
  bron Bedacht artikel {n} lid 2
  met ingang van 2026-01-01: € {grens}
  met ingang van 2026-07-01: € {grens_later}
  laatst bekend
tabel hoogste_{n}: bedrag per maand over woonvorm_{n}
  bron Bedacht artikel {n} lid 3
  rij alleen_{n}: € {hoogste} per maand
  rij samen_{n}: € {samen} per maand
  rij met_kinderen_{n}: € {kinderen} per maand
begrip ruimte_{n}: bedrag per maand
  bron Bedacht artikel {n} lid 2
  is inkomen_{n} - grens_{n} maar ten minste € 0 per maand

oordeel noodzaak_{n}: ja/nee
  vraag "Zijn deze kosten noodzakelijk, gelet op alle omstandigheden?"
  maatstaf Bedacht artikel {n} lid 4
  door college
  weegt kosten_{n}, gevolg_{n} "Wat gebeurt er zonder hulp?"
  bedoeling doel_{n}
  motivering verplicht

uitkomst recht_{n}: ja/nee
  bron Bedacht artikel {n}
  bedoeling doel_{n}
  anders nee
  gunstig is ja
regel basis_{n} bepaalt recht_{n}
  bron Bedacht artikel {n} lid 1
  bedoeling doel_{n}
  indien woont_hier en kosten_{n} is meer dan € {drempel} per maand
  dan ja
uitzondering te_jong_{n} op basis_{n}
  bron Bedacht artikel {n} lid 5
  bedoeling doel_{n}
  indien leeftijd is minder dan 18 jaar
  dan nee
  uitleg "U bent {{leeftijd}}. Deze hulp is er vanaf 18 jaar."
uitzondering al_vergoed_{n} op basis_{n}
  bron Bedacht artikel {n} lid 6
  bedoeling doel_{n}
  indien vergoed_{n}
  dan nee
  uitleg "Een ander betaalt deze kosten al."
uitzondering te_veel_inkomen_{n} op basis_{n}
  bron Bedacht artikel {n} lid 2
  bedoeling doel_{n}
  indien ruimte_{n} is meer dan € {drempel} per maand{before}
  dan nee
  uitleg "Uw inkomen is {{inkomen_{n}}}. De grens is {{grens_{n}}}."
uitzondering te_veel_vermogen_{n} op basis_{n}
  bron Bedacht artikel {n} lid 7
  geldt van {jaar}-01-01
  bedoeling doel_{n}
  indien vermogen is meer dan € {vermogen}
  dan nee
  uitleg "U hebt {{vermogen}}. Daarmee kunt u deze kosten zelf betalen."
groep weigering_{n} "Weigering van hulp van soort {n}"
  bevat basis_{n}, te_jong_{n}, al_vergoed_{n}, te_veel_inkomen_{n}, te_veel_vermogen_{n}
afwijkingsgrond toch_nodig_{n} bij groep weigering_{n}
  bron Bedacht artikel {n} lid 4
  karakter kan
  bedoeling doel_{n}
  ten gunste
  toetsen altijd
  indien oordeel noodzaak_{n}
  dan ja
  uitleg "U krijgt deze hulp toch, omdat de kosten noodzakelijk zijn."

uitkomst hulp_{n}: bedrag per maand tussen € 0 en € 5.000
  bron Bedacht artikel {n} lid 3
  bedoeling doel_{n}
  anders € 0 per maand
  gunstig is hoger
regel vergoeding_{n} bepaalt hulp_{n}
  bron Bedacht artikel {n} lid 3
  bedoeling doel_{n}
  indien recht_{n}
  dan kosten_{n} maar ten hoogste hoogste_{n}

toets gezin_{n} "Een gezin met hoge kosten van soort {n}"
  op 2026-03-01
  gegeven geboortedatum is 1990-05-03
  gegeven woont_hier is ja
  gegeven vermogen is € 1.000
  gegeven inkomen_{n} is € 500 per maand
  gegeven kosten_{n} is € 400 per maand
  gegeven woonvorm_{n} is met_kinderen_{n}
  gegeven vergoed_{n} is nee
  ambtshalve bekeken door college omdat "Geen bijzondere omstandigheden."
  volgens eigen lezing "Het bedachte beleid."
  verwacht recht_{n} is ja op grond van basis_{n}
toets jong_{n} "Iemand van zestien"
  zoals gezin_{n}
  gegeven geboortedatum is 2010-01-01
  verwacht recht_{n} is nee op grond van te_jong_{n}
toets vergoed_{n} "Een ander betaalt de kosten"
  zoals gezin_{n}
  gegeven vergoed_{n} is ja
  verwacht recht_{n} is nee op grond van al_vergoed_{n}
toets nodig_{n} "Een ander betaalt maar een deel, en de kosten zijn noodzakelijk"
  zoals vergoed_{n}
  zonder bekeken
  oordeel noodzaak_{n} is ja door college omdat "Zonder hulp gaat het mis."
    gewogen kosten_{n} "hoog", gevolg_{n} "ernstig"
  verwacht recht_{n} is ja op grond van toch_nodig_{n}
"""


def town_of(lines: int) -> Source:
    """Return a policy of at least so many lines and at most a chapter more."""
    parts, length, n = [HEAD], HEAD.count("\n"), 0
    while length < lines:
        n += 1
        parts.append(_chapter(n))
        length += CHAPTER.count("\n")
    return Source("stad.beleid", "".join(parts))


def _chapter(n: int) -> str:
    return CHAPTER.format(
        n=n,
        before=f" en niet recht_{n - 1}" if n > 1 else "",
        grens=900 + n,
        grens_later=920 + n,
        hoogste=100 + n,
        samen=150 + n,
        kinderen=200 + n,
        drempel=10 + n % 7,
        jaar=2027 + n % 3,
        vermogen=f"{5 + n % 20}.000",
    )
