"""One profile for all laws: the same policies in every run, so that a red test stays red."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "wetten",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("wetten")
