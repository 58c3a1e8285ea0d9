/// The text of `lesson new`: a whole lesson in a page, which checks without remarks and runs in seconds.
package enum Starter {
  package static let text = """
    ---
    title: My first lesson
    seed: 1
    ---

    # My first lesson

    Whatever stands between the steps is ordinary Markdown. A block that starts with `step` is run, and the report shows
    its result below it. Run this lesson with `lesson run`, change something, and run it again.

    ## The data

    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 10_000                  # fewer images, so that it takes only seconds
    shape x_train, y_train
    show x_train[0:12]
      labels: y_train
    ```

    ## The network

    Images become rows of 784 numbers between 0 and 1, and labels rows of zeros with a single one.

    ```step
    flatten x_train, x_test
    normalise x_train, x_test
    one-hot y_train
    one-hot y_test
    build network
      dense 64 relu                  # try 16 or 256
      dense 10 softmax
    summary network
    ```

    ## Training

    ```step
    fit network on x_train, y_train
      epochs: 5                      # try 1, 10, 20
      validation_split: 0.1
    plot fit
    ```

    <!-- question curves -->
    Would more epochs help? How can you tell from the curves?
    <!-- answer curves -->

    <!-- /answer -->
    <!-- hint curves --> Compare training and validation. <!-- /hint -->
    <!-- /question -->

    ## The test

    ```step
    evaluate network on x_test, y_test
    predict network on x_test[0]
      label: y_test[0]
    expect evaluate.accuracy >= 0.8
    ```

    The network gets [about 90 %](value:evaluate.accuracy) of the test images right.

    """
}
