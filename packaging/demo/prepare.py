#!/usr/bin/python3
"""Makes the demonstration's authority and clients: prepare.py PROGRAMS CATALOG FOLDER. Prints its address."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import socket  # noqa: E402

from demo import Demo  # noqa: E402


def main():
    programs, catalog, folder = sys.argv[1:4]
    os.makedirs(folder, mode=0o700)
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        port = probe.getsockname()[1]
    demo = Demo(programs, catalog, folder)
    demo.prepare(port)
    print(demo.issuer)


if __name__ == '__main__':
    main()
