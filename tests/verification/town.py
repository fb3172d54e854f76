"""A small policy with something of each kind that claims are made of."""

TEXT = """
gegeven geslacht: keuze uit m, v, x
  beschermd
gegeven team: keuze uit noord, zuid
  procesgegeven
gegeven datum_melding: datum tussen 2020-01-01 en 2100-01-01
  vraag "Wanneer hebt u zich gemeld?"
  grondslag Pw artikel 17 lid 1
gegeven kanaal: keuze uit balie, internet
  vraag "Hoe vraagt u het aan?"
  grondslag Pw artikel 17 lid 1
soort kind heeft
  leeftijd_kind: aantal jaren tussen 0 en 30
    vraag "Hoe oud is uw kind?"
    grondslag Pw artikel 17 lid 1
  oogkleur: keuze uit blauw, bruin
    beschermd
gegeven kinderen: lijst van hoogstens 5 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
oordeel te_hard: ja/nee
  vraag "Is dat te hard?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt gevolg "Wat gebeurt er anders?"
  bedoeling eigen_middelen_eerst
  motivering verplicht
begrip jonge_kinderen: aantal
  bron Pw artikel 11 lid 1
  is aantal k uit kinderen waarvoor k.leeftijd_kind is minder dan 12
uitkomst toeslag: bedrag per maand tussen € 0 en € 500
  anders € 0
  gunstig is hoger
regel toeslag_kind bepaalt toeslag
  bron Beleid artikel 4
  bedoeling eigen_middelen_eerst
  indien jonge_kinderen is ten minste 1 en inkomen is ten hoogste € 1.250
  dan € 150
afwijkingsgrond toch_toeslag bij toeslag_kind
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  ten gunste
  toetsen altijd
  indien oordeel te_hard
  dan € 200
uitkomst vroeg: ja/nee
  gunstig is ja
regel vroeg_geboren bepaalt vroeg
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien geslacht is v of team is noord
  dan ja
toelaatbaar rijk "Wie gehuwd is heeft inkomen"
  alleen als niet woonsituatie is gehuwd of inkomen is meer dan € 0
aanname eerlijk "Niemand zit vast en verdient veel"
  dat niet in_detentie of inkomen is minder dan € 5.000
gelijkheid
  ongeacht kanaal
  meer inkomen geeft nooit meer toeslag
  meer jonge_kinderen geeft nooit minder toeslag
  € 1 meer inkomen kost hoogstens € 2 toeslag
  volgorde van kinderen is irrelevant
  stabiel in de tijd
  grens vroeg_geboren is bewust omdat "Zo staat het er." bron Pw artikel 11 lid 1
"""
