"""Requests in place of the real API, sensible ones first, then changed in every way that a careless
or a hostile program may think of. The same seed makes the same requests."""

import json
import random
import re
import urllib.parse

from announced import is_announced
from wire import Silent, Wire

UUID = "00000000-0000-4000-8000-000000000000"
STATUSES = ["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"]
DETAILS = ["AgentDetails", "DepartmentsDetails", "ContactDetails", "ChannelDetails", "All", "Agents"]
TIMES = ["CreatedAt", "UpdatedAt", "EndAt", "ActiveAt", "LastInteractionAt"]
WORDS = [
    "", " ", "0", "-1", "1", "100", "101", "1e3", "1.5", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "NaN", "Infinity",
    "true", "null", "undefined", "[]", "{}", "'", '"', "' OR 1=1 --", "%", "_", "*", "\\", "..",
    "../../etc/passwd", "\x00", "\n", "\r\nX: y", "é", "e\u0301", "ß", "İ", "\u202e", "😀",
    "\ufffd", "\uffff", "2026-01-01", "2026-02-30T25:61:61Z", "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-99:99",
    "2026-01-01T00:00:00.00000000000000000001Z", "2026-01-01T00:00:00+00:00",
    "2026-01-01 00:00:00 03:00", "-0001-01-01", "１２３", UUID, UUID.upper(), UUID[:-1], UUID + "0",
    "{" + UUID + "}", "x" * 300, "9" * 300, "a" * 5000, "é" * 2000,
]
# Bytes of a query as they stand, some of them no percent-encoding at all.
RAW = [
    b"%", b"%0", b"%zz", b"%00", b"%ff", b"%C3%28", b"%C0%AF", b"%ED%A0%80", b"%F5%80%80%80",
    b"%25", b"%2525", b"%2F", b"%3F", b"%23", b"%26", b"%3D", b"+", b"&", b"&&", b"=", b"==", b";",
    b"?", b"[", b"]", b"[]=1", b"|", b"^", b"`", b"<>", b"\x80", b"\xff\xfe", b"%u0041", b"/", b"//",
    b"/./", b"/../", b"%2e%2e%2f",
]
HEADERS = {
    b"Range": [
        b"bytes=0-", b"bytes=0-0", b"bytes=-1", b"bytes=5-2", b"bytes=0-0,2-3,-1", b"bytes=",
        b"bytes=99999999999999999999999-", b"items=0-5", b"bytes=" + b"0-1," * 500],
    b"If-Range": [b'"x"', b"Wed, 21 Oct 2015 07:28:00 GMT"],
    b"Cache-Control": [
        b"no-cache", b"no-store", b"max-age=0", b"max-age=-1", b"max-age=99999999999999999999",
        b"max-age=x", b"max-age", b"max-age=1, max-age=5", b'max-age="5"', b"only-if-cached",
        b"only-if-cached, max-age=0", b"only-if-cached, no-cache", b"no-cache, stale-if-error=60",
        b"stale-if-error=99999999999999999999, max-age=0", b"stale-if-error", b",,,=,=", b"=5",
        b"max-age=9223372036854775807", b"max-age=0, stale-if-error=9223372036854775807",
        b"MAX-AGE = 0 ", b"max-stale, min-fresh=5", b"max-age=\xff"],
    b"If-None-Match": [
        b"*", b'"x"', b'W/"x"', b'"', b'""', b"x", b'"a", "b", W/"c"', b", ,", b'"' * 300,
        b'"\xff"', b"W/", b'"a' + b"," * 1000],
    b"If-Match": [b"*", b'"x"'],
    b"If-Modified-Since": [b"Wed, 21 Oct 2015 07:28:00 GMT", b"yesterday"],
    b"Accept": [b"", b"*/*", b"text/event-stream", b"application/xml", b"\xff"],
    b"Accept-Encoding": [b"gzip", b"identity;q=0", b"*;q=0", b"br" * 500],
    b"Content-Type": [
        b"application/json", b"text/plain", b"application/json; charset=utf-16", b"",
        b"multipart/form-data; boundary=x", b"application/x-www-form-urlencoded"],
    b"Content-Encoding": [b"gzip", b"br", b"x"],
    b"Idempotency-Key": [
        b"", b" ", b"k", b"k" * 255, b"k" * 256, b"k" * 5000, b'"k"', b"\xc3\xa9", b"\xff", b"a, b",
        b"\t"],
    b"Expect": [b"100-continue", b"200-ok"],
    b"Origin": [b"http://localhost", b"null", b"http://evil.example", b"", b"://", b"http://[::1"],
    b"X-HTTP-Method-Override": [b"DELETE"],
    b"Last-Event-ID": [b"0", b"-1", b"9223372036854775807", b"9223372036854775808", b"x", b""],
    b"Upgrade": [b"websocket", b"h2c"],
    b"Cookie": [b"a=b; " * 200],
    b"Authorization": [b"", b"Bearer", b"Bearer ", b"Basic eDp5", b"Bearer \xff", b"Bearer " + b"x" * 4000],
    b"Host": [b"evil.example", b"127.0.0.1:99999", b"[::1", b"", b"localhost@evil", b"\xff"],
}
METHODS = [
    "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "X" * 50]

# Parts of what is no HTTP.
VERSIONS = [b"1.0", b"0.9", b"9.9", b"2.0", b"1.1.1", b"", b"x"]
TARGETS = [b"", b"*", b"x", b"http://", b"//", b"?", b"#", b"\xff"]
LINES = [
    b"X\0: y", b": y", b"X y", b" folded: y", b"X: \0", b"X:\r\n y", b"Host: b", b"\xff: \xff"]
LENGTHS = [
    b"-1", b"x", b"", b"99999999999999999999", b"70000", b"5, 5", b"5\r\nContent-Length: 6",
    b"0x10", b"+5"]
CHUNKS = [
    b"zz\r\n", b"-1\r\n", b"ffffffffffffffffff\r\n", b"5\r\nhel", b"5;" + b"x" * 5000 + b"\r\n",
    b"0\r\nX: y\r\n\r\n", b"\r\n"]
ENCODINGS = [b"gzip", b"chunked, chunked", b"identity", b"xchunked", b"\x0bchunked"]


class Mutator:
    """Sends requests until it is told to stop, and notes every answer."""

    def __init__(self, port, token, seed, ids, notes):
        self.random = random.Random(seed)
        self.wire = Wire(port)
        self.port, self.token, self.ids, self.notes = port, token, ids, notes
        self.every_id = [one for some in ids.values() for one in some]

    def run(self, is_over):
        while not is_over():
            if self.random.random() < 0.15:
                self.throw_broken()
            else:
                self.ask_wildly()
        self.wire.close()

    # Requests that are HTTP, whatever else they are.

    def ask_wildly(self):
        method, target, headers, body = self.request()
        head = f"{method} ".encode() + target + b" HTTP/1.1\r\n"
        head += b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        request = head + b"\r\n" + body
        try:
            answer = self.wire.ask(request, method)
        except Silent:
            self.notes.defect("no answer in time", request, b"")
            return
        if answer is None:
            self.notes.count("closed")
            return
        status, body = answer
        self.notes.count(status)
        if not is_announced(status, method, target.decode("latin-1"), body):
            self.notes.defect(f"{status} is not announced", request, body)

    def request(self):
        chance = self.random.random
        if chance() < 0.25:
            method, path, query, body = self.transfer()
        else:
            method, path, query, body = self.look_up()
        target = self.target(path, query)
        if chance() < 0.1:
            method = self.random.choice(METHODS)
        headers = [
            (b"Host", f"127.0.0.1:{self.port}".encode()),
            (b"Authorization", b"Bearer " + self.token.encode())]
        if body or method in ("PUT", "POST"):
            headers.append((b"Content-Length", str(len(body)).encode()))
        while chance() < 0.4:
            name = self.random.choice(list(HEADERS))
            value = self.random.choice(HEADERS[name])
            if name in (b"Host", b"Authorization"):
                if chance() < 0.8:
                    continue
                headers = [pair for pair in headers if pair[0] != name]
            headers.append((name, value))
        return method, target, headers, body

    def look_up(self):
        path = self.random.choice([
            "/core/v1/department", "/core/v2/department", "/core/v1/department/{}", "/core/v1/agent",
            "/core/v1/agent/{}", "/chat/v1/session", "/chat/v2/session", "/chat/v1/session/{}",
            "/chat/v2/session/{}", "/chat/v2/session", "/chat/v2/session", "/crm/v1/panel", "/chat",
            "/outpost/v1/sessions", "/outpost/v1/events", "/outpost/v1/intents", "/outpost/v1/users",
            "/outpost/v1/sessions/{}", "/outpost/v1/intents/{}/explanation", "/metrics", "/readyz",
        ])
        query = [self.parameter() for _ in range(self.random.choice([0, 0, 1, 1, 2, 3, 6, 60]))]
        if query and self.random.random() < 0.2:
            query += query[:2]
        kind = next((kind for kind in self.ids if kind in path), None)
        return "GET", path.format(self.id(kind)), query, b""

    def parameter(self):
        pick = self.random.choice
        name, value = pick([
            lambda: ("Status", pick(STATUSES)), lambda: ("IncludeDetails", pick(DETAILS)),
            lambda: ("PageSize", str(self.random.randint(-2, 130))),
            lambda: ("PageNumber", str(pick([-1, 0, 1, 2, 7, 2**31, 2**63 - 1, 2**64]))),
            lambda: ("DepartmentId", self.id("department")), lambda: ("UserId", self.id("agent")),
            lambda: (pick(["ContactId", "ChannelsId", "TagsId"]), self.id()),
            lambda: (pick(TIMES) + pick([".After", ".Before", "", ".", ".after"]), pick(WORDS)),
            lambda: (pick(["OrderBy", "OrderDirection", "Type", "TagsName"]), pick(
                ["ASCENDING", "DESCENDING", "CreatedAt", "UpdatedAt", "Number", "GROUP", "x"])),
            lambda: (pick(["query", "department", "user", "status", "limit", "since", "state", "all"]),
                     pick(WORDS)),
        ])()
        if self.random.random() < 0.3:
            value = pick(WORDS)
        if self.random.random() < 0.1:
            name = pick([name.lower(), name.upper(), name + "[]", name + " ", pick(WORDS), ""])
        return name, value

    def id(self, kind=None):
        """Mostly one of something that there is, and of this kind: department, agent or session."""
        chance = self.random.random()
        pool = self.ids.get(kind) if chance < 0.7 else self.every_id if chance < 0.85 else WORDS
        return self.random.choice(pool or self.every_id)

    def target(self, path, query):
        quote = urllib.parse.quote if self.random.random() < 0.9 else urllib.parse.quote_plus
        text = quote(path, safe="/").encode()
        if query:
            text += b"?" + b"&".join(
                quote(name).encode() + b"=" + quote(value).encode() for name, value in query)
        if self.random.random() < 0.15:
            for _ in range(self.random.randint(1, 3)):
                at = self.random.randint(1, len(text))
                text = text[:at] + self.random.choice(RAW) + text[at:]
        # Spaces and line ends would end the request line: that is for throw_broken.
        return re.sub(rb"[\x00-\x20]", b"%20", text)

    # Transfers.

    def transfer(self):
        pick = self.random.choice
        body = {
            "type": pick(["DEPARTMENT", "USER", "department"]), "newDepartmentId": self.id("department"),
            "newUserId": pick([None, self.id("agent")]), "options": {"stopBotInExecution": True}}
        if self.random.random() < 0.4:
            self.spoil(body)
        text = json.dumps(body).encode("utf-8", "surrogatepass")
        if self.random.random() < 0.2:
            text = self.broken_json(text)
        path = f"/chat/v1/session/{self.id('session')}/transfer"
        if self.random.random() < 0.1:
            path = pick(["/outpost/v1/intents", "/outpost/v1/refresh"])
            return "POST", path, [], text
        return "PUT", path, [], text

    def spoil(self, body):
        pick = self.random.choice
        for _ in range(self.random.randint(1, 3)):
            name = pick([*body, "type", "more", "options", "é", ""])
            if self.random.random() < 0.2:
                body.pop(name, None)
            else:
                body[name] = pick([
                    None, True, 0, -1, 1.5, 10**400, 1e308, [], {}, [[]], "\ud800", pick(WORDS), {"a": None},
                    {"stopBotInExecution": pick([None, 1, "true", []])}])

    def broken_json(self, text):
        pick, at = self.random.choice, self.random.randint(0, len(text))
        return pick([
            lambda: text[:at], lambda: text[:at] + pick(RAW) + text[at:], lambda: b"\xef\xbb\xbf" + text,
            lambda: text.decode("utf-8", "replace").encode("utf-16"), lambda: b"[" * 60_000,
            lambda: b'{"a":' * 12_000, lambda: b'{"a":' * 500 + b"1" + b"}" * 500, lambda: b"",
            lambda: b"null", lambda: b"1e999999", lambda: b'{"type":1e400}', lambda: text * 2,
            lambda: text[:-1] + b',"type":"USER"}', lambda: b'{"type":"\\ud800"}', lambda: b"\0" * 100,
            lambda: b'"' + b"x" * 60_000, lambda: text + b" " * 65_536, lambda: b"-" * 1000,
            lambda: b'{"' + b"k" * 60_000 + b'":1}',
            lambda: b"{" + b",".join(b'"%d":%d' % (n, n) for n in range(5000)) + b"}",
        ])()

    # What is no HTTP any more.

    def throw_broken(self):
        pieces = self.broken()
        reset = self.random.random() < 0.15
        try:
            got = self.wire.throw(pieces, patience=2, reset=reset)
        except OSError as error:
            self.notes.defect(f"no connection: {error}", b"".join(pieces), b"")
            return
        self.notes.count("broken HTTP")
        heads = re.findall(rb"(?:^|\n|\}|\])HTTP/1\.[01] (\d\d\d)", got)
        for status in heads:
            self.notes.count(int(status))
        for status in {int(status) for status in heads}:
            if status >= 500 and not self.is_announced_somewhere(got, status):
                self.notes.defect(f"{status} to broken HTTP", b"".join(pieces), got)

    @staticmethod
    def is_announced_somewhere(got, status):
        """Of several answers in a row only one with this status is looked at."""
        head = b"HTTP/1.1 %d" % status
        head, _, rest = got[got.index(head):].partition(b"\r\n\r\n")
        length = re.search(rb"\ncontent-length: *(\d+)", head, re.IGNORECASE)
        body = rest[: int(length[1])] if length else b""
        if length and len(body) < int(length[1]):
            return True  # We went before it was all there.
        path = "/chat" if b'"httpStatusCode"' in body else "/outpost"
        return is_announced(status, "GET", path, body)

    def broken(self):
        pick, chance = self.random.choice, self.random
        usual = (
            b"Host: 127.0.0.1\r\nAuthorization: Bearer " + self.token.encode() + b"\r\n")
        get = b"GET /chat/v2/session?PageSize=2 HTTP/1.1\r\n" + usual
        put = b"PUT /chat/v1/session/" + self.id().encode("utf-8", "replace").replace(b" ", b"") + (
            b"/transfer HTTP/1.1\r\n") + usual
        body = b'{"type":"DEPARTMENT","newDepartmentId":"%s"}' % UUID.encode()
        chunked = put + b"Transfer-Encoding: chunked\r\n\r\n"
        def start(line):
            return line + b" HTTP/1.1\r\n" + usual

        pieces = pick([
            lambda: [chance.randbytes(chance.randint(1, 3000))],
            lambda: [get],
            lambda: [get + b"\r\n"] * 50,
            lambda: [get[: chance.randint(0, len(get))]],
            lambda: [get.replace(b"1.1", pick(VERSIONS)) + b"\r\n"],
            lambda: [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
            lambda: [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],  # TLS
            lambda: [start(b"GET http://127.0.0.1/chat/v2/session") + b"\r\n"],
            lambda: [start(b"GET " + pick(TARGETS)) + b"\r\n"],
            lambda: [start(b"CONNECT 127.0.0.1:1") + b"\r\n"],
            lambda: [start(b"OPTIONS *") + b"\r\n"],
            lambda: [get + b"X: " + b"y" * pick([8000, 9000, 70_000, 300_000]) + b"\r\n\r\n"],
            lambda: [get + b"X: y\r\n" * pick([90, 101, 5000]) + b"\r\n"],
            lambda: [
                start(b"GET /chat/v2/session?" + b"a" * pick([8000, 17_000, 200_000])) + b"\r\n"],
            lambda: [get + pick(LINES) + b"\r\n\r\n"],
            lambda: [get.replace(b"\r\n", pick([b"\n", b"\r", b"\r\r\n"])) + b"\r\n"],
            lambda: [put + b"Content-Length: " + pick(LENGTHS) + b"\r\n\r\n" + body],
            lambda: [put + b"Content-Length: 5\r\n" + b"Transfer-Encoding: chunked\r\n\r\n"
                     b"5\r\nhello\r\n0\r\n\r\n"],
            lambda: [chunked + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"],
            lambda: [chunked + pick(CHUNKS)],
            lambda: [chunked] + [b"4000\r\n" + b"x" * 0x4000 + b"\r\n"] * 8,
            lambda: [put + b"Transfer-Encoding: " + pick(ENCODINGS) + b"\r\n\r\n0\r\n\r\n"],
            lambda: [put + b"Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n"],
            lambda: [put + b"Content-Length: %d\r\n\r\n" % len(body), body[:5]],
            lambda: [get + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                     b"HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"],
            lambda: [get + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
                     b"Sec-WebSocket-Key: x\r\n\r\n"],
        ])()
        if chance.random() < 0.2:
            whole = bytearray(b"".join(pieces)[:20_000])
            for _ in range(chance.randint(1, 5) if whole else 0):
                whole[chance.randrange(len(whole))] = chance.randrange(256)
            pieces = [bytes(whole)]
        return pieces
