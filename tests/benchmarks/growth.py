"""Policies of any size, all of one shape, to see how the work grows with the number of rules."""

from maatwerk_rules.source import Source

HEAD = """beleid groei "Bedacht beleid om groei te meten"
  taalversie 1
  status concept
  geldt van 2026-01-01

regeling Bedacht wet voorbeeld "Bedachte wet"
orgaan college "Bedacht college"
waarde hulp "Wie hulp nodig heeft, krijgt hulp."
  eigen lezing
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Bedacht artikel 1
  eigen lezing
  dient hulp
"""
OUTCOME = """
gegeven inkomen_{n}: bedrag per maand tussen € 0 en € 20.000
  vraag "Wat is uw inkomen?"
  grondslag Bedacht artikel 1
gegeven woont_hier_{n}: ja/nee
  vraag "Woont u hier?"
  grondslag Bedacht artikel 1
uitkomst recht_{n}: ja/nee
  bron Bedacht artikel 1
  bedoeling vangnet
  anders nee
  gunstig is ja
regel hoofdregel_{n} bepaalt recht_{n}
  bron Bedacht artikel 1
  bedoeling vangnet
  indien woont_hier_{n}
  dan ja
"""
EXCEPTION = """uitzondering te_veel_{n}_{k} op hoofdregel_{n}
  bron Bedacht artikel 1
  bedoeling vangnet
  indien inkomen_{n} is meer dan € {amount} per maand{before}
  dan nee
"""


def policy_of(rules: int) -> Source:
    """Return a policy of so many rules: ten for an outcome, which reads the outcome before it."""
    parts = [HEAD]
    for n in range(rules // 10):
        parts.append(OUTCOME.format(n=n))
        before = f" en recht_{n - 1}" if n else ""
        parts += [
            EXCEPTION.format(n=n, k=k, amount=1000 + k, before=before if k == 0 else "")
            for k in range(9)
        ]
    return Source("groei.beleid", "".join(parts))
