extension Mistake {
  static let grammar: [Mistake] = [
    Mistake(
      "a misspelt verb",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦shwo⟧ x_train[5]
      """,
      says: """
        l.md:3:1: error: there is no verb 'shwo'
          3 | shwo x_train[5]
            | ^~~~ did you mean 'show'?
        """),
    Mistake(
      "a verb that does not exist",
      "⟦frobnicate⟧ x_train",
      says: """
        l.md:2:1: error: there is no verb 'frobnicate'
          2 | frobnicate x_train
            | ^~~~~~~~~~
            = 'lesson help' lists the verbs
        """),
    Mistake(
      "a line that starts with no word",
      "⟦5⟧ x_train",
      says: """
        l.md:2:1: error: a step starts with a verb, not with '5'
          2 | 5 x_train
            | ^
            = such as 'load', 'show' or 'fit'; 'lesson help' lists the verbs
        """),
    Mistake(
      "a setting at the line's start",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      ⟦per_row⟧: 4
      """,
      says: """
        l.md:4:1: error: the setting 'per_row' must be indented, to belong to 'show' above it
          4 | per_row: 4
            | ^~~~~~~ put two spaces before it
        """),
    Mistake(
      "a setting without a step",
      "⟦epochs⟧: 10",
      says: """
        l.md:2:1: error: 'epochs' is a setting of 'fit', not a step
          2 | epochs: 10
            | ^~~~~~
            = write it on an indented line below 'fit'
        """),
    Mistake(
      "a layer at the line's start",
      """
      build network
        input: 28x28
        flatten
      ⟦dense⟧ 10 softmax
      summary network
      """,
      says: """
        l.md:5:1: error: the layer 'dense' must be indented, to belong to 'build' above it
          5 | dense 10 softmax
            | ^~~~~ put two spaces before it
        """),
    Mistake(
      "a layer without a step",
      "⟦dense⟧ 10 softmax",
      says: """
        l.md:2:1: error: 'dense' is a layer of a network, not a step
          2 | dense 10 softmax
            | ^~~~~
            = write it on an indented line below 'build network'
        """),
    Mistake(
      "an indented step",
      """
      load mnist as x_train, y_train, x_test, y_test
        ⟦show⟧ x_train[5]
      """,
      says: """
        l.md:3:3: error: a step must start where the line starts, but 'show' is indented
          3 |   show x_train[5]
            |   ^~~~ take away the spaces before it
        """),
    Mistake(
      "a setting without a colon",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        ⟦per_row⟧ 4
      """,
      says: """
        l.md:4:3: error: the setting 'per_row' needs a colon before its value
          4 |   per_row 4
            |   ^~~~~~~ write 'per_row: 4'
        """),
    Mistake(
      "a line that is no setting",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        ⟦in colour please⟧
      """,
      says: """
        l.md:4:3: error: this line is no setting of 'show'
          4 |   in colour please
            |   ^~~~~~~~~~~~~~~~
            = a setting is written 'key: value', with a colon
        """),
    Mistake(
      "a setting on the step's own line",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12], ⟦cmap: gray⟧
      """,
      says: """
        l.md:3:21: error: a setting stands on a line of its own, indented below its step
          3 | show x_train[0:12], cmap: gray
            |                     ^~~~~~~~~~ move 'cmap: gray' there
        """),
    Mistake(
      "an unclosed quotation",
      "load ⟦\"digits.png⟧ as x",
      says: """
        l.md:2:6: error: the quotation that starts here is never closed
          2 | load "digits.png as x
            |      ^~~~~~~~~~~ put a " at its end
        """),
    Mistake(
      "an unclosed blank",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
        count: ⟦[[5]⟧
      """,
      says: """
        l.md:4:10: error: the blank that starts here is never closed
          4 |   count: [[5]
            |          ^~~~ put ]] at its end
        """),
    Mistake(
      "a verb with nothing behind it",
      "⟦show⟧",
      says: """
        l.md:2:1: error: something is missing behind 'show'
          2 | show
            | ^~~~ write it as in 'show x_train[0:12]'
        """),
    Mistake(
      "a clause with nothing behind it",
      "load mnist ⟦as⟧",
      says: """
        l.md:2:12: error: nothing stands behind 'as'
          2 | load mnist as
            |            ^~
            = it is written 'load mnist as x_train, y_train, x_test, y_test' or 'load "file" as x'
        """),
    Mistake(
      "a clause that the verb does not take",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape x_train ⟦on⟧ y_train
      """,
      says: """
        l.md:3:15: error: 'shape' takes no 'on'
          3 | shape x_train on y_train
            |               ^~
            = it is written 'shape x, …'
        """),
    Mistake(
      "a clause twice",
      """
      load mnist as x_train, y_train, x_test, y_test
      split x_train, y_train as x_val, y_val ⟦as⟧ x_val, y_val
        first: 10
      print x_val[0], y_val[0]
      """,
      says: """
        l.md:3:40: error: 'as' stands twice in this step
          3 | split x_train, y_train as x_val, y_val as x_val, y_val
            |                                        ^~ keep one of the two
            = the first is in column 24
        """),
    Mistake(
      "names without commas",
      "load mnist as ⟦x_train y_train x_test y_test⟧",
      says: """
        l.md:2:15: error: 'x_train y_train x_test y_test' is no name for an array
          2 | load mnist as x_train y_train x_test y_test
            |               ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~ put commas between the names
            = a name is made of letters, digits and '_', such as x_train
        """),
    Mistake(
      "operands without commas",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape x_train ⟦y_train⟧
      """,
      says: """
        l.md:3:15: error: a comma is missing between 'x_train' and 'y_train'
          3 | shape x_train y_train
            |               ^~~~~~~ write 'x_train, y_train'
        """),
    Mistake(
      "a name that cannot be one",
      "load \"a.png\" as ⟦2nd⟧",
      says: """
        l.md:2:17: error: '2nd' is no name for an array
          2 | load "a.png" as 2nd
            |                 ^~~
            = a name is made of letters, digits and '_', such as x_train
        """),
    Mistake(
      "fit without on",
      """
      load mnist as x_train, y_train, x_test, y_test
      build network
        flatten
        dense 10 softmax
      fit network ⟦x_train⟧, y_train
      """,
      says: """
        l.md:6:13: error: the word 'on' is missing between the network and its data
          6 | fit network x_train, y_train
            |             ^~~~~~~ write 'fit network on x_train, y_train'
        """),
    Mistake(
      "fit without its network",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦fit⟧ on x_train, y_train
      """,
      says: """
        l.md:3:1: error: something is missing behind 'fit'
          3 | fit on x_train, y_train
            | ^~~ write it as in 'fit network on x_train, y_train'
        """),
    Mistake(
      "a new array where the verb changes its own",
      """
      load mnist as x_train, y_train, x_test, y_test
      flatten x_train ⟦as⟧ x_flat
      """,
      says: """
        l.md:3:17: error: 'flatten' changes the array itself and makes no new one
          3 | flatten x_train as x_flat
            |                 ^~ leave out 'as' and what stands behind it
        """),
  ]
}
