extension Mistake {
  static let foreign: [Mistake] = [
    Mistake(
      "two arrays divided in Python",
      """
      load mnist as (x_train, y_train), (x_test, y_test)
      ⟦x_train, x_test = x_train / 255.0, x_test / 255.0⟧
      """,
      says: """
        l.md:3:1: error: a lesson does no arithmetic on arrays
          3 | x_train, x_test = x_train / 255.0, x_test / 255.0
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'normalise x_train, x_test' to divide by 255
        """),
    Mistake(
      "an assignment",
      "⟦network = build⟧",
      says: """
        l.md:2:1: error: a step starts with a verb; nothing is set with '='
          2 | network = build
            | ^~~~~~~~~~~~~~~
            = write 'build network'
        """),
    Mistake(
      "an assignment of nothing known",
      "⟦total = 5⟧",
      says: """
        l.md:2:1: error: a step starts with a verb; nothing is set with '='
          2 | total = 5
            | ^~~~~~~~~
            = names stand at a step's end, as in 'one-hot y_train as y_train_cat'
        """),
    Mistake(
      "steps with their names in front",
      """
      ⟦x_train, y_train, x_test, y_test = load mnist⟧
      ⟦x_train = normalise x_train⟧
      flatten x_train, x_test
      build network
        dense 10 softmax
      ⟦history = fit network on x_train, y_train⟧
      plot fit
      ⟦y_pred = predict network on x_test⟧
      ⟦y_class = np.argmax(y_pred)⟧
      confusion-matrix y_class, y_test
      expect fit.accuracy >= 0.9
      """,
      says: """
        l.md:2:1: error: a step starts with a verb; nothing is set with '='
          2 | x_train, y_train, x_test, y_test = load mnist
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'load mnist as x_train, y_train, x_test, y_test': names stand at the end

        l.md:3:1: error: a step starts with a verb; nothing is set with '='
          3 | x_train = normalise x_train
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'normalise x_train': it changes the array itself

        l.md:7:1: error: a step starts with a verb; nothing is set with '='
          7 | history = fit network on x_train, y_train
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'fit network on x_train, y_train'

        l.md:9:1: error: a step starts with a verb; nothing is set with '='
          9 | y_pred = predict network on x_test
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'predict network on x_test as y_pred': names stand at the end

        l.md:10:1: error: this looks like Python; a lesson says it in its own way
         10 | y_class = np.argmax(y_pred)
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'argmax y_pred as y_class'
        """),
    Mistake(
      "a layer of Keras at the line's start",
      """
      build network
        input: 28x28
        flatten
      ⟦dense(10, activation="softmax")⟧
      summary network
      """,
      says: """
        l.md:5:1: error: a layer is written without brackets
          5 | dense(10, activation="softmax")
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ write 'dense 10 softmax'
            = put two spaces before it, to belong to 'build' above it
        """),
    Mistake(
      "layers of Keras with their input",
      """
      build network:
        ⟦Flatten(input_shape=(28, 28))⟧
        ⟦Dense(128, activation='relu')⟧
        ⟦MaxPooling2D((2, 2))⟧
        ⟦Dropout(0.2)⟧
      """,
      says: """
        l.md:3:3: error: a layer is written without brackets
          3 |   Flatten(input_shape=(28, 28))
            |   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~ write 'flatten'

        l.md:4:3: error: a layer is written without brackets
          4 |   Dense(128, activation='relu')
            |   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~ write 'dense 128 relu'

        l.md:5:3: error: a layer is written without brackets
          5 |   MaxPooling2D((2, 2))
            |   ^~~~~~~~~~~~~~~~~~~~ write 'maxpool 2x2'

        l.md:6:3: error: a layer is written without brackets
          6 |   Dropout(0.2)
            |   ^~~~~~~~~~~~ write 'dropout 0.2'
        """),
    Mistake(
      "compile",
      "⟦compile network⟧",
      says: """
        l.md:2:1: error: this looks like Python; a lesson says it in its own way
          2 | compile network
            | ^~~~~~~~~~~~~~~
            = set 'optimizer' and 'loss' on indented lines below 'fit network on x_train, y_train'
        """),
    Mistake(
      "a value for a step",
      """
      load mnist as (x_train, y_train), (x_test, y_test)
      ⟦evaluate.accuracy⟧
      """,
      says: """
        l.md:3:1: error: 'evaluate.accuracy' is a value, not a step
          3 | evaluate.accuracy
            | ^~~~~~~~~~~~~~~~~
            = 'expect evaluate.accuracy >= 0.95' tests it; '[95 %](value:evaluate.accuracy)' shows it among the prose
        """),
    Mistake(
      "a history to plot",
      """
      load mnist as (x_train, y_train), (x_test, y_test)
      flatten x_train
      normalise x_train
      build network:
        dense 10 softmax
      fit network with x_train, y_train
        epochs: "5"
      plot ⟦history⟧
      """,
      says: """
        l.md:9:6: error: there is no fit 'history' to plot
          9 | plot history
            |      ^~~~~~~ write 'plot fit'
        """),
  ]
}
