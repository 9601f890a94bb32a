"""How does a record end? Delivered, known already, nobody's business, or a dead letter; never unnoticed."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol

from events.breaker import Breaker
from events.door import Outage
from events.intake import Errand, Parcel
from events.rejection import Record, Rejected, bug
from events.watermark import Tenure
from runtime.logs import logger

log = logger(__name__)


class Entrance(Protocol):
    """What delivers events to a case; see `events.door.Door.deliver`."""

    def deliver(self, errands: Sequence[Errand]) -> Awaitable[bool]: ...


class Keeper(Protocol):
    """What keeps a rejected record; see `events.rejection.DeadLetterTopic.keep`."""

    def keep(self, record: Record, rejected: Rejected) -> Awaitable[None]: ...


@dataclass
class Counts:
    """How many records ended in which way; `retried` counts calls."""

    delivered: int = 0
    doubles: int = 0
    unconcerned: int = 0
    dead: int = 0
    retried: int = 0


class Carrier:
    """Carries parcels to their end, through every outage; gives up only what the group took from us."""

    def __init__(self, door: Entrance, dead_letters: Keeper, breaker: Breaker) -> None:
        self.counts = Counts()
        self._door = door
        self._dead_letters = dead_letters
        self._breaker = breaker

    async def carry(self, parcels: Sequence[Parcel]) -> None:
        """Each is finished afterwards, or our tenure is over. Several are for one case and go as one signal."""
        try:
            await self._bring(parcels)
        except Rejected as rejected:
            await self._reject(parcels, rejected)
        except Exception as error:  # noqa: BLE001  a bug of ours costs one record its way, and never a lane its life
            await self._reject(parcels, bug(error))
        for parcel in parcels:
            parcel.finish()

    async def _reject(self, parcels: Sequence[Parcel], rejected: Rejected) -> None:
        """Of several, each gets a chance of its own, in order."""
        if len(parcels) > 1:
            for parcel in parcels:
                await self.carry([parcel])
        else:
            await self._dead_letters.keep(parcels[0].record, rejected)
            self.counts.dead += 1

    async def _bring(self, parcels: Sequence[Parcel]) -> None:
        first = parcels[0]
        if first.tenure.over:
            return  # whoever has the partition now reads it again
        if first.rejected is not None:
            raise first.rejected
        if not first.errands:
            self.counts.unconcerned += 1
        elif len(parcels) > 1:
            await self._deliver([parcel.errands[0] for parcel in parcels], first.tenure)
        else:
            for errand in first.errands:
                await self._deliver([errand], first.tenure)

    async def _deliver(self, errands: Sequence[Errand], tenure: Tenure) -> None:
        """Tries in place until it is done, so that the order is kept."""
        while True:
            await self._breaker.passage()
            if tenure.over:
                return
            try:
                new = await self._door.deliver(errands)
                break
            except Outage as outage:
                self.counts.retried += 1
                self._breaker.trip(str(outage))
        self._breaker.worked()
        self._note(errands, new=new)

    def _note(self, errands: Sequence[Errand], *, new: bool) -> None:
        if new:
            self.counts.delivered += len(errands)
        else:
            self.counts.doubles += len(errands)
        tell = log.debug if new else log.info
        for errand in errands:
            name = "bridge.delivered" if new else "bridge.double"
            tell(name, event_id=errand.envelope.id, type=errand.envelope.type, case=errand.case)
