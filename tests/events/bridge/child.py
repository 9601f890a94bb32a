"""The bridge as a process of its own, with group times that suit a test."""

import runpy
from dataclasses import replace

from runtime import kafka

kafka.EMBEDDED = replace(kafka.EMBEDDED, session=1_000, heartbeat=250)
runpy.run_module("events.bridge", run_name="__main__")
