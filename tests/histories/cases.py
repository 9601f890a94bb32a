"""Every case that is recorded: the ordinary way of each procedure, and each of its main branches."""

from tests.histories import assistance_cases, early_warning_cases, marriage_cases, means_check_cases
from tests.histories.recorded import ORDINARY, RECORDED

__all__ = ["ORDINARY", "PLAYED", "RECORDED"]

PLAYED = (assistance_cases, early_warning_cases, marriage_cases, means_check_cases)
"""The files that added their cases by being imported."""
