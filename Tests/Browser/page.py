"""Works in a page of `lesson page` as a student does, in a headless Chromium, from file://.

usage: page.py LESSON_PROGRAM FOLDER [LESSON.md]

The page's numbers are held against those of the program itself, with the kernels that the page names: its report must be the
same but for how pictures are packed. LESSON.md is run beside the small lesson below, which is edited, stopped and left.
"""

import base64, json, os, re, struct, subprocess, sys, time, zlib
from pathlib import Path
from against import differences, end, native
from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

LESSON = """# A small lesson

Words at the top, and <script>document.title = 'run';</script><img src="https://example.com/x.png" onerror="alert(1)">.

```step
load mnist as x_train, y_train, x_test, y_test
  train: 6000
flatten x_train, x_test
normalise x_train, x_test
```

```step
build net
  dense 16 sigmoid
  dense 10 softmax
fit net on x_train, y_train
  epochs: 3
evaluate net on x_test, y_test
```

It gets [90 %](value:evaluate.accuracy) right.
"""

program, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
failures = []


def check(what, holds):
    if not holds:
        failures.append(what)


def browser(profile):
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--window-size=900,1000", f"--user-data-dir={profile}"]:
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder.resolve())})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options)


def messages():
    """What the console says, and what is asked of any machine."""
    found = [f"console: {entry['message']}" for entry in page.get_log("browser")]
    for entry in page.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith(("file://", "data:", "blob:", "chrome://")):
                found.append(f"request: {url}")
    return found


def run(script, *arguments):
    return page.execute_script(script, *arguments)


def text():
    return run("return document.querySelector('main').innerText")


def state():
    return run("return document.documentElement.dataset.state")


def wait(what, condition, seconds=120):
    begin = time.time()
    while time.time() - begin < seconds:
        if condition():
            return time.time() - begin
        time.sleep(0.01)
    failures.append(f"{what}: not within {seconds} s; the page says {state()}, "
                    + run("return document.querySelector('#live\\\\.bar')?.innerText ?? ''") + ": " + text()[:300])
    return seconds


def button(words, within=None):
    return (within or page).find_element(By.XPATH, f".//button[normalize-space(.)='{words}']")


def write(lesson, *options):
    target = folder / (lesson.stem + ".html")
    subprocess.run([program, "page", str(lesson), "--out", str(target), *options], check=True, stderr=subprocess.DEVNULL)
    return target.resolve().as_uri()


def saved(words):
    """What a button gives to be saved, without a download."""
    page.execute_cdp_cmd("Page.setInterceptFileChooserDialog", {"enabled": False})
    run("window.taken = null; if (!window.saving) { window.saving = URL.createObjectURL;"
        "URL.createObjectURL = one => { if (one.type.startsWith('text/') && one.type !== 'text/javascript')"
        "one.text().then(text => { window.taken = text; }); return window.saving.call(URL, one); };"
        "addEventListener('click', event => { if (event.target.download) event.preventDefault(); }); }")
    button(words).click()
    wait(words, lambda: run("return window.taken !== null"), 30)
    return run("return window.taken")


