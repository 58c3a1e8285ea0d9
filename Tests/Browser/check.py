"""Looks at reports in a headless Chromium, as issue 6 asks.

usage: check.py [--screenshots DIR] [--network EXPECTED.json] REPORT.html...

For each report: no console message, no request, no violation of axe's rules (light, dark and print, folded parts open
and closed), nothing wider than a phone, keyboard focus visible, and nothing of the lesson's text that could run.
EXPECTED.json holds "pixels" (N x 784, ink 0 to 1) and "probabilities" (N x classes) of the engine, which the network in the
page must equal within 1e-3.
"""

import argparse
import json
import pathlib
import shutil
import sys

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
        for is_open in (False, True):
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
    if expected:
        problems += compare(driver, expected)
    if screenshots:
        shoot(driver, path, screenshots)
    problems += [f"console: {entry['message']}" for entry in driver.get_log("browser")]
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if url != address and not url.startswith("data:"):
                problems.append(f"request: {url}")
    return problems


def compare(driver, expected):
    """The network in the page against the engine's probabilities."""
    given = driver.execute_script("return arguments[0].map(window.lessonNetwork)", expected["pixels"])
    worst = max(abs(a - b) for one, other in zip(given, expected["probabilities"]) for a, b in zip(one, other))
    print(f"  playground: {len(given)} images, largest difference {worst:.2e}")
    return [] if worst <= 1e-3 and len(given) >= 100 else [f"playground differs by {worst:.2e} on {len(given)} images"]


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
    expected = json.loads(arguments.network.read_text()) if arguments.network else None
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
