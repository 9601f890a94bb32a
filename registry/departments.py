"""Which departments take part, what may each be asked, and by when does it answer? (domain 3.9, 4.3)"""

from schemas.base import Model
from schemas.identifiers import DepartmentId
from schemas.limits import Limit, hours, working_days
from schemas.questions import Topic

HALL = "desk.hall"
"""The one-stop hall (综合窗口): puts the questions of all departments without a worker of their own."""


class Department(Model):
    """One office of the city or a data partner, with its desk, its topic and what it answers."""

    id: DepartmentId
    name: str
    name_zh: str
    member: bool
    """One of the 14 of the assistance platform; otherwise a data partner."""
    answers: dict[Topic, Limit]

    @property
    def desk(self) -> str:
        """The task queue of its own activity workers."""
        return f"desk.{self.id}"

    @property
    def topic(self) -> str:
        """The Kafka topic on which only this department speaks."""
        return f"dept.{self.id}.events"

    @property
    def source(self) -> str:
        """The CloudEvents source of everything that it announces."""
        return f"//{self.id}.city"


_ITEM = working_days(10, "[R]")
_FACTS = working_days(3, "[R]")


def _department(id_: str, name: str, name_zh: str, *, member: bool = False, **answers: Limit) -> Department:
    topics = {Topic(topic): limit for topic, limit in answers.items()}
    if Topic.MEANS in topics:
        topics.setdefault(Topic.FACT_DETAILS, _FACTS)
    if member:
        topics.setdefault(Topic.LINKED_ITEM, _ITEM)
        topics.setdefault(Topic.LINKED_ITEM_STOP, _ITEM)
    return Department(id=DepartmentId(id_), name=name, name_zh=name_zh, member=member, answers=topics)


_SLA = "[R] domain 4.3, reply limit for demonstration"
_1, _2, _3, _5, _10 = (working_days(days, _SLA) for days in (1, 2, 3, 5, 10))

CIVIL_AFFAIRS = _department(
    "civil-affairs",
    "Civil Affairs Bureau",
    "民政局",
    member=True,
    means=_1,
    marriage_status=hours(1, _SLA),
    home_visit=working_days(7, "[O2]"),
    alert_visit=_10,
    self_care=working_days(10, "[O19]"),
    support_place=working_days(5, "[R]"),
    funeral_call=hours(24, "[O26] the same day; funeral halls know no holidays"),
    cremation_certificate=hours(4, "[O26]"),
    funeral_standing=hours(1, _SLA),
    funeral_money_choice=_10,
    card_cancellation=_5,
    subsidy_need=_3,
)
EDUCATION = _department("education", "Education Bureau", "教育局", member=True, means=_1)
HUMAN_RESOURCES = _department(
    "human-resources",
    "Human Resources and Social Security Bureau",
    "人力资源和社会保障局",
    member=True,
    means=_2,
    local_ties=_2,
    pension_stop=_3,
    survivor_money=working_days(8, "[O26]"),
    account_to_heirs=working_days(8, "[O26]"),
    funeral_standing=hours(1, _SLA),
)
HOUSING = _department(
    "housing", "Housing and Urban-Rural Development Bureau", "住房和城乡建设局", member=True, means=_3
)
TRADE_UNIONS = _department("trade-unions", "Federation of Trade Unions", "总工会", member=True, card_cancellation=_5)
MEDICAL_INSURANCE = _department(
    "medical-insurance",
    "Medical Insurance Bureau",
    "医疗保障局",
    member=True,
    means=_1,
    medical_insurance_stop=_5,
    account_to_heirs=_5,
)
DISABLED_PERSONS = _department(
    "disabled-persons",
    "Disabled Persons' Federation",
    "残疾人联合会",
    member=True,
    means=_1,
    card_cancellation=_5,
    disability_certificate=working_days(10, "[O24] domain 9.2, step 3"),
)
EMERGENCY_MANAGEMENT = _department("emergency-management", "Emergency Management Bureau", "应急管理局", member=True)
HEALTH = _department("health", "Health Commission", "卫生健康委员会", member=True, means=_1, death_certificate=_5)
JUSTICE = _department("justice", "Justice Bureau", "司法局", member=True, means=_3)
VETERANS = _department(
    "veterans", "Veterans Affairs Bureau", "退役军人事务局", member=True, means=_1, card_cancellation=_5
)
YOUTH_LEAGUE = _department("youth-league", "Communist Youth League Committee", "共青团市委", member=True)
WOMENS_FEDERATION = _department("womens-federation", "Women's Federation", "妇女联合会", member=True)
CHARITY = _department("charity", "Charity Federation", "慈善总会", member=True)

