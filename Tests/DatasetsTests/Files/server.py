"""A web server with moods, for the tests of downloads: python3 server.py FOLDER; prints its port, ends with its input.

/good/F serves F, also from a byte on; /whole/F knows no ranges; /cut-KEY/F breaks off once a key, halfway; /broken/F always
breaks off after 1000 bytes; /corrupt/F changes a byte; /page/F gives a web page; /moved/F redirects to /good/F;
/round/F redirects to itself; /error/F fails; anything else does not exist.
"""
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

folder = Path(sys.argv[1])
cut = set()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def redirect(self, place):
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        key, _, name = self.path[1:].partition("/")
        mood = key.partition("-")[0]
        path = folder / name
        if mood == "moved":
            return self.redirect("/good/" + name)
        if mood == "round":
            return self.redirect(self.path)
        if mood == "error":
            return self.send_error(503)
        if mood not in ("good", "whole", "cut", "broken", "corrupt", "page") or not path.is_file():
            return self.send_error(404)
        data = path.read_bytes()
        if mood == "page":
            data = b"<!DOCTYPE html>\n<html><body>Please log in.</body></html>"
        if mood == "corrupt":
            data = data[:500] + bytes([data[500] ^ 1]) + data[501:]
        start = 0
        if mood != "whole" and "Range" in self.headers:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            if start >= len(data):
                return self.send_error(416)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        data = data[start:]
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if mood == "cut" and key not in cut:
            cut.add(key)
            data = data[:len(data) // 2]
        if mood == "broken":
            data = data[:1000 if start == 0 else 0]
        self.wfile.write(data)
        self.close_connection = True


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
