extension Mistake {
  static let labels: [Mistake] = [
    Mistake(
      "integer labels with categorical cross-entropy",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        loss: ⟦categorical_crossentropy⟧
      """,
      says: """
        l.md:8:9: error: 'categorical_crossentropy' needs one-hot labels, but y_train holds whole numbers
          8 |   loss: categorical_crossentropy
            |         ^~~~~~~~~~~~~~~~~~~~~~~~
            = add 'one-hot y_train' before this step, or write 'loss: sparse_categorical_crossentropy'
        """),
    Mistake(
      "one-hot labels with sparse cross-entropy",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      one-hot y_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        loss: ⟦sparse_categorical_crossentropy⟧
      """,
      says: """
        l.md:9:9: error: 'sparse_categorical_crossentropy' needs integer labels, but y_train is one-hot
          9 |   loss: sparse_categorical_crossentropy
            |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'loss: categorical_crossentropy', or take 'one-hot y_train' out above
        """),
    Mistake(
      "one-hot twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train
      one-hot ⟦y_train⟧
      """,
      says: """
        l.md:4:9: error: 'y_train' is one-hot already: its shape is (60000, 10)
          4 | one-hot y_train
            |         ^~~~~~~ leave this step out
        """),
    Mistake(
      "one-hot images",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot ⟦x_train⟧
      """,
      says: """
        l.md:3:9: error: 'one-hot' is for labels, but 'x_train' has shape (60000, 28, 28)
          3 | one-hot x_train
            |         ^~~~~~~ did you mean 'y_train'?
        """),
    Mistake(
      "too few classes",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train
        classes: ⟦5⟧
      """,
      says: """
        l.md:4:12: error: 'y_train' names 10 classes, so 'classes' cannot be 5
          4 |   classes: 5
            |            ^ write 'classes: 10'
        """),
    Mistake(
      "raw pixels",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      build network
        dense 10 softmax
      fit network on ⟦x_train⟧, y_train
      """,
      says: """
        l.md:6:16: warning: x_train holds bytes from 0 to 255; a network learns better from small numbers
          6 | fit network on x_train, y_train
            |                ^~~~~~~
            = add 'normalise x_train' before this step, and the same for the data you test with
        """),
    Mistake(
      "test data prepared otherwise",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on ⟦x_test⟧, y_test
      """,
      says: """
        l.md:8:21: warning: x_test is not prepared in the same way as x_train, which the network is trained on
          8 | evaluate network on x_test, y_test
            |                     ^~~~~~
            = use 'normalise' on both or on neither
        """),
    Mistake(
      "normalise twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
      normalise ⟦x_train⟧
      """,
      says: """
        l.md:4:11: warning: 'x_train' is normalised already
          4 | normalise x_train
            |           ^~~~~~~ leave one of the two steps out
        """),
    Mistake(
      "normalise labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise ⟦y_train⟧
      """,
      says: """
        l.md:3:11: error: 'normalise' is for images, but 'y_train' holds labels
          3 | normalise y_train
            |           ^~~~~~~ did you mean 'x_train'?
        """),
    Mistake(
      "labels of other samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, ⟦y_test⟧
      """,
      says: """
        l.md:7:25: error: x_train has 60000 samples, but y_test has 10000
          7 | fit network on x_train, y_test
            |                         ^~~~~~
            = 'fit' needs arrays that belong together
        """),
    Mistake(
      "labels before the samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on ⟦y_train⟧, x_train
      """,
      says: """
        l.md:7:16: error: the samples come first, and then their labels
          7 | fit network on y_train, x_train
            |                ^~~~~~~ write 'x_train, y_train'
        """),
    Mistake(
      "samples without labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on ⟦x_train⟧
      """,
      says: """
        l.md:7:16: error: 'fit' needs two arrays behind 'on', the samples and their labels
          7 | fit network on x_train
            |                ^~~~~~~ write 'on x_train, y_train'
        """),
    Mistake(
      "one sample to train with",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on ⟦x_train[0]⟧, y_train[0]
      """,
      says: """
        l.md:7:16: error: 'fit' needs several samples, and x_train[0] is a single one
          7 | fit network on x_train[0], y_train[0]
            |                ^~~~~~~~~~ write x_train[0:1]
        """),
    Mistake(
      "validation by two means",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
        validation_data: x_test, y_test
        ⟦validation_split⟧: 0.2
      """,
      says: """
        l.md:9:3: error: 'validation_split' and 'validation_data' exclude each other
          9 |   validation_split: 0.2
            |   ^~~~~~~~~~~~~~~~ keep one of the two
        """),
    Mistake(
      "validation labels of another kind",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      one-hot y_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
        validation_data: x_test, ⟦y_test⟧
      """,
      says: """
        l.md:9:28: error: y_train holds one-hot labels, but y_test holds labels
          9 |   validation_data: x_test, y_test
            |                            ^~~~~~
            = add 'one-hot y_test' before this step
        """),
    Mistake(
      "a filter by other labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train where ⟦y_test⟧ = 3
      """,
      says: """
        l.md:3:20: error: 'x_train' has 60000 samples, but 'y_test' has 10000 labels
          3 | show x_train where y_test = 3
            |                    ^~~~~~
            = use the labels that belong to 'x_train'
        """),
    Mistake(
      "a filter for a label that is none",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_train where y_train = 12⟧
      """,
      says: """
        l.md:3:6: error: no label in 'y_train' is 12
          3 | show x_train where y_train = 12
            |      ^~~~~~~~~~~~~~~~~~~~~~~~~~
            = the labels are the whole numbers from 0 to 9
        """),
    Mistake(
      "a filter by one-hot labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train
      show x_train where ⟦y_train⟧ = 3
      """,
      says: """
        l.md:4:20: error: 'where' needs one label for each sample, but 'y_train' has shape (60000, 10)
          4 | show x_train where y_train = 3
            |                    ^~~~~~~
            = keep the labels: 'one-hot y as y_cat' leaves y as it is
        """),
    Mistake(
      "labels that belong to other images",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        labels: ⟦y_test⟧
      """,
      says: """
        l.md:4:11: error: 'x_train' has 60000 images, but 'y_test' has 10000 labels
          4 |   labels: y_test
            |           ^~~~~~
            = use the labels that belong to 'x_train'
        """),
    Mistake(
      "split without an amount",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦split x_train, y_train as x_val, y_val⟧
      """,
      says: """
        l.md:3:1: error: 'split' needs to know how many samples to take
          3 | split x_train, y_train as x_val, y_val
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ write 'first: 5000' or 'last: 1/12' on an indented line below
        """),
    Mistake(
      "split from both ends",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val
        first: 100
        ⟦last⟧: 100
      """,
      says: """
        l.md:5:3: error: 'split' takes samples either from the start or from the end
          5 |   last: 100
            |   ^~~~ keep 'first' or 'last'
        """),
    Mistake(
      "split with a name too few",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as ⟦x_val⟧
        first: 100
      """,
      says: """
        l.md:3:27: error: 'split' takes samples out of 2 arrays, so it needs as many names, not 1
          3 | split x_train, y_train as x_val
            |                           ^~~~~
        """),
    Mistake(
      "split of all samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val
        first: ⟦60000⟧
      """,
      says: """
        l.md:4:10: error: 'x_train' has 60000 samples, so 60000 cannot be taken out of it
          4 |   first: 60000
            |          ^~~~~
            = at least one must be taken, and one must stay
        """),
    Mistake(
      "probabilities for classes",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      predict network on x_test as y_pred
      confusion-matrix ⟦y_pred⟧, y_test
      """,
      says: """
        l.md:9:18: error: y_pred holds probabilities, and classes are needed
          9 | confusion-matrix y_pred, y_test
            |                  ^~~~~~
            = add 'argmax y_pred as y_class' before this step, and use y_class here
        """),
    Mistake(
      "shuffle what does not belong together",
      """
      load mnist as x_train, y_train, x_test, y_test
      shuffle x_train, ⟦y_test⟧
      """,
      says: """
        l.md:3:18: error: x_train has 60000 samples, but y_test has 10000
          3 | shuffle x_train, y_test
            |                  ^~~~~~
            = 'shuffle' needs arrays that belong together
        """),
    Mistake(
      "augment rows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      augment ⟦x_train⟧, y_train
      """,
      says: """
        l.md:4:9: error: 'augment' needs images, but 'x_train' has shape (60000, 784)
          4 | augment x_train, y_train
            |         ^~~~~~~ move 'augment' above 'flatten'
        """),
  ]
}
