"""Learners: who practises, and in which language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Learner:
    """A person who learns; id is stable over channels."""

    id: str
    name: str
    language: str = ""
