"""Logs that say what happened and never what somebody felt: no body, no query, no name, no health value."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

log = structlog.get_logger("opbouw.web")


def without_values(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep the place and the kind of a foreign error, drop its text and locals: they may hold what a runner typed."""
    record = event.get("_record")
    failure = getattr(record, "exc_info", None)
    if record is not None and failure and failure[0] is not None:
        event["error"] = failure[0].__name__
        event["at"] = _place(failure[2])
        event.pop("exc_info", None)
        record.exc_info = record.exc_text = None
    return event


def _place(trace: Any) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/opbouw/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-8:]


class RequestLog:
    """One line a request: method, route name, status and time. The route, not the address, so no id is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None:
            log.info(
                "request",
                method=request.method,
                route=match.view_name,
                status=response.status_code,
                ms=round((time.monotonic() - started) * 1000),
            )
        return response
