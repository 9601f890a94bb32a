"""Which topics carry events, and who may speak on each?"""

from registry.departments import DEPARTMENTS

OUTCOMES = "onething.outcomes"
"""What cases achieved; only the platform speaks here."""

ALERTS = "onething.alerts"
"""What streams derived from the departments' facts."""

DEAD_LETTERS = "onething.deadletter"
"""What could not be accepted, with the reason and the original bytes."""

PLATFORM_SOURCE = "//onething.city"

SOURCES: dict[str, str] = {department.topic: department.source for department in DEPARTMENTS.values()} | {
    OUTCOMES: PLATFORM_SOURCE,
    ALERTS: PLATFORM_SOURCE,
}
"""Topic → the only source that may speak on it."""

TOPICS = (*SOURCES, DEAD_LETTERS)
