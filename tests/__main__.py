"""Runs the tests and leaves at once: `python -m tests [what pytest takes]`.

Temporal's client may abort an interpreter that shuts down in the ordinary way, and the verdict would be lost with it.
"""

import os
import signal
import sys

import pytest

if __name__ == "__main__":
    # A shell that starts us in the background has us ignore Ctrl-C, and what we start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    verdict = pytest.main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(verdict)
