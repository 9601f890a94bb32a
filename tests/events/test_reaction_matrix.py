"""The matrix of reactions (domain 15), cell by cell: what each event leads to, in whose hands, or why not yet."""

from dataclasses import dataclass

import pytest

from events.contracts.assistance import (
    AssistanceIdentityChanged,
    AssistanceIdentityConfirmed,
    AssistanceIdentityEnded,
)
from events.contracts.bereavement import DeathConfirmed, DeathRevoked
from events.contracts.catalogue import CONTRACTS
from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from events.contracts.early_warning import AlertClosed, MedicalSelfPayThresholdCrossed
from events.contracts.envelope import Event
from events.contracts.facts import (
    BirthRegistered,
    DisabilityCertificateChanged,
    HouseholdRegisterMoved,
    JobsRefused,
    JobStarted,
    PrisonEntered,
    PrisonReleased,
    PropertyAcquired,
    SourceCorrected,
    StandardChanged,
)
from events.contracts.marriage import DivorceRegistered, MarriageRegistered, MarriageVoided
from events.triggers import REVIEWED, SUBSIDISED, TRIGGERS
from registry.departments import DEVELOPMENT_REFORM, MEDICAL_INSURANCE, PUBLIC_SECURITY, Department
from registry.services import (
    ASSISTANCE,
    DISABILITY,
    DISABILITY_ROUND,
    EARLY_WARNING,
    REVIEW,
    REVIEW_ROUND,
    SERVICES,
    Service,
)
from tools import procedures

MATRIX = """
| Event ↓ / reacts → | 低保·边缘·单人保 | 特困 | 医疗救助 | 两补 | 养老 | 儿童 | 价格 | 公安 | 幸福清单 |
|---|---|---|---|---|---|---|---|---|---|
| `death.confirmed` | re-count or end next month | end, burial duty | account, stop | stop next month | stop | parent dead → test 孤儿/事无 | remove | cancel 户口 | close/adjust |
| `death.revoked` | restore + back-pay | restore | restore | restore | restore | re-test | add run | restore | correct |
| `marriage.registered` | household re-check | obligor test | household | income group test | – | – | – | status change | – |
| `divorce.registered` / `marriage.voided` | split household | obligor test | – | test | – | custody → grade | – | status change | – |
| `birth.registered` | +1 member | – | newborn insured | – | – | – | next run | 户口 | – |
| `disability.certificate.issued/changed` | 单人保, deduction | ability test | – | start/change | nursing choice | both-parents test | group | – | row |
| `assistance.identity.confirmed` | – | exclusive | premium, direct settlement | life subsidy | voucher/care rules | 困难家庭 | add | – | row |
| `assistance.identity.ended` | watch 12 months, down-transfer test | re-test | end after period | life stops | re-test | re-test | remove | – | row |
| `tekun.confirmed` | 低保 ends (no double) | – | yes | both stop | voucher stops | orphan choice | add | – | row |
| `job.started` (人社) | taper test | – | – | no-income test | – | – | leave list (unempl.) | – | – |
| `job.refused ×3` | cut own share | – | – | – | – | – | – | – | – |
| `medical.selfpay.threshold` | alert → rigid-spend test | – | apply-type aid | – | – | alert | – | – | – |
| `prison.entered/released` | member leaves/returns | suspend | – | stop | suspend | 事无 test start/end | – | – | – |
| `hukou.moved` | transfer | transfer | – | old stop/new start | stop | transfer | city | – | – |
| `property.acquired` (house, car, company, deposit) | review | review | review | if 低保-based | – | – | – | – | – |
| `standard.changed` | recompute + arrears | recompute | – | recompute | – | recompute | new base | – | rows |
| `price.subsidy.started` | list | list | – | list | – | list | run | – | row |
| `child.graded(red)` | emergency aid | – | – | – | – | plan | – | notify | – |
| `vagrant.identified` | hometown follow-up | hometown | – | – | – | minor → guard | – | close | – |
| `disaster.reported` | emergency aid | – | – | – | – | alert | – | – | row |
| `consent.withdrawn` | stop optional, end if necessary data | same | – | – | – | ignored if statutory | – | – | hide |
| `source.correction.done` | re-decide | re-decide | re-decide | re-decide | re-decide | re-decide | – | – | rows |
"""  # noqa: E501  a table is read as a table
"""Exactly as domain 15 has it."""

LOW, DESTITUTE, MEDICAL, SUBSIDIES, ELDERS, CHILDREN, PRICE, POLICE, LIST = range(9)


