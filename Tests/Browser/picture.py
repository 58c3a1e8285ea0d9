"""Makes the README's picture of `lesson watch`: usage: picture.py LESSON_PROGRAM FOLDER PICTURE.png"""
import os, subprocess, sys, time
from pathlib import Path
from selenium import webdriver
from selenium.webdriver.common.by import By

program, folder, picture = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
lesson = folder / "digits.md"
TEXT = """# My first network

It has one hidden layer. How many neurons does it need, and for how long should it train?

```step
load mnist as x_train, y_train, x_test, y_test
flatten x_train, x_test
normalise x_train, x_test
build network
  dense 16 relu
  dense 10 softmax
fit network on x_train, y_train
  epochs: 5
  validation_split: 0.1
```

The validation accuracy is [90 %](value:fit.val_accuracy).
"""
lesson.write_text(TEXT)
environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
server = subprocess.Popen([program, "watch", str(lesson), "--sample", "--eager"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, env=environment)
options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--window-size=1000,1000"]:
    options.add_argument(argument)
page = webdriver.Chrome(options=options)
run = page.execute_script


def wait(runs):
    while f"Your runs ({runs})" not in run("return document.querySelector('#live\\\\.bar')?.textContent ?? ''"):
        time.sleep(0.05)


try:
    page.get(server.stdout.readline().split()[-1])
    wait(1)
    for runs, old, new in [(2, "dense 16", "dense 32"), (3, "epochs: 5", "epochs: 10"), (4, "dense 32", "dense 64")]:
        TEXT = TEXT.replace(old, new)
        lesson.write_text(TEXT)
        wait(runs)
    page.find_element(By.XPATH, "//button[starts-with(., 'Your runs')]").click()
    for number in (1, 4):
        page.find_element(By.CSS_SELECTOR, f'[aria-label="Show the curve of run {number}"]').click()
    run("document.querySelectorAll('.live-edit')[2].click()")
    area = page.find_element(By.CSS_SELECTOR, ".live-editor textarea")
    run("arguments[0].value = arguments[0].value.replace('epochs: 10', 'epohcs: 20');"
        "arguments[0].dispatchEvent(new Event('input')); arguments[0].scrollIntoView({ block: 'start' }); scrollBy(0, -20)", area)
    time.sleep(1)
    page.save_screenshot(picture)
finally:
    page.quit()
    server.kill()
