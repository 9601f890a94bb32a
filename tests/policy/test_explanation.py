"""What a rule says can be asked by its name, with facts in JSON; what is wrong with them is told."""

import json
from datetime import date
from decimal import Decimal

import pytest

from policy import early_warning, job_refusal, low_income
from policy.classification import classification
from policy.explanation import WrongFacts, explanation, facts_of
from policy.packs import HOME, REGIONS, name_of, pack_of, proposal
from policy.rules import RULES
from schemas.alerts import Alert, Scene
from schemas.questions import ItemCode
from tests.policy.facts import ON, application, family, incomes, item, person, reply, report

CLAIM = application(family(3), incomes(1800, 600, 0))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_asks_for(rule):
    schema = facts_of(rule).model_json_schema()

    assert schema["properties"]
    assert not {"on", "pack"} & set(schema["properties"])


def test_a_rule_asked_with_json_says_what_it_says_otherwise():
    found = report(reply(item(1, ItemCode.PENSION, "900.00")))
    facts = json.dumps({"application": CLAIM.model_dump(mode="json"), "report": found.model_dump(mode="json")})

    assert explanation("low-income", facts, ON).decisions == (low_income.entitlement(CLAIM, found, ON),)


def test_an_application_alone_is_facts_enough():
    found = explanation("classification", CLAIM.model_dump_json(), ON)

    assert found.decisions == classification(CLAIM, None, ON)
    assert (found.rule, found.on) == ("classification", ON)


def test_other_figures_are_those_of_the_place():
    found = explanation("low-income", CLAIM.model_dump_json(), ON, pack_of("320200"))

    assert found.decisions[0].amount == Decimal("945.00")
    assert next(figure.value for each in found.decisions[0].conditions for figure in each.figures) == "1115.00"


def test_facts_that_are_numbers_are_asked_for_by_their_names():
    found = explanation("job-refusal", '{"amount": "600.00", "members": 3, "refusals_in_a_row": 3}', ON)

    assert found.decisions == (job_refusal.reduction(Decimal("600.00"), 3, 3, ON),)


def test_a_result_that_carries_its_decision_is_opened():
    alert = Alert(
        person=person(1), scene=Scene.MEDICAL, year=2026, band=Decimal(10000), self_pay=Decimal(60000), crossed_on=ON
    )

    found = explanation("early-warning", json.dumps({"alert": alert.model_dump(mode="json")}), ON)

    assert found.decisions == (early_warning.grading(alert, None, ON).decision,)


@pytest.mark.parametrize(
    ("facts", "trouble"),
    [
        pytest.param("{", "Invalid JSON", id="no JSON"),
        pytest.param("[]", "Input should be an object", id="a list"),
        pytest.param("{}", "application: Field required", id="nothing"),
        pytest.param('{"claim": 1}', "claim: Extra inputs are not permitted", id="unknown field"),
        pytest.param(
            CLAIM.model_dump_json().replace("1800", "-1800"),
            "application.incomes.0.monthly: Input should be greater than or equal to 0",
            id="negative income",
        ),
        pytest.param(
            CLAIM.model_dump_json().replace('"wage"', '"wages"'),
            "application.incomes.0.kind: Input should be",
            id="misspelt kind",
        ),
    ],
)
def test_wrong_facts_are_told_with_their_place(facts, trouble):
    with pytest.raises(WrongFacts, match="These are no facts for low-income") as wrong:
        explanation("low-income", facts, ON)

    assert any(line.startswith(trouble) for line in wrong.value.troubles)


def test_troubles_never_repeat_what_was_written():
    named = CLAIM.model_dump_json().replace('"某"', '["张三丰"]')

    with pytest.raises(WrongFacts) as wrong:
        explanation("low-income", named, ON)

    assert "张三丰" not in str(wrong.value)


def test_an_unknown_rule_names_the_known_ones():
    with pytest.raises(LookupError, match=r"No rule 'low'\. Known: classification, destitute, low-income"):
        explanation("low", "{}", ON)


def test_a_place_is_a_code_or_presets_and_nothing_else():
    assert pack_of(HOME) == pack_of("CZ-DEMO") == ()
    assert pack_of("320200") == ("wuxi",)
    assert pack_of("suzhou,national") == ("suzhou", "national")
    assert set(REGIONS.values()) >= {"wuxi", "suzhou", "yancheng", "huzhou", "zhenjiang"}
    with pytest.raises(LookupError, match="No figures of region 110000"):
        pack_of("110000")
    with pytest.raises(LookupError, match="No preset atlantis"):
        pack_of("atlantis")


def test_a_proposal_stands_before_the_law_and_is_a_demonstration():
    new_year = date(2027, 1, 1)
    higher = proposal('source = "草案"\nsince = 2027-01-01\nlow_income.standard = "1100.00"', ON)

    decision = low_income.entitlement(CLAIM, None, new_year, (higher,))
    figure = next(each for one in decision.conditions for each in one.figures if each.name == "low-income standard")

    assert decision.amount == Decimal("900.00")
    assert (figure.value, figure.source, figure.since, figure.demo) == ("1100.00", "草案", new_year, True)
    assert low_income.entitlement(CLAIM, None, date(2026, 12, 31), (higher,)).amount == Decimal("600.00")
    assert higher.asked == {"low_income.standard"}
    assert name_of((higher, "wuxi")) == "草案 + wuxi"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ('nothing.standard = "1"', "No act 'nothing'"),
        ('low_income.standart = "1"', "No figure standart in low_income"),
        ('low_income = "1"', "low_income is an act"),
        ('source = "nobody"', "changes at least one figure"),
        ("low_income.standard =", "Invalid value"),
        ('since = "soon"\nlow_income.standard = "1.00"', "since is a day"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(text, trouble):
    with pytest.raises((LookupError, ValueError, TypeError), match=trouble):
        proposal(text, ON)


@pytest.mark.parametrize(
    "text", ['low_income.standard = "viel"', "low_income.standard = {a = 1}", 'property.shops = "1.5"']
)
def test_a_value_that_is_none_of_the_figure_says_how_it_is_written(text):
    with pytest.raises(ValueError, match=r"is no value of .* today's is written"):
        low_income.entitlement(CLAIM, None, ON, (proposal(text, ON),))


def test_numbers_without_quotation_marks_are_read_to_the_cent():
    assert proposal("low_income.standard = 1100.10", ON).values == {"low_income.standard": "1100.10"}
