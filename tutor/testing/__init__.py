"""Stand-ins with the behaviour of the real parts, for tests and experiments."""
