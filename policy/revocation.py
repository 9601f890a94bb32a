"""May a registration under a stolen or invented identity be revoked? Guidance of 2021-11-18 (domain 5.4)."""

from datetime import date

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.decisions import Condition, Decision, Fact
from schemas.marriages import VoidKind
from schemas.registrations import EvidenceKind, RegistrationDispute

RULE = ("marriage_revocation", "撤销婚姻登记")
EVIDENCE = numbers(
    "marriage", "revocation_evidence", lambda written: frozenset(EvidenceKind(kind) for kind in written.split(" | "))
)
ARTICLE = "关于妥善处理以冒名顶替或者弄虚作假的方式办理婚姻登记问题的指导意见"


def conditions(dispute: RegistrationDispute, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Never on mere request: a document of court, procuratorate or police, reviewed, and the persons heard."""
    return decision(
        RULE, on, (_evidence(dispute, on, pack), _reviewed(dispute), _notified(dispute, on), _heard(dispute))
    )


def pronounced(dispute: RegistrationDispute) -> VoidKind | None:
    """What a court pronounced in a judgment: it binds the bureau, which only enters it (art. 1054)."""
    judgments = (one for one in dispute.evidence if one.kind is EvidenceKind.COURT_JUDGMENT)
    return next((one.finding for one in judgments if one.finding is not None), None)


def _evidence(dispute: RegistrationDispute, on: date, pack: Pack) -> Condition:
    accepted = EVIDENCE.on(on, pack)
    found = [one for one in dispute.evidence if one.kind in accepted and one.on <= on]
    return condition(
        "document_of_an_authority",
        True if found else None,
        (
            "a document of court, procuratorate or police is needed; the case waits for it without a limit",
            "应有人民法院司法建议、人民检察院检察建议或者公安机关认定结论;在收到前不作处理",
        ),
        ARTICLE,
        facts=tuple(
            Fact(name="evidence", value=f"{one.kind}, {one.number}", source="public-security", on=one.on)
            for one in dispute.evidence
        ),
        figures=(EVIDENCE.figure(on, pack),),
    )


def _reviewed(dispute: RegistrationDispute) -> Condition:
    return condition(
        "reviewed",
        True if dispute.reviewed else None,
        ("the office must have reviewed the document", "民政部门应对证据予以审查"),
        ARTICLE,
        facts=(Fact(name="reviewed", value="yes" if dispute.reviewed else "no", source="civil-affairs"),),
    )


def _notified(dispute: RegistrationDispute, on: date) -> Condition:
    told = dispute.notified_on is not None and dispute.notified_on <= on
    return condition(
        "notified",
        True if told else None,
        ("the intended revocation must have been notified", "应告知拟撤销登记的事实、理由和依据"),
        ARTICLE,
        facts=(Fact(name="notified", value=str(dispute.notified_on or "no"), source="civil-affairs"),),
    )


def _heard(dispute: RegistrationDispute) -> Condition:
    return condition(
        "heard",
        True if dispute.heard else None,
        ("the persons must have had the chance to be heard", "应给予当事人陈述、申辩(听证)机会"),
        ARTICLE,
        facts=(Fact(name="heard", value="yes" if dispute.heard else "no", source="civil-affairs"),),
    )
