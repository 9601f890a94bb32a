"""Which papers does a spouse show who is no plain resident of the mainland, and before which office? (domain 5.1)"""

from datetime import date

from policy.conditions import condition
from policy.figures import CZ_DEMO, Numbers, Pack, numbers
from schemas.decisions import Condition, Fact
from schemas.identifiers import UnitId
from schemas.marriages import SpouseKind, SpousePaper
from schemas.people import Spouse

Papers = tuple[SpousePaper, ...]
RULES = "《婚姻登记条例》"


def _papers(written: str) -> Papers:
    return tuple(SpousePaper(paper) for paper in written.split(" | "))


_PERMIT = numbers("marriage", "papers_permit", _papers)
PAPERS: dict[SpouseKind, Numbers[Papers]] = {
    SpouseKind.MILITARY: numbers("marriage", "papers_soldier", _papers),
    SpouseKind.HONG_KONG_MACAO: _PERMIT,
    SpouseKind.TAIWAN: _PERMIT,
    SpouseKind.OVERSEAS_CHINESE: numbers("marriage", "papers_abroad", _papers),
    SpouseKind.FOREIGN: numbers("marriage", "papers_foreigner", _papers),
}
"""A resident of the mainland needs the identity card alone, which public security checks."""

OFFICES = numbers("marriage", "designated_offices", lambda written: frozenset(map(UnitId, written.split(" | "))))
ABROAD = frozenset(PAPERS) - {SpouseKind.MILITARY}
"""Whom neither the marriage base nor the mainland's register knows: their papers speak for them."""

OF_NO_SPOUSE = frozenset({SpousePaper.NOTARISED_DECLARATION, SpousePaper.AUTHENTICATED_CERTIFICATE})
OF_IDENTITY = frozenset({SpousePaper.TRAVEL_PERMIT, SpousePaper.PASSPORT})

PAPERS_ZH = {
    SpousePaper.IDENTITY_CARD: "居民身份证",
    SpousePaper.MILITARY_IDENTITY: "军人身份证件",
    SpousePaper.MILITARY_PERMIT: "军人婚姻登记证明",
    SpousePaper.TRAVEL_PERMIT: "有效通行证或者港澳台居民居住证",
    SpousePaper.PASSPORT: "有效护照",
    SpousePaper.NOTARISED_DECLARATION: "经公证的无配偶及无近亲属关系声明",
    SpousePaper.AUTHENTICATED_CERTIFICATE: "经认证的无配偶证明",
    SpousePaper.TRANSLATION: "中文译本",
}

KINDS_ZH = {
    SpouseKind.MAINLAND: "内地居民",
    SpouseKind.MILITARY: "现役军人",
    SpouseKind.HONG_KONG_MACAO: "香港、澳门居民",
    SpouseKind.TAIWAN: "台湾居民",
    SpouseKind.OVERSEAS_CHINESE: "华侨",
    SpouseKind.FOREIGN: "外国人",
}


def conditions(spouses: tuple[Spouse, Spouse], office: UnitId | None, on: date, pack: Pack = CZ_DEMO) -> tuple[
    Condition, ...
]:  # fmt: skip
    """One condition for each paper, so that all that is missing is told in one notice."""
    papers = tuple(_shown(spouse, paper, on, pack) for spouse in spouses for paper in _needed(spouse, on, pack))
    return (*papers, *_office(spouses, office, on, pack))


def speaks(spouse: Spouse, papers: frozenset[SpousePaper]) -> bool:
    """One from abroad showed a paper that stands for a register of the mainland."""
    return spouse.kind in ABROAD and not papers.isdisjoint(spouse.papers)


def _needed(spouse: Spouse, on: date, pack: Pack) -> Papers:
    return PAPERS[spouse.kind].on(on, pack) if spouse.kind in PAPERS else ()


def _shown(spouse: Spouse, paper: SpousePaper, on: date, pack: Pack) -> Condition:
    return condition(
        f"paper_{paper.name.lower()}",
        paper in spouse.papers,
        (f"{spouse.ref}, {spouse.kind}: {paper}", f"应出具{PAPERS_ZH[paper]}"),
        RULES,
        facts=(Fact(name=f"paper of {spouse.ref}", value=f"{paper}, {_said(spouse, paper)}", source="civil-affairs"),),
        figures=(PAPERS[spouse.kind].figure(on, pack),),
    )


def _said(spouse: Spouse, paper: SpousePaper) -> str:
    return "shown" if paper in spouse.papers else "missing"


def _office(spouses: tuple[Spouse, Spouse], office: UnitId | None, on: date, pack: Pack) -> tuple[Condition, ...]:
    """A marriage with a foreigner is registered by an office that the province named."""
    if office is None or SpouseKind.FOREIGN not in {spouse.kind for spouse in spouses}:
        return ()
    named = OFFICES.on(on, pack)
    return (
        condition(
            "designated_office",
            office in named,
            (f"an office named for it: {', '.join(sorted(named))}", "涉外婚姻应向省级民政部门确定的登记机关申请"),
            RULES,
            facts=(Fact(name="designated office", value="yes" if office in named else "no", source="civil-affairs"),),
            figures=(OFFICES.figure(on, pack),),
        ),
    )
