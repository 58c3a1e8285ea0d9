extension Mistake {
  static let values: [Mistake] = [
    Mistake(
      "a misspelt setting",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        ⟦epoch⟧: 10
      """,
      says: """
        l.md:8:3: error: 'fit' has no setting 'epoch'
          8 |   epoch: 10
            |   ^~~~~ did you mean 'epochs'?
        """),
    Mistake(
      "a setting that nothing resembles",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[5]
        ⟦verbose⟧: 1
      """,
      says: """
        l.md:4:3: error: 'show' has no setting 'verbose'
          4 |   verbose: 1
            |   ^~~~~~~
            = its settings are cmap, labels, count, per_row, axes and caption
        """),
    Mistake(
      "a setting where there are none",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape x_train
        ⟦digits⟧: 3
      """,
      says: """
        l.md:4:3: error: 'shape' has no setting 'digits'
          4 |   digits: 3
            |   ^~~~~~
            = it has no settings
        """),
    Mistake(
      "a setting twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count: 6
        ⟦count⟧: 12
      """,
      says: """
        l.md:5:3: error: 'count' is set twice in this step
          5 |   count: 12
            |   ^~~~~
            = it is set to 6 on line 4 already: keep one of the two
        """),
    Mistake(
      "a setting without a value",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count⟦:⟧
      """,
      says: """
        l.md:4:8: error: 'count' has no value
          4 |   count:
            |        ^ write 'count: 12'
        """),
    Mistake(
      "a number as a word",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count: ⟦ten⟧
      """,
      says: """
        l.md:4:10: error: 'count' needs a whole number, not 'ten'
          4 |   count: ten
            |          ^~~ write 'count: 10'
        """),
    Mistake(
      "no whole number",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count: ⟦2.5⟧
      """,
      says: """
        l.md:4:10: error: 'count' needs a whole number, not 2.5
          4 |   count: 2.5
            |          ^~~ write 'count: 3'
        """),
    Mistake(
      "a number too small",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count: ⟦0⟧
      """,
      says: """
        l.md:4:10: error: 'count' must be from 1 to 400, not 0
          4 |   count: 0
            |          ^
        """),
    Mistake(
      "a comma between the thousands",
      """
      load mnist as x_train, y_train, x_test, y_test
        train: ⟦10,000⟧
      shape x_train
      """,
      says: """
        l.md:3:10: error: 'train' needs a whole number, not '10,000'
          3 |   train: 10,000
            |          ^~~~~~ write 'train: 10000' without a gap
        """),
    Mistake(
      "a gap between the thousands",
      """
      load mnist as x_train, y_train, x_test, y_test
        train: ⟦10 000⟧
      shape x_train
      """,
      says: """
        l.md:3:10: error: 'train' needs a whole number, not '10 000'
          3 |   train: 10 000
            |          ^~~~~~ write 'train: 10000' without a gap
        """),
    Mistake(
      "a decimal comma",
      """
      load mnist as x_train, y_train, x_test, y_test
      augment x_train, y_train
        zoom: ⟦0,25⟧
      """,
      says: """
        l.md:4:9: error: 'zoom' needs a number, not '0,25'
          4 |   zoom: 0,25
            |         ^~~~ write '0.25', with a point
        """),
    Mistake(
      "a number out of its range",
      """
      load mnist as x_train, y_train, x_test, y_test
      augment x_train, y_train
        zoom: ⟦1.5⟧
      """,
      says: """
        l.md:4:9: error: 'zoom' must be from 0 to below 1, not 1.5
          4 |   zoom: 1.5
            |         ^~~
        """),
    Mistake(
      "neither yes nor no",
      """
      load "digit.png" as x
        digit: ⟦maybe⟧
      print x
      """,
      says: """
        l.md:3:10: error: 'digit' needs true or false, not 'maybe'
          3 |   digit: maybe
            |          ^~~~~ write 'digit: true'
        """),
    Mistake(
      "a misspelt word",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[5]
        cmap: ⟦viridris⟧
      """,
      says: """
        l.md:4:9: error: 'cmap' cannot be 'viridris'
          4 |   cmap: viridris
            |         ^~~~~~~~ did you mean 'viridis'?
        """),
    Mistake(
      "a word that is none of the choices",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[5]
        cmap: ⟦rainbow⟧
      """,
      says: """
        l.md:4:9: error: 'cmap' cannot be 'rainbow'
          4 |   cmap: rainbow
            |         ^~~~~~~
            = it can be greys, gray or viridis
        """),
    Mistake(
      "a range upside down",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
        range: ⟦1..0⟧
      """,
      says: """
        l.md:4:10: error: a range goes from the smaller number to the larger one, not 1..0
          4 |   range: 1..0
            |          ^~~~ write 'range: 0..1'
        """),
    Mistake(
      "a share above one",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val
        first: ⟦1.5⟧
      """,
      says: """
        l.md:4:10: error: 'first' must be a count of 1 or more, or a share between 0 and 1, not 1.5
          4 |   first: 1.5
            |          ^~~
        """),
    Mistake(
      "a shape that is none",
      """
      build network
        input: ⟦large⟧
        dense 10 softmax
      """,
      says: """
        l.md:3:10: error: 'input' needs a shape such as 28x28x1, not 'large'
          3 |   input: large
            |          ^~~~~
        """),
    Mistake(
      "a pair that is none",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        validation_data: ⟦x_test⟧
      """,
      says: """
        l.md:8:20: error: 'validation_data' needs two arrays, the samples and their labels
          8 |   validation_data: x_test
            |                    ^~~~~~ write 'validation_data: x_val, y_val'
        """),
    Mistake(
      "more images than there are",
      """
      load mnist as x_train, y_train, x_test, y_test
        train: ⟦70000⟧
      shape x_train
      """,
      says: """
        l.md:3:10: error: 'mnist' has 60000 training images, not 70000
          3 |   train: 70000
            |          ^~~~~
        """),
    Mistake(
      "a blank that is not filled in",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        epochs: ⟦[[ ]]⟧
        batch_size: ⟦____⟧
      """,
      says: """
        l.md:8:11: error: the blank for 'epochs' is still empty
          8 |   epochs: [[ ]]
            |           ^~~~~ write your answer in its place

        l.md:9:15: error: the blank for 'batch_size' is still empty
          9 |   batch_size: ____
            |               ^~~~ write your answer in its place
        """),
    Mistake(
      "a layer's blank",
      """
      build network
        dense ⟦[[…]]⟧ softmax
      """,
      says: """
        l.md:3:9: error: the blank behind 'dense' is still empty
          3 |   dense [[…]] softmax
            |         ^~~~~ write your answer in its place
        """),
    Mistake(
      "a setting of another layer",
      """
      build network
        input: 28x28x1
        conv2d 8 3x3 relu
          ⟦paddings⟧: same
        flatten
        dense 10 softmax
      summary network
      """,
      says: """
        l.md:5:5: error: 'conv2d' has no setting 'paddings'
          5 |     paddings: same
            |     ^~~~~~~~ did you mean 'padding'?
        """),
    Mistake(
      "momentum for adam",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        ⟦momentum⟧: 0.9
      """,
      says: """
        l.md:8:3: error: the optimizer 'adam' has no 'momentum'
          8 |   momentum: 0.9
            |   ^~~~~~~~ leave it out, or write 'optimizer: sgd'
        """),
  ]
}
