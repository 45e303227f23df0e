"""A failing example of hypothesis is not kept: the next run finds its own."""

from hypothesis import settings

settings.register_profile("default", database=None)
settings.load_profile("default")
