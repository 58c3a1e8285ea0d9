import Caching
import Engine
import Files
import Foundation
import Steps
import Lesson
import Testing

@testable import Running

/// Kept results are found by what a step does and by the number of the engine's arithmetic. Whatever makes other numbers
/// of the same step needs another one, or results of before would be taken for results of now.
@Suite struct ArithmeticTests {
  private static let isFused = (try? Device(threads: 1, processor: nil).processor != "baseline") ?? false

  /// SHA-256 of all arrays of the lesson below, printed, and of its trainings' values, by `Arithmetic.number`.
  private static let recorded = [1: "20837a88e0f1f5ab6d969590310c3d4d0e03ca82524067b4e4308294b8c823e1"]

  private static let lesson = """
    # Arithmetic

    ```step
    load mnist as x, y, a, b
      train: 40
      test: 5
    rotate a
    shuffle x, y
    split x, y as v, w
      last: 10
    augment x, y
      copies: 1
    invert v
    normalise x, a
    standardise v
    reshape x, v to (-1, 28, 28, 1)
    one-hot w
    one-hot y as y_cat
    flatten a
    build net
      conv2d 4 3x3 relu
      maxpool 2x2
      batchnorm
      flatten
      dropout 0.2
      dense 10 softmax
    fit net on x, y
      validation_split: 0.1
    build wide
      flatten
      dense 20 tanh
      dense 10 sigmoid
    fit wide on x, y_cat
      optimizer: rmsprop
      momentum: 0.5
      loss: binary_crossentropy
    fit wide on x, y_cat
      optimizer: sgd
      momentum: 0.9
      nesterov: true
      decay: 0.01
    predict wide on x as p
    argmax p as q
    ```
    """

  @Test(.enabled(if: isFused, "without fused multiply-add the last bits are others"))
  func otherNumbersNeedAnotherNumber() throws {
    var names: [String] = []
    for name in ["x", "y", "v", "w", "a", "y_cat", "p", "q"] { names.append("print \(name)\n  threshold: 1000000") }
    let run = try CachedLesson(nil).run(
      Self.lesson.replacingOccurrences(of: "argmax p as q\n", with: "argmax p as q\n\(names.joined(separator: "\n"))\n")
    )
    #expect(run.outcome.failures == [])
    var coder = Coder()
    for step in run.outcome.steps {
      for case .text(var text) in step.outputs { coder.code(&text) }
    }
    // What 'print' tells is in its text, and how many batches there were is no arithmetic.
    let told = run.outcome.values.filter { name, _ in
      !(name.step.hasPrefix("print") && ["first", "last"].contains(name.key)) && name.key != "steps"
    }
    var values = told.map { "\($0.key.step).\($0.key.key) \($0.value)" }.sorted()
    coder.code(&values)
    let found = Checksum.sha256(coder.bytes)
    #expect(
      Self.recorded[Arithmetic.number] == found,
      "raise Arithmetic.number in Sources/Engine/Arithmetic.swift, and record its digest here: \(found)")
  }
}
