"""What do the departments' registers say of a household? Authoritative source per field (domain 2.10)."""

from datetime import date
from decimal import Decimal

from schemas.households import IncomeKind
from schemas.identifiers import DepartmentId, PersonRef
from schemas.questions import DataItem, ItemCode, Reply

Replies = tuple[Reply, ...]
Hit = tuple[DepartmentId, DataItem]
_NONE: frozenset[ItemCode] = frozenset()

DECLARATION = "declaration"
"""Source of a fact that only the applicant states."""

REGISTERS: dict[IncomeKind, tuple[ItemCode, ...]] = {
    IncomeKind.WAGE: (ItemCode.WAGE, ItemCode.TAXED_INCOME),
    IncomeKind.PENSION: (ItemCode.PENSION,),
    IncomeKind.VETERAN_BENEFIT: (ItemCode.VETERAN_BENEFIT,),
}
"""Registers that know the whole of an income, in rank: human resources before tax."""

PARTIAL_REGISTERS: dict[IncomeKind, tuple[ItemCode, ...]] = {IncomeKind.TRANSFER: (ItemCode.UNEMPLOYMENT_BENEFIT,)}
"""Registers that know only a part of an income, so that a higher declaration stands."""

RANKING: dict[ItemCode, str] = {
    ItemCode.WAGE: "人社、税务先于个人申报",
    ItemCode.TAXED_INCOME: "人社、税务先于个人申报",
    ItemCode.PENSION: "人社先于个人申报",
    ItemCode.VETERAN_BENEFIT: "退役军人事务部门先于个人申报",
    ItemCode.UNEMPLOYMENT_BENEFIT: "人社先于个人申报",
    ItemCode.VEHICLE: "公安车管先于个人申报",
    ItemCode.HOME: "不动产登记先于网签备案、个人申报",
    ItemCode.SHOP: "不动产登记先于个人申报",
    ItemCode.COMPANY_CAPITAL: "市场监管先于税务、个人申报",
    ItemCode.DEPOSIT: "金融机构先于个人申报",
    ItemCode.DEATH: "卫健、公安、法院先于个人申报",
    ItemCode.PRISON: "司法先于个人申报",
    ItemCode.IDENTITY: "公安先于民政档案、个人申报",
    ItemCode.MARRIAGE: "民政婚姻登记先于户口登记、个人申报",
    ItemCode.EXISTING_AID: "民政先于个人申报",
    ItemCode.EMPLOYMENT: "人社先于税务、个人申报",
    ItemCode.MEDICAL_SELF_PAY: "医保先于卫健、个人申报",
    ItemCode.MAJOR_DISEASE: "医保先于卫健、个人申报",
    ItemCode.SIGNED_HOME: "不动产登记先于网签备案、个人申报",
    ItemCode.FUND_BALANCE: "公积金中心先于个人申报",
    ItemCode.DISABILITY: "残联先于个人申报",
    ItemCode.STUDENT: "教育先于个人申报",
    ItemCode.FARM_SUBSIDY: "农业农村先于个人申报",
    ItemCode.SHIP: "交通(海事)先于个人申报",
    ItemCode.SECURITIES: "金融机构先于个人申报",
    ItemCode.INSURANCE_VALUE: "金融机构先于个人申报",
    ItemCode.SUBSIDY_PAID: "财政先于个人申报",
}
"""Which source decides, for the reader of a conflict."""


class Answers(tuple[Reply, ...]):  # noqa: SLOT001 - a tuple can have no slots
    """Replies that were read through once: every item, and whose items of which codes there are."""

    def __init__(self, replies: Replies = ()) -> None:
        self._every: tuple[Hit, ...] = tuple((reply.department, item) for reply in replies for item in reply.items)
        self._by_code: dict[ItemCode, list[Hit]] = {}
        self.codes: dict[PersonRef, set[ItemCode]] = {}
        for hit in self._every:
            self._by_code.setdefault(hit[1].code, []).append(hit)
            self.codes.setdefault(hit[1].person, set()).add(hit[1].code)

    def of(self, codes: tuple[ItemCode, ...]) -> tuple[Hit, ...]:
        """The items of these codes, in the order of the replies."""
        present = [code for code in codes if code in self._by_code]
        if len(present) > 1:
            return tuple(hit for hit in self._every if hit[1].code in present)
        return tuple(self._by_code[present[0]]) if present else ()

    def tell(self, person: PersonRef, codes: tuple[ItemCode, ...]) -> bool:
        """Some register has an item of these codes about the person."""
        return not self.codes.get(person, _NONE).isdisjoint(codes)


def read(replies: Replies) -> Answers:
    """The replies, read through unless they were."""
    return replies if isinstance(replies, Answers) else Answers(replies)


def hits(replies: Replies, *codes: ItemCode, person: PersonRef | None = None) -> tuple[Hit, ...]:
    """Every item of these codes with the department that reported it; of one person, or of all."""
    if not replies:
        return ()
    found = read(replies).of(codes)
    return found if person is None else tuple(hit for hit in found if hit[1].person == person)


def registered_income(replies: Replies, person: PersonRef, codes: tuple[ItemCode, ...]) -> Hit | None:
    """What the highest-ranking register says; several employers add up, several departments do not."""
    for code in codes:
        if not (found := hits(replies, code, person=person)):
            continue
        sums: dict[DepartmentId, Decimal] = {}
        for source, item in found:
            sums[source] = sums.get(source, Decimal(0)) + (item.amount or Decimal(0))
        source = max(sums, key=lambda department: sums[department])
        newest = max((item for department, item in found if department == source), key=lambda item: item.as_of)
        return source, _of_amount(newest, sums[source])
    return None


def things(replies: Replies, code: ItemCode) -> int:
    """How many cars, homes or shops; what two members own together has one number and counts once."""
    found = hits(replies, code)
    if not found:
        return 0
    numbered = {item.text: item for _, item in found if item.text}
    others = [item for _, item in found if not item.text]
    return sum(1 if item.count is None else item.count for item in [*numbered.values(), *others])


def money(replies: Replies, *codes: ItemCode) -> Decimal:
    """The sum of all items of these codes."""
    return sum((item.amount or Decimal(0) for _, item in hits(replies, *codes)), Decimal(0))


def reported_by(replies: Replies, *codes: ItemCode) -> str:
    """The departments that reported such items; the applicant's word if none did."""
    return ", ".join(dict.fromkeys(source for source, _ in hits(replies, *codes))) or DECLARATION


def happened(replies: Replies, code: ItemCode, person: PersonRef, on: date) -> Hit | None:
    """A death or an imprisonment that the registers date on that day or before."""
    return next((hit for hit in hits(replies, code, person=person) if hit[1].as_of <= on), None)


def _of_amount(item: DataItem, amount: Decimal) -> DataItem:
    return item if item.amount == amount else item.model_copy(update={"amount": amount})
