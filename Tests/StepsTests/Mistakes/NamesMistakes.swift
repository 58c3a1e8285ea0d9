extension Mistake {
  static let names: [Mistake] = [
    Mistake(
      "images shuffled without their labels",
      """
      load mnist as x_train, y_train, x_test, y_test
      shuffle ⟦x_train⟧
      """,
      says: """
        l.md:3:9: warning: 'y_train' keeps its order, so its samples no longer belong to those of 'x_train'
          3 | shuffle x_train
            |         ^~~~~~~ write 'shuffle x_train, y_train' to shuffle both alike
        """),
    Mistake(
      "columns picked as in NumPy",
      """
      load mnist as x_train, y_train, x_test, y_test
      print x_train⟦[0:2, 0:5]⟧
      """,
      says: """
        l.md:3:14: error: only samples can be picked here, with one number or one slice
          3 | print x_train[0:2, 0:5]
            |              ^~~~~~~~~~ write x_train[5] or x_train[0:12]
        """),
    Mistake(
      "a misspelt array",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_trian⟧[5]
      """,
      says: """
        l.md:3:6: error: there is no array 'x_trian'
          3 | show x_trian[5]
            |      ^~~~~~~ did you mean 'x_train'?
        """),
    Mistake(
      "an array in capitals",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦X_train⟧[5]
      """,
      says: """
        l.md:3:6: error: there is no array 'X_train'
          3 | show X_train[5]
            |      ^~~~~~~ did you mean 'x_train'?
        """),
    Mistake(
      "an array before any is loaded",
      "shape ⟦x_train⟧",
      says: """
        l.md:2:7: error: there is no array 'x_train'
          2 | shape x_train
            |       ^~~~~~~
            = load the data first: 'load mnist as x_train, y_train, x_test, y_test'
        """),
    Mistake(
      "an array that nothing resembles",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape ⟦pictures⟧
      """,
      says: """
        l.md:3:7: error: there is no array 'pictures'
          3 | shape pictures
            |       ^~~~~~~~
            = the arrays so far are x_train, y_train, x_test and y_test
        """),
    Mistake(
      "an array that is made only later",
      """
      shape ⟦x_train⟧
      load mnist as x_train, y_train, x_test, y_test
      """,
      says: """
        l.md:2:7: error: there is no array 'x_train' yet
          2 | shape x_train
            |       ^~~~~~~
            = it is made on line 3 only: move that step up, or this one down
        """),
    Mistake(
      "one unknown name is reported once",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape ⟦data⟧
      print data[0]
      flatten data
      """,
      says: """
        l.md:3:7: error: there is no array 'data'
          3 | shape data
            |       ^~~~
            = the arrays so far are x_train, y_train, x_test and y_test
        """),
    Mistake(
      "what a broken step would make is not missed",
      """
      ⟦laod⟧ mnist as x_train, y_train, x_test, y_test
      shape x_train
      show x_train[5]
      """,
      says: """
        l.md:2:1: error: there is no verb 'laod'
          2 | laod mnist as x_train, y_train, x_test, y_test
            | ^~~~ did you mean 'load'?
        """),
    Mistake(
      "several mistakes at once",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_tran⟧[5]
        cmap: ⟦blue⟧
      shape ⟦x_tset⟧
      """,
      says: """
        l.md:3:6: error: there is no array 'x_tran'
          3 | show x_tran[5]
            |      ^~~~~~ did you mean 'x_train'?

        l.md:4:9: error: 'cmap' cannot be 'blue'
          4 |   cmap: blue
            |         ^~~~
            = it can be greys, gray or viridis

        l.md:5:7: error: there is no array 'x_tset'
          5 | shape x_tset
            |       ^~~~~~ did you mean 'x_test'?
        """),
    Mistake(
      "a network before it is built",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      fit ⟦network⟧ on x_train, y_train
      build network
        dense 10 softmax
      """,
      says: """
        l.md:4:5: error: there is no network 'network' yet
          4 | fit network on x_train, y_train
            |     ^~~~~~~
            = it is built on line 5 only: move that step up, or this one down
        """),
    Mistake(
      "a network that is never built",
      """
      load mnist as x_train, y_train, x_test, y_test
      fit ⟦model⟧ on x_train, y_train
      """,
      says: """
        l.md:3:5: error: there is no network 'model'
          3 | fit model on x_train, y_train
            |     ^~~~~
            = build it first: 'build model' with a layer on each indented line
        """),
    Mistake(
      "a misspelt network",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train, x_test
      normalise x_train, x_test
      build network
        dense 10 softmax
      fit network on x_train, y_train
      evaluate ⟦netwrok⟧ on x_test, y_test
      """,
      says: """
        l.md:8:10: error: there is no network 'netwrok'
          8 | evaluate netwrok on x_test, y_test
            |          ^~~~~~~ did you mean 'network'?
        """),
    Mistake(
      "an array for a network",
      """
      load mnist as x_train, y_train, x_test, y_test
      summary ⟦x_train⟧
      """,
      says: """
        l.md:3:9: error: 'x_train' is an array, and a network is needed here
          3 | summary x_train
            |         ^~~~~~~
            = build one first: 'build network' with a layer on each indented line
        """),
    Mistake(
      "a network for an array",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      fit network on x_train, y_train
      shape ⟦network⟧
      """,
      says: """
        l.md:8:7: error: 'network' is a network, and an array is needed here
          8 | shape network
            |       ^~~~~~~
            = the arrays so far are x_train, y_train, x_test and y_test
        """),
    Mistake(
      "a name that is taken",
      """
      load mnist as x_train, y_train, x_test, y_test
      one-hot y_train as ⟦y_test⟧
      """,
      says: """
        l.md:3:20: error: the name 'y_test' is taken
          3 | one-hot y_train as y_test
            |                    ^~~~~~ choose another, such as 'y_test_2'
            = it was given on line 2
        """),
    Mistake(
      "a name twice",
      "load mnist as x_train, y_train, x_test, ⟦x_train⟧",
      says: """
        l.md:2:41: error: the name 'x_train' stands twice behind 'as'
          2 | load mnist as x_train, y_train, x_test, x_train
            |                                         ^~~~~~~
            = the first is in column 15: every array needs its own name
        """),
    Mistake(
      "a network built twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train
      normalise x_train
      build network
        dense 10 softmax
      build ⟦network⟧
        dense 20 relu
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:7:7: error: the name 'network' is taken
          7 | build network
            |       ^~~~~~~ choose another, such as 'network_2'
            = it was given on line 5
        """),
  ]
}
