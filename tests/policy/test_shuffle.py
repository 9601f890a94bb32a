"""Late, doubled, contradicting and reversed facts in a thousand orders: the same months, and the same register."""

import random
from datetime import date

import pytest

from policy.changes import holds
from policy.months import after, span
from policy.tellings import settled
from policy.timeline import months
from schemas.facts import FactKind
from schemas.questions import ItemCode
from schemas.reviews import Change
from schemas.rights import RightState
from tests.policy.lives import APRIL, assessed, birth, fact, job, standing
from tests.policy.test_disability_timeline import NURSING, day, file, paid, recognised
from tests.policy.test_disability_timeline import fact as of_subsidies
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, item

ORDERS = 1000
DECIDED = 60
MOST = 8
KNOWN = date(2026, 12, 1)


def back(one):
    """The office takes it back."""
    return one.model_copy(update={"revoked_by": f"back-{one.key}"})


def again(one):
    """The same fact, told once more under another event id."""
    return one.model_copy(update={"event": f"again-{one.event}"})


DEATH, OTHER_DAY = fact(FactKind.DEATH, CHILD, date(2026, 7, 12)), fact(FactKind.DEATH, CHILD, date(2026, 8, 14))
JOB, PRISON = job(SPOUSE, date(2026, 6, 1), "900.00"), fact(FactKind.PRISON_ENTERED, APPLICANT, date(2026, 8, 6))
WED = fact(FactKind.MARRIAGE, CHILD, date(2026, 6, 9), other="p-new",
           persons=({"ref": "p-new", "born": "1962-01-09", "sex": "female"},))  # fmt: skip
PARTED = fact(FactKind.MARRIAGE_ENDED, CHILD, date(2026, 9, 11), other="p-new")
BLIND = fact(FactKind.DISABILITY_CHANGED, SPOUSE, date(2026, 7, 2), disability={"kind": "visual", "grade": 1})
CAR = fact(FactKind.PROPERTY_ACQUIRED, APPLICANT, date(2026, 10, 19), items=(item(ItemCode.VEHICLE, None),))
BABY, SUSPECTED = birth(date(2026, 5, 3)), fact(FactKind.DEATH_SUSPECTED, SPOUSE, date(2026, 9, 2))
WORDS = (
    (DEATH,),
    (OTHER_DAY,),
    (back(DEATH), OTHER_DAY),
    (again(DEATH),),
    (JOB,),
    (back(JOB),),
    (again(JOB),),
    (job(SPOUSE, date(2026, 6, 1), "900.00", event="late", known_on=date(2026, 11, 2)),),
    (fact(FactKind.JOB_ENDED, SPOUSE, date(2026, 9, 30)),),
    (PRISON,),
    (fact(FactKind.PRISON_RELEASED, APPLICANT, date(2026, 10, 6)),),
    (back(PRISON),),
    (BABY,),
    (back(BABY),),
    (SUSPECTED,),
    (back(fact(FactKind.DEATH, SPOUSE, date(2026, 9, 2))),),
    (fact(FactKind.PENSION_STARTED, APPLICANT, date(2026, 6, 20)),),
    (fact(FactKind.MOVED, CHILD, date(2026, 10, 9), region="330100"),),
    (WED,),
    (back(WED),),
    (again(WED),),
    (PARTED,),
    (BLIND,),
    (back(BLIND),),
    (CAR,),
    (back(CAR),),
    (fact(FactKind.SOURCE_CORRECTED, APPLICANT, date(2026, 7, 21)),),
)
"""What offices may say of the household of three: each is one word; a corrected day takes the wrong one back."""


def entered(words):
    """As the register keeps them, one after the other."""
    return settled(each for word in words for each in word)


def lines(words):
    return [month.right for month in months(standing(*entered(words)), KNOWN)]


def shuffled(pool, seed):
    """Up to eight of the words, and the same in another order."""
    chance = random.Random(seed)
    words = chance.sample(pool, chance.randint(2, min(MOST, len(pool))))
    return words, chance.sample(words, len(words))


def test_a_thousand_orders_of_what_offices_say_give_the_same_months():
    for seed in range(ORDERS):
        words, other = shuffled(WORDS, seed)

        assert lines(words) == lines(other), (seed, [one.key for word in words for one in word])


def test_the_orders_are_worth_something():
    """Most of them change the rights, and they change them in many ways."""
    plain = lines(())
    found = [tuple(lines(shuffled(WORDS, seed)[0])) for seed in range(0, ORDERS, 10)]

    assert sum(list(each) != plain for each in found) > len(found) / 2
    assert len(set(found)) > 12


