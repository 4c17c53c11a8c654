#!/usr/bin/env python3
"""Lets through what is said to a port of 127.0.0.1; in the answers it puts some octets in others' place.

  tampering_proxy.py PORT FOUND WANTED     both in hexadecimal and equally long; prints the port where it stands
Ends with its standard input.
"""
import asyncio
import sys


async def copy(reader, writer, edit):
    """Passes on what comes until one of the two ends it."""
    try:
        while data := await reader.read(65536):
            writer.write(edit(data))
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def main():
    port, found, wanted = int(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:4])
    if len(found) != len(wanted):
        sys.exit("tampering_proxy.py: other octets must be as many")

    async def serve(reader, writer):
        answers, questions = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            copy(reader, questions, lambda data: data),
            copy(answers, writer, lambda data: data.replace(found, wanted)))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    over = asyncio.Event()
    asyncio.get_running_loop().add_reader(0, over.set)
    await over.wait()


asyncio.run(main())
