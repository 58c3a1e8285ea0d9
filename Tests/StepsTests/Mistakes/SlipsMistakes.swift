extension Mistake {
  /// Signs and words that are left over, or missing, in layers and settings.
  static let slips: [Mistake] = [
    Mistake(
      "a layer's name with a colon",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dense⟦:⟧ 64 relu
        dense 10 softmax
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:8: error: no colon stands behind a layer's name
          5 |   dense: 64 relu
            |        ^ write 'dense 64 relu'
        """),
    Mistake(
      "a setting without a colon behind a layer",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to (-1, 28, 28, 1)
      build net
        conv2d 8 3x3 ⟦padding⟧ same
        flatten
        dense 10 softmax
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:16: error: 'padding' is a setting, and its value stands behind a colon
          5 |   conv2d 8 3x3 padding same
            |                ^~~~~~~ write 'padding: …' on a line below, further in
        """),
    Mistake(
      "neurons in words",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dense ⟦ten⟧ softmax
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:9: error: numbers are written as digits
          5 |   dense ten softmax
            |         ^~~ write 10
        """),
    Mistake(
      "a rate with a comma",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dropout ⟦0,5⟧
        dense 10 softmax
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:11: error: decimals stand behind a point, not a comma
          5 |   dropout 0,5
            |           ^~~ write 'dropout 0.5'
        """),
    Mistake(
      "dropout of all",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dropout ⟦1⟧
        dense 10 softmax
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:11: error: 'dropout' must be 0 or more and below 1, not 1
          5 |   dropout 1
            |           ^
        """),
    Mistake(
      "a number and what does not belong behind it",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        epochs: ⟦5;⟧
        batch_size: ⟦64 images⟧
      """,
      says: """
        l.md:8:11: error: 'epochs' needs a whole number, not '5;'
          8 |   epochs: 5;
            |           ^~ write 'epochs: 5'

        l.md:9:15: error: 'batch_size' needs a whole number, not '64 images'
          9 |   batch_size: 64 images
            |               ^~~~~~~~~ write 'batch_size: 64'
        """),
    Mistake(
      "an optimizer that is called",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        optimizer: ⟦Adam(learning_rate=0.01)⟧
      """,
      says: """
        l.md:8:14: error: 'optimizer' cannot be 'Adam(learning_rate=0.01)'
          8 |   optimizer: Adam(learning_rate=0.01)
            |              ^~~~~~~~~~~~~~~~~~~~~~~~ did you mean 'adam'?
            = what stands in brackets there is a setting on a line of its own
        """),
    Mistake(
      "early stopping without validation data",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        ⟦early_stopping⟧: true
      """,
      says: """
        l.md:8:3: warning: without validation data, 'early_stopping' watches the training loss, which hardly ever rises
          8 |   early_stopping: true
            |   ^~~~~~~~~~~~~~
            = add 'validation_split: 0.1', so that it watches the loss on samples that are not trained on
        """),
  ]
}
