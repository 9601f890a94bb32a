"""How does an office have its department's own system do a thing once?"""

from activities.errors import Refused, Unreachable
from activities.ports import DepartmentSystems
from registry.departments import Department
from schemas.base import Model
from schemas.questions import Done, Errand, ReplyStatus


async def done_by(systems: DepartmentSystems, department: Department, task: str, errand: Errand) -> Done:
    """What the department wrote down. Refused when it said no; its system is asked again when it said nothing."""
    return await sent(systems, department, task, key=errand.key, case=errand.case, body=errand)


async def sent(
    systems: DepartmentSystems, department: Department, task: str, *, key: str, case: str, body: Model
) -> Done:
    """As `done_by`, for a request with a model of its own."""
    said = await systems.put(department.id, task, key=key, case=case, body=body)
    if said.status is ReplyStatus.PENDING:
        raise Unreachable(f"{department.name} has not done {task} for case {case} yet; asked again until it has.")
    if said.status is ReplyStatus.REFUSED:
        raise Refused(
            department.name, task.replace("_", " "), case=case, reason=said.reason or "no reason given",
            remedy=f"Settle it with {department.name_zh}, then `onething case repair` has it asked again.",
        )  # fmt: skip
    return Done(result=said.result)
