"""What does a household read that took a consent back? What was stopped, what is sealed, what is kept and why."""

from policy.letters import day_zh
from schemas.consents import ReceiptRequest

KEPT = (
    "撤回同意之前已经进行的处理仍然有效(《个人信息保护法》第十五条)。",
    "申请表、授权书、撤回记录以及本机关的决定依照档案规定保存;保存期限届满前只存储,不作其他使用(第四十七条)。",
)
AGAIN = "核对授权为办理救助申请所必需,本次申请因此终止。这不是不予确认的决定,您可以随时重新申请。"
STANDS = (
    "您的申请已经作出决定,该决定在重新审核之前继续有效。"
    "您撤回授权按申请终止待遇办理,由县级民政部门工作人员决定并书面告知。"
)
DONE = "您的申请已经作出决定,该决定不因撤回授权而改变;本机关不再依据该授权进行核对。"


def receipt(request: ReceiptRequest) -> str:
    """The text; the departments stand in it by name."""
    what = f"事项“{request.item}”的同意" if request.item else "家庭经济状况核对授权"
    lines = [
        "撤回同意回执", "", f"本机关于{day_zh(request.on)}收到您撤回{what}的声明,现告知如下。",
        *_named("已经停止核对,并已通知撤回问题的部门", request.stopped),
        *_named("尚未通知到的部门(正在继续通知,其后来的答复不予使用)", request.untold),
        *_named("已经答复、其数据现已封存的部门", request.sealed),
        _result(request), *KEPT, "", day_zh(request.on),
    ]  # fmt: skip
    return "\n".join(lines)


def _named(what: str, departments: tuple[str, ...]) -> list[str]:
    return [f"{what}:{'、'.join(departments)}。"] if departments else []


def _result(request: ReceiptRequest) -> str:
    if request.decided and request.item is None:
        return STANDS if request.held else DONE
    return "该事项停止办理,其他事项继续办理。" if request.item else AGAIN
