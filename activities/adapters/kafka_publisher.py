"""How do announcements reach Kafka? With an acknowledged send, keyed by the event's own key."""

from aiokafka import AIOKafkaProducer

from events.contracts.envelope import Envelope


class KafkaPublisher:
    """Publishes envelopes in structured form."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def publish(self, topic: str, envelope: Envelope) -> None:
        """Returns when every replica has the event; a failure is the caller's to repeat."""
        await self._producer.send_and_wait(
            topic, envelope.encoded(), key=envelope.partitionkey.encode(), headers=envelope.headers()
        )
