"""How do the lives of a year come into the pretend city, and which days does the year have?"""

from datetime import date, datetime

from runtime.settings import Settings
from schemas.city_time import CITY_TIME
from simulator.scenarios import Scenario
from simulator.year.lives import Life, lives

_DECEMBER = 12


def calendar() -> tuple[date, date]:
    """Today, on which everybody applies, and the first day of the year that is lived through: the next January."""
    today = datetime.now(CITY_TIME).date()
    return today, date(today.year + 1, 1, 1)


def population(settings: Settings, count: int, seed: int) -> list[Life]:
    """The same for everybody who asks with the same key and on the same day."""
    applied_on, begins = calendar()
    return lives(count, seed, settings.pseudonym_key.get_secret_value(), applied_on, begins)


def inhabited(settings: Settings, count: int, seed: int) -> Scenario:
    """Everybody with what the registers know of them, and the forms that lie at the towns."""
    everybody = population(settings, count, seed)
    return Scenario(
        name=f"year-{seed}-{count}",
        title=f"A year of {count} households",
        title_zh=f"{count}户家庭的一年",
        story="They are recognised, live on, and are paid; what happens is announced as it comes.",
        person=tuple(person for life in everybody for person in life.residents),
        application=tuple(life.application for life in everybody),
    )
