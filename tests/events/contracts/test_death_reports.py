"""Who may say what of a death? Two sources are two offices: nobody makes both of them."""

import json

import pytest

from events.contracts.catalogue import Breach, ContractBroken, received
from events.contracts.health import BY
from registry.departments import CIVIL_AFFAIRS, HEALTH, HUMAN_RESOURCES, PUBLIC_SECURITY, Department
from schemas.deaths import DeathSource
from tests.events.contracts.golden_samples import sample

REPORTED, REVOKED = "cn.onething.death.reported.v1", "cn.onething.death.report-revoked.v1"
HELD, DOUBTED = "cn.onething.funeral.held.v1", "cn.onething.death.doubted.v1"


def said_by(department: Department, type_: str, **changed: str) -> None:
    event = sample(type_)
    event["source"] = department.source
    event["data"] |= changed
    received(json.dumps(event).encode(), department.topic)


@pytest.mark.parametrize("source", BY)
@pytest.mark.parametrize("department", [HEALTH, PUBLIC_SECURITY, CIVIL_AFFAIRS], ids=lambda each: each.id)
def test_each_source_of_a_death_is_announced_by_its_own_office_alone(source, department):
    if BY[source] == department:
        said_by(department, REPORTED, source=source)
        return
    with pytest.raises(ContractBroken) as refused:
        said_by(department, REPORTED, source=source)
    assert refused.value.code is Breach.WRONG_SOURCE


@pytest.mark.parametrize("source", [DeathSource.CREMATION, DeathSource.RELATIVE])
def test_a_hall_speaks_by_its_record_and_a_relative_is_no_office(source):
    with pytest.raises(ContractBroken):
        said_by(HEALTH, REPORTED, source=source)


@pytest.mark.parametrize("department", [CIVIL_AFFAIRS, HUMAN_RESOURCES], ids=lambda each: each.id)
def test_only_who_reports_deaths_takes_reports_back_and_everybody_may_doubt(department):
    with pytest.raises(ContractBroken):
        said_by(department, REVOKED)

    said_by(department, DOUBTED)


def test_the_police_order_autopsies_and_the_hall_takes_objections():
    said_by(PUBLIC_SECURITY, HELD, held_by="autopsy")
    said_by(CIVIL_AFFAIRS, HELD, held_by="objection")
    with pytest.raises(ContractBroken):
        said_by(CIVIL_AFFAIRS, HELD, held_by="autopsy")
