extension Mistake {
  static let prose: [Mistake] = [
    Mistake(
      "a link to a value that does not exist",
      """
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```

      There are [60,000](value:⟦load.train_counts⟧) images.
      """,
      says: """
        l.md:5:26: error: 'load' has no value 'train_counts'
          5 | There are [60,000](value:load.train_counts) images.
            |                          ^~~~~~~~~~~~~~~~~ did you mean 'load.train_count'?
        """),
    Mistake(
      "a link to a step that does not exist",
      """
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```

      The network gets [95 %](value:⟦evalute.accuracy⟧) right.
      """,
      says: """
        l.md:5:31: error: no step is called 'evalute'
          5 | The network gets [95 %](value:evalute.accuracy) right.
            |                               ^~~~~~~~~~~~~~~~
            = steps with values: load
        """),
    Mistake(
      "a comment that never ends",
      """
      Text.

      ⟦<!--⟧ teacher
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:3:1: error: the comment that starts here never ends: what stands below it is not read
          3 | <!-- teacher
            | ^~~~ write --> where it ends
        """),
    Mistake(
      "a region that is never closed",
      """
      ⟦<!-- question q1 -->⟧
      Which digits are these?
      """,
      says: """
        l.md:1:1: error: the question that starts here is never closed
          1 | <!-- question q1 -->
            | ^~~~~~~~~~~~~~~~~~~~
            = write <!-- /question --> at its end
        """),
    Mistake(
      "a region that is closed too late",
      """
      <!-- question q1 -->
      Which digits are these?
      ⟦<!-- hint q1 -->⟧ Look closely.
      <!-- /question -->
      """,
      says: """
        l.md:3:1: error: the hint that starts here is never closed
          3 | <!-- hint q1 --> Look closely.
            | ^~~~~~~~~~~~~~~~
            = write <!-- /hint --> at its end, before <!-- /question --> on line 4
        """),
    Mistake(
      "a mark that closes nothing",
      "Some words. ⟦<!-- /hint -->⟧",
      says: """
        l.md:1:13: error: nothing is open that <!-- /hint --> could close
          1 | Some words. <!-- /hint -->
            |             ^~~~~~~~~~~~~~
            = write <!-- hint --> where it starts, or delete this mark
        """),
    Mistake(
      "a region in itself",
      """
      <!-- hint -->
      A hint
      ⟦<!-- hint -->⟧
      in a hint
      <!-- /hint -->
      <!-- /hint -->
      """,
      says: """
        l.md:3:1: error: a 'hint' cannot stand inside another one
          3 | <!-- hint -->
            | ^~~~~~~~~~~~~
            = one is open since line 1: write <!-- /hint --> where it ends, here or above
        """),
    Mistake(
      "a region that ends with the mark of its beginning",
      """
      <!-- question q1 -->
      Which digits are these?
      <!-- solution q1 -->
      A 9 and a 5.
      ⟦<!-- solution -->⟧
      <!-- /question -->
      """,
      says: """
        l.md:5:1: error: a 'solution' cannot stand inside another one
          5 | <!-- solution -->
            | ^~~~~~~~~~~~~~~~~
            = one is open since line 3: write <!-- /solution --> where it ends, here or above
        """),
    Mistake(
      "a link to a value without its mark",
      """
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```

      There are ⟦[60,000](load.train_count)⟧ images, see [the site](load.html) too.
      """,
      says: """
        l.md:5:11: warning: this is a link to a file, not to the value 'load.train_count'
          5 | There are [60,000](load.train_count) images, see [the site](load.html) too.
            |           ^~~~~~~~~~~~~~~~~~~~~~~~~~ write (value:load.train_count)
        """),
    Mistake(
      "a link to a value with a space",
      """
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```

      There are [60,000]⟦(value: load.train_count)⟧ images.
      """,
      says: """
        l.md:5:19: warning: this is no link to a value: a space stands in it
          5 | There are [60,000](value: load.train_count) images.
            |                   ^~~~~~~~~~~~~~~~~~~~~~~~~ write (value:load.train_count)
        """),
    Mistake(
      "a value that no step computes, twice",
      """
      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```

      It gets [95 %](value:⟦evaluate.accuracy⟧) right, [500](value:evaluate.wrong) wrong.
      """,
      says: """
        l.md:5:22: error: no step is called 'evaluate'
          5 | It gets [95 %](value:evaluate.accuracy) right, [500](value:evaluate.wrong) wrong.
            |                      ^~~~~~~~~~~~~~~~~
            = steps with values: load
        """),
    Mistake(
      "an answer to another question",
      """
      <!-- question q1 -->
      ⟦<!-- answer q2 -->⟧
      <!-- /answer -->
      <!-- /question -->
      """,
      says: """
        l.md:2:1: error: this answer is for 'q2', but stands in the question 'q1'
          2 | <!-- answer q2 -->
            | ^~~~~~~~~~~~~~~~~~ write <!-- answer q1 -->
        """),
    Mistake(
      "two questions of one name",
      """
      <!-- question q1 -->
      <!-- /question -->

      ⟦<!-- question q1 -->⟧
      <!-- /question -->
      """,
      says: """
        l.md:4:1: error: there are two questions 'q1'
          4 | <!-- question q1 -->
            | ^~~~~~~~~~~~~~~~~~~~ give this one another name
            = the first is on line 1
        """),
    Mistake(
      "a region that leaves its list",
      """
      - <!-- hint -->
        Look closely.

      ⟦<!-- /hint -->⟧
      """,
      says: """
        l.md:4:1: error: this 'hint' starts on line 1 and ends here, but only one of the two marks stands in the list item or quotation
          4 | <!-- /hint -->
            | ^~~~~~~~~~~~~~
            = put both marks inside, or both outside
        """),
    Mistake(
      "a region in a heading",
      "# The ⟦<!-- hint -->⟧ heading ⟦<!-- /hint -->⟧",
      says: """
        l.md:1:7: error: a mark cannot stand in a heading
          1 | # The <!-- hint --> heading <!-- /hint -->
            |       ^~~~~~~~~~~~~ put <!-- hint --> on a line of its own

        l.md:1:29: error: a mark cannot stand in a heading
          1 | # The <!-- hint --> heading <!-- /hint -->
            |                             ^~~~~~~~~~~~~~ put <!-- /hint --> on a line of its own
        """),
    Mistake(
      "a misspelt mark",
      """
      ⟦<!-- quetion q1 -->⟧
      Which digits are these?
      """,
      says: """
        l.md:1:1: warning: this comment marks nothing: there is no 'quetion'
          1 | <!-- quetion q1 -->
            | ^~~~~~~~~~~~~~~~~~~ did you mean <!-- question q1 -->?
        """),
    Mistake(
      "an unknown key of the head",
      """
      ---
      ⟦titel⟧: Digits
      ---
      """,
      says: """
        l.md:2:1: warning: a lesson's head has no 'titel', so it is ignored
          2 | titel: Digits
            | ^~~~~ did you mean 'title'?
        """),
    Mistake(
      "a seed that is no number",
      """
      ---
      seed: ⟦lucky⟧
      ---
      """,
      says: """
        l.md:2:7: error: 'seed' needs a whole number from 0, not 'lucky'
          2 | seed: lucky
            |       ^~~~~ write 'seed: 1'
        """),
    Mistake(
      "a key of the head twice",
      """
      ---
      title: One
      ⟦title⟧: Two
      ---
      """,
      says: """
        l.md:3:1: error: 'title' is set twice
          3 | title: Two
            | ^~~~~
            = it stands on line 2 already: keep one of the two
        """),
    Mistake(
      "a line of the head that is none",
      """
      ---
      title: One
      ⟦just words⟧
      ---
      """,
      says: """
        l.md:3:1: error: the lines between the two '---' are written 'key: value'
          3 | just words
            | ^~~~~~~~~~ such as 'title: My lesson'
        """),
    Mistake(
      "a picture that is not there",
      """
      ![A digit](digit.png) and ⟦![a photo](missing.png)⟧

      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:1:27: warning: there is no file 'missing.png', so only the picture's words are shown
          1 | ![A digit](digit.png) and ![a photo](missing.png)
            |                           ^~~~~~~~~~~~~~~~~~~~~~~
        """),
    Mistake(
      "a head that never ends",
      """
      ⟦---⟧
      title: My lesson

      ```step
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:1:1: error: the lesson's head that starts here never ends
          1 | ---
            | ^~~ write --- on a line of its own below its last key
        """),
  ]
}