def decided(words):
    """The register after each word was decided by the law as it came, one after the other."""
    known, on = standing(), date(2026, 11, 20)
    for number in range(1, len(words) + 1):
        known = known.model_copy(update={"facts": entered(words[:number])})
        known = known.model_copy(update={"rights": cut(known.rights, assessed(on, known).spans)})
    return known, on


def cut(rights, spans):
    """From its first day on a later decision counts alone, whatever was decided before."""
    firsts: dict[str, date] = {}
    for one in spans:
        firsts[one.benefit] = min(one.first, firsts.get(one.benefit, one.first))
    kept = []
    for one in rights:
        until = firsts.get(one.benefit)
        if until is None or (one.last is not None and one.last < until):
            kept.append(one)
        elif one.first < until:
            kept.append(one.model_copy(update={"last": date.fromordinal(until.toordinal() - 1)}))
    return (*kept, *spans)


@pytest.mark.parametrize("seed", range(DECIDED))
def test_decided_one_by_one_in_any_order_the_register_ends_the_same(seed):
    words, other = shuffled(WORDS, seed)
    (first, on), (second, _) = decided(words), decided(other)
    row = list(span(APRIL, after(KNOWN, 3)))

    assert [holds(first.rights, month) for month in row] == [holds(second.rights, month) for month in row]
    assert assessed(on, first).change is Change.NONE
    assert assessed(on, second).change is Change.NONE


def test_a_death_beats_whatever_is_pending_about_the_person():
    """Whatever else is said of who died, before or after, changes nothing from the month after the death on."""
    dead = fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12))
    pending = (job(SPOUSE, date(2026, 6, 3), "5000.00"), fact(FactKind.PRISON_ENTERED, SPOUSE, date(2026, 6, 4)),
               fact(FactKind.PRISON_RELEASED, SPOUSE, date(2026, 7, 4)),
               fact(FactKind.MOVED, SPOUSE, date(2026, 7, 9), region="330100"))  # fmt: skip

    assert lines([(dead,), *((one,) for one in pending)]) == lines([(dead,)])


def test_a_change_of_category_leaves_no_month_without_a_right():
    found = months(standing(fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12)), transfer_consent=True), KNOWN)

    assert [month.state for month in found] == [RightState.ACTIVE] * len(found)
    assert len({month.category for month in found}) == 2


# ── the two disability subsidies ─────────────────────────────────────────────────────────────────────────────────

GRADED = of_subsidies("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 3})
GRADED_BACK = of_subsidies("disability-changed", day(11, 10), disability={"kind": "physical", "grade": 2})
IN, OUT = of_subsidies("prison-entered", day(7, 14)), of_subsidies("prison-released", day(9, 1))
DIED, DIED_LATER = of_subsidies("death", day(10, 3)), of_subsidies("death", day(12, 3))
ORPHAN = of_subsidies("orphan-aid-granted", day(8, 20))
SUBSIDY_WORDS = (
    (GRADED,), (GRADED_BACK,), (IN,), (OUT,), (back(IN),), (DIED,), (back(DIED), DIED_LATER), (back(DIED_LATER),),
    (again(GRADED),), (again(DIED),), (ORPHAN,), (back(ORPHAN),), (of_subsidies("orphan-aid-ended", day(10, 9)),),
    (of_subsidies("injury-nursing-granted", day(9, 20)),), (of_subsidies("injury-nursing-ended", day(11, 2)),),
    (of_subsidies("moved", day(11, 20), region="320500"),), (of_subsidies("job-started", day(6, 20)),),
)  # fmt: skip
LOW = (recognised(last=day(9, 30)), recognised("destitute", day(10), day(10, 31)), recognised(first=day(11)))


def subsidies(words):
    of = file(*entered(words), low=LOW)
    return paid(of), paid(of, NURSING)


def test_a_thousand_orders_give_the_same_months_of_both_subsidies():
    for seed in range(ORDERS):
        words, other = shuffled(SUBSIDY_WORDS, seed)

        assert subsidies(words) == subsidies(other), (seed, [one.key for word in words for one in word])


def test_the_orders_of_the_subsidies_are_worth_something():
    found = {str(subsidies(shuffled(SUBSIDY_WORDS, seed)[0])) for seed in range(0, ORDERS, 10)}

    assert len(found) > 12
