"""The same examples every time, and no stopwatch: a busy machine is no broken rule."""

from hypothesis import settings

settings.register_profile("policy", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("policy")
