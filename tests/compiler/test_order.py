"""What was asked before changes no answer: a long-running program decides as a fresh one."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.asked import rules_on
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.deciding import Deciding
from maatwerk_rules.runtime.facts import read_facts
from tests.small import policy_of

MONTHS = """
gegeven giften: bedrag per maand tussen € 0 en € 1.000
  vraag "Welke giften krijgt u?"
  grondslag Pw artikel 17 lid 1
  verloopt
gegeven werkt: ja/nee
  vraag "Werkt u?"
  grondslag Pw artikel 17 lid 1
begrip weinig: ja/nee
  is giften is minder dan € 60 per maand
begrip streng: ja/nee
regel vroeg bepaalt streng
  geldt van 2026-01-01 tot 2026-03-01
  bron Pw artikel 11
  bedoeling eigen_middelen_eerst
  indien weinig
  dan ja
regel laat bepaalt streng
  geldt van 2026-03-01
  bron Pw artikel 11
  bedoeling eigen_middelen_eerst
  indien weinig en werkt
  dan ja
begrip maanden_weinig: aantal maanden
  is aantal maanden waarin weinig binnen 3 maanden voor peildatum
begrip maanden_streng: aantal maanden
  is aantal maanden waarin streng binnen 3 maanden voor peildatum
begrip streng_aaneen: aantal maanden
  is aaneengesloten maanden waarin streng binnen 3 maanden voor peildatum
begrip samen: aantal maanden
  is maanden_weinig + maanden_streng
"""
NAMES = ("weinig", "streng", "maanden_weinig", "maanden_streng", "streng_aaneen", "samen")
DAYS = (date(2026, 1, 15), date(2026, 2, 15), date(2026, 3, 15), date(2026, 4, 15))

gifts = st.one_of(
    st.sampled_from([50, 900]),
    st.lists(st.sampled_from([50, 900, None]), min_size=1, max_size=5).map(
        lambda values: {
            "@verloop": [
                {"van": "2025-12-01", "tot": "2026-01-01", "waarde": 50},
                *(
                    {"van": f"2026-{month:02}-01", "tot": f"2026-{month + 1:02}-01", "waarde": one}
                    for month, one in enumerate(values, 1)
                    if one is not None
                ),
            ]
        }
    ),
)
cases = st.fixed_dictionaries({"giften": gifts}, optional={"werkt": st.booleans()})
asked = st.tuples(st.sampled_from(NAMES), st.sampled_from(DAYS), cases)


def _fresh() -> Policy:
    made: Policy = policy_of.__wrapped__(MONTHS)
    return made


@settings(max_examples=20, deadline=None)
@given(st.lists(asked, min_size=4, max_size=16))
def test_a_decision_is_the_same_whatever_was_asked_before(
    questions: list[tuple[str, date, dict[str, object]]],
) -> None:
    policy = _fresh()
    for name, day, told in questions:
        facts = read_facts(policy, {"feiten": told})
        found = decide(policy, facts, peildatum=day, uitkomsten=[name])[name]
        rules = rules_on(policy, day)
        assert rules is not None
        evaluated = Deciding(policy, rules.part, facts, facts.case(day))

        assert found == evaluated.result(name, None, bare=False), (name, day, told)