@dataclass(frozen=True)
class Opens:
    """The event opens a case of the service, or of that one's rounds."""

    service: Service
    by: type[Event]


@dataclass(frozen=True)
class Told:
    """The department reads it: the event itself, or what the household's case announces once it is decided."""

    department: Department
    by: tuple[type[Event], ...]


@dataclass(frozen=True)
class Informs:
    """The event reaches the open case; after its end it opens one of the other service."""

    service: Service
    by: type[Event]
    afterwards: Service


@dataclass(frozen=True)
class Same:
    """The case that announced the event has decided this with it."""

    why: str


@dataclass(frozen=True)
class Itself:
    """The department announces the event because it has done this."""

    department: Department
    by: type[Event]


@dataclass(frozen=True)
class Listed:
    """The list is read from the register, into which the case enters what was decided."""


@dataclass(frozen=True)
class Later:
    """The service is still to come."""

    service: str


Reached = Opens | Told | Informs | Same | Itself | Listed | Later

ELDER, CHILD, PRICES, VAGRANTS = "elder-services", "children", "price-subsidy", "vagrants"
TO_COME = {
    ELDER: "standards of elders are open parameters; their desk at the bureau reads deaths and recognitions",
    CHILD: "grading and guardianship need a plan of their own; their desk at the bureau reads the same events",
    PRICES: "the price index opens its run, and nothing announces it yet; the list of persons follows from rights",
    VAGRANTS: "who is found in the street is no household yet",
    "disaster": "a disaster comes as applications for emergency aid, one a household; no event opens them in bulk",
}
"""Services of cells that nothing reaches yet, each with the reason."""

IDENTITIES = (AssistanceIdentityConfirmed, AssistanceIdentityChanged, AssistanceIdentityEnded)
DECIDED: dict[int, Reached] = {
    MEDICAL: Told(MEDICAL_INSURANCE, IDENTITIES),
    PRICE: Told(DEVELOPMENT_REFORM, IDENTITIES),
}
WAITING: dict[int, Reached] = {ELDERS: Later(ELDER), CHILDREN: Later(CHILD), LIST: Listed()}


def of_a_fact(*events: type[Event]) -> dict[int, tuple[Reached, ...]]:
    """What reaches the cells of a fact, where the matrix has one: reviews, subsidies, and who reads the decision."""
    told = {
        column: tuple(Told(department, (event,)) for event in events if department in event.readers)
        for column, department in ((MEDICAL, MEDICAL_INSURANCE), (POLICE, PUBLIC_SECURITY))
    }
    reviews = tuple(Opens(REVIEW, event) for event in events if event in {row[0] for row in REVIEWED})
    subsidies = tuple(Opens(DISABILITY, event) for event in events if event in {row[0] for row in SUBSIDISED})
    return {
        **{column: (reached,) for column, reached in (DECIDED | WAITING).items()},
        **{column: reached for column, reached in told.items() if reached},
        LOW: reviews, DESTITUTE: reviews, SUBSIDIES: subsidies,
    }  # fmt: skip


def later(service: str) -> dict[int, tuple[Reached, ...]]:
    """A row that nothing announces yet."""
    return {column: (Later(service),) for column in range(9)}


