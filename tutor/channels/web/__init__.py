"""The browser: Chainlit mounted in a FastAPI app, on the product's own tables."""

from tutor.channels.web.serving import create_web, run

__all__ = ["create_web", "run"]
