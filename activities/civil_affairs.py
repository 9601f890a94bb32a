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

    @task(CIVIL_AFFAIRS.desk, summary="批量调取申请表")
    async def application_forms(self, errand: Errand) -> tuple[Application, ...]:
        """Reads only: the forms of many households, in the order of their numbers."""
        found = await self._do("application_forms", errand)
        return tuple(map(Application.model_validate, found.result["applications"]))

    @task(CIVIL_AFFAIRS.desk, summary="批量送达书面通知")
    async def deliver_notices(self, errand: Errand) -> Done:
        """Idempotent: one delivery of many notices a key."""
        return await self._do("deliver_notices", errand)

    @task(CIVIL_AFFAIRS.desk, summary="向迁出地调取转移材料")
    async def transfer_package(self, errand: Errand) -> Application:
        """Reads only, so it may be repeated: the old town's file of a household that has moved."""
        found = await self._do("transfer_package", errand)
        return Application.model_validate(found.result["application"])

    @task(CIVIL_AFFAIRS.desk, summary="与迁出地衔接发放月份")
    async def settle_transfer(self, errand: Errand) -> Done:
        """Idempotent by case: the old town pays to the end of the month, and nothing after it."""
        return await self._do("settle_transfer", errand)

    @task(CIVIL_AFFAIRS.desk, summary="向市外迁入地移交转移材料")
    async def hand_over_household(self, errand: Errand) -> Done:
        """Idempotent by case: the bureau passes the file of who left the city on, once to a new place."""
        return await self._do("hand_over_household", errand)

    @task(CIVIL_AFFAIRS.desk, summary="送达书面通知")
    async def deliver_notice(self, errand: Errand) -> Done:
        """Idempotent: one notice a key."""
        return await self._do("deliver_notice", errand)

    @task(CIVIL_AFFAIRS.desk, summary="封存核对数据")
    async def seal_check_data(self, errand: Errand) -> Done:
        """Idempotent: what is sealed stays sealed; nobody opens it but for an archive or a court."""
        return await self._do("seal_check_data", errand)

    @task(CIVIL_AFFAIRS.desk, summary="张贴公示")
    async def post_publicity(self, errand: Errand) -> Done:
        """Idempotent: one posting a key. Shows name, number of members and amount, nothing else."""
        return await self._do("post_publicity", errand)

    @task(CIVIL_AFFAIRS.desk, summary="现场核实急难情况")
    async def verify_emergency(self, errand: Errand) -> Done:
        """Reads on site; repeated visits find the same."""
        return await self._do("verify_emergency", errand)

    @task(CIVIL_AFFAIRS.desk, summary="急难救助后回访")
    async def visit_after_emergency(self, errand: Errand) -> Done:
        """Idempotent: one visit a key; repeated until the visitors have been there."""
        return await self._do("visit_after_emergency", errand)

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

    @task(CIVIL_AFFAIRS.desk, summary="通知殡仪馆确认火化时间")
    async def confirm_cremation(self, errand: Errand) -> Done:
        """Idempotent by booking and turn: the papers are there and nothing holds the funeral up."""
        return await self._do("confirm_cremation", errand)

    @task(CIVIL_AFFAIRS.desk, summary="通知殡仪馆暂缓火化")
    async def hold_cremation(self, errand: Errand) -> Done:
        """Idempotent by booking and turn; refused when the body has been cremated."""
        return await self._do("hold_cremation", errand)

    @task(CIVIL_AFFAIRS.desk, summary="殡仪馆结算并减免基本服务费")
    async def settle_funeral(self, errand: Errand) -> Done:
        """Idempotent: one settlement a case; the waiver is taken off the bill at once."""
        return await self._do("settle_funeral", errand)

    async def _do(self, task_: str, errand: Errand) -> Done:
        return await done_by(self._systems, CIVIL_AFFAIRS, task_, errand)
