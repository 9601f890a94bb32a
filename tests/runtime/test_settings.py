from typing import Any

import pytest
from pydantic import ValidationError

from runtime.settings import Settings

OUTSIDE: dict[str, Any] = {
    "temporal_address": "temporal:7233",
    "kafka_bootstrap": "kafka:9092",
    "pseudonym_key": "a-secret-one",
}


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ONETHING_{name.upper()}", raising=False)


def test_without_addresses_the_platform_is_embedded():
    assert Settings().embedded


def test_with_both_addresses_the_platform_is_outside():
    assert not Settings(**OUTSIDE).embedded


@pytest.mark.parametrize(
    ("changed", "remedy"),
    [
        pytest.param({"kafka_bootstrap": None}, "ONETHING_KAFKA_BOOTSTRAP is not set", id="only Temporal"),
        pytest.param({"temporal_address": None}, "ONETHING_TEMPORAL_ADDRESS is not set", id="only Kafka"),
        pytest.param({"city_day": 60.0}, "ONETHING_CITY_DAY_OUTSIDE", id="shortened days outside"),
        pytest.param({"pseudonym_key": "demonstration-only"}, "ONETHING_PSEUDONYM_KEY", id="the public key outside"),
        pytest.param({"city_day": 0}, "greater than 0", id="a day without length"),
    ],
)
def test_settings_that_would_do_harm_are_refused_with_a_remedy(changed, remedy):
    with pytest.raises(ValidationError, match=remedy):
        Settings(**{**OUTSIDE, **changed})


def test_shortened_days_outside_are_allowed_when_named():
    assert Settings(**OUTSIDE, city_day=60.0, city_day_outside=True).city_day == 60.0


def test_a_refusal_does_not_tell_the_key():
    with pytest.raises(ValidationError) as refusal:
        Settings(**{**OUTSIDE, "city_day": 60.0})

    assert "a-secret-one" not in str(refusal.value)


def test_the_environment_is_read(monkeypatch, tmp_path):
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("ONETHING_OWN_DESKS", "public-security, tax")
    monkeypatch.setenv("ONETHING_KAFKA_BOOTSTRAP", "")

    settings = Settings()

    assert settings.own_desks == ("public-security", "tax")
    assert settings.database_url == f"sqlite:///{tmp_path}/register.db"
    assert settings.embedded


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(lambda: Settings(own_desks=("tax", "health"), city_day=2.5), id="embedded, not started"),
        pytest.param(lambda: Settings(**OUTSIDE), id="outside"),
        pytest.param(
            lambda: Settings(city_day=2.5).with_platform(
                temporal_address="127.0.0.1:1", temporal_ui_url="http://127.0.0.1:2", kafka_bootstrap="127.0.0.1:3"
            ),
            id="embedded, started",
        ),
    ],
)
def test_a_child_process_sees_the_same_settings(settings, monkeypatch):
    told = settings()
    for name, value in told.environment().items():
        monkeypatch.setenv(name, value)

    assert Settings() == told


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().log_level = "debug"  # type: ignore[misc]  # which is what this test is about
