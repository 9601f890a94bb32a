"""How are workflows kept from clocks and randomness without paying for it at every payload?"""

from typing import Any

from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

_INSIDE = "__temporal_in_sandbox"
_LOOKUPS = ("get_serialization_context", "get_external_store_context")


class Sandbox(SandboxedWorkflowRunner):
    """The SDK's sandbox; only the converter's two context look-ups, which run no workflow code, stay outside it.

    The SDK enters the sandbox for each payload to learn whose it is, which was two fifths of a case's processor time.
    Where a later SDK keeps its instance differently, this is the plain sandbox again.
    """

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """An instance whose activations run inside, and whose look-ups do not."""
        instance: Any = super().create_instance(det)
        inside = getattr(instance, "globals_and_locals", {}).get(_INSIDE)
        for name in _LOOKUPS:
            if hasattr(inside, name):
                setattr(instance, name, getattr(inside, name))
        return instance  # type: ignore[no-any-return]


def sandbox(*passed_through: str) -> Sandbox:
    """A sandbox that re-imports nothing of the named modules."""
    return Sandbox(restrictions=SandboxRestrictions.default.with_passthrough_modules(*passed_through))
