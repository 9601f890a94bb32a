"""Which application is measured? The family of three of AC-L1, again and again."""

from schemas.households import Application


def application(number: str) -> Application:
    """Three members, 2,400 a month: granted 600.00, with linked items of three departments."""
    members = [
        {
            "ref": f"p-{number}-{each}",
            "name": "测试",
            "born": born,
            "sex": sex,
            "relation": relation,
            "student": student,
        }
        for each, born, sex, relation, student in (
            (1, "1958-03-15", "male", "applicant", False),
            (2, "1960-09-03", "female", "spouse", False),
            (3, "2016-11-20", "male", "other with legal support duty", True),
        )
    ]
    refs = [str(member["ref"]) for member in members]
    return Application.model_validate({
        "number": number, "submitted_on": "2026-03-02", "pledge_signed": True,
        "household": {"ref": f"h-{number}", "region": "320402", "county": "CZ-TN", "town": "CZ-TN-LL",
                      "members": members},
        "incomes": [{"person": refs[0], "kind": "pension", "monthly": "1800.00"},
                    {"person": refs[2], "kind": "maintenance", "monthly": "600.00"}],
        "authorisations": [{"person": ref, "signed_on": "2026-03-02"} for ref in refs],
    })  # fmt: skip
