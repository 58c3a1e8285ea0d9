"""Runs pages of `lesson page` in a headless Firefox, from file://, and holds each value against the program's own.

usage: firefox.py LESSON_PROGRAM FOLDER LESSON.md...

Firefox is driven by its own protocol, Marionette, over a socket: Debian has no other driver for it.
"""

import json, shutil, socket, subprocess, sys, time
from pathlib import Path
from against import differences, end, native

program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
failures = []


class Firefox:
    """A browser with a profile of its own; each command is a number of bytes, a colon and JSON."""

    def __init__(self, profile):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(parents=True)
        (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.count, begin = 0, time.time()
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), 300)
                break
            except OSError:
                if time.time() - begin > 120:
                    raise
                time.sleep(0.2)
        self.read()
        self.command("WebDriver:NewSession")

    def read(self):
        head = b""
        while not head.endswith(b":"):
            head += self.some(1)
        size, data = int(head[:-1]), b""
        while len(data) < size:
            data += self.some(size - len(data))
        return json.loads(data)

    def some(self, count):
        data = self.socket.recv(count)
        if not data:
            raise OSError("Firefox has ended")
        return data

    def command(self, name, **body):
        self.count += 1
        message = json.dumps([0, self.count, name, body]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self.read()
        if error:
            raise OSError(f"{name}: {error['message']}")
        return result

    def run(self, script):
        return self.command("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def wait(self, what, script, seconds):
        begin = time.time()
        while time.time() - begin < seconds:
            if self.run(script):
                return time.time() - begin
            time.sleep(0.02)
        failures.append(f"{what}: not within {seconds} s")
        return seconds

    def end(self):
        self.process.terminate()
        self.process.wait()


firefox = Firefox(folder / "firefox")
try:
    for lesson in map(Path, sys.argv[3:]):
        target = folder / (lesson.stem + ".html")
        subprocess.run([program, "page", str(lesson), "--out", str(target)], check=True, stderr=subprocess.DEVNULL)
        firefox.command("WebDriver:Navigate", url=target.as_uri())
        ready = firefox.wait(f"{lesson.stem} is ready", "return document.documentElement.dataset.state === 'ready'", 60)
        begin = time.time()
        firefox.run("[...document.querySelectorAll('#live\\\\.bar button')].find(one => one.textContent === 'Run').click()")
        firefox.wait(f"{lesson.stem} runs", "return document.querySelector('[data-value]') !== null", 900)
        took = time.time() - begin
        given = firefox.run("return [...document.querySelectorAll('[data-value]')].map(one => [one.dataset.value, one.value])")
        wanted, _ = native(program, lesson, folder / "native", firefox.run("return document.documentElement.dataset.arithmetic"))
        failures += differences(lesson, given, wanted)
        print(f"firefox: {lesson.stem}: ready {ready:.1f} s after it was loaded, run in {took:.1f} s, {len(wanted)} values the same")
        firefox.command("WebDriver:SetWindowRect", width=390, height=844)
        if firefox.run("return document.documentElement.scrollWidth > innerWidth"):
            failures.append(f"{lesson.stem} is wider than a phone")
        firefox.command("WebDriver:SetWindowRect", width=1280, height=900)
except OSError as problem:
    failures.append(str(problem))
finally:
    firefox.end()

end("firefox", failures)
