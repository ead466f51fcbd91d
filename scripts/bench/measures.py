"""What is measured: pages and a save by one client, a list by eight, statements, bytes, memory."""

import gzip
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from scripts.bench.client import Client, fields_of, linked
from scripts.bench.servers import Server

REPEATS = 5
REQUESTS = 15
CLIENTS = 8
SECONDS = 3.0
Known = dict[str, Any]
Steps = dict[str, Callable[[], float]]


def signed_in(port: int, known: Known) -> Client:
    client = Client(port)
    client.sign_in(known["email"], known["password"])
    return client


def steps(client: Client, plain: Client, known: Known) -> Steps:
    """Name → one request; gives its seconds."""
    cases = cycle(known["references"])
    numbers = iter(range(10**9))
    deep = deep_address(client)

    def page(of: Client, address: str) -> float:
        of.get(address)
        return of.took

    return {
        "calibration": lambda: page(plain, "/"),
        "list": lambda: page(client, "/work"),
        "deep": lambda: page(client, deep),
        "filter": lambda: page(client, "/work?strand=race"),
        "case": lambda: page(client, f"/cases/{next(cases)}"),
        "search": lambda: page(client, "/find?q=" + known["words"].replace(" ", "+")),
        "save": lambda: save(client, next(cases), next(numbers)),
    }


def deep_address(client: Client) -> str:
    """The second page of what waits, by its link."""
    links = BeautifulSoup(client.get("/work"), "html.parser").select("a[href*='after=']")
    return str(links[-1]["href"]) if links else "/work"


def save(client: Client, reference: str, number: int) -> float:
    """A correction of a report: the time from sending the form until the answer that it is kept."""
    address = f"/cases/{reference}/report"
    fields = fields_of(client.get(address), "narrative")
    client.post(address, fields | {"narrative": f"{fields['narrative'][:800]} {number}"})
    return client.took


def one_client(found: Steps) -> dict[str, dict[str, float]]:
    """Interleaved: in every repeat each step some times; the ratio is the median of those of the repeats."""
    for step in found.values():
        step()  # what is kept by the processes is filled before the first is counted
        step()
    repeats: list[dict[str, list[float]]] = [
        {name: sorted(step() for _ in range(REQUESTS)) for name, step in found.items()} for _ in range(REPEATS)
    ]
    return {
        name: {
            "p50_ms": round(statistics.median(statistics.median(one[name]) for one in repeats) * 1000, 2),
            "ratio": _ratio(repeats, name, REQUESTS // 2),
            "quiet": _ratio(repeats, name, 1),
        }
        for name in found
    }


def _ratio(repeats: list[dict[str, list[float]]], name: str, rank: int) -> float:
    """Times the calibration, at a rank of the sorted times of a repeat: the middle one, or nearly the least."""
    return round(statistics.median(one[name][rank] / one["calibration"][rank] for one in repeats), 2)


def eight_clients(product: Server, calibration: Server, known: Known) -> dict[str, float]:
    """Requests a second of eight clients at once, the list and the calibration in turns; and what memory they cost.

    The clients are windows of one person: so many sessions at once would end each other.
    """
    first = signed_in(product.port, known)
    lists = [Client(product.port, first.cookies) for _ in range(CLIENTS)]
    plain = [Client(calibration.port) for _ in range(CLIENTS)]
    _rate(lists, "/work")  # every thread has begun, every template is there, before memory is looked at
    before, rates = product.megabytes(), []
    for _ in range(REPEATS):
        rates.append((_rate(plain, "/"), _rate(lists, "/work")))
    after = product.megabytes()
    return {
        "calibration_a_second": round(statistics.median(base for base, _ in rates), 1),
        "list_a_second": round(statistics.median(rate for _, rate in rates), 1),
        "share": round(statistics.median(rate / base for base, rate in rates), 3),
        "megabytes": round(after, 1),
        "growth": round(after / before, 2),
    }


def _rate(clients: list[Client], address: str) -> float:
    until, counts = time.perf_counter() + SECONDS, [0] * len(clients)

    def ask(at: int) -> None:
        while time.perf_counter() < until:
            clients[at].get(address)
            counts[at] += 1

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def sizes(client: Client) -> dict[str, float]:
    """Kilobytes as a proxy that compresses would send them."""
    page = client.get("/work")
    parts = list(_parts(client, page))
    return {
        "list_kb": round(len(gzip.compress(page)) / 1000, 1),
        "cold_kb": round((len(gzip.compress(page)) + sum(parts)) / 1000, 1),
        "cold_requests": 1 + len(parts),
    }


def _parts(client: Client, page: bytes) -> Iterator[int]:
    """What comes with the page, and every font that a style sheet names."""
    asked = linked(page)
    for address in asked:
        body = client.get(address)
        if address.split("?")[0].endswith(".css"):
            fonts = re.findall(r"url\([\"']?([^)\"']+\.woff2[^)\"']*)", body.decode())
            asked += [one for one in (urljoin(address, font) for font in fonts) if one not in asked]
        yield len(body) if address.split("?")[0].endswith((".woff2", ".png")) else len(gzip.compress(body))
