"""How is a destitute person cared for? A self-care test, and home or an institution as the person chooses (3.6)."""

from pydantic import ValidationError

from activities.law import Law
from registry.departments import CIVIL_AFFAIRS
from schemas.assessments import SelfCareRequest
from schemas.daily_living import Findings, SelfCare
from schemas.households import Application, SupportPlace
from schemas.identifiers import PersonRef, QuestionId
from schemas.limits import Limit
from schemas.people import Member
from schemas.questions import Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.verbs import Case

SELF_CARE_RULE = "self_care"
TWICE = 2
"""The desk is asked again once; afterwards the case goes on, and somebody reads why there is no care money."""


class DestituteCare:
    """Assessors find six things about each person, of which the law makes a tier; the desk finds a place."""

    def __init__(self, case: Case, application: Application) -> None:
        self.case = case
        self.application = application

    async def arranged(self) -> Application:
        """The application with the tier of each member and the place of support: its amount follows from both."""
        self.case.enter("support")
        tiers = await self.tested(self.application.household.members)
        place = await self.placed()
        members = tuple(
            member.model_copy(update={"self_care": tiers.get(member.ref)})
            for member in self.application.household.members
        )
        household = self.application.household.model_copy(update={"members": members})
        return self.application.model_copy(update={"household": household, "support_place": place})

    async def tested(self, members: tuple[Member, ...], within: Limit | None = None) -> dict[PersonRef, SelfCare]:
        """Empty when the assessors did not answer: silence takes nothing away, and is made good by a new test."""
        for turn in range(1, TWICE + 1):
            (reply,) = await self.case.ask_all(self._test(members, turn, within), waiting_on="self-care test")
            findings = _findings(reply)
            if findings:
                graded = await self.case.ask(Law.self_care, SelfCareRequest(findings=findings, on=self.case.today()))
                self.case.decisions.extend(graded.decisions)
                return graded.tiers
        self.case.note("自理能力评估无结果,暂无照料护理费 no result of the self-care test: no care money yet")
        return {}

    async def placed(self) -> SupportPlace:
        """As the person confirms it at the desk; at home while no institution has a place."""
        wanted = self.application.support_place or SupportPlace.HOME
        (reply,) = await self.case.ask_all(self._place(wanted), waiting_on="place of support")
        chosen = _chosen(reply) or wanted
        if chosen is SupportPlace.INSTITUTION and reply.result.get("available") is not True:
            self.case.note("集中供养暂无床位,先行分散供养 no institution has a place yet: supported at home meanwhile")
            return SupportPlace.HOME
        return chosen

    def _test(self, members: tuple[Member, ...], turn: int, within: Limit | None) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.SELF_CARE}/{turn}"), department=CIVIL_AFFAIRS.id,
            topic=Topic.SELF_CARE, limit=within or CIVIL_AFFAIRS.answers[Topic.SELF_CARE],
            legal_basis="特困人员认定办法(生活自理能力评估)", subjects=tuple(map(_subject, members)),
            details={"household": self.application.household.ref},
        )  # fmt: skip

    def _place(self, wanted: SupportPlace) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.SUPPORT_PLACE}"), department=CIVIL_AFFAIRS.id,
            topic=Topic.SUPPORT_PLACE, limit=CIVIL_AFFAIRS.answers[Topic.SUPPORT_PLACE],
            legal_basis="社会救助暂行办法第十九条", subjects=(_subject(self.application.household.applicant),),
            details={"household": self.application.household.ref, "wanted": wanted.value},
        )  # fmt: skip


def _subject(member: Member) -> Subject:
    return Subject(ref=member.ref, id_number=member.id_number, name=member.name)


def _findings(reply: Reply) -> tuple[Findings, ...]:
    """None of them counts when one is incomplete: a tier is made of all six."""
    try:
        return tuple(Findings.model_validate(one) for one in reply.result.get("findings", ()))
    except ValidationError:
        return ()


def _chosen(reply: Reply) -> SupportPlace | None:
    said = reply.result.get("chosen") if reply.status is ReplyStatus.ANSWERED else None
    return SupportPlace(said) if said in set(SupportPlace) else None
