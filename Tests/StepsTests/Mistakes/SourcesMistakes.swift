extension Mistake {
  static let sources: [Mistake] = [
    Mistake(
      "a name that leads elsewhere",
      """
      load mnist as x_train, y_train, x_test, y_test
      build network
        input: 784
        dense 10 softmax
      save network to ⟦"../w.safetensors"⟧
      """,
      says: """
        l.md:6:17: error: '../w.safetensors' is no file name to save under
          6 | save network to "../w.safetensors"
            |                 ^~~~~~~~~~~~~~~~~~
            = it is written into the report's folder, so give a name alone, such as "network.safetensors"
        """),
    Mistake(
      "a data set that does not exist",
      "load ⟦mnst⟧ as x_train, y_train, x_test, y_test",
      says: """
        l.md:2:6: error: there is no data set 'mnst'
          2 | load mnst as x_train, y_train, x_test, y_test
            |      ^~~~ did you mean 'mnist'?
            = the data sets are mnist and fashion-mnist; a file's name stands in quotes
        """),
    Mistake(
      "a data set without names",
      "⟦load mnist⟧",
      says: """
        l.md:2:1: error: 'load' needs names for what it reads
          2 | load mnist
            | ^~~~~~~~~~ write 'load mnist as x_train, y_train, x_test, y_test'
        """),
    Mistake(
      "two names for four arrays",
      "load mnist as ⟦x, y⟧",
      says: """
        l.md:2:15: error: 'mnist' gives four arrays, but there are 2 names for them
          2 | load mnist as x, y
            |               ^~~~
            = write 'as x_train, y_train, x_test, y_test': images and labels to train with, then to test with
        """),
    Mistake(
      "a data set that is not there",
      "load ⟦fashion-mnist⟧ as x_train, y_train, x_test, y_test",
      says: """
        l.md:2:6: error: the data set 'fashion-mnist' is not on this computer
          2 | load fashion-mnist as x_train, y_train, x_test, y_test
            |      ^~~~~~~~~~~~~
        """),
    Mistake(
      "a file that is missing",
      "load ⟦\"missing.png\"⟧ as x",
      says: """
        l.md:2:6: error: there is no file 'missing.png'
          2 | load "missing.png" as x
            |      ^~~~~~~~~~~~~
        """),
    Mistake(
      "a file for a network that is missing",
      """
      build network
        input: 784
        dense 10 softmax
      restore network from ⟦"missing.safetensors"⟧
      """,
      says: """
        l.md:5:22: error: there is no file 'missing.safetensors'
          5 | restore network from "missing.safetensors"
            |                      ^~~~~~~~~~~~~~~~~~~~~
        """),
    Mistake(
      "a fit to plot before there is one",
      "plot ⟦fit⟧",
      says: """
        l.md:2:6: error: there is no fit 'fit' to plot
          2 | plot fit
            |      ^~~
            = train first: 'fit network on x_train, y_train'
        """),
    Mistake(
      "a fit to plot before it runs",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      plot ⟦fit⟧
      fit network on x_train, y_train
      """,
      says: """
        l.md:7:6: error: 'fit' comes only later, so there is nothing to plot yet
          7 | plot fit
            |      ^~~
            = move this step below line 8
        """),
    Mistake(
      "a value that no step has",
      """
      load mnist as x_train, y_train, x_test, y_test
      expect ⟦load.train_cuont⟧ = 60000
      """,
      says: """
        l.md:3:8: error: 'load' has no value 'train_cuont'
          3 | expect load.train_cuont = 60000
            |        ^~~~~~~~~~~~~~~~ did you mean 'load.train_count'?
        """),
    Mistake(
      "a value of a step that is not there",
      """
      load mnist as x_train, y_train, x_test, y_test
      expect ⟦evaluate.accuracy⟧ >= 0.9
      """,
      says: """
        l.md:3:8: error: no step is called 'evaluate'
          3 | expect evaluate.accuracy >= 0.9
            |        ^~~~~~~~~~~~~~~~~
            = steps with values: load
        """),
    Mistake(
      "a value before its step",
      """
      load mnist as x_train, y_train, x_test, y_test
      expect ⟦histogram.smallest⟧ > 5000
      histogram y_train
      """,
      says: """
        l.md:3:8: error: 'histogram.smallest' is not known yet
          3 | expect histogram.smallest > 5000
            |        ^~~~~~~~~~~~~~~~~~
            = move this step below line 4, where 'histogram' stands
        """),
    Mistake(
      "a percentage for a share",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate network on x_test, y_test
      expect evaluate.accuracy >= ⟦95⟧
      """,
      says: """
        l.md:9:29: error: 'evaluate.accuracy' lies between 0 and 1, so it cannot be compared with 95
          9 | expect evaluate.accuracy >= 95
            |                             ^~ write 0.95 or 95 %
        """),
    Mistake(
      "validation that does not happen",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
      expect ⟦fit.val_accuracy⟧ >= 0.9
      """,
      says: """
        l.md:8:8: error: 'fit' has no value 'val_accuracy'
          8 | expect fit.val_accuracy >= 0.9
            |        ^~~~~~~~~~~~~~~~
            = it validates nothing: add 'validation_split: 0.1' or 'validation_data' to that step
        """),
    Mistake(
      "an expectation without comparison",
      """
      load mnist as x_train, y_train, x_test, y_test
      expect ⟦load.train_count⟧
      """,
      says: """
        l.md:3:8: error: 'expect' needs a comparison behind 'load.train_count'
          3 | expect load.train_count
            |        ^~~~~~~~~~~~~~~~ write 'expect load.train_count = 10'
            = it compares with >=, <=, >, <, = and !=
        """),
    Mistake(
      "an array that nothing uses",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train as ⟦y_train_cat⟧
      """,
      says: """
        l.md:3:20: note: 'y_train_cat' is made, but no step uses it
          3 | one-hot y_train as y_train_cat
            |                    ^~~~~~~~~~~
        """),
    Mistake(
      "a layer's name",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
      weights network
        layer: ⟦dense_2⟧
      """,
      says: """
        l.md:9:10: error: 'network' has no layer 'dense_2'
          9 |   layer: dense_2
            |          ^~~~~~~ did you mean 'dense_1'?
        """),
  ]
}
