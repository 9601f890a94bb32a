"""A household for which every one of the items that can be linked is meant, and which wants them all."""

from typing import Any

from policy.offers import OFFERED
from schemas.households import Application
from tests.workflows.applications import FIRE, application, authorised, person

ELDER, WORKER, IDLE, STUDENT, CHILD = (f"p-00{number}" for number in range(11, 16))
MEMBERS = (ELDER, WORKER, IDLE, STUDENT, CHILD)
GRADE_1 = {"kind": "physical", "grade": 1}


def large_household(number: str, **changed: Any) -> Application:
    """Three generations on a wage of 1,500: low income, and somebody for each item."""
    members = [
        person(ELDER, "1944-03-15", "female", "applicant", disability=GRADE_1, major_disease=True),
        person(WORKER, "1980-09-03", "male", "other with legal support duty", works=True),
        person(IDLE, "1982-09-03", "female", "other with legal support duty"),
        person(STUDENT, "2005-09-03", "female", "adult child", student=True),
        person(CHILD, "2015-09-03", "male", "other with legal support duty", student=True, disability=GRADE_1),
    ]
    return application(
        number, household={"ref": "h-0011", "members": members}, authorisations=authorised(*MEMBERS),
        incomes=[{"person": WORKER, "kind": "wage", "monthly": "1500.00"}], emergency=FIRE, consents=tuple(OFFERED),
        **changed,
    )  # fmt: skip