ONE_CATEGORY = Same("a household holds one category: the case that announces it has asked about every one")
WITHDRAWN = Informs(ASSISTANCE, AssistanceConsentWithdrawn, REVIEW)
ROWS: dict[str, dict[int, tuple[Reached, ...]]] = {
    "death.confirmed": of_a_fact(DeathConfirmed),
    "death.revoked": of_a_fact(DeathRevoked),
    "marriage.registered": of_a_fact(MarriageRegistered),
    "divorce.registered": of_a_fact(DivorceRegistered, MarriageVoided),
    "birth.registered": of_a_fact(BirthRegistered) | {POLICE: (Itself(PUBLIC_SECURITY, BirthRegistered),)},
    "disability.certificate.issued/changed": of_a_fact(DisabilityCertificateChanged),
    "assistance.identity.confirmed": of_a_fact(AssistanceIdentityConfirmed) | {DESTITUTE: (ONE_CATEGORY,)},
    "assistance.identity.ended": of_a_fact(AssistanceIdentityEnded) | {
        LOW: (Same("the review that ended it has tested the weaker category; the watch is the calendar's rounds"),),
        DESTITUTE: (ONE_CATEGORY,),
    },
    "tekun.confirmed": of_a_fact(AssistanceIdentityConfirmed) | {LOW: (ONE_CATEGORY,)},
    "job.started": of_a_fact(JobStarted),
    "job.refused ×3": of_a_fact(JobsRefused),
    "medical.selfpay.threshold": {
        LOW: (Opens(EARLY_WARNING, MedicalSelfPayThresholdCrossed),),
        MEDICAL: (Told(MEDICAL_INSURANCE, (AlertClosed,)),),
        CHILDREN: (Later(CHILD),),
    },
    "prison.entered/released": of_a_fact(PrisonEntered, PrisonReleased),
    "hukou.moved": of_a_fact(HouseholdRegisterMoved),
    "property.acquired": of_a_fact(PropertyAcquired) | {SUBSIDIES: (Opens(DISABILITY, AssistanceIdentityEnded),)},
    "standard.changed": of_a_fact(StandardChanged) | {
        LOW: (Opens(REVIEW_ROUND, StandardChanged),), DESTITUTE: (Opens(REVIEW_ROUND, StandardChanged),),
        SUBSIDIES: (Opens(DISABILITY_ROUND, StandardChanged),),
    },
    "price.subsidy.started": later(PRICES),
    "child.graded(red)": later(CHILD),
    "vagrant.identified": later(VAGRANTS),
    "disaster.reported": later("disaster"),
    "consent.withdrawn": {LOW: (WITHDRAWN,), DESTITUTE: (WITHDRAWN,), CHILDREN: (Later(CHILD),), LIST: (Listed(),)},
    "source.correction.done": of_a_fact(SourceCorrected),
}  # fmt: skip


def cells() -> list[tuple[str, int, str]]:
    """Every cell of the matrix that says something."""
    lines = [line.strip("| ").split(" | ") for line in MATRIX.strip().splitlines()[2:]]
    named = [(line[0].split("`")[1], line[1:]) for line in lines]
    return [(event, column, text) for event, said in named for column, text in enumerate(said) if text != "–"]


CELLS = [pytest.param(event, column, id=f"{event} {'ABCDEFGHI'[column]}: {text}") for event, column, text in cells()]


def opening(service: Service, event: type[Event]):
    return [trigger for trigger in TRIGGERS if trigger.opens and trigger.on is event and trigger.service is service]


def test_the_matrix_is_read_whole():
    assert len(cells()) == 116
    assert {event for event, _, _ in cells()} == set(ROWS)


@pytest.mark.parametrize(("event", "column"), CELLS)
def test_every_cell_is_reached(event, column):
    reached = ROWS[event].get(column, ())

    assert reached, "Name what reaches the cell, or the service that is still to come."
    for each in reached:
        match each:
            case Opens(service, by):
                assert opening(service, by)
            case Told(department, by):
                assert all(department in one.readers for one in by)
            case Informs(service, by, afterwards):
                rows = [one for one in TRIGGERS if one.on is by and one.service is service and not one.opens]
                assert afterwards in {one.afterwards[0] for one in rows if one.afterwards}
            case Itself(department, by):
                assert by.topic == department.topic
            case Later(service):
                assert service in TO_COME
                assert service not in SERVICES
            case Same(why):
                assert why
            case Listed():
                assert any(procedures.entered(service.id) for service in in_the_row(event))


def in_the_row(event: str) -> set[Service]:
    """The services that the row reaches."""
    reached = (each for cell in ROWS[event].values() for each in cell)
    return {each.service for each in reached if isinstance(each, Opens | Informs)}


@pytest.mark.parametrize("event", [event for event in ROWS if not in_the_row(event)])
def test_an_event_of_a_service_to_come_is_announced_by_nobody_yet(event):
    area, what = event.split("(")[0].split(".", 1)

    assert not [type_ for type_ in CONTRACTS if area in type_ and what.split(".")[-1] in type_]


OWN = {
    "review": {"Rights.enter_fact", "Rights.enter_change", "Register.enter_items"},
    "disability-subsidies": {"Subsidies.enter", "Rights.enter_change"},
    "bereavement": set(),
    "early-warning": set(),
    "means-check": set(),
    "review-round": set(),
}
"""What the case of a reaction enters; `enter_change` of subsidies holds spans of their own two benefits alone."""


@pytest.mark.parametrize("service", OWN)
def test_a_reaction_enters_in_its_own_book_alone(service):
    assert procedures.entered(service) == OWN[service]


def test_every_reaction_is_a_case_of_a_service_with_a_procedure():
    used = {each.service for row in ROWS.values() for cell in row.values() for each in cell if isinstance(each, Opens)}

    assert {service.id for service in used} <= set(procedures.procedures())