def pixels(png):
    """The pixels of a picture, whatever its packing, without its filters."""
    data, at, rows, about = b"", 8, [], b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        part = png[at + 8:at + 8 + size]
        if kind == b"IDAT":
            data += part
        # The system's encoder says that colours are sRGB, as all viewers take them to be where nothing is said.
        elif kind not in (b"IEND", b"sRGB"):
            about += kind + part
        at += size + 12
    wide, high, depth, colour = struct.unpack(">IIBB", png[16:26])
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    step, length = max(1, channels * depth // 8), (wide * channels * depth + 7) // 8
    data, before = zlib.decompress(data), bytearray(length)
    for row in range(high):
        kind, line = data[row * (length + 1)], bytearray(data[row * (length + 1) + 1:(row + 1) * (length + 1)])
        for i in range(length):
            left, up, corner = line[i - step] if i >= step else 0, before[i], before[i - step] if i >= step else 0
            if kind == 1: line[i] = line[i] + left & 255
            if kind == 2: line[i] = line[i] + up & 255
            if kind == 3: line[i] = line[i] + (left + up) // 2 & 255
            if kind == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                line[i] = line[i] + near[2] & 255
        rows.append(bytes(line))
        before = line
    return about + b"".join(rows)


def plain(report):
    """A report with its pictures as their pixels."""
    return re.sub(r'data:image/png;base64,([A-Za-z0-9+/=]+)',
                  lambda found: "pixels:" + format(zlib.crc32(pixels(base64.b64decode(found[1]))), "08x"), report)


def compare(lesson):
    """The report made in the page with that of the program."""
    out = folder / "native"
    arithmetic = run("return document.documentElement.dataset.arithmetic")
    values, took = native(program, lesson, out, arithmetic, "html,json")
    wait("the values stand in the page", lambda: run("return document.querySelector('[data-value]') !== null"), 20)
    failures.extend(differences(lesson, run(
        "return [...document.querySelectorAll('[data-value]')].map(one => [one.dataset.value, one.value])"), values))
    ours, theirs = plain(saved("Save report")).split("\n"), plain((out / lesson.stem / "report.html").read_text()).split("\n")
    differ = [(a, b) for a, b in zip(ours, theirs) if a != b]
    for a, b in differ[:5]:
        failures.append(f"{lesson.stem}: the page says {a[:300]!r}, the program {b[:300]!r}")
    check(f"{lesson.stem}: reports of {len(ours)} and {len(theirs)} lines", len(ours) == len(theirs))
    return took, len(ours), sum(len(re.findall("pixels:", line)) for line in ours)


def violations(name):
    axe = Axe(page)
    axe.inject()
    for one in axe.run()["violations"]:
        failures.append(f"axe, {name}: {one['id']}: {one['nodes'][0]['html'][:120]}")


def editor(words):
    place = run("return [...document.querySelectorAll('pre.source')].findIndex(one => one.textContent.includes(arguments[0]))", words)
    source = page.find_elements(By.CSS_SELECTOR, "pre.source")[place]
    run("arguments[0].scrollIntoView({ block: 'center' })", source)
    source.find_element(By.CSS_SELECTOR, ".live-edit").click()
    return page.find_element(By.CSS_SELECTOR, ".live-editor textarea")


def replace(area, old, new):
    run("arguments[0].value = arguments[0].value.replace(arguments[1], arguments[2]);"
        "arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", area, old, new)


# Each a piece of the second block, and what is typed in its place.
MISTAKES = [
    ("build net", "biuld net"), ("16 sigmoid", "16 sigmiod"), ("dense 16", "dense -16"), ("dense 16", "dense sixteen"),
    ("16 sigmoid", "16 16"), ("dense 10", "dens 10"), ("fit net", "fit nett"), ("on x_train, y", "on x_trian, y"),
    ("on x_train, y_train", "on x_train"), ("epochs", "epohcs"), ("epochs: 3", "epochs: 0"), ("epochs: 3", "epochs: three"),
    ("epochs: 3", "epochs 3"), ("epochs: 3", "epochs: 3\n  epochs: 4"), ("epochs: 3", "batch_size: 0"),
    ("epochs: 3", "optimizer: adamm"), ("epochs: 3", "learning_rate: -1"), ("x_test, y_test", "x_test, y_train"),
    ("evaluate net", "evaluate network"), ("dense 10 softmax", "dense 7 softmax"),
]


def told(lesson, first):
    """What `lesson check` says of a lesson from a line on, as the page names places."""
    path = folder / "mistake.md"
    path.write_text(lesson)
    done = subprocess.run([program, "check", str(path)], capture_output=True, text=True)
    parts = re.split(rf"(?m)^(?={re.escape(str(path))}:)", done.stdout + done.stderr)[1:]
    parts = [part.replace(str(path), "line", 1).rstrip() for part in parts]
    return "\n".join(part for part in parts if int(re.match(r"line:(\d+)", part)[1]) >= first)


def mistakes():
    """Twenty mistakes are told as `lesson check` tells them."""
    area = editor("epochs")
    block = LESSON[LESSON.index("build net"):LESSON.index("```\n\nIt gets")]
    check("the editor holds the block", run("return arguments[0].value", area).strip() == block.strip())
    for old, new in MISTAKES:
        assert block.count(old) == 1, old
        text = block.replace(old, new)
        wanted = told(LESSON.replace(block, text), LESSON[:LESSON.index(block)].count("\n") + 1)
        check(f"'{new}' is a mistake", "error:" in wanted)
        run("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", area, text.rstrip("\n"))
        shown = lambda: run("return document.querySelector('.live-help').textContent").rstrip()
        begin = time.time()
        while shown() != wanted and time.time() - begin < 5:
            time.sleep(0.02)
        check(f"'{new}': the page says {shown()!r}, 'lesson check' {wanted!r}", shown() == wanted)
    area.send_keys(Keys.ESCAPE)


def focused():
    return run("return document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")


def tab_to(words, most=80):
    for _ in range(most):
        ActionChains(page).send_keys(Keys.TAB).perform()
        if words in (focused() or ""):
            return
    check(f"the Tab key reaches '{words}'", False)


def by_keyboard():
    """Runs, edits and stops without a pointer."""
    run("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to("Edit step build")
    ActionChains(page).send_keys(Keys.ENTER).perform()
    wait("Enter opens the editor", lambda: run("return document.activeElement.tagName") == "TEXTAREA", 5)
    area = run("return document.activeElement")
    check("a ring shows where the keyboard is", run("return getComputedStyle(document.activeElement).outlineStyle") != "none")
    place = LESSON[LESSON.index("build net"):].index("epochs: 3") + len("epochs: 3")
    run("arguments[0].setSelectionRange(arguments[1], arguments[1])", area, place)
    ActionChains(page).send_keys("000").perform()
    area.send_keys(Keys.CONTROL, Keys.ENTER)
    wait("Ctrl-Enter saves and runs", lambda: "epochs: 3000" in text() and state() == "running"
         and run("return document.querySelector('.live-curve path') !== null"), 30)
    run("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to("Stop")
    ActionChains(page).send_keys(Keys.ENTER).perform()
    wait("Enter stops", lambda: state() == "stopped", 20)


def on_a_phone():
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
    wide = run("return document.documentElement.scrollWidth")
    check(f"nothing is wider than a phone: {wide}", wide <= 390)
    page.save_screenshot(str(folder / "phone.png"))
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# In front of the worker's own script: neither fused multiply-adds nor a program that waits.
OLDER = """
const Made = Blob;
Blob = class extends Made {
  constructor(parts, options) {
    super(options?.type === 'text/javascript'
      ? ['WebAssembly.validate = () => false; delete WebAssembly.Suspending;', ...parts] : parts, options);
  }
};
"""


def as_in_an_older_browser():
    other = folder / "older.md"
    other.write_text(LESSON.replace("at the top", "in an older browser"))
    change = page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": OLDER})
    page.get(write(other))
    wait("it is ready in an older browser", lambda: state() == "ready")
    check("it says whose numbers it has", "LESSON_CPU=baseline" in run("return document.querySelector('#page\\\\.numbers').innerText"))
    button("Run").click()
    wait("it runs in an older browser", lambda: state() == "done")
    compare(other)
    # Whether its worker may hear of Stop by an address, it finds out by asking for one.
    failures.extend(one for one in messages() if "Not allowed to load local resource: blob:" not in one)
    page.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", change)


# Files as MNIST has them, of stripes whose place is the digit, through the way of those that are dropped.
DROP_SET = """
const data = new DataTransfer();
const file = (name, sizes, byte) => {
  const head = new Uint8Array(4 + 4 * sizes.length), view = new DataView(head.buffer);
  view.setUint32(0, 0x800 + sizes.length);
  sizes.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  const bytes = new Uint8Array(sizes.reduce((a, b) => a * b)).map((_, i) => byte(i));
  data.items.add(new File([head, bytes], name));
};
for (const [part, count] of [['train', 6000], ['t10k', 50]]) {
  file(`${part}-images-idx3-ubyte`, [count, 28, 28], i => ((i % 784) / 28 | 0) === (i / 784 | 0) % 10 * 2 ? 255 : 0);
  file(`${part}-labels-idx1-ubyte`, [count], i => i % 10);
}
dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
"""

def run_on_dropped_set():
    run(DROP_SET)
    wait("it starts with the set", lambda: "train-images-idx3-ubyte" in run("return document.querySelector('#page\\\\.files')?.innerText ?? ''"))
    wait("it is ready with the set", lambda: state() == "ready")
    button("Run").click()
    wait("it runs on the set", lambda: run("return document.querySelector(\"[data-value='evaluate.count']\")?.value") == "50")


def without_its_set():
    """A data set that the page has no room for is missed with a way to bring it, and found once its files are dropped."""
    other = folder / "fashion.md"
    other.write_text(LESSON.replace("load mnist", "load fashion-mnist"))
    page.get(write(other))
    wait("the set is missed", lambda: state() == "failed" and "'Open or add files'" in text())
    run_on_dropped_set()


page = browser(folder / "profile")
try:
    for lesson in map(Path, sys.argv[3:]):
        address = write(lesson)
        begin = time.time()
        page.get(address + "#run")
        shown = run("const [one] = performance.getEntriesByType('paint'); return one?.startTime ?? 0")
        took = wait("it runs at once", lambda: state() in ("done", "failed"), 600) and time.time() - begin
        check(f"{lesson.stem} is run", state() == "done")
        alone, lines, pictures = compare(lesson)
        print(f"page: {lesson.stem}: {os.path.getsize(folder / (lesson.stem + '.html')) / 1e6:.2f} MB, shown in {shown:.0f} ms, "
              f"run in {took:.1f} s (the program, one thread: {alone:.1f}); {lines} lines and {pictures} pictures the same")
        failures += messages()

    small = folder / "small.md"
    small.write_text(LESSON)
    address = write(small)
    page.get(address)
    took = wait("the program is ready", lambda: state() == "ready")
    print(f"page: ready {took * 1000:.0f} ms after it was loaded")
    check("nothing has run", "Not run" in text())
    violations("ready")
    on_a_phone()
    mistakes()
    button("Run").click()
    wait("it runs", lambda: state() == "done")
    compare(small)
    on_a_phone()

    # A mistake is told while it is typed, and a draft outlives the page.
    area = editor("epochs")
    replace(area, "epochs: 3", "epohcs: 3")
    wait("a mistake is told", lambda: "did you mean 'epochs'?" in page.find_element(By.CSS_SELECTOR, ".live-help").text)
    violations("editing")
    page.refresh()
    wait("the draft is back", lambda: run("return document.querySelector('.live-editor textarea')?.value.includes('epohcs') ?? false"))
    area = page.find_element(By.CSS_SELECTOR, ".live-editor textarea")
    replace(area, "epohcs: 3", "epochs: 2000")
    wait("the program is ready again", lambda: state() == "ready")
    area.send_keys(Keys.CONTROL, Keys.ENTER)
    wait("the change is marked", lambda: run("return document.querySelectorAll('.page-changed').length") == 1)
    button("Run").click()

    # A training without an end is stopped.
    wait("it trains", lambda: state() == "running" and run("return !document.querySelector('#live\\\\.bar progress').hidden"))
    wait("curves grow", lambda: run("return document.querySelector('.live-curve path') !== null"))
    run("window.stopped = null; new MutationObserver(() => { if (document.documentElement.dataset.state === 'stopped')"
        "window.stopped ??= performance.now() - window.asked; }).observe(document.documentElement, { attributes: true });"
        "document.querySelectorAll('#live\\\\.bar button').forEach(one => { if (one.textContent === 'Stop') {"
        "window.asked = performance.now(); one.click(); } })")
    wait("it stops", lambda: state() == "stopped", 20)
    print(f"page: from Stop to what was learnt, {run('return window.stopped'):.0f} ms")
    check("what was learnt is shown", "evaluate" in text() or "accuracy" in text())

    # Text and marks outlive the page, and go back to what was handed out.
    page.refresh()
    wait("the text is back", lambda: "epochs: 2000" in text())
    wait("it is ready", lambda: state() == "ready")
    check("what is saved is what is shown", saved("Save lesson") == LESSON.replace("epochs: 3", "epochs: 2000"))
    checked = folder / "saved.md"
    checked.write_text(run("return window.taken"))
    subprocess.run([program, "check", str(checked)], check=True, stdout=subprocess.DEVNULL)

    # A newer version of the lesson says that there is text of the earlier one; it takes it over when it is told to, and goes
    # back as a whole.
    small.write_text(LESSON.replace("at the top", "up here"))
    page.get(write(small))
    wait("the newer one is ready", lambda: state() == "ready")
    check("it does not take old text over", "up here" in text() and "epochs: 3" in text())
    violations("an offer")
    button("Work on it here").click()
    wait("it takes it over", lambda: "at the top" in text() and "epochs: 2000" in text())
    button("Back to the original").click()
    page.switch_to.alert.accept()
    wait("it is what was handed out", lambda: "up here" in text() and "epochs: 3" in text())
    small.write_text(LESSON)
    page.get(write(small))
    wait("the earlier one has its text", lambda: state() == "ready" and "epochs: 2000" in text())

    button("Put back the original").click()
    wait("it is back", lambda: "epochs: 3" in text() and run("return document.querySelectorAll('.page-changed').length") == 0)
    button("Run").click()
    wait("it runs", lambda: state() == "done")
    # A file that is dropped on the page is there for the lesson.
    area = editor("flatten")
    replace(area, "flatten", 'load "mine.csv" as mine\nflatten')
    area.send_keys(Keys.CONTROL, Keys.ENTER)
    wait("the file is missed", lambda: state() == "failed" and "there is no file 'mine.csv'" in text())
    run("const data = new DataTransfer(); data.items.add(new File(['1,2,3\\n4,5,6\\n'], 'mine.csv'));"
        "dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))")
    wait("the file is found", lambda: state() == "done" and "there is no file" not in text())
    violations("done")
    run("document.querySelector('#page\\\\.files').remove()")
    run_on_dropped_set()
    check("stripes are told apart", float(run("return document.querySelector(\"[data-value='evaluate.accuracy']\").value")) > 0.5)
    without_its_set()
    by_keyboard()
    as_in_an_older_browser()
    check("the lesson's script has not run", page.title == "A small lesson")
    failures += messages()
except Exception as problem:
    failures.append(f"{type(problem).__name__}: {str(problem).splitlines()[0]}")
finally:
    page.quit()

end("page", failures, " in Chromium")
