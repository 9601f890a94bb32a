"""How is a case named that the calendar opened? By its workflow, to whose name the platform has added the moment."""

from temporalio import workflow

from schemas.cases import CaseStart
from schemas.identifiers import CaseId


def by_its_workflow(start: CaseStart) -> CaseStart:
    """Any other case has the name of its workflow already."""
    return start.model_copy(update={"case": CaseId(workflow.info().workflow_id)})
