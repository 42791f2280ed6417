"""What holds for every test."""

from hypothesis import settings

# A first call may load a model or a word list; how long things take is measured by benchmarks, not here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
