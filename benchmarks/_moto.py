"""A server of moto, which acts like AWS, as the sandbox acts like Flowroute.

usage: python benchmarks/_moto.py

Prints its port like the sandbox. It is in no extra, for its many requirements:
pip install "moto[server]".
"""

from __future__ import annotations

import logging
import threading

from moto.server import ThreadedMotoServer

if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    print(f"READY http://127.0.0.1:{server.get_host_and_port()[1]}", flush=True)
    threading.Event().wait()
