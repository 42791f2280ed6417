"""The sign that a browser belongs to a learner: a signed cookie that Chainlit reads too."""

from collections.abc import Mapping

from tutor.channels.web.tongue import cookie

LOCAL = "local"
"""The one learner of a program that runs on the learner's own machine."""
NAME = "access_token"
"""The cookie in which Chainlit looks for who is there."""


class Signs:
    """Makes signs and reads them; after shell.settle, which makes the secret."""

    def make(self) -> str:
        """A sign for the local learner."""
        from chainlit.auth import create_jwt
        from chainlit.user import User

        return create_jwt(User(identifier=LOCAL))

    def learner(self, headers: Mapping[str, str]) -> str:
        """Whose sign a request carries; empty when it has none, or a wrong or old one."""
        import jwt
        from chainlit.auth.jwt import decode_jwt

        try:
            return str(decode_jwt(cookie(headers.get("cookie", ""), NAME)).identifier)
        except (jwt.InvalidTokenError, TypeError, KeyError):
            return ""
