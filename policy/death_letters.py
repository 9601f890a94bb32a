"""What do families read after a death, and what does somebody read who was reported dead and lives? (domain 8)"""

from datetime import date

from policy.after_death import ON_REQUEST, branches
from policy.letters import CORRECTION, day_zh, numeral, remedies
from policy.words import SOURCES
from schemas.death_assessments import (
    ApologyRequest,
    GuideRequest,
    NotChosenRequest,
    SettledRequest,
    UpheldRequest,
)
from schemas.deaths import Death, HeirItem
from schemas.identifiers import PersonRef
from schemas.questions import ReplyStatus

GUIDE, SETTLED, APOLOGY = "身后“一件事”办理告知书", "身后“一件事”办结告知书", "错误死亡登记更正及致歉书"
BOOKING = "殡仪服务可以拨打96444或者通过手机应用预约,殡仪馆当日与家属联系。"
AUTOMATIC = "以下事项由有关部门自动办理,无需家属跑动或者提交证明:"
REQUESTED = "以下事项依申请办理,凭经办人身份证件、关系证明和银行账户,可以一次提出:"
STOPPED = "停发养老金、医疗保险停保"
HEIRS = "银行存款、证券、商业保险和不动产由继承人凭继承材料向金融机构、不动产登记机构办理;本告知书不影响继承权。"
NO_LIMIT = "依申请事项不因本次办理结束而失效,此后仍可以随时提出。"
ITEMS_ZH = {
    HeirItem.SURVIVOR_MONEY: "丧葬补助金和抚恤金(符合多项丧葬补助金条件的,由家属选择其一)",
    HeirItem.PENSION_ACCOUNT: "养老保险个人账户余额",
    HeirItem.MEDICAL_ACCOUNT: "医疗保险个人账户余额",
    HeirItem.HOUSING_FUND: "住房公积金提取",
    HeirItem.DRIVING_LICENCE: "驾驶证注销",
}
BRANCHES_ZH = {
    **{branch.item: branch.item_zh for branch in branches(Death(person=PersonRef("")))},
    **{item.value: chinese for item, chinese in ITEMS_ZH.items()},
}
"""Every branch, and everything that the family may ask for, by name."""

STATUSES_ZH = {
    ReplyStatus.ANSWERED: "已办理",
    ReplyStatus.PENDING: "办理中",
    ReplyStatus.REFUSED: "未予办理,由该部门说明理由",
    ReplyStatus.UNREACHABLE: "该部门系统未接通,将继续催办",
    ReplyStatus.SILENT: "尚未答复,将继续催办",
    ReplyStatus.NOT_LINKABLE: "户籍地系统未联通,请按指引办理",
}
DONE = "身后有关事项的办理结果如下:"
SORRY = "因死亡信息报告有误,您被错误登记为死亡。对由此给您造成的影响,我们深表歉意。"
RESTORED = "以下部门已收到更正指令,同时恢复您的户口、证件和各项待遇,停发期间的待遇一并补发:"
UPHELD, STANDS = "死亡登记核查结果告知书", "经核查,登记的死亡信息暂予维持,理由如下:"
ALIVE = "本人在世的,可以向任何一个部门说明,由该部门转告民政部门再次核查;无需逐一向各部门证明。"
NOT_CHOSEN = "丧葬补助金待选择告知书"
CHOOSE = "符合多项丧葬补助金条件的,由家属选择其一。家属尚未选择,本次未向人力资源和社会保障部门提出申请。"
LATER = "家属可以随时再次提出申请并注明所选项目,不因本次未选择而丧失权利(《社会保险法》第四十九条)。"
NO_PROOF = "您无需向任何部门证明本人在世,也无需提交任何材料或者到场办理。"
INCIDENT = "本次差错已作为事件登记,将查明原因、依法处理。"


def guide(request: GuideRequest) -> str:
    """What goes by itself, what the family may ask for, and where heirs turn with the rest."""
    follow = branches(request.death)
    by_itself = [branch.item_zh for branch in follow if branch.kind != ON_REQUEST]
    by_itself += [] if request.death.stillborn else [STOPPED]
    lines = [GUIDE, ""]
    lines += [BOOKING, ""] if "funeral" in {branch.item for branch in follow} else []
    lines += [AUTOMATIC, *_listed(by_itself), ""]
    if not request.death.stillborn:
        lines += [REQUESTED, *_listed([ITEMS_ZH[item] for item in request.items]), NO_LIMIT, "", HEIRS, ""]
    return "\n".join([*lines, day_zh(request.on)])


def settled(request: SettledRequest) -> str:
    """How each branch ended; what an office did not do stays with the office, and the family is told."""
    lines = [f"{_branch_zh(item)}:{STATUSES_ZH[status]}" for item, status in request.results.items()]
    return "\n".join([SETTLED, "", DONE, *_listed(lines), "", NO_LIMIT, "", *_turn(request.on)])


def apology(request: ApologyRequest) -> str:
    """One letter: what is restored, and that nobody asks for a proof of being alive."""
    restored = _listed([SOURCES.get(office, office) for office in request.restored])
    return "\n".join([APOLOGY, "", SORRY, RESTORED, *restored, NO_PROOF, INCIDENT, "", *_turn(request.on)])


def upheld(request: UpheldRequest) -> str:
    """Why the death stands although somebody was met, and that one word to any office has it looked at again."""
    return "\n".join([UPHELD, "", STANDS, f"  {request.reasons}", ALIVE, "", *_turn(request.on)])


def not_chosen(request: NotChosenRequest) -> str:
    """Nothing was asked for, nothing is lost, and how it is asked for again."""
    return "\n".join([NOT_CHOSEN, "", CHOOSE, LATER, "", day_zh(request.on)])


def _branch_zh(item: str) -> str:
    """A branch by its name, and the department where several have one of the kind."""
    name, _, office = item.partition(":")
    known = BRANCHES_ZH.get(name, name)
    return f"{known}({SOURCES.get(office, office)})" if office else known


def _turn(on: date) -> list[str]:
    return [*remedies(on)[:1], CORRECTION, "", day_zh(on)]


def _listed(texts: list[str]) -> list[str]:
    return [f"  {numeral(number)}、{text}" for number, text in enumerate(texts, 1)]
