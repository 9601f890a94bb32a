"""Is every acceptance case of the domain rules tested by its id? Sections 2 to 13 and 16 of the domain rules."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

RULES = {
    "2.2 working days": "C1 C3 C4 C6 C7 C9 C11 C13 C15",
    "2.3 limits": "C16 C17",
    "2.4 identifiers": "I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11",
    "3.4 low income": "L1 L2 L3 L4 L6 L7 L9 L11 L12",
    "3.5 dynamic management": "T1 T3 T4",
    "3.6 destitute": "S1 S3 S4",
    "3.7 temporary aid": "E1 E2 E3 E5 E6",
    "4 means check": "M1 M3 M4 M5 M7",
    "5 marriage": "G2 G3 G4 G5",
    "6 early warning": "W1 W2 W3 W5 H1 H3",
    "7 elders": "A1 A2 A4 V1 V2 V4 V5 V6 V7",
    "8 after death": "B1 B3 B5 B6 B7 B8",
    "9 disability subsidies": "D1 D2 D3 D6 D7 D8 D9",
    "10 children": "K1 K3 K4 K5",
    "11 shelter": "F2 F3",
    "12 price subsidy": "P1 P2 P4 P5 P7 P9 P10",
    "13 happiness list": "Q1 Q3",
    "16 parameter packs": "X1 X3",
}
"""Cases that concern rules, by section. Each stands in the name or the id of a test in this folder."""

PROCEDURES: dict[str, str] = {}
"""Cases that only a procedure can show, with the reason in one word. None: each has a rule at its heart."""

HERE = Path(__file__).parent
IDS = [case for cases in RULES.values() for case in cases.split()]


@cache
def named_in_tests() -> frozenset[str]:
    """Every id that stands in the name of a test or in the id of one of its cases."""
    found: set[str] = set()
    for file in HERE.glob("test_*.py"):
        if file.name != Path(__file__).name:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                found |= set(_ids(node))
    return frozenset(found)


def _ids(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield from (case.upper() for case in re.findall(r"ac_([a-z]\d+)(?=_)", node.name))
    elif isinstance(node, ast.keyword) and node.arg == "id":
        yield from re.findall(r"\bAC-([A-Z]\d+)\b", ast.unparse(node.value))


@pytest.mark.parametrize("case", IDS, ids=[f"AC-{case}" for case in IDS])
def test_every_acceptance_case_of_a_rule_has_a_test(case):
    assert case in named_in_tests() | set(PROCEDURES)


def test_no_test_names_a_case_that_the_domain_rules_do_not_have():
    assert named_in_tests() <= set(IDS)


def test_no_case_is_listed_twice():
    assert len(IDS) == len(set(IDS)) == 96
