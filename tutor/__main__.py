"""``python -m tutor`` is ``tutor``."""

from tutor.cli import main

main()
