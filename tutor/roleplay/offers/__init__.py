"""Offers in what people type, and how they are said back: amounts, dates, directions, packages."""
