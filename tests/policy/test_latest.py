"""A rule that remembers its last answers gives the same ones, whoever was asked about in between."""

from threading import Thread

from hypothesis import given
from hypothesis import strategies as st

from policy import low_income, low_income_edge
from policy.classification import classification
from policy.household import purse
from policy.latest import latest
from policy.packs import pack_of
from schemas.households import Application
from tests.policy.facts import ON, application, family, incomes

PACKS = [(), pack_of("wuxi"), pack_of("suzhou")]
HOUSEHOLDS = [application(family(size, works=True), incomes(wage)) for size in (1, 2, 4) for wage in (0, 900, 2500)]


class Counted:
    """A rule that knows how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, *things: str, **_named: str) -> int:
        self.asked.append(things)
        return len(self.asked)


def test_the_last_two_answers_are_given_again_and_others_are_worked_out():
    counted = Counted()
    rule = latest(counted)

    assert [rule(*pair) for pair in ("ab", "bc", "ab", "cc", "ab")] == [1, 2, 1, 3, 4]
    assert counted.asked == [tuple(pair) for pair in ("ab", "bc", "cc", "ab")]


def test_equal_is_not_the_same_and_named_arguments_are_not_remembered():
    counted = Counted()
    rule = latest(counted)
    first, second = (str(number) for number in (1000, 1000))

    assert [rule(first), rule(second), rule(first), rule(one=first)] == [1, 2, 1, 3]


@given(st.lists(st.tuples(st.sampled_from(HOUSEHOLDS), st.sampled_from(PACKS)), min_size=2, max_size=12))
def test_the_order_of_households_and_figures_changes_no_decision(order):
    for household, pack in order:
        fresh = household.model_copy()

        assert classification(household, None, ON, pack) == classification(fresh, None, ON, pack)
        assert low_income.entitlement(household, None, ON, pack) == _unremembered(low_income.entitlement, fresh, pack)
        assert low_income_edge.entitlement(household, None, ON, pack) == _unremembered(
            low_income_edge.entitlement, fresh, pack
        )
        assert purse(household, (), ON, pack) == purse(fresh, (), ON, pack)


def _unremembered(rule, household, pack):
    return rule.__wrapped__(household, None, ON, pack)


def test_threads_do_not_take_each_others_answers():
    expected = {id(each): low_income.entitlement(each.model_copy(), None, ON) for each in HOUSEHOLDS}
    wrong: list[Application] = []

    def judge():
        for _ in range(30):
            wrong.extend(each for each in HOUSEHOLDS if low_income.entitlement(each, None, ON) != expected[id(each)])

    threads = [Thread(target=judge) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
