"""Are the partitions still ours? Only as a member of the group may we say how far we are."""

from collections.abc import Awaitable, Callable, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError
from aiokafka.structs import OffsetAndMetadata

from runtime.logs import logger

log = logger(__name__)


async def commit_as_member(consumer: AIOKafkaConsumer, positions: Mapping[TopicPartition, int]) -> None:
    """One attempt, under the membership of this moment; a KafkaError when it is not the group's any more.

    The client's own `commit` repeats for ever, and after a lost membership as nobody in particular, which a broker
    without members takes: positions of a log that is gone would then be laid over its successor, and events skipped.
    """
    coordinator = consumer._coordinator  # noqa: SLF001  as above
    subscription = consumer._subscription.subscription  # noqa: SLF001  as above
    if coordinator.generation < 0 or subscription is None or subscription.assignment is None:
        raise CommitFailedError("The group does not know us any more.")
    offsets = {partition: OffsetAndMetadata(position, "") for partition, position in positions.items()}
    await coordinator._do_commit_offsets(subscription.assignment, offsets)  # noqa: SLF001  as above


class Rebalanced(ConsumerRebalanceListener):  # type: ignore[misc]  # carries no types
    """Calls `settle` before partitions are given up. From then until others are assigned, nothing is read."""

    def __init__(self, settle: Callable[[], Awaitable[None]]) -> None:
        self._settle = settle

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        log.info("bridge.partitions_revoked", count=len(revoked))
        await self._settle()

    def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        log.info("bridge.partitions_assigned", count=len(assigned))
