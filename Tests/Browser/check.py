"""Looks at reports in a headless Chromium.

usage: check.py [--screenshots DIR] [--network REPORT.md] REPORT.html...

For each report: no console message, no request, no violation of axe's rules (light, dark and print, folded parts open
and closed), nothing wider than a phone or cut on paper, keyboard focus visible, and nothing of the lesson's text that
could run, with the page's content-security policy and without it.

REPORT.md is the report of playground.md, which prints test images and the engine's probabilities for them; the network in
the page must equal these within 1e-3.
"""

import argparse
import json
import pathlib
import re
import shutil
import sys
import tempfile

from axe_selenium_python import Axe
from selenium import webdriver

LIVE = """
const found = [];
for (const element of document.querySelectorAll('*')) {
  if (element.localName === 'script' && !(element.parentElement === document.body || element.closest('.draw')))
    found.push('script');
  if (['iframe', 'object', 'embed', 'form', 'base', 'link', 'style'].includes(element.localName) &&
      element.parentElement !== document.head) found.push(element.localName);
  for (const attribute of element.attributes) {
    if (attribute.name.startsWith('on') || attribute.name === 'style' || attribute.name === 'srcdoc')
      found.push(element.localName + ' ' + attribute.name);
    if (['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'background', 'srcset'].includes(attribute.name) &&
        !/^(#|https?:|mailto:|data:image\\/(png|jpeg|gif|webp|bmp);base64,|[^:]*$)/i.test(attribute.value))
      found.push(element.localName + ' ' + attribute.name + '=' + attribute.value.slice(0, 60));
  }
}
return found;
"""

FOCUS = """
const found = [];
for (const element of document.querySelectorAll('a[href], button, summary, canvas, [tabindex="0"]')) {
  if (!element.checkVisibility()) continue;
  element.focus({ focusVisible: true });
  const style = getComputedStyle(element);
  if (document.activeElement !== element) found.push(element.outerHTML.slice(0, 80) + ' takes no focus');
  else if (style.outlineStyle === 'none') found.push(element.outerHTML.slice(0, 80) + ' shows no focus');
}
return found;
"""


# A4 less the margins, at 96 dots an inch.
PAPER = (627, 971)

CUT = """
const found = [];
for (const element of document.querySelectorAll('img, table, pre')) {
  if (!element.checkVisibility()) continue;
  const box = element.getBoundingClientRect();
  if (box.right > arguments[0] + 1 || element.scrollWidth > element.clientWidth + 1 || (element.localName === 'img' && box.height > arguments[1]))
    found.push(element.outerHTML.slice(0, 60) + ' ' + Math.round(box.right) + ' x ' + Math.round(box.height));
  if (element.localName === 'img' && getComputedStyle(element).breakInside !== 'avoid') found.push('may break: ' + element.outerHTML.slice(0, 60));
}
return found;
"""


def browser():
    options = webdriver.ChromeOptions()
    for switch in ("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.binary_location = shutil.which("chromium")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def size(driver, width, height=900):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def media(driver, kind):
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {
            "media": "print" if kind == "print" else "screen",
            "features": [{"name": "prefers-color-scheme", "value": "dark" if kind == "dark" else "light"}],
        },
    )


def violations(driver, name):
    axe = Axe(driver)
    axe.inject()
    found = axe.run()["violations"]
    return [
        f"axe, {name}: {one['id']}: {one['help']}: {node['html'][:120]} {node.get('failureSummary', '')[:300]}"
        for one in found
        for node in one["nodes"][:3]
    ]


def check(driver, path, screenshots, expected):
    problems = []
    driver.get_log("performance"), driver.get_log("browser")
    size(driver, 1440)
    media(driver, "light")
    address = path.resolve().as_uri()
    driver.get(address)
    for kind in ("light", "dark", "print"):
        media(driver, kind)
        # All that is folded is shown once more open, in each kind of page.
        for is_open in (False, True) if kind == "light" else (True,):
            driver.execute_script(
                "document.querySelectorAll('details').forEach(d => { d.open = arguments[0]; });", is_open
            )
            problems += violations(driver, f"{kind}, {'open' if is_open else 'folded'}")
    driver.execute_script("document.querySelectorAll('details').forEach(d => { d.open = false; });")
    media(driver, "light")
    problems += [f"lives: {one}" for one in driver.execute_script(LIVE)]
    problems += [f"focus: {one}" for one in driver.execute_script(FOCUS)]
    for width in (320, 360, 768, 1440):
        size(driver, width)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        if wide > width:
            problems.append(f"{wide} pixels wide on a screen of {width}")
    media(driver, "print")
    size(driver, *PAPER)
    problems += [f"on paper: {one}" for one in driver.execute_script(CUT, *PAPER)]
    media(driver, "light")
    if expected:
        problems += compare(driver, expected)
    if screenshots:
        shoot(driver, path, screenshots)
    problems += messages(driver, address)
    with tempfile.TemporaryDirectory() as folder:
        problems += unguarded(driver, path, folder)
    return problems


def printed(report):
    """The images and probabilities that playground.md's report shows: the two longest lists of numbers."""
    blocks = re.findall(r"```text\n(.*?)```", report.read_text(), re.S)
    number = re.compile(r"[-+]?\d+\.?\d*(?:e[-+]?\d+)?")
    lists = sorted(([float(word) for word in number.findall(block)] for block in blocks), key=len)[-2:]
    probabilities, pixels = lists
    count = len(pixels) // 784
    classes = len(probabilities) // count
    return {
        "pixels": [[value / 255 for value in pixels[784 * i : 784 * (i + 1)]] for i in range(count)],
        "probabilities": [probabilities[classes * i : classes * (i + 1)] for i in range(count)],
    }


def compare(driver, expected):
    """The network in the page against the engine's probabilities."""
    given = driver.execute_script("return arguments[0].map(window.lessonNetwork)", expected["pixels"])
    worst = max(abs(a - b) for one, other in zip(given, expected["probabilities"]) for a, b in zip(one, other))
    print(f"  playground: {len(given)} images, largest difference {worst:.2e}")
    return [] if worst <= 1e-3 and len(given) >= 100 else [f"playground differs by {worst:.2e} on {len(given)} images"]


def unguarded(driver, path, folder):
    """The page without its policy must be as quiet: the policy is the second wall, not the first."""
    text = path.read_text()
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    if bare == text:
        return ["there is no content-security policy"]
    copy = pathlib.Path(folder) / "bare.html"
    copy.write_text(bare)
    driver.get(copy.resolve().as_uri())
    return [f"without policy: {one}" for one in messages(driver, copy.resolve().as_uri())]


def messages(driver, address):
    found = [f"console: {entry['message']}" for entry in driver.get_log("browser")]
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if url != address and not url.startswith("data:"):
                found.append(f"request: {url}")
    return found


def shoot(driver, path, folder):
    for width in (360, 768, 1440):
        for kind in ("light", "dark"):
            media(driver, kind)
            size(driver, width)
            height = driver.execute_script("return document.documentElement.scrollHeight")
            size(driver, width, min(height, 12000))
            name = f"{path.parent.name}-{path.stem}-{width}-{kind}.png"
            driver.save_screenshot(str(folder / name))
    media(driver, "light")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="+", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--network", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    expected = printed(arguments.network) if arguments.network else None
    driver = browser()
    count = 0
    try:
        for path in arguments.reports:
            print(path)
            for problem in check(driver, path, arguments.screenshots, expected):
                print("  " + problem)
                count += 1
    finally:
        driver.quit()
    print(f"{len(arguments.reports)} reports, {count} problems")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
