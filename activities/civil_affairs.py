"""What does the civil affairs bureau do? Forms, notices, publicity, and the marriage base (民政局)."""

from activities.office import done_by
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import CIVIL_AFFAIRS
from schemas.households import Application
from schemas.questions import Done, Errand


class CivilAffairs:
    """Each task is done once: the errand's key is the key of the bureau's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(CIVIL_AFFAIRS.desk, summary="调取镇街保存的申请表")
    async def application_form(self, errand: Errand) -> Application:
        """Reads only, so it may be repeated."""
        found = await self._do("application_form", errand)
        return Application.model_validate(found.result["application"])

    @task(CIVIL_AFFAIRS.desk, summary="送达书面通知")
    async def deliver_notice(self, errand: Errand) -> Done:
        """Idempotent: one notice a key."""
        return await self._do("deliver_notice", errand)

    @task(CIVIL_AFFAIRS.desk, summary="张贴公示")
    async def post_publicity(self, errand: Errand) -> Done:
        """Idempotent: one posting a key. Shows name, number of members and amount, nothing else."""
        return await self._do("post_publicity", errand)

    @task(CIVIL_AFFAIRS.desk, summary="现场核实急难情况")
    async def verify_emergency(self, errand: Errand) -> Done:
        """Reads on site; repeated visits find the same."""
        return await self._do("verify_emergency", errand)

    @task(CIVIL_AFFAIRS.desk, summary="锁定双方婚姻登记状态")
    async def lock_for_marriage(self, errand: Errand) -> Done:
        """Idempotent by booking; refused while another office holds one of the two persons."""
        return await self._do("lock_for_marriage", errand)

    @task(CIVIL_AFFAIRS.desk, summary="解除婚姻登记锁定")
    async def release_marriage_lock(self, errand: Errand) -> Done:
        """Idempotent: a lock that is gone stays gone."""
        return await self._do("release_marriage_lock", errand)

    @task(CIVIL_AFFAIRS.desk, summary="办理结婚登记、颁发结婚证")
    async def register_marriage(self, errand: Errand) -> Done:
        """Idempotent by booking: one certificate, never taken back by a case."""
        return await self._do("register_marriage", errand)

    async def _do(self, task_: str, errand: Errand) -> Done:
        return await done_by(self._systems, CIVIL_AFFAIRS, task_, errand)
