"""The pretend city as a process: `python -m simulator --scenario family-of-three --scenario rubbish`."""

import argparse
import asyncio

from runtime.logs import configure
from runtime.settings import Settings
from simulator.city import live
from simulator.load import crowd
from simulator.scenarios import load, names
from simulator.year.city import inhabited


def main() -> None:
    """Lives until SIGTERM or Ctrl-C."""
    wanted = _arguments()
    settings = Settings()
    configure(settings, "city")
    scenarios = [load(name) for name in wanted.scenario or ([] if wanted.year else names())]
    if wanted.crowd:
        scenarios.append(crowd(wanted.crowd, wanted.seed, settings.pseudonym_key.get_secret_value()))
    if wanted.year:
        scenarios.append(inhabited(settings, wanted.year, wanted.seed))
    asyncio.run(live(settings, scenarios, clerks=not wanted.no_clerks))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A pretend city.")
    parser.add_argument("--scenario", action="append", help="a scenario to live; may be repeated; none means all")
    parser.add_argument("--crowd", type=int, default=0, help="so many generated households live there too")
    parser.add_argument("--year", type=int, default=0, help="so many households live there through the next year")
    parser.add_argument("--seed", type=int, default=1, help="the generated households follow from it")
    parser.add_argument("--no-clerks", action="store_true", help="nobody decides; somebody at the command line does")
    return parser.parse_args()


if __name__ == "__main__":
    main()
