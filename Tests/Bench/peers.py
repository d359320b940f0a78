"""Who answers the same questions beside the agent: nginx with files, nginx as a cache before the API,
and datasette on the agent's own cache. Each is one process at work, on the core that it is given."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from simulator import KEY

STATIC = """
    server {
        listen 127.0.0.1:%(static)d;
        root %(place)s/files;
        default_type application/json;
    }
"""
CACHING = """
    proxy_cache_path %(place)s/kept keys_zone=kept:10m;
    server {
        listen 127.0.0.1:%(caching)d;
        location / {
            proxy_pass %(api)s;
            proxy_cache kept;
            proxy_cache_valid 200 1h;
            proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
        }
    }
"""
NGINX = """
daemon off;
worker_processes 1;
pid %(place)s/pid;
error_log stderr error;
events { worker_connections 512; }
http {
    access_log off;
    sendfile on;
    keepalive_requests 1000000000;
    client_body_temp_path %(place)s/t1;
    proxy_temp_path %(place)s/t2;
    fastcgi_temp_path %(place)s/t3;
    uwsgi_temp_path %(place)s/t4;
    scgi_temp_path %(place)s/t5;
""" + STATIC + CACHING + "}\n"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def plain(name):
    """As a file's name."""
    return name.replace(" ", "-")


def get(url, token=None):
    headers = {"Authorization": "Bearer " + token} if token else {}
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def until(answers, process, seconds=60):
    """Waits until it answers."""
    for _ in range(seconds * 20):
        if process.poll() is not None:
            sys.exit(f"{process.args}\nended with {process.returncode}")
        try:
            return answers()
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    sys.exit(f"{process.args}\ndid not answer within {seconds} s")


def ended(process):
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Nginx:
    """`api`: who is asked what is not there yet, with `key`. `answers`: the agent's answers, by the
    question's name."""

    def __init__(self, pinned, place, api, questions, answers, key=KEY):
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:" + os.environ["PATH"])
        if not program:
            sys.exit("nginx is not installed: Scripts/prepare bench")
        place = os.path.join(place, "nginx")
        os.makedirs(os.path.join(place, "files"))
        for name, body in answers.items():
            with open(os.path.join(place, "files", plain(name)), "wb") as file:
                file.write(body)
        ports = {"static": free_port(), "caching": free_port()}
        config = os.path.join(place, "nginx.conf")
        with open(config, "w") as file:
            # Its workers would be somebody else, who may not read what is ours.
            file.write("user root;\n" if os.geteuid() == 0 else "")
            file.write(NGINX % {"place": place, "api": api.url, **ports})
        self.process = subprocess.Popen(
            pinned + [program, "-c", config, "-p", place, "-e", "stderr"],
            stdin=subprocess.DEVNULL)
        self.static = {name: f"http://127.0.0.1:{ports['static']}/{plain(name)}" for name in answers}
        base = f"http://127.0.0.1:{ports['caching']}"
        self.caching = {name: base + path for name, path in questions.items()}
        self.answers, self.key = answers, key

    def __enter__(self):
        try:
            for name, url in self.static.items():
                if until(lambda: get(url), self.process) != self.answers[name]:
                    sys.exit(f"nginx answers {name} otherwise")
            for url in self.caching.values():
                get(url, self.key)
        except BaseException:
            ended(self.process)
            raise
        return self

    def __exit__(self, *_):
        ended(self.process)


class Datasette:
    """On the agent's file, while the agent has it open too."""

    def __init__(self, pinned, python, file, questions):
        port = free_port()
        program = os.path.join(os.path.dirname(python), "datasette")
        self.process = subprocess.Popen(
            pinned + [
                program, "serve", file, "--host", "127.0.0.1", "--port", str(port),
                "--setting", "sql_time_limit_ms", "10000", "--setting", "default_cache_ttl", "0"],
            env={"PATH": "/usr/bin:/bin", "HOME": os.path.dirname(file), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.urls = {
            name: f"http://127.0.0.1:{port}/cache.json?_shape=array&"
            + urllib.parse.urlencode({"sql": sql})
            for name, sql in questions.items()}

    def __enter__(self):
        try:
            for name, url in self.urls.items():
                if not json.loads(until(lambda: get(url), self.process)):
                    sys.exit(f"datasette finds nothing for {name}")
        except BaseException:
            ended(self.process)
            raise
        return self

    def __exit__(self, *_):
        ended(self.process)
