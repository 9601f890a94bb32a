"""Where is the file of a marriage? In the base, or on paper in a town's archive, where an officer looks for it."""

from activities.marriage_base import MarriageBase
from schemas.cases import Role
from schemas.identifiers import PersonRef, UnitId
from schemas.questions import Errand
from schemas.registrations import MarriageEntry
from workflows.verbs import Case, OfficeRefused


class MarriageFiles:
    """The entry of one marriage, by its certificate or by the two persons."""

    def __init__(self, case: Case, office: UnitId) -> None:
        self.case = case
        self.office = office
        self.looked = 0

    async def entry(self, certificate: str | None, spouses: tuple[PersonRef, ...] = ()) -> MarriageEntry | None:
        """None when an officer looked through the paper archive, too, and found nothing."""
        while (found := await self._in_the_base(certificate, spouses)) is None:
            self.case.enter("archive search")
            ruling = await self.case.decided_by(
                Role.REGISTRAR, self.office, "paper_file", "纸质婚姻登记档案查找结果",
                ("found_and_entered", "not_found"), proposal=certificate or "by the two persons",
            )  # fmt: skip
            if ruling.choice == "not_found":
                self.case.note("纸质档案未找到 no file of the marriage was found, in the base or on paper")
                return None
        return found

    async def _in_the_base(self, certificate: str | None, spouses: tuple[PersonRef, ...]) -> MarriageEntry | None:
        """Asked anew under another key after every search, because an office answers a key once."""
        self.looked += 1
        errand = Errand(key=f"{self.case.id}/marriage_entry/{self.looked}", case=self.case.id,
                        details={"certificate": certificate, "spouses": spouses})  # fmt: skip
        try:
            return await self.case.ask(MarriageBase.marriage_entry, errand, may_refuse=True)
        except OfficeRefused:
            return None
