"""Is somebody able obliged to support who has joined the destitute? The county finds out (domain 3.6, 15)."""

from schemas.cases import Role
from schemas.facts import Choice, ChoiceKind
from schemas.reviews import ReviewAssessment
from schemas.rights import Standing
from workflows.turns import numbered
from workflows.verbs import Case

OBLIGOR = "obligor"
UNABLE, ABLE = "unable", "able"


class ObligorsAsked:
    """Nothing ends while nobody knows; what the county found counts from the fact by which they joined."""

    def __init__(self, case: Case, standing: Standing, assessed: ReviewAssessment, turn: int = 1) -> None:
        self.case = case
        self.standing = standing
        self.assessed = assessed
        self.turn = turn

    async def found(self) -> tuple[Choice, ...]:
        persons = self.assessed.obligors_unknown
        county = self.standing.newest.application.household.county
        self.case.enter("obligors")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county, OBLIGOR, "新增家庭成员的法定义务人有无履行义务能力", (UNABLE, ABLE),
            proposal=", ".join(persons),
        )  # fmt: skip
        kind = ChoiceKind.OBLIGOR_ABLE if ruling.choice == ABLE else ChoiceKind.OBLIGOR_UNABLE
        return tuple(
            Choice(key=numbered(f"{kind}/{self.case.id}/{self.standing.household}/{person}", self.turn), kind=kind,
                   person=person, since=self.case.today(), by=ruling.officer)
            for person in persons
        )  # fmt: skip
