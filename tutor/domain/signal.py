"""What people do in any conversation in set phrases, beside their moves."""

from enum import StrEnum


class Signal(StrEnum):
    """What people do in any conversation, in words that the program knows per language."""

    SILENCE = "silence"
    """Says nothing: dots, or that they are silent."""
    LAUGHS = "laughs"
    """Only laughs, or says that it was a joke."""
    INTERJECTS = "interjects"
    """Says no more than "wow", "pff" or "I mean it"."""
    PUZZLED = "puzzled"
    """Does not follow: "what do you mean?"."""
    WHAT_IF = "what-if"
    """Asks what happens when it goes wrong."""
    WANTS_A_FACT = "wants-a-fact"
    """Asks who, when, where or how many, to which yes and no are no answer."""
    SOMEBODY_ELSE = "somebody-else"
    """Wants to speak to somebody else, or to the other's boss."""
    OTHER_LANGUAGE = "other-language"
    """Wants to go on in another language."""
    DRINK = "drink"
    """Offers or asks for something to drink."""
    TEARS = "tears"
    """Asks whether the other is crying, or offers a tissue."""
    WAIT = "wait"
    """Asks for a moment."""
    SMALL_TALK = "small-talk"
    """Asks about the weather, sports, hobbies and the like."""
    PONDERING = "pondering"
    """Wants to think it over."""
