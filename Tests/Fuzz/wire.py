"""Requests as bytes, and what comes back: no library that would mend them on the way."""

import http.client
import socket

# No answer takes longer, seconds: with gateway.wait, and an API that is asked.
PATIENCE = 40


class Silent(Exception):
    """Nothing came back in time, though a whole request was sent."""


class Wire:
    """A connection that is opened when it is needed, and kept as long as it lives."""

    def __init__(self, port):
        self.port = port
        self.socket = None

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None

    def connected(self):
        if not self.socket:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        return self.socket

    def ask(self, request, method):
        """The status and the body of the answer to one whole request; None if the connection was
        closed instead."""
        for attempt in range(2):
            was_open = self.socket is not None
            try:
                self.connected().sendall(request)
                answer = http.client.HTTPResponse(self.socket, method=method)
                answer.begin()
                # Events go on for ever.
                endless = "event-stream" in (answer.getheader("Content-Type") or "")
                body = answer.read1() if endless else answer.read()
                if answer.will_close or endless:
                    self.close()
                return answer.status, body
            except TimeoutError as error:
                self.close()
                raise Silent from error
            except (OSError, http.client.HTTPException):
                self.close()
                # A connection that was kept may have been closed meanwhile.
                if not was_open:
                    return None
        return None

    def throw(self, pieces, patience, reset=False):
        """Sends what need not be HTTP over a connection of its own; everything that comes back."""
        got = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.settimeout(patience)
            try:
                for piece in pieces:
                    line.sendall(piece)
                if reset:
                    # Closing now sends RST, and drops what is on its way.
                    line.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    return got
                line.shutdown(socket.SHUT_WR)
                while len(got) < 1 << 20:
                    more = line.recv(65536)
                    if not more:
                        break
                    got += more
            except OSError:
                pass
        return got
