"""What does the charity federation do? It matches emergency aid and takes referrals (慈善总会)."""

from activities.office import done_by
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import CHARITY
from schemas.questions import Done, Errand


class Charity:
    """Each task is done once: the errand's key is the key of the federation's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(CHARITY.desk, summary="慈善救助配套")
    async def match_emergency(self, errand: Errand) -> Done:
        """Idempotent by key."""
        return await done_by(self._systems, CHARITY, "match_emergency", errand)

    @task(CHARITY.desk, summary="转介慈善救助")
    async def charity_referral(self, errand: Errand) -> Done:
        """Idempotent by key; needs the person's own consent (个人信息保护法第二十三条)."""
        return await done_by(self._systems, CHARITY, "charity_referral", errand)
