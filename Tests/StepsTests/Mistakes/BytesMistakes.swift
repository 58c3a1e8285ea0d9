extension Mistake {
  /// Files as bare bytes, and how these are printed.
  static let bytes: [Mistake] = [
    Mistake(
      "bytes of a data set",
      """
      load mnist as x_train, y_train, x_test, y_test
        ⟦format⟧: bytes
      shape x_train
      """,
      says: """
        l.md:3:3: error: 'format' belongs to a file, not to a data set
          3 |   format: bytes
            |   ^~~~~~
        """),
    Mistake(
      "bytes of a photo's digit",
      """
      load "seven.png" as seven
        digit: true
        ⟦format⟧: bytes
      show seven
      """,
      says: """
        l.md:4:3: error: bare bytes are neither a photo nor a table, so 'digit' has no meaning here
          4 |   format: bytes
            |   ^~~~~~ keep one of the two lines
        """),
    Mistake(
      "decimal numbers in hexadecimal",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
      print x_train[0]
        ⟦base⟧: 16
      """,
      says: """
        l.md:5:3: error: 'base' is for whole numbers, but x_train[0] holds decimal numbers (float32)
          5 |   base: 16
            |   ^~~~ leave the line out
        """),
    Mistake(
      "groups of what are no bytes",
      """
      load mnist as x_train, y_train, x_test, y_test
      normalise x_train
      print x_train[0]
        ⟦group⟧: 4
      """,
      says: """
        l.md:5:3: error: 'group' joins bytes, but x_train[0] holds numbers of type float32
          5 |   group: 4
            |   ^~~~~ leave the line out
        """),
    Mistake(
      "a group of a single byte",
      """
      load "digits.idx" as raw
        format: bytes
      print raw[2]
        ⟦group⟧: 4
      """,
      says: """
        l.md:5:3: error: raw[2] is a single byte, which cannot be put into groups
          5 |   group: 4
            |   ^~~~~ print several, such as raw[0:4]
        """),
    Mistake(
      "groups that do not come out even",
      """
      load "digits.idx" as raw
        format: bytes
      print raw[0:7]
        group: ⟦4⟧
      """,
      says: """
        l.md:5:10: error: raw[0:7] has 7 bytes in a row, which are no whole groups of 4
          5 |   group: 4
            |          ^ print raw[0:4]
        """),
  ]
}
