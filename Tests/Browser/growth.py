"""Edits a page of `lesson page` 500 times and runs it 50 times in a headless Chromium, and looks at its memory.

usage: growth.py LESSON_PROGRAM FOLDER [EDITS RUNS]

Takes some minutes, so it is run by hand. The program's own memory, the page's objects behind a collection of garbage, and
all of the browser's process for the page: none may grow by more than a tenth from two fifths on. Until then two stores
fill up: the page's of results (100 MB) and the browser's of decoded pictures (512 MB, which it empties where memory is
short).
"""

import os, subprocess, sys, time
from pathlib import Path
from against import end
from selenium import webdriver

LESSON = """# A small lesson

```step
load mnist as x_train, y_train, x_test, y_test
  train: 2000
flatten x_train, x_test
normalise x_train, x_test
show x_train[0:20]
```

```step
build net
  dense 16 relu
  dense 10 softmax
fit net on x_train, y_train
  epochs: 1
evaluate net on x_test, y_test
plot fit
```
"""

# In the worker behind its own script: tells how large the program's memory is, and what it keeps for steps.
TELL = """
const Made = Blob, Working = Worker;
Blob = class extends Made {
  constructor(parts, options) {
    super(options?.type === 'text/javascript' ? [...parts, `
;setInterval(() => { if (program) postMessage({ memory: program.memory.buffer.byteLength, kept: size }); }, 50);`] : parts, options);
  }
};
Worker = class extends Working {
  constructor(...all) {
    super(...all);
    this.addEventListener('message', ({ data }) => { if (data.memory) window.worker = data; });
  }
};
"""

EDIT = """
const [epochs, size, done] = arguments;
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
(async () => {
  const text = () => document.querySelector('main').innerText;
  const source = [...document.querySelectorAll('pre.source')].find(one => one.textContent.includes('epochs'));
  source.querySelector('.live-edit').click();
  const area = document.querySelector('.live-editor textarea');
  area.value = area.value.replace(/epochs: .*(\\n  batch_size: .*)?/, `epochs: ${epochs}\\n  batch_size: ${size}`);
  area.dispatchEvent(new Event('input', { bubbles: true }));
  // As often as not the checker hears of it before it is saved.
  if (size % 2) await sleep(30);
  area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
  for (let i = 0; i < 3000 && !text().includes(`batch_size: ${size}`) || document.querySelector('.live-editor'); i++) await sleep(10);
  done(text().includes(`batch_size: ${size}`));
})();
"""

program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
edits, runs = (int(one) for one in (sys.argv[3:] or ["500", "50"]))
folder.mkdir(parents=True, exist_ok=True)
lesson, target = folder / "growth.md", folder / "growth.html"
lesson.write_text(LESSON)
subprocess.run([program, "page", str(lesson), "--out", str(target)], check=True, stderr=subprocess.DEVNULL)
options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--window-size=900,1000", "--enable-precise-memory-info"]:
    options.add_argument(argument)
page = webdriver.Chrome(options=options)
page.set_script_timeout(120)


def state():
    return page.execute_script("return document.documentElement.dataset.state")


def wait(*states):
    begin = time.time()
    while state() not in states:
        if time.time() - begin > 120:
            sys.exit(f"growth: {state()} after 120 s")
        time.sleep(0.02)


def resident():
    """Of the largest of the browser's processes for pages, in MB."""
    parents, most = {}, 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(process)] = int((Path("/proc") / process / "stat").read_text().rsplit(")")[1].split()[1])
        except OSError:
            pass
    for process in parents:
        up = process
        while up in parents and up != page.service.process.pid:
            up = parents[up]
        try:
            if up == page.service.process.pid and b"--type=renderer" in (Path("/proc") / str(process) / "cmdline").read_bytes():
                pages = int((Path("/proc") / str(process) / "statm").read_text().split()[1])
                most = max(most, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
        except OSError:
            pass
    return most


def measured():
    page.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    time.sleep(0.2)
    objects, nodes, worker = page.execute_script(
        "return [performance.memory.usedJSHeapSize, document.querySelectorAll('*').length, window.worker]")
    return {"program": worker["memory"] / 1e6, "kept": worker["kept"] / 1e6, "objects": objects / 1e6, "process": resident(), "elements": nodes}


failures = []
try:
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": TELL})
    page.get(target.as_uri())
    wait("ready")
    series, begin, done = [], time.time(), 0
    for number in range(1, edits + 1):
        if not page.execute_async_script(EDIT, 1 + number % 3, number + 1):
            failures.append(f"edit {number} has not come")
            break
        if number * runs // edits > done:
            done += 1
            page.execute_script("[...document.querySelectorAll('#live\\\\.bar button')].find(one => one.textContent === 'Run').click()")
            wait("running", "done")
            wait("done")
        if number % max(1, edits // 10) == 0:
            series.append(measured())
            print(f"growth: {number} edits, {done} runs, {time.time() - begin:.0f} s: "
                  + ", ".join(f"{name} {value:.1f}" for name, value in series[-1].items()), flush=True)
    first, last = series[3], series[-1]
    for name in ["program", "objects", "process", "elements"]:
        if last[name] > 1.1 * first[name]:
            failures.append(f"{name}: {first[name]:.1f} behind two fifths, {last[name]:.1f} in the end")
finally:
    page.quit()
end("growth", failures)
