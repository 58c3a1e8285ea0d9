"""Makes the README's picture of a page of `lesson page`: usage: page-picture.py LESSON_PROGRAM FOLDER PICTURE.png"""
import subprocess, sys, time
from pathlib import Path
from selenium import webdriver

program, folder, picture = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
lesson = folder / "digits.md"
lesson.write_text("""# My first network

It has one hidden layer. Run it, then give it more neurons.

```step
load mnist as x_train, y_train, x_test, y_test
show x_train[0:12]
  labels: y_train
flatten x_train, x_test
normalise x_train, x_test
build network
  dense 32 relu
  dense 10 softmax
fit network on x_train, y_train
  epochs: 12
  validation_split: 0.1
```
""")
target = folder / "digits.html"
subprocess.run([program, "page", str(lesson), "--out", str(target)], check=True, stderr=subprocess.DEVNULL)
options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--window-size=1000,1000"]:
    options.add_argument(argument)
page = webdriver.Chrome(options=options)
try:
    page.get(target.resolve().as_uri() + "#run")
    # While it trains, with a curve that has grown for some epochs.
    while "epoch 8 of" not in page.execute_script("return document.querySelector('#live\\\\.bar')?.textContent ?? ''"):
        time.sleep(0.02)
    page.execute_script("document.querySelector('.live-curve').closest('.step').scrollIntoView({ block: 'end' }); scrollBy(0, 60)")
    page.save_screenshot(picture)
finally:
    page.quit()
