"""What schemathesis is told besides the document: to count, and which 5xx are announced."""

import os
import urllib.parse

import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection

from announced import is_announced

COUNTS = os.environ["OUTPOST_FUZZ_COUNTS"]


@schemathesis.hook
def after_call(context, case, response):
    with open(COUNTS, "a") as file:
        file.write(f"{response.status_code}\n")


@schemathesis.check
def announced_server_errors_only(ctx, response, case):
    method, url = response.request.method, response.request.url
    path = urllib.parse.urlsplit(url).path
    if not is_announced(response.status_code, method, path, response.content):
        raise AssertionError(f"{response.status_code} is not announced")


@schemathesis.check
def nonsense_is_refused(ctx, response, case):
    """As schemathesis has it, but for words that are there and empty: they count as not there."""
    request = response.request
    query = urllib.parse.urlsplit(request.url).query
    words = urllib.parse.parse_qsl(query, keep_blank_values=True)
    if "" in [value for _, value in words] or request.headers.get("Last-Event-ID") in ("", b""):
        return None
    return negative_data_rejection(ctx, response, case)
