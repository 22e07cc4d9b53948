"""How fast the law is recomputed: 100,000 rights with full histories on two cores, and one right alone.

    python benchmarks/rules.py [--rights 100000] [--jobs 2]

Prints rights, deadlines, seconds, and the bounds: 60 seconds for all, 2 milliseconds for one.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta

from zhihang.rules.deadlines import deadlines
from zhihang.rules.fees import fees
from zhihang.rules.history import Event, History
from zhihang.rules.status import status
from zhihang.rules.terms import term

AS_OF = date(2026, 11, 22)
SCOPES = (
    ("CN", "patent"), ("CN", "utility_model"), ("CN", "design"), ("CN", "trademark"), ("US", "patent"),
    ("US", "trademark"), ("EP", "patent"), ("EU", "design"), ("JP", "patent"), ("KR", "patent"),
)  # fmt: skip


def full_history(number: int) -> History:
    """A made-up right with a dozen events: priority, filing, actions, replies, grant, payments."""
    office, right = SCOPES[number % len(SCOPES)]
    filed = date(2006, 1, 1) + timedelta(days=number * 7 % 5000)

    def later(months: int) -> date:
        return filed + timedelta(days=months * 30 + number % 17)

    events = [
        Event("priority", filed - timedelta(days=300)),
        Event("filing", filed),
        Event("publication", later(8)),
        Event("preliminary_publication", later(9)),
        Event("examination_request", later(10)),
        Event("search_report", later(11)),
        Event("office_action", later(20), {"service": "electronic"}),
        Event("reply", later(23)),
        Event("further_office_action", later(28), {"service": "electronic"}),
        Event("reply", later(30)),
        Event("grant_notice", later(34)),
        Event("grant", later(36)),
        Event("registration", later(36)),
        *(Event("annuity_payment", later(36 + 12 * year)) for year in range(1, 4)),
    ]
    return History(office, right, tuple(events), claims=12, classes=2, origin="nonresident", as_of=AS_OF)


def recompute(first: int, last: int) -> tuple[int, int]:
    """All deadlines of a range of rights; how many rights and deadlines that were."""
    return last - first, sum(len(deadlines(full_history(number))) for number in range(first, last))


def main() -> None:
    """Runs both measurements."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rights", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    recompute(0, 50)
    start = time.perf_counter()
    step = max(1, options.rights // (options.jobs * 10))
    ranges = [(n, min(n + step, options.rights)) for n in range(0, options.rights, step)]
    with ProcessPoolExecutor(options.jobs) as pool:
        done = list(pool.map(recompute, *zip(*ranges, strict=True)))
    seconds = time.perf_counter() - start
    rights, found = sum(pair[0] for pair in done), sum(pair[1] for pair in done)
    print(f"{rights} rights, {found} deadlines: {seconds:.1f} s on {options.jobs} processes")
    print(f"  for 100,000 rights: {seconds * 100_000 / rights:.1f} s (bound 60 s)")
    for name, answer in (("deadlines", deadlines), ("term", term), ("fees", fees), ("status", status)):
        start = time.perf_counter()
        for number in range(300):
            answer(full_history(number))
        print(f"  one right, {name}: {(time.perf_counter() - start) / 300 * 1000:.2f} ms (bound 2 ms)")


if __name__ == "__main__":
    main()
