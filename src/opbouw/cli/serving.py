"""`opbouw serve`: the pages, on this machine unless told otherwise."""

from __future__ import annotations

import gc
import os
import socket
from importlib import import_module
from typing import Annotated, Any

import typer

from opbouw.cli.problems import Problem
from opbouw.cli.site import bring_up_to_date, open_site
from opbouw.cli.terminal import Lang, Language, spoken
from opbouw.cli.texts import text

PROCESSES, THREADS = 2, 8
THIS_MACHINE = "127.0.0.1"
EVERYWHERE = frozenset({"0.0.0.0", "::"})
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]
Host = Annotated[str, typer.Option("--host", help="The address to listen on; without it, this machine only.")]
Demo = Annotated[bool, typer.Option("--demo", help="Make the example runner now, so that the first look is quick.")]


def serve(demo: Demo = False, port: Port = 8000, host: Host = THIS_MACHINE, lang: Language = None) -> None:
    """Open Opbouw in the browser.

    Brings the database up to date and serves the pages until you press Ctrl+C. Where the data is kept and what else can
    be set stands in docs/host.md.
    """
    _check_free(host, port)
    open_site()
    bring_up_to_date()
    if demo:
        _open_example(spoken(lang))
    shown = "localhost" if host in EVERYWHERE or host == THIS_MACHINE else host
    _run(
        f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        text("serve_open", spoken(lang), url=f"http://{shown}:{port}"),
    )


def _check_free(host: str, port: int) -> None:
    """Say it at once when the address cannot be had, before anything else is done."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as problem:
        raise Problem(
            f"port {port} on {host} cannot be opened ({problem.strerror or problem}). "
            f"Stop what uses it, or choose another: opbouw serve --port {port + 1 if port < 65535 else 8000}"
        ) from None


def _open_example(lang: Lang) -> None:
    from django.utils import timezone

    from opbouw.web.store.example import open_example

    open_example(timezone.localdate(), lang.value)


def _begin(_web: Any) -> None:
    """Beside the pages of each process: somebody who starts a worker when there is work, and somebody who forgets."""
    from opbouw.web.background import keeper
    from opbouw.web.store import forgetting

    keeper.start()
    forgetting.start()


def _run(address: str, opened: str) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped] # it has no types

    # Made before the processes part, so that they share what does not change; threads and connections come after.
    options: dict[str, Any] = {
        "bind": address,
        "workers": min(PROCESSES, os.cpu_count() or 1),
        "preload_app": True,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": 20,
        "keepalive": 5,
        "loglevel": "warning",
        "control_socket_disable": True,
        "proc_name": "opbouw",
        "post_worker_init": _begin,
        "when_ready": lambda _server: print(opened, flush=True),
    }

    class Server(BaseApplication):  # type: ignore[misc] # its base has no types
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from opbouw.web.wsgi import application

            import_module("opbouw.web.urls")  # every page
            gc.freeze()  # a collection that walked what is shared would copy it
            return application

    connections.close_all()
    os.environ.pop("GUNICORN_CMD_ARGS", None)
    Server().run()
