"""The body of a worker process: convert each source received, send back its dataset or the reason why there is none.

Started by ``pipeline.conversion`` with the number of an inherited pipe; ends when the other end closes.
"""

from __future__ import annotations

import contextlib
import sys
from multiprocessing.connection import Connection

from pipeline.conversion import attempt

_MEMORY = 4 << 30  # bytes of address space; reading a disclosure takes some 150 MB


def serve(connection: Connection) -> None:
    """Convert sources until the other end closes the connection."""
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError, ConnectionResetError):
        while True:
            result = attempt(connection.recv())
            connection.send((result.dataset, result.error))


def limit_memory(size: int) -> None:
    """Let this process have at most ``size`` bytes of address space, where the system can limit it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    limit_memory(_MEMORY)
    serve(Connection(int(sys.argv[1])))
