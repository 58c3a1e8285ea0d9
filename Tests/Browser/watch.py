"""Works in the page of `lesson watch` as a student does, in a headless Chromium: usage: watch.py LESSON_PROGRAM FOLDER"""
import os, signal, struct, subprocess, sys, time, zlib
from pathlib import Path
from against import end
from axe_selenium_python import Axe
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

LESSON = """# A small lesson

Words at the top.

```step
load mnist as x_train, y_train, x_test, y_test
flatten x_train, x_test
normalise x_train, x_test
one-hot y_train
```

<details><summary>More</summary>

Folded words.

</details>

```step
build net
  dense 16 sigmoid
  dense 10 softmax
fit net on x_train[0:5000], y_train[0:5000]
  epochs: 3
```

Words in between.

```step
shape x_test
```
"""
QUESTIONS = """
## Questions

```step
load "numbers.csv" as numbers
print numbers
  precision: ____
```

<!-- question -->
The largest number is [____](blank:print.maximum), I think.

<!-- answer -->
<!-- /answer -->
<!-- /question -->

![A red square](square.png)
"""

program, folder = sys.argv[1], Path(sys.argv[2])
lesson = folder / "watched.md"
lesson.write_text(LESSON)
environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
failures = []


def start():
    process = subprocess.Popen(
        [program, "watch", str(lesson), "--sample"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=environment)
    return process, process.stdout.readline().split()[-1]


options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--window-size=900,1000"]:
    options.add_argument(argument)
options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
server, address = start()
page = webdriver.Chrome(options=options)


def run(script, *arguments):
    return page.execute_script(script, *arguments)


def text():
    return run("return document.querySelector('main').innerText")


def state():
    return run("return document.documentElement.dataset.state")


def steadily(act):
    """Once more where the page took the place of what was found, or moved it, between finding and touching it."""
    for attempt in range(20):
        try:
            return act()
        except (StaleElementReferenceException, ElementClickInterceptedException):
            if attempt == 19:
                raise
            time.sleep(0.1)


def holds(condition):
    """Not yet, where the page took the place of what was found while it was looked at."""
    try:
        return condition()
    except StaleElementReferenceException:
        return False


def wait(what, condition, seconds=60):
    begin = time.time()
    while time.time() - begin < seconds:
        if holds(condition):
            return time.time() - begin
        time.sleep(0.01)
    failures.append(f"{what}: not within {seconds} s; the page says {state()}: {text()[:300]}")
    return seconds


def check(what, holds):
    if not holds:
        failures.append(what)


def button(words, within=None):
    found = (within or page).find_element(By.XPATH, f".//button[normalize-space(.)='{words}']")
    # Not behind the bar.
    run("arguments[0].scrollIntoView({ block: 'center' })", found)
    return found


def editor(number):
    offer = page.find_elements(By.CSS_SELECTOR, ".live-edit")[number]
    run("arguments[0].scrollIntoView({ block: 'center' })", offer)
    offer.click()
    return page.find_element(By.CSS_SELECTOR, ".live-editor textarea")


def square(*colour):
    """A PNG of 24×24 pixels."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes(colour) * 24) * 24
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 24, 24, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def axe(when):
    found = Axe(page)
    found.inject()
    for violation in found.run()["violations"]:
        failures.append(f"axe, {when}: {violation['id']}: {violation['nodes'][0]['html'][:200]}")


def replace(area, old, new):
    run("arguments[0].value = arguments[0].value.replace(arguments[1], arguments[2]);"
        "arguments[0].dispatchEvent(new Event('input'))", area, old, new)


try:
    page.get(address)
    wait("the lesson is run", lambda: state() == "done", 120)
    check("results are shown", "(1000, 784)" in text())

    # A change in an editor reaches its block alone; what is unfolded stays so, and the page stays where it is.
    run("document.querySelector('main details').open = true; document.querySelector('main .step').dataset.kept = 'yes';"
        "window.scrollTo(0, 300)")
    run("const main = document.querySelector('main');"
        "new MutationObserver((_, observer) => { if (!main.textContent.includes('Other words')) return;"
        "window.seen = Date.now(); observer.disconnect(); }).observe(main, { childList: true, subtree: true });")
    saved = time.time()
    lesson.write_text(LESSON.replace("Words at the top", "Other words"))
    wait("words are replaced", lambda: "Other words at" in text() or "Other words." in text())
    print(f"watch: from save to page {run('return window.seen') - saved * 1000:.0f} ms")
    check("other blocks stay", run("return document.querySelector('main .step').dataset.kept") == "yes")
    check("what is unfolded stays so", run("return document.querySelector('main details').open"))
    check("the page stays where it is", abs(run("return scrollY") - 300) < 60)
    wait("it is run", lambda: state() == "done")

    # Editors that write another file and rename it.
    other = folder / "watched.md.new"
    other.write_text(LESSON.replace("in between", "renamed"))
    other.rename(lesson)
    wait("a file that takes its place is seen", lambda: "Words renamed" in text())
    wait("it is run", lambda: state() == "done")

    # A mistake stands at its step, and goes with it.
    lesson.write_text(LESSON.replace("epochs: 3", "epohcs: 3"))
    wait("a mistake is shown", lambda: state() == "failed" and "did you mean 'epochs'?" in text())
    check("at its step", run("return document.querySelector('.live-problem').closest('.step') !== null"))
    check("results stay", "(1000, 784)" in text())
    lesson.write_text(LESSON)
    wait("it is mended", lambda: state() == "done" and "did you mean" not in text())

    # Editing in the page: messages while typing, Ctrl-Enter, only those bytes, undone.
    area = editor(run("return [...document.querySelectorAll('pre.source')].findIndex(one => one.textContent.includes('epochs'))"))
    replace(area, "epochs: 3", "epohcs: 3")
    wait("a mistake is told while it is typed", lambda: "did you mean 'epochs'?" in page.find_element(By.CSS_SELECTOR, ".live-help").text)
    replace(area, "epohcs: 3", "epochs: 400")
    area.send_keys(Keys.CONTROL, Keys.ENTER)
    wait("it is written", lambda: lesson.read_text() == LESSON.replace("epochs: 3", "epochs: 400"))
    wait("it is seen", lambda: "epochs: 400" in text())
    wait("it is checked", lambda: state() in ("running", "done"))
    if run("return document.querySelector('.step.waiting') !== null"):
        steadily(lambda: button("Run").click())
    wait("it trains", lambda: state() == "running" and run("return !document.querySelector('#live\\\\.bar progress').hidden"))
    wait("curves grow", lambda: run("return document.querySelector('.live-curve path') !== null"))
    time.sleep(1.2)
    begin = time.time()
    steadily(lambda: button("Stop").click())
    wait("training stops", lambda: state() == "stopped")
    print(f"watch: from Stop to the report {time.time() - begin:.2f} s")
    check("what was done is kept", "Training was stopped by hand in epoch" in text())
    steadily(lambda: button("Undo").click())
    wait("the edit is undone", lambda: lesson.read_text() == LESSON)
    wait("it is run", lambda: state() == "done" and "stopped by hand" not in text())
    check("what was trained before is taken over", not page.find_elements(By.CSS_SELECTOR, ".step.waiting"))

    # A training that takes long waits, with what has changed; what it gave before stays.
    lesson.write_text(LESSON.replace("epochs: 3", "epochs: 399"))
    wait("it waits", lambda: "These results are from before: epochs 3 → 399." in text() and state() == "done")
    check("the table stays", run("return document.querySelector('.step.waiting table') !== null"))
    lesson.write_text(LESSON)
    wait("it waits no more", lambda: state() == "done" and "from before" not in text())

    # Earlier runs: which was best, their curves, their steps back.
    lesson.write_text(LESSON.replace("dense 16 sigmoid", "dense 24 sigmoid").replace("epochs: 3", "epochs: 4\n  validation_split: 0.2"))
    wait("it is seen", lambda: "dense 24" in text())
    wait("it is checked", lambda: state() in ("running", "done"))
    time.sleep(0.3)
    if run("return document.querySelector('.step.waiting') !== null"):
        steadily(lambda: button("Run").click())
    wait("another network is run", lambda: state() == "done" and not page.find_elements(By.CSS_SELECTOR, ".step.waiting"))
    steadily(lambda: page.find_element(By.XPATH, "//button[starts-with(., 'Your runs')]").click())
    panel = lambda: page.find_element(By.ID, "live.runs")
    check("both runs are listed, the latest first", [one.text.replace("■", "").split()[0] for one in panel().find_elements(By.CSS_SELECTOR, "tbody th")] == ["2", "1"])
    check("with what differs", "dense 16 sigmoid → dense 24 sigmoid" in panel().text)
    for number in (1, 2):
        steadily(lambda: panel().find_element(By.CSS_SELECTOR, f'[aria-label="Show the curve of run {number}"]').click())
    check("curves lie over each other", len(panel().find_elements(By.CSS_SELECTOR, "svg path")) == 3)
    if len(sys.argv) > 3:
        page.save_screenshot(sys.argv[3])
    steadily(lambda: panel().find_element(By.CSS_SELECTOR, '[aria-label="Put back the steps of run 1"]').click())
    wait("the first run's steps are back", lambda: lesson.read_text() == LESSON)
    wait("with its results", lambda: state() == "done" and "dense 16" in text())
    steadily(lambda: page.find_element(By.XPATH, "//button[starts-with(., 'Your runs')]").click())

    # Someone else writes while a step is edited here: nothing is lost.
    area = editor(run("return [...document.querySelectorAll('pre.source')].findIndex(one => one.textContent.includes('shape x_test'))"))
    replace(area, "shape x_test", "shape x_test, x_train")
    lesson.write_text(LESSON.replace("shape x_test\n", "shape y_test\n"))
    wait("both are shown", lambda: run("return document.querySelector('.live-unsaved textarea')?.value") == "shape x_test, x_train"
         and "shape y_test" in text())
    wait("it is run", lambda: state() == "done")
    steadily(lambda: page.find_element(By.CSS_SELECTOR, ".live-unsaved textarea").send_keys(Keys.CONTROL, Keys.ENTER))
    wait("one's own is saved", lambda: lesson.read_text() == LESSON.replace("shape x_test\n", "shape x_test, x_train\n"))
    wait("one is left", lambda: not page.find_elements(By.CSS_SELECTOR, ".live-unsaved") and state() == "done")

    # Blanks and answers are filled in where they stand; only their bytes change.
    (folder / "numbers.csv").write_text("1,2,3\n")
    (folder / "square.png").write_bytes(square(255, 0, 0))
    whole = LESSON + QUESTIONS
    lesson.write_text(whole)
    wait("questions are shown", lambda: "Questions" in text())
    wait("a blank without an answer is a mistake", lambda: state() == "failed")
    field = lambda form: page.find_element(By.CSS_SELECTOR, f".field[data-form={form}] input")
    steadily(lambda: run("arguments[0].scrollIntoView({ block: 'center' })", field("code")))
    steadily(lambda: field("code").send_keys("2", Keys.ENTER))
    whole = whole.replace("precision: ____", "precision: 2")
    wait("a step's blank is written", lambda: lesson.read_text() == whole)
    wait("and run", lambda: state() == "done")
    steadily(lambda: field("words").send_keys("4 [sic]", Keys.TAB))
    wait("a blank among words is written", lambda: lesson.read_text() == whole.replace("[____](", "[4 \\[sic\\]]("))
    wait("and judged", lambda: "✗ wrong" in text() and field("words").get_attribute("value") == "4 [sic]")
    steadily(lambda: field("words").send_keys(Keys.CONTROL, "a"))
    steadily(lambda: field("words").send_keys("3", Keys.ENTER))
    whole = whole.replace("[____](", "[3](")
    wait("it is mended", lambda: lesson.read_text() == whole and "✓ right" in text() and state() == "done")
    check("the caret is where it was", run("return document.activeElement.matches('.field[data-form=words] input')"))
    write = lambda: page.find_element(By.CSS_SELECTOR, '[aria-label="Write answer to question 1"]')
    steadily(lambda: run("arguments[0].scrollIntoView({ block: 'center' })", write()))
    steadily(lambda: write().click())
    area = page.find_element(By.CSS_SELECTOR, ".answer textarea")
    area.send_keys("Because it *is*.", Keys.ENTER, "Really.", Keys.CONTROL, Keys.ENTER)
    whole = whole.replace("<!-- answer -->\n<!-- /", "<!-- answer -->\nBecause it *is*.\nReally.\n<!-- /")
    wait("an answer is written", lambda: lesson.read_text() == whole)
    wait("and shown", lambda: "Because it is." in page.find_element(By.CSS_SELECTOR, ".answer").text and state() == "done")

    # Someone else answers while one is typing: both stand there.
    steadily(lambda: page.find_element(By.CSS_SELECTOR, '[aria-label="Edit answer to question 1"]').click())
    area = page.find_element(By.CSS_SELECTOR, ".answer textarea")
    check("an answer is edited as it is written", area.get_attribute("value") == "Because it *is*.\nReally.")
    area.send_keys(Keys.CONTROL, Keys.END)
    area.send_keys(" Mine.")
    lesson.write_text(whole.replace("Really.", "Theirs."))
    wait("both answers are shown", lambda: run("return document.querySelector('.live-unsaved textarea')?.value") == "Because it *is*.\nReally. Mine."
         and "Theirs." in text())
    wait("it is run", lambda: state() == "done")
    steadily(lambda: page.find_element(By.CSS_SELECTOR, ".live-unsaved textarea").send_keys(Keys.CONTROL, Keys.ENTER))
    wait("one's own is saved", lambda: lesson.read_text() == whole.replace("Really.", "Really. Mine."))
    wait("one is left", lambda: not page.find_elements(By.CSS_SELECTOR, ".live-unsaved") and state() == "done")
    steadily(lambda: field("words").send_keys("5"))
    lesson.write_text(whole.replace("[3](", "[1]("))
    wait("a blank that changed too says so", lambda: "says “1” here now" in text() and field("words").get_attribute("value") == "35")
    steadily(lambda: field("words").send_keys(Keys.ESCAPE))
    check("the file's is taken", field("words").get_attribute("value") == "1")
    lesson.write_text(whole)
    wait("it is as before", lambda: field("words").get_attribute("value") == "3" and state() == "done")

    # What lies beside the lesson.
    (folder / "numbers.csv").write_text("1,2,4\n")
    wait("a changed table is read again", lambda: "✗ wrong" in text() and state() == "done")
    picture = run("return document.querySelector('img[alt=\"A red square\"]').src")
    (folder / "square.png").write_bytes(square(0, 0, 255))
    wait("a changed picture is shown", lambda: run("return document.querySelector('img[alt=\"A red square\"]').src") != picture)
    wait("it is run", lambda: state() == "done")

    # Completion by keyboard.
    area = editor(run("return [...document.querySelectorAll('main .live-edit')].findIndex(one => one.parentElement.textContent.includes('epochs'))"))
    area.send_keys(Keys.CONTROL, Keys.END)
    area.send_keys(Keys.ENTER, "  opt")
    box = lambda: page.find_element(By.CSS_SELECTOR, "[role=listbox]")
    wait("a word is offered", lambda: box().is_displayed() and "optimizer" in box().text)
    area.send_keys(Keys.ENTER)
    wait("it is taken", lambda: area.get_attribute("value").endswith("\n  optimizer: "))
    area.send_keys(Keys.CONTROL, " ")
    wait("all are offered when asked for", lambda: box().is_displayed() and "adam" in box().text)
    words = [one.text for one in box().find_elements(By.CSS_SELECTOR, "[role=option]")]
    area.send_keys(Keys.ARROW_DOWN)
    chosen = run("return document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent")
    check("arrow keys choose", chosen == words[1])
    if len(sys.argv) > 3:
        folder_of_pictures = Path(sys.argv[3]).parent
        page.save_screenshot(str(folder_of_pictures / "completion.png"))
    axe("with an editor open")
    area.send_keys(Keys.ESCAPE)
    check("Escape puts them away", not box().is_displayed() and area.is_displayed())
    area.send_keys(Keys.ESCAPE)
    check("and then the editor", not page.find_elements(By.CSS_SELECTOR, ".live-editor"))

    # On a phone, in the dark.
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 375, "height": 740, "deviceScaleFactor": 2, "mobile": True})
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    area = editor(run("return [...document.querySelectorAll('main .live-edit')].findIndex(one => one.parentElement.textContent.includes('epochs'))"))
    area.send_keys(Keys.CONTROL, Keys.END)
    area.send_keys(Keys.ENTER, "  ba")
    wait("a word is offered on a phone", lambda: box().is_displayed())
    check("nothing is wider than a phone", run("return document.documentElement.scrollWidth") <= 375)
    axe("on a phone, in the dark")
    if len(sys.argv) > 3:
        page.save_screenshot(str(folder_of_pictures / "phone-edit.png"))
    area.send_keys(Keys.ESCAPE)
    area.send_keys(Keys.ESCAPE)
    if len(sys.argv) > 3:
        run("document.querySelector('.question').scrollIntoView()")
        page.save_screenshot(str(folder_of_pictures / "phone-question.png"))
        steadily(lambda: page.find_element(By.XPATH, "//button[starts-with(., 'Your runs')]").click())
        page.save_screenshot(str(folder_of_pictures / "phone-runs.png"))
        steadily(lambda: page.find_element(By.XPATH, "//button[starts-with(., 'Your runs')]").click())
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    # A lesson that is deleted and put back.
    lesson.unlink()
    wait("that it is gone is told", lambda: "is not there" in page.find_element(By.CSS_SELECTOR, "#live\\.bar output").text)
    lesson.write_text(LESSON.replace("Words in", "Back in"))
    wait("it is back", lambda: "Back in between" in text() and state() == "done")

    # The command is started again: the page goes on.
    server.send_signal(signal.SIGINT)
    check("Ctrl-C ends it", server.wait(10) == 0)
    wait("its end is told", lambda: state() == "lost")
    server, again = start()
    check("under the same address", again == address)
    lesson.write_text(LESSON.replace("Words in", "Again in"))
    wait("the page goes on", lambda: "Again in between" in text() and state() == "done", 90)

    # Many edits, in one page.
    edits = int(os.environ.get("EDITS", "40"))
    memory = lambda: int(Path(f"/proc/{server.pid}/statm").read_text().split()[1]) * 4 // 1024
    before = memory()
    for number in range(edits):
        lesson.write_text(LESSON.replace("Words at the top.", f"Edit {number}."))
        wait(f"edit {number}", lambda: f"Edit {number}." in text(), 20)
    wait("it is run", lambda: state() == "done")
    print(f"watch: {edits} edits, memory {before} MB before, {memory()} MB after")

    axe("at the end")
    for entry in page.get_log("browser"):
        if "409" not in entry["message"] and "ERR_CONNECTION_REFUSED" not in entry["message"] and "INCOMPLETE" not in entry["message"]:
            failures.append(f"console: {entry['message']}")
except Exception as problem:
    failures.append(f"line {problem.__traceback__.tb_lineno}: {type(problem).__name__}: {problem}"[:500])
    page.save_screenshot(str(folder / "failure.png"))
finally:
    page.quit()
    server.kill()
end("watch", failures)
