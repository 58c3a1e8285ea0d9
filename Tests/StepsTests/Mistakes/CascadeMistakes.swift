/// One mistake, on which all that follows depends, is told once.
extension Mistake {
  /// The rest of a lesson below `load`.
  private static let rest = """
    flatten x_train, x_test
    normalise x_train, x_test
    one-hot y_train as y_train_cat
    build network
      dense 10 softmax
    summary network
    fit network on x_train, y_train_cat
    plot fit
    predict network on x_test as y_pred
    argmax y_pred as y_class
    confusion-matrix y_class, y_test
    evaluate network on x_test, y_test
    expect evaluate.accuracy >= 0.9
    """

  static let cascades: [Mistake] = [
    Mistake(
      "a data set that is not there, and what follows",
      "load ⟦fashion-mnist⟧ as x_train, y_train, x_test, y_test\n\(rest)",
      says: """
        l.md:2:6: error: the data set 'fashion-mnist' is not on this computer
          2 | load fashion-mnist as x_train, y_train, x_test, y_test
            |      ^~~~~~~~~~~~~
        """),
    Mistake(
      "a file that is not there, and what follows",
      """
      load ⟦"missing.dat"⟧ as four
      reshape four to (-1, 28, 28, 1)
      normalise four
      show four[0]
      """,
      says: """
        l.md:2:6: error: there is no file 'missing.dat'
          2 | load "missing.dat" as four
            |      ^~~~~~~~~~~~~
        """),
    Mistake(
      "a data set without names, and what follows",
      "⟦load mnist⟧\n\(rest)",
      says: """
        l.md:2:1: error: 'load' needs names for what it reads
          2 | load mnist
            | ^~~~~~~~~~ write 'load mnist as x_train, y_train, x_test, y_test'
        """),
    Mistake(
      "a data set with two names, and what follows",
      "load mnist as ⟦x_train, x_test⟧\n\(rest)",
      says: """
        l.md:2:15: error: 'mnist' gives four arrays, but there are 2 names for them
          2 | load mnist as x_train, x_test
            |               ^~~~~~~~~~~~~~~
            = write 'as x_train, y_train, x_test, y_test': images and labels to train with, then to test with
        """),
    Mistake(
      "a data set in quotes, and what follows",
      "load ⟦\"Fashion_MNIST\"⟧ as x_train, y_train, x_test, y_test\n\(rest)",
      says: """
        l.md:2:6: error: 'fashion-mnist' is a data set; quotes are for a file's name
          2 | load "Fashion_MNIST" as x_train, y_train, x_test, y_test
            |      ^~~~~~~~~~~~~~~ write 'load fashion-mnist'
        """),
    Mistake(
      "a misspelt flatten, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦flaten⟧ x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on x_test, y_test
      """,
      says: """
        l.md:3:1: error: there is no verb 'flaten'
          3 | flaten x_train, x_test
            | ^~~~~~ did you mean 'flatten'?
        """),
    Mistake(
      "a flatten like a function, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten⟦(x_train, x_test)⟧
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on x_test, y_test
      """,
      says: """
        l.md:3:8: error: a step is written without brackets
          3 | flatten(x_train, x_test)
            |        ^~~~~~~~~~~~~~~~~ write 'flatten x_train, x_test'
        """),
    Mistake(
      "a fit of two words, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      ⟦train_network⟧ on x_train, y_train
      plot fit
      evaluate network on x_test, y_test
      expect fit.accuracy >= 0.9
      """,
      says: """
        l.md:7:1: error: there is no verb 'train_network'
          7 | train_network on x_train, y_train
            | ^~~~~~~~~~~~~ did you mean 'fit'?
        """),
    Mistake(
      "Keras' data and layers, and what follows",
      """
      ⟦(x_train, y_train), (x_test, y_test) = mnist.load_data()⟧
      ⟦model = Sequential()⟧
      ⟦model.add(Dense(10, activation='softmax'))⟧
      summary network
      ⟦evaluate x_test, y_test⟧
      """,
      says: """
        l.md:2:1: error: this looks like Python; a lesson says it in its own way
          2 | (x_train, y_train), (x_test, y_test) = mnist.load_data()
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'load mnist as x_train, y_train, x_test, y_test'

        l.md:3:1: error: this looks like Python; a lesson says it in its own way
          3 | model = Sequential()
            | ^~~~~~~~~~~~~~~~~~~~
            = write 'build network', and one layer on each indented line below

        l.md:4:1: error: this looks like Python; a lesson says it in its own way
          4 | model.add(Dense(10, activation='softmax'))
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write one layer on each indented line below 'build network'

        l.md:6:1: error: 'evaluate' needs a network and the data it works on
          6 | evaluate x_test, y_test
            | ^~~~~~~~~~~~~~~~~~~~~~~ write 'evaluate network on x_test, y_test'
        """),
    Mistake(
      "an argmax without a name, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
        epochs: 3,
      predict network on x_test as y_pred
      ⟦argmax y_pred⟧
      print y_class[99]
      """,
      says: """
        l.md:10:1: error: 'argmax' makes one new array of one array
         10 | argmax y_pred
            | ^~~~~~~~~~~~~ write 'argmax y_pred as y_class'
        """),
    Mistake(
      "a semicolon, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train⟦;⟧ x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:3:16: error: names stand with commas between them
          3 | flatten x_train; x_test
            |                ^ write 'x_train, x_test'
        """),
    Mistake(
      "no fit, and what follows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      plot ⟦fit⟧
      expect fit.accuracy >= 0.9
      evaluate network on x_test, y_test
      """,
      says: """
        l.md:7:6: error: there is no fit 'fit' to plot
          7 | plot fit
            |      ^~~
            = train first: 'fit network on x_train, y_train'
        """),
    Mistake(
      "test images that are not flattened, used three times",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      predict network on ⟦x_test⟧ as y_pred
      predict network on x_test[99]
      evaluate network on x_test, y_test
      """,
      says: """
        l.md:8:20: error: 'network' takes samples of shape (784,), but those of x_test have (28, 28)
          8 | predict network on x_test as y_pred
            |                    ^~~~~~
            = add 'flatten x_test' before this step
        """),
    Mistake(
      "test images that are not normalised, used three times",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
      mistakes network on ⟦x_test⟧, y_test
      predict network on x_test[99]
      evaluate network on x_test, y_test
      """,
      says: """
        l.md:8:21: warning: x_test is not prepared in the same way as x_train, which the network is trained on
          8 | mistakes network on x_test, y_test
            |                     ^~~~~~
            = use 'normalise' on both or on neither
        """),
    Mistake(
      "two arrays with one wrong shape",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_test as x_val
        first: 1000
      reshape x_test, x_val to ⟦(-1, 28, 29)⟧
      show x_val[0]
      """,
      says: """
        l.md:5:26: error: 'x_test' with shape (9000, 28, 28) has 7056000 values, and they do not fit into (-1, 28, 29)
          5 | reshape x_test, x_val to (-1, 28, 29)
            |                          ^~~~~~~~~~~~ write 'to (-1, 28, 28, 1)'
            = each sample of 'x_test' has 784 values
        """),
    Mistake(
      "a misspelt name behind a misspelt verb",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦flaten⟧ x_train
      show ⟦x_trian⟧[0]
      """,
      says: """
        l.md:3:1: error: there is no verb 'flaten'
          3 | flaten x_train
            | ^~~~~~ did you mean 'flatten'?

        l.md:4:6: error: there is no array 'x_trian'
          4 | show x_trian[0]
            |      ^~~~~~~ did you mean 'x_train'?
        """),
  ]
}
