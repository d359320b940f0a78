"""Which answers with 5xx are as they should be: the guide TheLocalAPI, "Its own paths" and "In place of the real
API". Every other one is a defect."""

import json

# By status: not fetched yet, the line is down or busy, or who asked forbade to ask; a change was passed
# on, and no answer came.
NOT_NOW = {"OUTPOST_NOT_YET", "OUTPOST_TOO_OLD", "OUTPOST_NOT_CACHED"}
KEYS = {
    502: {"OUTPOST_OUTCOME_UNKNOWN"}, 503: NOT_NOW | {"OUTPOST_OFFLINE", "OUTPOST_BUSY"},
    504: NOT_NOW,
}
OWN_PROBLEMS = {"urn:outpost:problem:never-refreshed", "urn:outpost:problem:queue-full"}


def is_for_the_api(path):
    first = path.lstrip("/").split("/")[0].split("?")[0].lower()
    return first in ("core", "chat", "crm")


def is_announced(status, method, path, body):
    """Whether it is no error of the server's, or one that is announced. `body` is bytes; that of an
    answer to HEAD is empty, and then the status has to do."""
    if status < 500:
        return True
    if method == "HEAD":
        return status == 500 or status in KEYS if is_for_the_api(path) else status == 503
    try:
        value = json.loads(body)
    except ValueError:
        return False
    if not isinstance(value, dict):
        return False
    if is_for_the_api(path):
        # Ours is a number; the server's own word, handed on as it was said, may be a text.
        if value.get("httpStatusCode") not in (status, str(status)):
            return False
        if status == 500:
            # The API's own way to say that a request cannot be done.
            return value.get("key") == "FORM_ERROR"
        return value.get("key") in KEYS.get(status, ())
    if path.split("?")[0].strip("/").lower() == "readyz":
        return status == 503 and value.get("ready") is False and bool(value.get("reasons"))
    return status == 503 and value.get("type") in OWN_PROBLEMS
