extension Mistake {
  static let shapes: [Mistake] = [
    Mistake(
      "bars for too many samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train, x_test
      build network
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      predict network on ⟦x_test⟧
      """,
      says: """
        l.md:8:20: error: x_test has 10000 samples, too many to show as bars
          8 | predict network on x_test
            |                    ^~~~~~
            = choose some, as in 'x_test[0:12]', or keep all probabilities with 'as y_pred'
        """),
    Mistake(
      "one label for several samples",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train, x_test
      build network
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      predict network on x_test[3:7]
        label: ⟦y_test[4]⟧
      """,
      says: """
        l.md:9:10: error: x_test[3:7] has 4 samples, but y_test[4] has 1 label
          9 |   label: y_test[4]
            |          ^~~~~~~~~
            = use the labels that belong to x_test[3:7]
        """),
    Mistake(
      "more images than a figure takes",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_train[0:200]⟧
      """,
      says: """
        l.md:3:6: warning: only the first 100 of these 200 images are shown
          3 | show x_train[0:200]
            |      ^~~~~~~~~~~~~~ set 'count: 200' below to see all
        """),
    Mistake(
      "a dense layer on images",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
      build network
        ⟦dense 16 relu⟧
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:5:3: error: 'dense_1' needs one row of numbers a sample, but x_train has shape (60000, 28, 28)
          5 |   dense 16 relu
            |   ^~~~~~~~~~~~~
            = add 'flatten x_train' before this step, or a 'flatten' layer above line 5
        """),
    Mistake(
      "a dense layer behind a convolution",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to (-1, 28, 28, 1)
      normalise x_train
      build network
        conv2d 32 3x3 relu
        maxpool 2x2
        ⟦dense 10 softmax⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:8:3: error: 'dense_1' needs one row of numbers a sample, but 'maxpool_1' gives (13, 13, 32)
          8 |   dense 10 softmax
            |   ^~~~~~~~~~~~~~~~
            = add a 'flatten' layer above line 8
        """),
    Mistake(
      "a convolution without channels",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
      build network
        ⟦conv2d 32 3x3 relu⟧
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:5:3: error: 'conv2d_1' needs images with channels, (height, width, channels), but x_train has shape (60000, 28, 28)
          5 |   conv2d 32 3x3 relu
            |   ^~~~~~~~~~~~~~~~~~
            = add 'reshape x_train to (-1, 28, 28, 1)' before this step: the last 1 is the number of channels
        """),
    Mistake(
      "a convolution on rows",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        ⟦conv2d 32 3x3 relu⟧
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:6:3: error: 'conv2d_1' needs images with channels, (height, width, channels), but x_train has shape (60000, 784)
          6 |   conv2d 32 3x3 relu
            |   ^~~~~~~~~~~~~~~~~~
            = add 'reshape x_train to (-1, 28, 28, 1)' before this step: the last 1 is the number of channels
        """),
    Mistake(
      "a convolution behind flatten",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to (-1, 28, 28, 1)
      normalise x_train
      build network
        flatten
        ⟦conv2d 32 3x3 relu⟧
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:7:3: error: 'conv2d_1' needs images with channels, (height, width, channels), but 'flatten_1' gives (784,)
          7 |   conv2d 32 3x3 relu
            |   ^~~~~~~~~~~~~~~~~~
            = move 'conv2d_1' above 'flatten_1': after it there are no images any more
        """),
    Mistake(
      "a window larger than the image",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to (-1, 28, 28, 1)
      normalise x_train
      build network
        maxpool 14x14
        ⟦conv2d 8 3x3 relu⟧
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:7:3: error: 'conv2d_1' looks through a window of 3x3 pixels, but 'maxpool_1' gives (2, 2, 1)
          7 |   conv2d 8 3x3 relu
            |   ^~~~~~~~~~~~~~~~~
            = leave out a layer above that makes the images smaller, or give a 'conv2d' above 'padding: same'
        """),
    Mistake(
      "no flatten at the end",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to (-1, 28, 28, 1)
      normalise x_train
      build network
        ⟦conv2d 10 3x3 softmax⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:6:3: error: the last layer of 'network' gives (26, 26, 10) for each sample, but one row of numbers is needed
          6 |   conv2d 10 3x3 softmax
            |   ^~~~~~~~~~~~~~~~~~~~~
            = add 'flatten' and 'dense 10 softmax' below it
        """),
    Mistake(
      "shapes from the input setting",
      """
      build network
        input: 28x28
        ⟦conv2d 32 3x3 relu⟧
        flatten
        dense 10 softmax
      summary network
      """,
      says: """
        l.md:4:3: error: 'conv2d_1' needs images with channels, (height, width, channels), but 'input' gives (28, 28)
          4 |   conv2d 32 3x3 relu
            |   ^~~~~~~~~~~~~~~~~~
            = write 'input: 28x28x1'
        """),
    Mistake(
      "shapes that nothing tells",
      """
      ⟦build network⟧
        flatten
        dense 10 softmax
      summary network
      """,
      says: """
        l.md:2:1: error: the shapes of 'network' are not known, because it is never used on data
          2 | build network
            | ^~~~~~~~~~~~~
            = use it, with 'fit network on x_train, y_train', or add 'input: 28x28x1' below
        """),
    Mistake(
      "test data of another shape",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on ⟦x_test⟧, y_test
      """,
      says: """
        l.md:8:21: error: 'network' takes samples of shape (784,), but those of x_test have (28, 28)
          8 | evaluate network on x_test, y_test
            |                     ^~~~~~
            = add 'flatten x_test' before this step
        """),
    Mistake(
      "too few outputs",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        ⟦dense 5 softmax⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:6:3: error: 'dense_1' has 5 outputs, but y_train names 10 classes
          6 |   dense 5 softmax
            |   ^~~~~~~~~~~~~~~
            = the last layer needs one output for each class, such as 'dense 10 softmax'
        """),
    Mistake(
      "too many outputs for one-hot labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      one-hot y_train
      build network
        ⟦dense 12 softmax⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:7:3: error: 'dense_1' has 12 outputs, but y_train names 10 classes
          7 |   dense 12 softmax
            |   ^~~~~~~~~~~~~~~~
            = the last layer needs one output for each class, such as 'dense 10 softmax'
        """),
    Mistake(
      "no softmax",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        ⟦dense 10 relu⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:6:3: warning: 'dense_1' gives no probabilities, and 'sparse_categorical_crossentropy' needs them
          6 |   dense 10 relu
            |   ^~~~~~~~~~~~~ write 'softmax' instead of 'relu'
        """),
    Mistake(
      "a reshape that does not fit",
      """
      load mnist as x_train, y_train, x_test, y_test
      reshape x_train to ⟦(-1, 30, 30, 1)⟧
      """,
      says: """
        l.md:3:20: error: 'x_train' with shape (60000, 28, 28) has 47040000 values, and they do not fit into (-1, 30, 30, 1)
          3 | reshape x_train to (-1, 30, 30, 1)
            |                    ^~~~~~~~~~~~~~~ write 'to (-1, 28, 28, 1)'
            = each sample of 'x_train' has 784 values
        """),
    Mistake(
      "a reshape without its shape",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦reshape x_train⟧
      """,
      says: """
        l.md:3:1: error: 'reshape' needs the new shape
          3 | reshape x_train
            | ^~~~~~~~~~~~~~~ write 'to (-1, 28, 28, 1)' at its end
        """),
    Mistake(
      "flatten twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      flatten ⟦x_train⟧
      """,
      says: """
        l.md:4:9: warning: 'x_train' is flat already: its shape is (60000, 784)
          4 | flatten x_train
            |         ^~~~~~~ this step changes nothing
        """),
    Mistake(
      "flatten labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten ⟦y_train⟧
      """,
      says: """
        l.md:3:9: error: 'y_train' has one number for each sample, so nothing can be flattened
          3 | flatten y_train
            |         ^~~~~~~ did you mean 'x_train'?
        """),
    Mistake(
      "flatten a part",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten ⟦x_train[0:5]⟧
      """,
      says: """
        l.md:3:9: error: 'flatten' changes a whole array, not a part of one
          3 | flatten x_train[0:5]
            |         ^~~~~~~~~~~~ write 'x_train' alone
        """),
    Mistake(
      "a sample behind the last",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_test[10000]⟧
      """,
      says: """
        l.md:3:6: error: 'x_test' has 10000 samples, so there is no x_test[10000]
          3 | show x_test[10000]
            |      ^~~~~~~~~~~~~ the last one is x_test[9999]
        """),
    Mistake(
      "an empty slice",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_test[5:5]⟧
      """,
      says: """
        l.md:3:6: error: x_test[5:5] holds no samples
          3 | show x_test[5:5]
            |      ^~~~~~~~~~~
            = 'x_test' has 10000 samples
        """),
    Mistake(
      "a slice that is cut short",
      """
      load mnist as x_train, y_train, x_test, y_test
      print ⟦y_test[9995:10005]⟧
      """,
      says: """
        l.md:3:7: warning: 'y_test' has only 10000 samples, so y_test[9995:10005] ends there
          3 | print y_test[9995:10005]
            |       ^~~~~~~~~~~~~~~~~~
        """),
    Mistake(
      "show of labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦y_train⟧
      """,
      says: """
        l.md:3:6: error: 'show' draws images, but y_train has shape (60000,)
          3 | show y_train
            |      ^~~~~~~
            = 'print y_train' writes its values
        """),
    Mistake(
      "histogram of images",
      """
      load mnist as x_train, y_train, x_test, y_test
      histogram ⟦x_train⟧
      """,
      says: """
        l.md:3:11: error: 'histogram' counts labels, but x_train has shape (60000, 28, 28)
          3 | histogram x_train
            |           ^~~~~~~ try 'y_train'
        """),
  ]
}
