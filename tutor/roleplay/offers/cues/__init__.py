"""What people write around a number that makes it an offer, a change, a limit, or no offer at all."""

from tutor.roleplay.offers.cues.cues import OfferCues
from tutor.roleplay.offers.cues.dutch import DUTCH
from tutor.roleplay.offers.cues.english import ENGLISH

__all__ = ["OfferCues", "cues_for"]


def cues_for(language: str) -> OfferCues:
    """The cues of a language; a language without its own reads like English."""
    return DUTCH if language == "nl" else ENGLISH
