"""The office in front of the register, and the worker that opens it."""

import shutil
from types import SimpleNamespace

import pytest
import structlog
from temporalio.exceptions import ApplicationError

import worker
from activities.adapters.register.upgrade import lacking
from activities.register import Contradicted, NoBook, Register
from runtime.settings import Settings
from tests.activities.register import postgres
from tests.activities.register.entries import case, payment, recognition, refusal, request, result


class Contradicting(NoBook):
    def enter_recognition(self, entry):
        raise Contradicted("it was entered before with another content")


async def test_a_contradiction_is_final_and_says_what_to_do():
    with pytest.raises(ApplicationError) as told:
        await Register(Contradicting()).enter_recognition(recognition())

    assert told.value.non_retryable
    assert f"The register refused an entry for case {case(1)}: it was entered before" in told.value.message
    assert "decide it again in a new case" in told.value.message


async def test_without_a_register_nothing_is_kept():
    office = Register(NoBook())
    await office.enter_recognition(recognition())
    await office.enter_refusal(refusal())
    await office.enter_items(result())
    await office.enter_payment_order(payment(1))

    assert await office.household_file(request()) is None


async def test_the_office_writes_and_reads_through_its_book(book):
    office = Register(book)
    await office.enter_recognition(recognition())
    await office.enter_payment_order(payment(1))

    file = await office.household_file(request())

    assert file is not None
    assert [line.kind for line in file.payments] == ["monthly", "monthly"]


async def test_an_embedded_worker_makes_the_tables_itself(tmp_path):
    settings = Settings(data_directory=tmp_path)
    async with worker.opened_register(settings) as book:
        book.enter_recognition(recognition())

    assert lacking(settings.database_url) is None


async def test_elsewhere_the_worker_says_what_is_lacking_and_serves(empty):
    settings = Settings(
        temporal_address="temporal:7233", kafka_bootstrap="kafka:9092", pseudonym_key="of the city", database_url=empty
    )
    with structlog.testing.capture_logs() as said:
        async with worker.opened_register(settings):
            pass

    assert [line["event"] for line in said] == ["register.not_ready"]
    assert "onething register migrate" in said[0]["remedy"]


@pytest.mark.parametrize(("ci", "ends"), [("", "skipped"), ("true", "failed")])
def test_postgresql_is_left_out_where_it_is_not_but_never_in_ci(monkeypatch, ci, ends):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(postgres, "INSTALLED", "/nowhere/*/bin")
    monkeypatch.setenv("CI", ci)
    outcomes = SimpleNamespace(skipped=pytest.skip.Exception, failed=pytest.fail.Exception)

    with pytest.raises(getattr(outcomes, ends), match="make postgres"):
        postgres.programs()
