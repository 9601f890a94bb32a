"""What do the offices know of disabled persons, and what do they do for their subsidies? (残疾人两项补贴)"""

from typing import Any

from schemas.questions import Question
from simulator.archive import Archive
from simulator.residents import Resident


def certificates(archive: Archive, question: Question) -> dict[str, Any]:
    """What the federation's certificate of each says; of whom it says nothing, there is none."""
    known = [person for subject in question.subjects if (person := archive.resident(subject.ref))]
    return {"records": [_certificate(person) for person in known]}


def need(archive: Archive, question: Question) -> dict[str, Any]:
    """Where each belongs, how they live and what they draw beside, as the bureau's own files say."""
    known = [person for subject in question.subjects if (person := archive.resident(subject.ref))]
    return {"records": [{"person": person.ref, **person.subsidy_need} for person in known]}


def _certificate(person: Resident) -> dict[str, Any]:
    paper = person.certificate
    return {"person": person.ref, "certificate": paper.model_dump(mode="json") if paper else None}
