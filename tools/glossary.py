"""What do the fields mean that stand in many shapes? A field with a meaning of its own says so in its class."""

_WORDS = {
    "absence": "Why the member is not counted, if so",
    "alert": "The line that was crossed, by whom and when",
    "answered_at": "When the department answered, with its time zone",
    "application": "The whole application form",
    "as_of": "The day for which the register says it",
    "authorisations": "Signed consents to the means check, one for each counted member",
    "booking": "Number of the booking",
    "born": "Day of birth",
    "cars": "How many cars the household owns",
    "case": "Id of the case, `<service>:<business key>`",
    "category": "Category of recognition",
    "cause": "What brought the hardship",
    "code": "Which fact it is",
    "company_capital": "Share in the capital of companies",
    "complete": "False: a branch is still open, and another notice follows",
    "conclusion": "What the report says; advice, never the decision",
    "count": "How many, for what is counted",
    "crossed_on": "Day of the payment that crossed the line",
    "datacontenttype": "The data are JSON",
    "deposits": "Money in banks and in hand",
    "disability": "Kind and grade of the certificate, if there is one",
    "door": "Where the application came in",
    "emergency": "Sudden hardship that is helped first, if there is any",
    "grade": "How urgent the alert is",
    "Disability.grade": "1 is the most severe of four",
    "happened_on": "Day of the event that brought the hardship",
    "homes": "How many homes the household owns",
    "homes_area_per_head_below_average": "The homes are smaller for each member than the city's average",
    "household": "Pseudonym of the household, `h-…`",
    "Application.household": "The household that applies",
    "household_region": "National code of the place of the household register",
    "id_number": "Number of the identity paper; null when it is not known",
    "id_type": "Kind of the identity paper",
    "incomes": "What each member receives, as declared",
    "item": "One of the 32 business items, for example `medical-premium-aid`",
    "kind": "Which kind it is",
    "major_disease": "A major disease was confirmed by a hospital",
    "members": "The persons who live on one purse; the first one acts for them",
    "monthly": "Amount of a month",
    "name": "Name as in the household register",
    "need": "What is needed at once",
    "number": "Number of the application",
    "person": "Pseudonym of the person, `p-…`",
    "property": "What the household owns, as declared",
    "reasons": "Why, in the applicant's words",
    "ref": "Pseudonym, `p-…` for a person and `h-…` for a household",
    "relation": "How the member stands to the one who acts for the household",
    "result": "What came of it",
    "rigid_spending_12_months": "Unavoidable spending of the last twelve months",
    "scene": "Which kind of warning",
    "service": "Which service the case belongs to",
    "sex": "As in the household register",
    "shops": "How many shops the household owns",
    "signed_on": "Day of the signature",
    "specversion": "Version of CloudEvents",
    "spouses": "The two who want to marry",
    "status": "How the department took the question",
    "student": "The member goes to school or university",
    "submitted_on": "Day of the application",
    "text": "In words, for what has no amount",
    "works": "The member works",
    "year": "Calendar year of the sum",
}


def meaning(shape: str, field: str) -> str | None:
    """What the field says: in that shape, or else in every one."""
    return _WORDS.get(f"{shape}.{field}") or _WORDS.get(field)


def unused(fields: set[tuple[str, str]]) -> set[str]:
    """Words that no field needs any more; `fields` are pairs of a shape and a field without a meaning of its own."""
    needed = {f"{shape}.{field}" if f"{shape}.{field}" in _WORDS else field for shape, field in fields}
    return set(_WORDS) - needed
