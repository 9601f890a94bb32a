"""What does public security do beside answering questions? It looks for people nobody reaches (公安局)."""

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