PUBLIC_SECURITY = _department(
    "public-security",
    "Public Security Bureau",
    "公安局",
    means=_1,
    local_ties=_1,
    identity=hours(1, _SLA),
    household_register_change=working_days(5, "[P] domain 5.3, step 6"),
    household_register_cancellation=working_days(2, "[O26]"),
    licence_cancellation=working_days(1, "[G]"),
    funeral_standing=hours(1, _SLA),
    household_register_move=working_days(20, "[P] domain 5.3, step 7"),
)
TAXATION = _department("taxation", "Tax Bureau", "税务局", means=_3)
MARKET_REGULATION = _department("market-regulation", "Market Regulation Bureau", "市场监督管理局", means=_1)
NATURAL_RESOURCES = _department("natural-resources", "Natural Resources Bureau", "自然资源局(不动产登记)", means=_3)
HOUSING_FUND = _department(
    "housing-fund",
    "Housing Provident Fund Centre",
    "住房公积金管理中心",
    means=_2,
    linked_item=working_days(5, _SLA),
    account_to_heirs=working_days(3, "[G]"),
)
AGRICULTURE = _department("agriculture", "Agriculture and Rural Affairs Bureau", "农业农村局", means=_3)
TRANSPORT = _department("transport", "Transport Bureau", "交通运输局", means=_3, card_cancellation=_5)
FINANCIAL_INSTITUTIONS = _department(
    "financial-institutions", "Banks, securities and insurers through the province", "金融机构(省级平台)", means=_10
)
FINANCE = _department("finance", "Finance Bureau", "财政局", means=_1)
DEVELOPMENT_REFORM = _department("development-reform", "Development and Reform Commission", "发展和改革委员会")
DATA_BUREAU = _department("data-bureau", "Data Bureau", "数据局")
POLITICAL_LEGAL = _department("political-legal", "Political and Legal Affairs Commission (grid)", "政法委(网格)")

DEPARTMENTS: dict[DepartmentId, Department] = {
    department.id: department
    for department in (
        CIVIL_AFFAIRS, EDUCATION, HUMAN_RESOURCES, HOUSING, TRADE_UNIONS, MEDICAL_INSURANCE, DISABLED_PERSONS,
        EMERGENCY_MANAGEMENT, HEALTH, JUSTICE, VETERANS, YOUTH_LEAGUE, WOMENS_FEDERATION, CHARITY,
        PUBLIC_SECURITY, TAXATION, MARKET_REGULATION, NATURAL_RESOURCES, HOUSING_FUND, AGRICULTURE, TRANSPORT,
        FINANCIAL_INSTITUTIONS, FINANCE, DEVELOPMENT_REFORM, DATA_BUREAU, POLITICAL_LEGAL,
    )
}  # fmt: skip
MEMBERS = tuple(department for department in DEPARTMENTS.values() if department.member)


def department(id_: str) -> Department:
    """The department of that id; LookupError names the known ones."""
    try:
        return DEPARTMENTS[DepartmentId(id_)]
    except KeyError:
        known = ", ".join(sorted(DEPARTMENTS))
        raise LookupError(f"No department {id_!r} in the registry. Known: {known}.") from None


def answering(topic: Topic) -> tuple[Department, ...]:
    """Every department that may be asked this, in registry order."""
    return tuple(department for department in DEPARTMENTS.values() if topic in department.answers)
