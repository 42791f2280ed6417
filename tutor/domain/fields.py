"""Kinds of fields that the files of trainers share."""

from typing import Annotated

from pydantic import Field

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Lower case, digits and hyphens.")]
Owner = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]*)?$", description="A counterpart's id.")]
Share = Annotated[float, Field(ge=0, le=1)]
Lines = Annotated[
    tuple[str, ...], Field(min_length=1, description="Variants of one line; none is said twice.")
]
