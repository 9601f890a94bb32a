"""How long has a household from elsewhere lived and been insured here? The registers go before what it says (2.10)."""

from registry.departments import Department, answering
from schemas.identifiers import QuestionId
from schemas.local_ties import LocalTies
from schemas.questions import Inquiry, Subject, Topic
from workflows.dossier import Dossier


class Ties:
    """Asked of a household from elsewhere alone; where a register does not say, the declaration stands."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case

    async def confirmed(self, declared: LocalTies) -> LocalTies:
        """Months of residence by public security, of insurance by human resources."""
        if self.dossier.application.household.local:
            return declared
        asked = answering(Topic.LOCAL_TIES)
        replies = await self.case.ask_all(*(self._inquiry(each) for each in asked), waiting_on="ties to this city")
        said = {name: months for reply in replies for name, months in reply.result.items()
                if name in LocalTies.model_fields and isinstance(months, int) and months >= 0}  # fmt: skip
        return declared.model_copy(update=said)

    def _inquiry(self, department: Department) -> Inquiry:
        applicant = self.dossier.application.household.applicant
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.LOCAL_TIES}/{department.id}"), department=department.id,
            topic=Topic.LOCAL_TIES, limit=department.answers[Topic.LOCAL_TIES], legal_basis="常州市临时救助规定 [J5]",
            subjects=(Subject(ref=applicant.ref, id_number=applicant.id_number, name=applicant.name),),
            details={"until": str(self.dossier.application.submitted_on)},
        )  # fmt: skip
