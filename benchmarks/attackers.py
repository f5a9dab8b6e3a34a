"""Slow and greedy clients of a site on this machine: `attackers.py PORT NETWORK ATTACK...`, until killed.

Each client has its own address, 127.NETWORK.x.y, and comes back when it is refused.
"""

import asyncio
import contextlib
import itertools
import json
import socket
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

LOGIN = "/admin/login/"
COMES_BACK_SECONDS = 0.5
HANG_UP_SECONDS = 0.4
SLOW_BYTES = 1000  # per second
GIGABYTE = 1_000_000_000
PIECE = 1_000_000
ANALYSES = (
    "events/aggregate/?group_by=actor,type",
    "network/?kind=co_participation",
    "events/timeline/?interval=month&split=type",
    "events/?facets=type,country,place,actor,stance,agreement",
)

statuses: Counter[str] = Counter()
Client = Callable[[int, str], Awaitable[None]]


@contextlib.asynccontextmanager
async def connection(port: int, address: str, receive_buffer: int = 0):  # type: ignore[no-untyped-def]
    """Reader and writer of a connection from this address."""
    sock = socket.socket()
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.setblocking(False)
    try:
        sock.bind((address, 0))
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(sock=sock, limit=receive_buffer or 2**16)
        yield reader, writer
        writer.close()
    finally:
        sock.close()


def get(path: str) -> bytes:
    return f"GET /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()


async def note_status(reader: asyncio.StreamReader) -> bool:
    """Counts the status of an answer; returns whether it is 200."""
    line = (await reader.readline()).decode()
    status = line.split()[1] if line else "closed"
    statuses[status] += 1
    return status == "200"


async def slow_body(port: int, address: str) -> None:
    header = f"POST {LOGIN} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"
    await _send_slowly(port, address, header.encode())


async def slow_header(port: int, address: str) -> None:
    await _send_slowly(port, address, b"GET /api/v1/events/ HTTP/1.1\r\nX-Header: ")


async def _send_slowly(port: int, address: str, beginning: bytes) -> None:
    async with connection(port, address) as (_, writer):
        writer.write(beginning)
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(1)


async def slow_reader(port: int, address: str) -> None:
    async with connection(port, address, receive_buffer=4096) as (reader, writer):
        writer.write(get("events.csv"))
        if await note_status(reader):
            while await reader.read(SLOW_BYTES):
                await asyncio.sleep(1)


async def spreadsheet(port: int, address: str) -> None:
    async with connection(port, address) as (reader, writer):
        writer.write(get("events.xlsx"))
        if await note_status(reader):
            while await reader.read(PIECE):
                pass


async def hang_up(port: int, address: str) -> None:
    for path in ("events.xlsx", "events.csv", ANALYSES[0]):
        async with connection(port, address) as (_, writer):
            writer.write(get(path))
            await asyncio.sleep(HANG_UP_SECONDS)


async def analysis(port: int, address: str) -> None:
    for path in ANALYSES:
        async with connection(port, address) as (reader, writer):
            writer.write(get(path))
            await note_status(reader)
            await reader.read()


async def large_body(port: int, address: str) -> None:
    await _send_gigabyte(port, address, f"Content-Length: {GIGABYTE}", b"x" * PIECE)


async def large_chunked_body(port: int, address: str) -> None:
    chunk = f"{PIECE:x}\r\n".encode() + b"x" * PIECE + b"\r\n"
    await _send_gigabyte(port, address, "Transfer-Encoding: chunked", chunk)


async def _send_gigabyte(port: int, address: str, header: str, piece: bytes) -> None:
    async with connection(port, address) as (_, writer):
        writer.write(f"POST {LOGIN} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n\r\n".encode())
        for _ in range(GIGABYTE // PIECE):
            writer.write(piece)
            await writer.drain()


# Each attack: its clients with their number, and the seconds between their first connections
ATTACKS: dict[str, tuple[dict[Client, int], float]] = {
    "slow bodies": ({slow_body: 60}, 0),
    "slow headers": ({slow_header: 60}, 0),
    "slow readers": ({slow_reader: 8}, 0.5),
    "spreadsheets": ({spreadsheet: 8}, 0),
    "hang-ups": ({hang_up: 8}, 0),
    "large bodies": ({large_body: 1, large_chunked_body: 1}, 0),
    "analyses": ({analysis: 8}, 0),
}


async def again_and_again(client: Client, port: int, address: str, wait: float) -> None:
    await asyncio.sleep(wait)
    while True:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await client(port, address)
        await asyncio.sleep(COMES_BACK_SECONDS)


async def main(port: int, network: str, names: list[str]) -> None:
    addresses: Iterator[str] = (
        f"127.{network}.{number // 200}.{1 + number % 200}" for number in itertools.count()
    )
    tasks = []
    for name in names:
        clients, pause = ATTACKS[name]
        for client, count in clients.items():
            tasks += [
                again_and_again(client, port, next(addresses), number * pause)
                for number in range(count)
            ]
    report = asyncio.create_task(_report())
    await asyncio.gather(*tasks, report)


async def _report() -> None:
    """Writes the statuses received so far, once a second."""
    while True:
        await asyncio.sleep(1)
        print(json.dumps(statuses), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
