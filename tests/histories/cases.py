"""Every case that is recorded: the ordinary way of each procedure, and each of its main branches."""

from tests.histories import (
    assistance_cases,
    bereavement_cases,
    care_cases,
    clock_cases,
    disability_cases,
    divorce_cases,
    early_warning_cases,
    marriage_cases,
    marriage_correction_cases,
    means_check_cases,
    payment_cases,
    remedy_cases,
    residence_cases,
    review_cases,
    spending_aid_cases,
)
from tests.histories.recorded import ORDINARY, RECORDED

__all__ = ["ORDINARY", "PLAYED", "RECORDED"]

PLAYED = (
    assistance_cases,
    bereavement_cases,
    care_cases,
    clock_cases,
    disability_cases,
    divorce_cases,
    early_warning_cases,
    marriage_cases,
    marriage_correction_cases,
    means_check_cases,
    payment_cases,
    remedy_cases,
    residence_cases,
    review_cases,
    spending_aid_cases,
)
"""The files that added their cases by being imported."""
