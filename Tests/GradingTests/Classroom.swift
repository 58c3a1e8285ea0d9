import Foundation
import Places
import Running

extension Workplace {
  /// Of a lesson in this folder, on the built-in digits.
  func session(_ name: String, _ text: String) throws -> Session {
    try write(name, text)
    var options = Session.Options()
    options.usesSample = true
    options.threads = 1
    options.outputFolder = path("output")
    return try Session(path: path(name), options: options)
  }
}

/// What a class is given, and hands in.
enum Classroom {
  /// A lesson that runs in a moment: 8 points, 2 of them for an answer.
  static let lesson = """
    ---
    title: Small
    ---

    # Small

    <!-- question q1 points: 2 -->
    What does a neuron compute?
    <!-- answer q1 -->

    <!-- /answer -->
    <!-- solution q1 -->
    It adds up its inputs, each multiplied by a weight, and applies an activation.
    <!-- /solution -->
    <!-- /question -->

    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 50
    flatten x_train, x_test
    normalise x_train, x_test
    build network
      dense 8 relu
      dense 10 softmax
    summary network
    expect summary.params = 6370
      points: 1
    ```

    It has [[6,370]](value:summary.params "points: 1") parameters.

    ```step
    fit network on x_train, y_train
      epochs: [[2]]   # points: 1
      batch_size: 32
    evaluate network on x_test, y_test
    expect evaluate.accuracy >= 0.1
      points: 3
      hint: "Is it trained at all?"
    ```

    """

  /// As students get it, with answers filled in.
  static let solved = lesson.replacingOccurrences(
    of:
      "<!-- solution q1 -->\nIt adds up its inputs, each multiplied by a weight, and applies an activation.\n<!-- /solution -->\n",
    with: ""
  )
  .replacingOccurrences(of: "[[6,370]](value:summary.params \"points: 1\")", with: "[6370](blank:summary.params)")
  .replacingOccurrences(of: "[[2]]   # points: 1", with: "2")
  .replacingOccurrences(of: "<!-- answer q1 -->\n", with: "<!-- answer q1 -->\nA weighted sum, and then relu.\n")
}
