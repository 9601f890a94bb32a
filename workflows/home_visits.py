"""What did the visits of a household find, and what do they leave open? (domain 3.3 steps 5 and 11)"""

from schemas.hearings import VisitFound
from schemas.identifiers import QuestionId
from schemas.questions import Reply, ReplyStatus
from schemas.visits import VisitGap
from workflows.verbs import Case

VISITORS = 2
"""As the question asks: two visitors, both sides sign [J30]."""
WORDS = {
    VisitGap.NOT_MADE: ("未开展", "not made"),
    VisitGap.TOO_FEW: ("调查人员不足两人", "fewer than two visitors"),
    VisitGap.UNSIGNED: ("未经双方签字", "not signed by both sides"),
    VisitGap.CONTRADICTS: ("所见与申报不符", "contradicts the declaration"),
}
BY = {"town": ("镇街", "town"), "county": ("县级", "county"), "residence": ("居住地", "town of residence")}


class HomeVisits:
    """The newest visit by each counts, a late answer too; what it leaves open is noted, and refuses nobody."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._asked: dict[str, QuestionId] = {}
        self._saw: dict[str, str] = {}
        self._found: dict[str, tuple[str, tuple[VisitGap, ...]]] = {}

    @property
    def gap(self) -> bool:
        """A visit did not come, or not as it must be, or contradicts the declaration."""
        return any(left for _, left in self._found.values())

    @property
    def contradicting(self) -> set[str]:
        """The visits that found something else than the household declared."""
        return {visit for visit, left in self._found.values() if VisitGap.CONTRADICTS in left}

    @property
    def found_otherwise(self) -> tuple[VisitFound, ...]:
        """By whom, and what they saw."""
        contradicting = (by for by, (_, left) in self._found.items() if VisitGap.CONTRADICTS in left)
        return tuple(VisitFound(by=by, saw=self._saw.get(by, "")) for by in contradicting)

    def answered(self, by: str, reply: Reply) -> None:
        """The town or the county asked for a visit, and this is what came."""
        self._asked[by] = reply.question
        self._saw[by] = str(reply.result.get("saw", ""))
        self.told(by, reply.question, left_open(reply))

    def told(self, by: str, visit: str, left: tuple[VisitGap, ...]) -> None:
        """Both deciders read what is open; what was open before and is no longer, they read as well."""
        _, before = self._found.get(by, ("", ()))
        self._found[by] = (visit, left)
        by_zh, by_en = BY[by]
        if left:
            self.case.note(
                f"入户调查({by_zh}){_words(left, 0, ';')} home visit by the {by_en}: {_words(left, 1, ', ')}"
            )
        elif before:
            self.case.note(f"入户调查({by_zh})已补齐 home visit by the {by_en}: made good")

    def late(self) -> bool:
        """A visit was answered after its limit, and nobody has used that yet."""
        return bool(self._late())

    def weighed(self) -> None:
        """Late answers count from now on."""
        for by, reply in self._late().items():
            self.answered(by, reply)

    def _late(self) -> dict[str, Reply]:
        silent = (by for by in self._asked if VisitGap.NOT_MADE in self._found[by][1])
        replies = {by: self.case.asking.reply(self._asked[by]) for by in silent}
        return {by: reply for by, reply in replies.items() if reply.status is ReplyStatus.ANSWERED}


def left_open(reply: Reply) -> tuple[VisitGap, ...]:
    """What an answer does not say is not held against anybody; only what it denies, and silence."""
    if reply.status is not ReplyStatus.ANSWERED:
        return (VisitGap.NOT_MADE,)
    said = reply.result
    visitors = said.get("visitors")
    denied = {
        VisitGap.TOO_FEW: isinstance(visitors, list) and len(set(map(str, visitors))) < VISITORS,
        VisitGap.UNSIGNED: said.get("signed") is False,
        VisitGap.CONTRADICTS: said.get("confirms") is False,
    }
    return tuple(gap for gap, holds in denied.items() if holds)


def _words(left: tuple[VisitGap, ...], language: int, between: str) -> str:
    return between.join(WORDS[gap][language] for gap in left)
