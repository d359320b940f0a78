"""What one writes in an afternoon: every page of sessions, kept with sqlite-utils."""

import sys

import requests
import sqlite_utils

url, key, path = sys.argv[1:]
table = sqlite_utils.Database(path)["session"]
web = requests.Session()
web.headers["Authorization"] = f"Bearer {key}"
page = 1
while True:
    answer = web.get(
        url + "/chat/v2/session",
        params={"PageNumber": page, "PageSize": 100, "IncludeDetails": "ContactDetails"})
    answer.raise_for_status()
    body = answer.json()
    table.upsert_all(body["items"], pk="id", alter=True)
    if not body["hasMorePages"]:
        break
    page += 1
