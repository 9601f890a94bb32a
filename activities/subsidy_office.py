"""What does the bureau do for disability subsidies beyond this city? The national system of the two subsidies (9.2)."""

from activities.office import done_by
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import CIVIL_AFFAIRS
from schemas.questions import Done, Errand


class SubsidyOffice:
    """Each task is done once: the errand's key is the key of the bureau's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(CIVIL_AFFAIRS.desk, summary="向户籍地推送两项补贴申请材料")
    async def push_subsidy_papers(self, errand: Errand) -> Done:
        """Idempotent by application."""
        return await done_by(self._systems, CIVIL_AFFAIRS, "push_subsidy_papers", errand)

    @task(CIVIL_AFFAIRS.desk, summary="向受理地反馈两项补贴办理结果")
    async def return_subsidy_result(self, errand: Errand) -> Done:
        """Idempotent by application."""
        return await done_by(self._systems, CIVIL_AFFAIRS, "return_subsidy_result", errand)

    @task(CIVIL_AFFAIRS.desk, summary="向迁入地移交两项补贴档案")
    async def hand_over_subsidies(self, errand: Errand) -> Done:
        """Idempotent by case: one file for the place that pays from the month after."""
        return await done_by(self._systems, CIVIL_AFFAIRS, "hand_over_subsidies", errand)
