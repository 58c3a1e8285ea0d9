extension Mistake {
  static let settings: [Mistake] = [
    Mistake(
      "a step that does not exist",
      setting: "fti.epochs=3",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape x_train
      """,
      says: """
        --set fti.epochs=3: error: no step is called 'fti'
            | --set fti.epochs=3
            |       ^~~
            = the steps are load and shape
        """),
    Mistake(
      "a key that does not exist",
      setting: "show.per_rows=3",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set show.per_rows=3: error: 'show' has no setting 'per_rows'
            | --set show.per_rows=3
            |            ^~~~~~~~ did you mean 'per_row'?
        """),
    Mistake(
      "a value that is too large",
      setting: "print.threshold=10000000",
      """
      load mnist as x_train, y_train, x_test, y_test
      print x_train[0]
      """,
      says: """
        --set print.threshold=10000000: error: 'threshold' must be at most 1000000, not 10000000
            | --set print.threshold=10000000
            |                       ^~~~~~~~
        """),
    Mistake(
      "a value that is none",
      setting: "show.count=many",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set show.count=many: error: 'count' needs a whole number, not 'many'
            | --set show.count=many
            |                  ^~~~ write 'show.count=12'
        """),
    Mistake(
      "a value out of range",
      setting: "show.count=0",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set show.count=0: error: 'count' must be from 1 to 400, not 0
            | --set show.count=0
            |                  ^
        """),
    Mistake(
      "no value at all",
      setting: "show.count",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set show.count: error: 'count' has no value
            | --set show.count
            |            ^~~~~ write 'show.count=12'
        """),
    Mistake(
      "no step's name",
      setting: "count=3",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set count=3: error: 'count=3' sets nothing
            | --set count=3
            |       ^~~~~~~
            = write it as in --set fit.epochs=20: a step's name, a point, a key, = and a value
        """),
    Mistake(
      "an array that does not exist",
      setting: "show.labels=y_trian",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train[0:12]
      """,
      says: """
        --set show.labels=y_trian: error: there is no array 'y_trian'
            | --set show.labels=y_trian
            |                   ^~~~~~~ did you mean 'y_train'?
        """),
    Mistake(
      "warnings that are not there",
      """
      load mnist as x_train, y_train, x_test, y_test
      shape x_train
        allow: ⟦raw-pixles⟧
      print y_train
        allow: ⟦raw-pixels⟧
      """,
      says: """
        l.md:4:10: warning: there is no warning 'raw-pixles' that could be allowed
          4 |   allow: raw-pixles
            |          ^~~~~~~~~~ did you mean 'raw-pixels'?

        l.md:6:10: warning: this step gives no warning 'raw-pixels' that could be allowed
          6 |   allow: raw-pixels
            |          ^~~~~~~~~~ delete it
        """),
    Mistake(
      "a damaged seal",
      """
      ---
      seal: ⟦gjdn dbp9⟧
      ---

      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:2:7: warning: this seal is damaged, so it cannot tell what was changed in the lesson
          2 | seal: gjdn dbp9
            |       ^~~~~~~~~
            = copy the line from the lesson as you got it, or delete it; its author writes it with 'lesson fmt --seal'
        """),
  ]
}
