"""Which category does one application fit? 特困, 低保 with 单人保, 低保边缘, 刚性支出, in this order (domain 2.9)."""

from collections.abc import Iterator
from datetime import date

from policy import destitute, low_income, low_income_edge, rigid_spending, single_person
from policy.figures import CZ_DEMO, Pack
from schemas.decisions import Decision
from schemas.households import Application
from schemas.means import MeansReport


def classification(
    application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO
) -> tuple[Decision, ...]:
    """One application, every category (一次申请、分类认定): all results up to and with the first granted one."""
    results: list[Decision] = []
    for result in _results(application, report, on, pack):
        results.append(result)
        if result.granted:
            break
    return tuple(results)


def _results(application: Application, report: MeansReport | None, on: date, pack: Pack) -> Iterator[Decision]:
    if destitute.could_fit(application, report, on):
        yield destitute.entitlement(application, report, on, pack)
    for rule in (low_income, single_person, low_income_edge, rigid_spending):
        yield rule.entitlement(application, report, on, pack)
