"""What does public security do beside answering questions? It looks for people, and mends its register (公安局)."""

from activities.office import done_by
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import PUBLIC_SECURITY
from schemas.questions import Done, Errand


class PublicSecurity:
    """Each task is done once: the errand's key is the key of the police's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(PUBLIC_SECURITY.desk, summary="请公安机关协助查找")
    async def request_police_check(self, errand: Errand) -> Done:
        """Idempotent by key."""
        return await done_by(self._systems, PUBLIC_SECURITY, "request_police_check", errand)

    @task(PUBLIC_SECURITY.desk, summary="两部门会商户口登记变更")
    async def settle_register_change(self, errand: Errand) -> Done:
        """Idempotent by key: the police's half of a task that they have together with the bureau."""
        return await done_by(self._systems, PUBLIC_SECURITY, "settle_register_change", errand)

    @task(PUBLIC_SECURITY.desk, summary="报告疑似拐卖、胁迫或者家庭暴力")
    async def report_suspicion(self, errand: Errand) -> Done:
        """Idempotent by key: what a registrar noticed of the two; the police decide what follows."""
        return await done_by(self._systems, PUBLIC_SECURITY, "report_suspicion", errand)

    @task(PUBLIC_SECURITY.desk, summary="告知户口婚姻状况与婚姻登记不一致")
    async def note_register_conflict(self, errand: Errand) -> Done:
        """Idempotent by key: the marriage base is right, the household field is looked into."""
        return await done_by(self._systems, PUBLIC_SECURITY, "note_register_conflict", errand)
