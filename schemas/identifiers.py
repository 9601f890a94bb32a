"""What are the names of things? Each a type of its own, so that none is taken for another."""

from typing import NewType

CaseId = NewType("CaseId", str)
"""`<service>:<business key>`; never personal data."""

EventId = NewType("EventId", str)
PersonRef = NewType("PersonRef", str)
"""Keyed pseudonym of a person, `p-…`; stands for the citizen number in ids, keys and logs."""

HouseholdRef = NewType("HouseholdRef", str)
ApplicationNumber = NewType("ApplicationNumber", str)
DepartmentId = NewType("DepartmentId", str)
ServiceId = NewType("ServiceId", str)
RegionCode = NewType("RegionCode", str)
"""National code of GB/T 2260, six digits."""

UnitId = NewType("UnitId", str)
"""Administrative unit that handles a case: a county, a town, or a zone without national code."""

OfficerId = NewType("OfficerId", str)
QuestionId = NewType("QuestionId", str)
ItemId = NewType("ItemId", str)
"""One of the 32 business items of the assistance platform, for example `medical-premium-aid`."""
