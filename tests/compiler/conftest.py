"""The same random programs in every run, as the laws of the calculus have."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "vertaald",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
