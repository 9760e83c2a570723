"""Engines: one pure function mapped over tasks, in this process, on all cores, or on a Dask cluster.

Every engine takes a function, an iterator of tasks and the number of workers, holds no more tasks than two a
worker, and yields ``(task, result)`` in any order; a task that fails, or that ends the process of its worker
again and again, has its exception as result.
"""

import multiprocessing
import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

TRIES = 3  # how often a task may lose its worker
PATIENCE = 60  # seconds that a Dask cluster of this machine waits for its own processes


def process(function, tasks, workers=1):
    """One task after the other, here."""
    for task in tasks:
        try:
            yield task, function(task)
        except Exception as error:
            yield task, error


def pool(function, tasks, workers=None):
    """A process a core. When one is killed the tasks that were under way are done again, one at a time."""
    workers, tasks = workers or cores(), iter(tasks)
    while True:
        suspects = []
        with _executor(workers) as executor:
            for task, result in _flow(executor.submit, _first_done, function, tasks, 2 * workers):
                if isinstance(result, BrokenProcessPool):
                    suspects.append(task)
                else:
                    yield task, result
        if not suspects:
            return
        for task in suspects:
            yield task, _alone(function, task)


def _alone(function, task):
    for _ in range(TRIES - 1):
        with _executor(1) as executor:
            future = executor.submit(function, task)
            if not isinstance(ended := future.exception(), BrokenProcessPool):
                return ended or future.result()
    return RuntimeError(f"its process was killed {TRIES} times: {ended}")


def _executor(workers):
    # A fresh interpreter for each worker: a copy of this one would hold its locks, threads and memory.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _first_done(futures):
    return wait(futures, return_when=FIRST_COMPLETED).done


def _flow(submit, done, function, tasks, most):
    """Submit tasks while fewer than ``most`` are under way; yield each with its result or exception."""
    running, broken = {}, False
    while True:
        for task in islice(tasks, 0 if broken else most - len(running)):
            try:
                running[submit(function, task)] = task
            except BrokenProcessPool as error:
                broken = True
                yield task, error
                break
        if not running:
            return
        for future in done(list(running)):
            error = future.exception()
            broken = broken or isinstance(error, BrokenProcessPool)
            yield running.pop(future), error or future.result()


def dask(function, tasks, workers=None, scheduler=""):
    """The workers of a Dask cluster; without ``scheduler`` a cluster of this machine, on loopback only.

    Dask does the tasks of a lost worker again elsewhere, and gives up on one that has lost it several. Where
    no worker of this machine comes up again within ``PATIENCE`` seconds the tasks that are left fail.
    """
    from distributed import Client
    from distributed import wait as wait_for

    def done(futures):
        return wait_for(futures, return_when="FIRST_COMPLETED").done

    cluster = None if scheduler else local_cluster(workers or cores())
    try:
        with Client(scheduler or cluster) as client:
            most = 2 * max(1, len(client.nthreads()))
            yield from _flow(lambda f, t: client.submit(f, t, pure=False), done, function, iter(tasks), most)
    finally:
        if cluster:
            cluster.close(timeout=PATIENCE)


def local_cluster(workers: int):
    """A Dask cluster on loopback; nothing in it waits for ever for a process that is gone."""
    import dask
    from distributed import LocalCluster

    options = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1}
    with dask.config.set({"distributed.scheduler.no-workers-timeout": f"{PATIENCE} s"}):
        return LocalCluster(n_workers=workers, death_timeout=PATIENCE, **options)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
