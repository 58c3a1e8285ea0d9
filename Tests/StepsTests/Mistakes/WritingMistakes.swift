extension Mistake {
  static let writing: [Mistake] = [
    Mistake(
      "a sample behind its array",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_train 5⟧
      """,
      says: """
        l.md:3:6: error: samples are picked with square brackets
          3 | show x_train 5
            |      ^~~~~~~~~ write x_train[5]
        """),
    Mistake(
      "words that mean nothing",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train ⟦by 255⟧
      """,
      says: """
        l.md:3:19: error: 'by 255' was not expected behind 'x_train'
          3 | normalise x_train by 255
            |                   ^~~~~~
            = it is written 'normalise x, …'
        """),
    Mistake(
      "a comparison between brackets",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train⟦[y_train == 3]⟧
      """,
      says: """
        l.md:3:13: error: samples are picked by their labels with 'where'
          3 | show x_train[y_train == 3]
            |             ^~~~~~~~~~~~~~ write 'x_train where y_train = 3'
        """),
    Mistake(
      "a text to print",
      "print ⟦\"hello\"⟧",
      says: """
        l.md:2:7: error: an array's name was expected, not a text
          2 | print "hello"
            |       ^~~~~~~ words stand outside the block, among the prose
        """),
    Mistake(
      "an array to plot",
      """
      load mnist as x_train, y_train, x_test, y_test
      plot ⟦x_train[5]⟧
      """,
      says: """
        l.md:3:6: error: 'plot' draws how a training went, not an array
          3 | plot x_train[5]
            |      ^~~~~~~~~~ write 'show x_train[5]' for images
        """),
    Mistake(
      "an activation as a layer",
      """
      build network
        input: 784
        dense 16
        ⟦relu⟧
      """,
      says: """
        l.md:5:3: error: 'relu' is an activation, not a layer
          5 |   relu
            |   ^~~~ write it behind a layer, as in 'dense 16 relu'
        """),
    Mistake(
      "padding without its name",
      """
      build network
        input: 28x28x1
        conv2d 8 3x3 relu ⟦same⟧
      """,
      says: """
        l.md:4:21: error: the padding needs its name
          4 |   conv2d 8 3x3 relu same
            |                     ^~~~ write 'padding: same'
        """),
    Mistake(
      "a mistake in the first line hides none below",
      """
      build network ⟦with⟧ 2 layers
        dense 16 ⟦rellu⟧
        dense ⟦many⟧
      """,
      says: """
        l.md:2:15: error: 'build' takes no 'with'
          2 | build network with 2 layers
            |               ^~~~
            = it is written 'build net'

        l.md:3:12: error: there is no activation 'rellu'
          3 |   dense 16 rellu
            |            ^~~~~ did you mean 'relu'?

        l.md:4:9: error: a number is needed here, and 'many' is none
          4 |   dense many
            |         ^~~~ write 'dense 16 relu'
        """),
    Mistake(
      "a file to save without its word",
      """
      build network
        input: 784
        dense 10 softmax
      save network as ⟦"digits.safetensors"⟧
      """,
      says: """
        l.md:5:17: error: the word 'to' is missing before the file's name
          5 | save network as "digits.safetensors"
            |                 ^~~~~~~~~~~~~~~~~~~~ write 'to "digits.safetensors"'
        """),
    Mistake(
      "an optimizer from Keras",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        optimizer: ⟦SGD(0.1)⟧
      """,
      says: """
        l.md:8:14: error: 'optimizer' cannot be 'SGD(0.1)'
          8 |   optimizer: SGD(0.1)
            |              ^~~~~~~~ did you mean 'sgd'?
            = what stands in brackets there is a setting on a line of its own
        """),
    Mistake(
      "a percentage without its sign",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        validation_split: ⟦20⟧
      """,
      says: """
        l.md:8:21: error: 'validation_split' must be from 0 to below 1, not 20
          8 |   validation_split: 20
            |                     ^~ write 'validation_split: 0.2'
        """),
    Mistake(
      "a setting behind the names",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val ⟦first 1/12⟧
      print x_val[0], y_val[0]
      """,
      says: """
        l.md:3:40: error: a setting stands on a line of its own, indented below its step
          3 | split x_train, y_train as x_val, y_val first 1/12
            |                                        ^~~~~~~~~~ move 'first 1/12' there
        """),
    Mistake(
      "two arrays for one-hot",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train, ⟦y_test⟧
      """,
      says: """
        l.md:3:18: error: 'one-hot' takes one array of labels
          3 | one-hot y_train, y_test
            |                  ^~~~~~ give each a step of its own
        """),
    Mistake(
      "two files at once",
      "load \"a.png\", ⟦\"b.png\"⟧ as a, b",
      says: """
        l.md:2:15: error: one 'load' reads one file
          2 | load "a.png", "b.png" as a, b
            |               ^~~~~~~ give "b.png" a 'load' of its own
        """),
    Mistake(
      "validation data prepared otherwise",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        validation_data: ⟦x_test⟧, y_test
      """,
      says: """
        l.md:8:20: warning: x_test is not prepared in the same way as x_train, which the network is trained on
          8 |   validation_data: x_test, y_test
            |                    ^~~~~~
            = use 'normalise' on both or on neither
        """),
  ]
}
