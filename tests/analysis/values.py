"""A policy with a value of every type, for the tests of types."""

BASE = """
keuze leefvorm uit alleen, samen
soort kind heeft
  inwonend: ja/nee
  vorm: leefvorm
  zakgeld: bedrag per week tussen € 0 en € 90
  leeftijd: aantal jaren tussen 0 en 120
  geboren: datum tussen 1900-01-01 en 2100-01-01
gegeven kinderen: lijst van hoogstens 9 kind
gegeven g: ja/nee
gegeven h: ja/nee
gegeven maand: bedrag per maand tussen € 0 en € 9.000
gegeven jaar_bedrag: bedrag per jaar tussen € 0 en € 90.000
gegeven los: bedrag tussen € 0 en € 9.000
gegeven leeftijd: aantal jaren tussen 0 en 120
gegeven aantal_kosten: aantal tussen 1 en 20
gegeven geboren: datum tussen 1900-01-01 en 2100-01-01
gegeven woont: leefvorm
gegeven ander: keuze uit noord, zuid
gegeven partner: bedrag per maand tussen € 0 en € 9.000
  alleen indien woont is samen en g
bedrag grens
  met ingang van 2026-01-01: € 8.000
  laatst bekend
aantal half
  met ingang van 2026-01-01: 0,5
  laatst bekend
oordeel open: ja/nee
oordeel hoogte: bedrag per maand tussen € 1 en € 9.000
begrip telt per kind: ja/nee
  is kind.inwonend
begrip leegte: bedrag
  anders € 0
tabel t: percentage over woont
  rij alleen: 5%
  anders 100%
"""
