"""Runs the tests and leaves at once: `python -m tests [what pytest takes]`.

Temporal's client may abort an interpreter that shuts down in the ordinary way, and the verdict would be lost with it.
"""

import os
import sys

import pytest

if __name__ == "__main__":
    verdict = pytest.main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(verdict)
