"""How much was said of scores: queries over the append-only tables of practices and of texts."""

from typing import Any

from sqlalchemy import Column, ScalarSelect, Table, exists, func, select


def count(table: Table, owner: str, id: Column[Any]) -> ScalarSelect[int]:
    """How many rows a table has of what its column owner refers to by id."""
    return select(func.count()).select_from(table).where(table.c[owner] == id).scalar_subquery()


def waiting(objections: Table, reviews: Table, owner: str, id: Column[Any]) -> ScalarSelect[int]:
    """How many objections nobody has decided on since; one to the whole waits for an answer to the whole."""
    said, given = objections.c, reviews.c
    about = given.criterion == said.criterion
    decided = exists().where(given[owner] == said[owner], given.at >= said.at, about)
    of = select(func.count()).select_from(objections).where(said[owner] == id, ~decided)
    return of.scalar_subquery()
