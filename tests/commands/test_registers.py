"""Do the tables show what the registers say?"""

import json

from events.triggers import TRIGGERS
from registry.departments import DEPARTMENTS
from registry.services import SERVICES


def test_every_trigger_has_its_row(onething):
    rows = json.loads(onething("triggers", "--json").stdout)

    assert len(rows) == len(TRIGGERS)
    assert rows[0] == {
        "event": "cn.onething.assistance.application-submitted.v1",
        "topic": "dept.civil-affairs.events",
        "does": "opens",
        "service": "assistance",
        "service_zh": "社会救助一门受理",
        "key": "number",
        "conditional": False,
        "waits_for_its_case": True,
        "why": "application at any door",
    }


def test_the_table_of_triggers_names_event_and_service(onething):
    shown = onething("triggers").stdout

    assert "marriage.booked.v1" in shown
    assert "结婚一件事" in shown


def test_every_service_tells_what_opens_it_and_what_it_announces(onething):
    rows = {row["id"]: row for row in json.loads(onething("services", "--json").stdout)}

    assert rows.keys() == set(SERVICES)
    assert rows["means-check"]["opened_by"] == []
    assert "cn.onething.marriage.booked.v1" in rows["marriage"]["opened_by"]
    assert "cn.onething.means.report-ready.v1" in rows["means-check"]["announces"]
    assert "社会救助一门受理" in onething("services").stdout


def test_every_department_tells_desk_topic_and_limits(onething):
    rows = {row["id"]: row for row in json.loads(onething("departments", "--json").stdout)}

    assert rows.keys() == set(DEPARTMENTS)
    assert rows["education"]["desk"] == "desk.education"
    assert rows["education"]["topic"] == "dept.education.events"
    assert rows["taxation"]["answers"] == {"means": "3 working days", "fact_details": "3 working days"}
    assert "税务局" in onething("departments").stdout
