"""Does the deployment name what exists, hold no secret, and prepare clusters that it did not start?"""

import re
import runpy
from contextlib import closing
from pathlib import Path

import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest

from registry.departments import DEPARTMENTS, HALL
from registry.services import CASES
from registry.topics import TOPICS
from runtime import kafka, temporal
from runtime.platform import Platform
from runtime.settings import PREFIX, Settings
from worker import Role
from workflows.page import ATTRIBUTES

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
IMAGE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
SECRET = re.compile(r"^\s*\w*(?:PASSWORD|PWD|KEY|TOKEN|SECRET)\w*:\s+(?!\$\{\w+:\?)\S|://\w+:(?!\$\{\w+:\?)[^@\s]+@")


def test_it_names_settings_roles_and_desks_that_exist():
    queues = {CASES, HALL, *(department.desk for department in DEPARTMENTS.values())}

    assert set(re.findall(rf"\b({PREFIX}[A-Z_]+)[:=]", COMPOSE + IMAGE)) <= {
        f"{PREFIX}{name.upper()}" for name in Settings.model_fields
    }
    assert set(re.findall(r'"--role", "([^"]+)"', COMPOSE)) == set(Role)
    assert set(re.findall(r'"--desk", "([^"]+)"', COMPOSE)) <= set(DEPARTMENTS)
    assert set(re.findall(r"\bdesk\.[a-z-]+", COMPOSE)) <= queues


def test_it_holds_no_secret():
    assert [line for line in COMPOSE.splitlines() if SECRET.search(line)] == []


@pytest.mark.parametrize(
    "line", ["  POSTGRES_PASSWORD: temporal", "  A_KEY: ${A_KEY:-demo}", "  URL: db://me:word@host"]
)
def test_a_secret_would_be_found(line):
    assert SECRET.search(line)


@pytest.mark.parametrize("file", sorted(set(re.findall(r'"([\w/]+\.py)"', COMPOSE + IMAGE))))
def test_the_programs_that_it_starts_exist(file):
    assert (ROOT / file).is_file()


@pytest.mark.platform
async def test_clusters_that_it_did_not_start_are_prepared_once_and_again(tmp_path):
    prepare = runpy.run_path(str(ROOT / "deploy" / "prepare.py"))["prepare"]
    async with Platform(Settings(data_directory=tmp_path)) as there:
        outside = Settings(
            temporal_address=there.temporal_address,
            kafka_bootstrap=there.kafka_bootstrap,
            pseudonym_key="a key of this test",
            data_directory=tmp_path,
        )

        for _ in range(2):
            await prepare(outside)

        assert set(await _attributes(outside)) >= set(ATTRIBUTES)
        with closing(kafka.admin(outside)) as admin:
            assert set(admin.list_topics()) >= set(TOPICS)


async def _attributes(settings: Settings) -> list[str]:
    client = await temporal.connect(settings)
    request = ListSearchAttributesRequest(namespace=client.namespace)
    return list((await client.operator_service.list_search_attributes(request)).custom_attributes)
