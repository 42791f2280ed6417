"""A circuit breaker: a provider that fails again and again is left alone for a while (Nygard 2007)."""

from dataclasses import dataclass, replace

FAILURES = 5
"""Failures in a row that open the circuit."""

REST = 15.0
"""Seconds that an open circuit rests before one call is let through; twice as long after each failed try."""

LONGEST_REST = 120.0


@dataclass(frozen=True, slots=True)
class Circuit:
    """How a provider has fared; times are seconds on any clock that only goes forward."""

    failures: int = 0
    open_until: float = 0.0
    rest: float = REST

    def admits(self, now: float) -> bool:
        """Whether a call may be made."""
        return self.failures < FAILURES or now >= self.open_until

    def tried(self, now: float) -> "Circuit":
        """After a call was let through: while it is under way, an open circuit lets no other through."""
        return replace(self, open_until=now + self.rest) if self.failures >= FAILURES else self

    def failed(self, now: float, *, lasting: bool = False) -> "Circuit":
        """After a failure of the provider's; a lasting one opens the circuit at once."""
        failures = FAILURES if lasting else self.failures + 1
        if failures < FAILURES:
            return replace(self, failures=failures)
        rest = min(self.rest * 2, LONGEST_REST) if self.failures >= FAILURES else self.rest
        return Circuit(failures, now + rest, rest)

    def worked(self) -> "Circuit":
        """After a success: closed, with nothing held against it."""
        return Circuit()
