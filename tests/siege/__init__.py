"""The siege: random disturbances against real processes and sockets, judged by what was accepted.

`python -m siege --seconds 300 --seed 7` (with PYTHONPATH=tests) runs it by itself. Each episode is
one disturbance with its own counting server; it is drawn from the seed before it runs, and named
as ``Disturbance:seed``, which replays it alone: `python -m siege --episode ForkThreads:123`.
"""
