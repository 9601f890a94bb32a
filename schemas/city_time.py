"""What is the time of the law and of the city?"""

from datetime import timedelta, timezone

CITY_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had no summer time since 1991, so a fixed offset is exact."""
