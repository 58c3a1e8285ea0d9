extension Mistake {
  /// What notebooks and other countries' habits bring along.
  static let habits: [Mistake] = [
    Mistake(
      "an array where a verb belongs",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦x_train⟧
      ⟦x_train⟧[5]
      ⟦x_train.shape⟧
      ⟦len(x_train)⟧
      print ⟦x_train.shape⟧
      print⟦(x_train.shape)⟧
      """,
      says: """
        l.md:3:1: error: 'x_train' is an array, and a step starts with a verb
          3 | x_train
            | ^~~~~~~
            = 'shape x_train' shows its shape, 'print x_train[0]' the numbers of its first sample

        l.md:4:1: error: 'x_train' is an array, and a step starts with a verb
          4 | x_train[5]
            | ^~~~~~~
            = 'shape x_train' shows its shape, 'print x_train[0]' the numbers of its first sample

        l.md:5:1: error: this looks like Python; a lesson says it in its own way
          5 | x_train.shape
            | ^~~~~~~~~~~~~
            = write 'shape x_train'

        l.md:6:1: error: this looks like Python; a lesson says it in its own way
          6 | len(x_train)
            | ^~~~~~~~~~~~
            = write 'shape x_train'

        l.md:7:7: error: there is no array 'x_train.shape'
          7 | print x_train.shape
            |       ^~~~~~~~~~~~~ write 'shape x_train'

        l.md:8:6: error: a step is written without brackets
          8 | print(x_train.shape)
            |      ^~~~~~~~~~~~~~~ write 'shape x_train'
        """),
    Mistake(
      "shapes from NumPy",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦x_train = x_train.reshape(60000, 784)⟧
      """,
      says: """
        l.md:3:1: error: this looks like Python; a lesson says it in its own way
          3 | x_train = x_train.reshape(60000, 784)
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'reshape x_train to (-1, 784)'
        """),
    Mistake(
      "a shape without the samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to ⟦784⟧
      """,
      says: """
        l.md:3:20: error: 'x_train' with shape (60000, 28, 28) has 47040000 values, and they do not fit into (784,)
          3 | reshape x_train to 784
            |                    ^~~ write 'to (-1, 784)'
            = each sample of 'x_train' has 784 values
        """),
    Mistake(
      "thousands with a point",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        epochs: ⟦1.000⟧
        batch_size: 64
      """,
      says: """
        l.md:8:11: error: '1.000' may mean 1000 or 1
          8 |   epochs: 1.000
            |           ^~~~~ write it without a point
            = a point stands before decimals, and thousands stand together: 60000 or 60_000
        """),
    Mistake(
      "thousands with a point in an amount",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val
        first: ⟦5.000⟧
      """,
      says: """
        l.md:4:10: error: '5.000' may mean 5000 or 5
          4 |   first: 5.000
            |          ^~~~~ write it without a point
            = a point stands before decimals, and thousands stand together: 60000 or 60_000
        """),
    Mistake(
      "two steps of one name",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
      evaluate net on x_test, y_test as test
      evaluate net on x_train, y_train as ⟦test⟧
      """,
      says: """
        l.md:9:37: error: another step is called 'test'
          9 | evaluate net on x_train, y_train as test
            |                                     ^~~~ choose another name, such as 'test_2'
            = it stands on line 8
        """),
    Mistake(
      "a step named as another verb",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train as ⟦evaluate⟧
      evaluate net on x_test, y_test
      """,
      says: """
        l.md:7:32: error: another step is called 'evaluate'
          7 | fit net on x_train, y_train as evaluate
            |                                ^~~~~~~~ choose another name, such as 'evaluate_2'
            = it stands on line 8
        """),
    Mistake(
      "a step with two names",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train as ⟦a, b⟧
      """,
      says: """
        l.md:7:32: error: a step has one name, made of letters, digits and '_'
          7 | fit net on x_train, y_train as a, b
            |                                ^~~~ write 'as fit_2'
        """),
    Mistake(
      "a count of epochs beyond everything",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        epochs: ⟦99999999999999999999⟧
      """,
      says: """
        l.md:8:11: error: 'epochs' must be at most 1000000, not 99999999999999999999
          8 |   epochs: 99999999999999999999
            |           ^~~~~~~~~~~~~~~~~~~~
        """),
    Mistake(
      "a rate beyond 32-bit floats",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        learning_rate: ⟦1e39⟧
      """,
      says: """
        l.md:8:18: error: 'learning_rate' must be at most 3e38, not 1e39
          8 |   learning_rate: 1e39
            |                  ^~~~
        """),
    Mistake(
      "a rate that is zero as a 32-bit float",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        learning_rate: ⟦1e-60⟧
      """,
      says: """
        l.md:8:18: error: 'learning_rate' must be at least 1e-45, not 1e-60
          8 |   learning_rate: 1e-60
            |                  ^~~~~
        """),
    Mistake(
      "a time beyond clocks",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        time_limit: ⟦1e300⟧
      """,
      says: """
        l.md:8:15: error: 'time_limit' must be at most 1000000000 seconds, not 1e300
          8 |   time_limit: 1e300
            |               ^~~~~
        """),
    Mistake(
      "a time of nothing",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit net on x_train, y_train
        time_limit: ⟦0s⟧
      """,
      says: """
        l.md:8:15: error: 'time_limit' must be more than 0 seconds, not 0s
          8 |   time_limit: 0s
            |               ^~
        """),
    Mistake(
      "neurons without end",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build net
        dense ⟦100000000⟧
      fit net on x_train, y_train
      """,
      says: """
        l.md:5:9: error: 'dense' must have at most 1000000 neurons, not 100000000
          5 |   dense 100000000
            |         ^~~~~~~~~
        """),
    Mistake(
      "ten classes for one output",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 1 sigmoid
      fit net on x_train, y_train
        loss: ⟦binary_crossentropy⟧
      """,
      says: """
        l.md:8:9: error: 'binary_crossentropy' tells two classes apart, but y_train names 10
          8 |   loss: binary_crossentropy
            |         ^~~~~~~~~~~~~~~~~~~
            = write 'dense 10 softmax' as the last layer, and leave the loss out
        """),
    Mistake(
      "a summary of a network that is never used",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      ⟦build net⟧
        dense 10 softmax
      summary net
      """,
      says: """
        l.md:4:1: error: the shapes of 'net' are not known, because it is never used on data
          4 | build net
            | ^~~~~~~~~
            = use it, with 'fit net on x_train, y_train', or add 'input: 784' below
        """),
    Mistake(
      "a misspelt network is one mistake",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build net
        dense 10 softmax
      fit ⟦nett⟧ on x_train, y_train
      """,
      says: """
        l.md:7:5: error: there is no network 'nett'
          7 | fit nett on x_train, y_train
            |     ^~~~ did you mean 'net'?
        """),
  ]
}
