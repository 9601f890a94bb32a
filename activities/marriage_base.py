"""What does the national marriage base do for a case? It locks, registers, notes and corrects, each thing once."""

from activities.office import done_by
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import CIVIL_AFFAIRS
from schemas.questions import Done, Errand
from schemas.registrations import MarriageEntry
from schemas.weddings import LockHolder


class MarriageBase:
    """Each task is done once: the errand's key is the key of the base's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(CIVIL_AFFAIRS.desk, summary="查询锁定机关")
    async def lock_holder(self, errand: Errand) -> LockHolder:
        """Reads only: which booking holds one of the two, at which office, in which case of ours."""
        return LockHolder.model_validate((await self._do("lock_holder", errand)).result)

    @task(CIVIL_AFFAIRS.desk, summary="接管已终止案件的锁定")
    async def take_over_lock(self, errand: Errand) -> Done:
        """Idempotent by booking; refused when somebody else than the one named in `from` holds the lock by now."""
        return await self._do("take_over_lock", errand)

    @task(CIVIL_AFFAIRS.desk, summary="关联原公民身份号码")
    async def link_identities(self, errand: Errand) -> Done:
        """Idempotent: what was recorded under an earlier number is the person's from now on."""
        return await self._do("link_identities", errand)

    @task(CIVIL_AFFAIRS.desk, summary="请登记机关更新婚姻信息")
    async def request_update(self, errand: Errand) -> Done:
        """Idempotent: the office that keeps a record is asked once to note the paper that ended the marriage."""
        return await self._do("request_update", errand)

    @task(CIVIL_AFFAIRS.desk, summary="补录离线结婚登记")
    async def enter_offline_marriage(self, errand: Errand) -> Done:
        """Idempotent by certificate; refused while one of the two is married or held elsewhere."""
        return await self._do("enter_offline_marriage", errand)

    @task(CIVIL_AFFAIRS.desk, summary="调取婚姻登记档案")
    async def marriage_entry(self, errand: Errand) -> MarriageEntry:
        """Reads only; refused as `not_found` where only paper can tell."""
        return MarriageEntry.model_validate((await self._do("marriage_entry", errand)).result)

    @task(CIVIL_AFFAIRS.desk, summary="标注离婚登记申请")
    async def note_divorce_application(self, errand: Errand) -> Done:
        """Idempotent: everybody who asks the base reads that the two are still married."""
        return await self._do("note_divorce_application", errand)

    @task(CIVIL_AFFAIRS.desk, summary="取消离婚登记申请标注")
    async def clear_divorce_application(self, errand: Errand) -> Done:
        """Idempotent: a note that is gone stays gone."""
        return await self._do("clear_divorce_application", errand)

    @task(CIVIL_AFFAIRS.desk, summary="办理离婚登记、颁发离婚证")
    async def register_divorce(self, errand: Errand) -> Done:
        """Idempotent by application: one certificate."""
        return await self._do("register_divorce", errand)

    @task(CIVIL_AFFAIRS.desk, summary="标注法院离婚文书")
    async def note_divorce_judgment(self, errand: Errand) -> Done:
        """Idempotent by the court's paper."""
        return await self._do("note_divorce_judgment", errand)

    @task(CIVIL_AFFAIRS.desk, summary="退回法院离婚文书")
    async def return_divorce_judgment(self, errand: Errand) -> Done:
        """Idempotent by the court's paper: the court is told once why it does not fit the file."""
        return await self._do("return_divorce_judgment", errand)

    @task(CIVIL_AFFAIRS.desk, summary="标注婚姻登记自始无效")
    async def void_marriage(self, errand: Errand) -> Done:
        """Idempotent by certificate; the papers go into the file."""
        return await self._do("void_marriage", errand)

    @task(CIVIL_AFFAIRS.desk, summary="两部门会商户口登记变更")
    async def settle_register_change(self, errand: Errand) -> Done:
        """Idempotent: the bureau's half of a task that it has together with the police."""
        return await self._do("settle_register_change", errand)

    async def _do(self, task_: str, errand: Errand) -> Done:
        return await done_by(self._systems, CIVIL_AFFAIRS, task_, errand)
