"""Why is it granted? Rules as pure functions of the facts and a day; every figure is in `policy/numbers/`."""

RULES_VERSION = "2026.1"
"""Recorded in every decision, so that a case tells by which rules it was assessed."""
