"""Work for later: a job joins the transaction that asks for it and runs in the worker after the commit."""

from collections.abc import Callable

from django_q.tasks import async_task


def later(action: Callable[[int], object], pk: int) -> None:
    """Queue `action(pk)`. The job row is written in this transaction, so a rollback takes it back too.

    The worker may run a job twice (killed and repeated), so `action` fetches its own rows and is safe to repeat.
    """
    async_task(f"{action.__module__}.{action.__qualname__}", pk)
