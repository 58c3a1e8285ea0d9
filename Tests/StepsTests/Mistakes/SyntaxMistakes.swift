extension Mistake {
  static let syntax: [Mistake] = [
    Mistake(
      "a call from Python",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦model.fit(x_train, y_train, epochs=3)⟧
      """,
      says: """
        l.md:3:1: error: this looks like Python; a lesson says it in its own way
          3 | model.fit(x_train, y_train, epochs=3)
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = write 'fit network on x_train, y_train'
        """),
    Mistake(
      "arithmetic from Python",
      """
      load mnist as x_train, y_train, x_test, y_test
      ⟦x_train = x_train / 255⟧
      """,
      says: """
        l.md:3:1: error: a lesson does no arithmetic on arrays
          3 | x_train = x_train / 255
            | ^~~~~~~~~~~~~~~~~~~~~~~
            = write 'normalise x_train' to divide by 255
        """),
    Mistake(
      "an import",
      "⟦import numpy as np⟧",
      says: """
        l.md:2:1: error: a lesson needs no 'import'
          2 | import numpy as np
            | ^~~~~~~~~~~~~~~~~~
            = delete this line: every verb is there from the start
        """),
    Mistake(
      "print with brackets",
      """
      load mnist as x_train, y_train, x_test, y_test
      print ⟦(x_train[5])⟧
      """,
      says: """
        l.md:3:7: error: a step is written without brackets
          3 | print (x_train[5])
            |       ^~~~~~~~~~~~ write 'print x_train[5]'
        """),
    Mistake(
      "a sample in round brackets",
      """
      load mnist as x_train, y_train, x_test, y_test
      show ⟦x_train(5)⟧
      """,
      says: """
        l.md:3:6: error: samples are picked with square brackets
          3 | show x_train(5)
            |      ^~~~~~~~~~ write x_train[5]
        """),
    Mistake(
      "a slice with points",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train⟦[0..12]⟧
      """,
      says: """
        l.md:3:13: error: a slice is written with a colon, as in Python
          3 | show x_train[0..12]
            |             ^~~~~~~ write x_train[0:12]
        """),
    Mistake(
      "a slice with a step",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train⟦[::2]⟧
      """,
      says: """
        l.md:3:13: error: a slice in a lesson has no step
          3 | show x_train[::2]
            |             ^~~~~ write only x_train[start:end]
        """),
    Mistake(
      "two indices",
      """
      load mnist as x_train, y_train, x_test, y_test
      print x_train⟦[0, 5]⟧
      """,
      says: """
        l.md:3:14: error: only samples can be picked here, with one number or one slice
          3 | print x_train[0, 5]
            |              ^~~~~~ write x_train[5] or x_train[0:12]
        """),
    Mistake(
      "an unclosed bracket",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train⟦[5⟧
      """,
      says: """
        l.md:3:13: error: the [ behind 'x_train' is not closed at the end
          3 | show x_train[5
            |             ^~ write x_train[5] or x_train[0:12]
        """),
    Mistake(
      "a filter that is no test",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train where ⟦y_train⟧
      """,
      says: """
        l.md:3:20: error: 'where' needs a label to look for
          3 | show x_train where y_train
            |                    ^~~~~~~ write 'x_train where y_train = 3'
        """),
    Mistake(
      "a filter by less-than",
      """
      load mnist as x_train, y_train, x_test, y_test
      show x_train where ⟦y_train < 3⟧
      """,
      says: """
        l.md:3:20: error: 'where' looks for one label, with '='
          3 | show x_train where y_train < 3
            |                    ^~~~~~~~~~~ write 'x_train where y_train = 3'
        """),
    Mistake(
      "a layer of Keras",
      """
      load mnist as x_train, y_train, x_test, y_test
      build network
        ⟦Conv2D(32, (3, 3), activation='relu')⟧
        flatten
        dense 10 softmax
      fit network on x_train, y_train
      """,
      says: """
        l.md:4:3: error: a layer is written without brackets
          4 |   Conv2D(32, (3, 3), activation='relu')
            |   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ write 'conv2d 32 3x3 relu'
        """),
    Mistake(
      "a misspelt layer",
      """
      build network
        flatten
        ⟦densse⟧ 10 softmax
      """,
      says: """
        l.md:4:3: error: there is no layer 'densse'
          4 |   densse 10 softmax
            |   ^~~~~~ did you mean 'dense'?
        """),
    Mistake(
      "a step among the layers",
      """
      build network
        flatten
        dense 10 softmax
        ⟦summary⟧ network
      """,
      says: """
        l.md:5:3: error: 'summary' is a step, not a layer of the network
          5 |   summary network
            |   ^~~~~~~ take away the spaces before it
        """),
    Mistake(
      "a misspelt activation",
      """
      build network
        dense 10 ⟦sofmax⟧
      """,
      says: """
        l.md:3:12: error: there is no activation 'sofmax'
          3 |   dense 10 sofmax
            |            ^~~~~~ did you mean 'softmax'?
        """),
    Mistake(
      "a layer without its size",
      """
      build network
        ⟦dense relu⟧
      """,
      says: """
        l.md:3:3: error: 'dense' needs the number of its neurons
          3 |   dense relu
            |   ^~~~~~~~~~ write 'dense 16 relu'
        """),
    Mistake(
      "a layer with an argument too many",
      """
      build network
        dense 10 ⟦20⟧ relu
      """,
      says: """
        l.md:3:12: error: '20' does not belong behind 'dense'
          3 |   dense 10 20 relu
            |            ^~ write 'dense 16 relu'
        """),
    Mistake(
      "dropout of fifty",
      """
      build network
        dropout ⟦50⟧
      """,
      says: """
        l.md:3:11: error: 'dropout' must be 0 or more and below 1, not 50
          3 |   dropout 50
            |           ^~ write 'dropout 0.5'
        """),
    Mistake(
      "a network without layers",
      "⟦build network⟧",
      says: """
        l.md:2:1: error: 'network' has no layers
          2 | build network
            | ^~~~~~~~~~~~~
            = write one layer on each indented line below, such as 'dense 10 softmax'
        """),
    Mistake(
      "a block that never ends",
      """
      ⟦```step⟧
      load mnist as x_train, y_train, x_test, y_test
      shape x_train

      And here the prose goes on, with many words.
      """,
      says: """
        l.md:1:1: error: the steps that start here never end
          1 | ```step
            | ^~~~~~~ write ``` on a line of its own below the last step
        """),
    Mistake(
      "steps right below an HTML tag",
      """
      <details>
      ⟦```step⟧
      load mnist as x_train, y_train, x_test, y_test
      ```
      </details>
      """,
      says: """
        l.md:2:1: warning: these lines are shown but not run, because they belong to the HTML above them
          2 | ```step
            | ^~~~~~~ leave a line empty above
        """),
    Mistake(
      "steps in a block of another name",
      """
      Text.

      ⟦```lesson⟧
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:3:1: warning: this lesson has no steps, so nothing is run
          3 | ```lesson
            | ^~~~~~~~~ write ```step on a line of its own above the first step, and ``` below the last
        """),
    Mistake(
      "a misspelt block",
      """
      ⟦```setp⟧
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:1:1: error: a block of steps is called 'step', not 'setp'
          1 | ```setp
            | ^~~~~~~ did you mean ```step?
        """),
    Mistake(
      "a misspelt block that others build on",
      """
      ⟦```steps⟧
      # the data
      load mnist as x_train, y_train, x_test, y_test
      ```

      ```step
      show x_train[5]
      ```

      There are [60,000](value:load.train_count) images.
      """,
      says: """
        l.md:1:1: error: a block of steps is called 'step', not 'steps'
          1 | ```steps
            | ^~~~~~~~ did you mean ```step?
        """),
    Mistake(
      "a block with nearly the name",
      """
      ⟦```setup⟧
      load mnist as x_train, y_train, x_test, y_test
      ```
      """,
      says: """
        l.md:1:1: warning: these lines are shown but not run, because the block is called 'setup'
          1 | ```setup
            | ^~~~~~~~ did you mean ```step?
        """),
    Mistake(
      "steps that never end, with prose and steps below",
      """
      ⟦```step⟧
      load mnist as x_train, y_train, x_test, y_test

      There are four arrays:

      | array | what it holds |
      | --- | --- |
      | `x_train` | images |

      <!-- hint -->
      Look.

      ```step
      show x_train[5]
      flatten x_train
      ```
      <!-- /hint -->

      ```step
      print x_train[5]
      ```
      """,
      says: """
        l.md:1:1: error: the steps that start here never end
          1 | ```step
            | ^~~~~~~ write ``` on a line of its own below the last step
        """),
    Mistake(
      "steps that end with the mark of a beginning",
      """
      ⟦```step⟧
      load mnist as x_train, y_train, x_test, y_test
      ```step

      Here is image 5.

      ```step
      show x_train[5]
      ```
      """,
      says: """
        l.md:1:1: error: the steps that start here never end
          1 | ```step
            | ^~~~~~~ write ``` on a line of its own below the last step
        """),
    Mistake(
      "steps that are indented",
      """
      Look at the data:

          ⟦```step⟧
          load mnist as x_train, y_train, x_test, y_test
          ```
      """,
      says: """
        l.md:3:5: warning: these lines are shown but not run, because four or more spaces stand before them
          3 |     ```step
            |     ^~~~~~~ take away the spaces, there and below
        """),
    Mistake(
      "a fence with too few marks",
      """
      ⟦``step⟧
      load mnist as x_train, y_train, x_test, y_test

      ```
      a block of text
      ```
      """,
      says: """
        l.md:1:1: warning: these lines are shown but not run, because no block starts here
          1 | ``step
            | ^~~~~~ write ```step
        """),
  ]
}
