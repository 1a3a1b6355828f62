"""The program's entry: `govrank` and `python -m govrank`."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130  # as shells say it: 128 and the number of the signal


def main() -> None:
    """Run the command line and end the process with its exit code; an interrupt never prints a traceback.

    While the command line is imported, and when it has ended, there is nothing to clean up.
    """
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not one that nohup has muted
    if heard:
        signal.signal(signal.SIGINT, _leave)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads for algebra that nothing here does
    from govrank.cli import main as run

    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        if heard:
            signal.signal(signal.SIGINT, _leave)


def _leave(*_signal: object) -> None:
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
