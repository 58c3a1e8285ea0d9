import Caching
import Engine
import Foundation
import Lesson
import Networks
import Running
import Steps
import Testing

/// A training with more epochs goes on from where one with fewer ended, and gives the bits of one in a single go.
@Suite struct GoingOnTests {
  static let dense = "  flatten\n  dense 8 relu\n  dense 10 softmax"

  static func lesson(_ epochs: Int, _ settings: String = "", layers: String = dense, before: String = "") -> String {
    """
    # Going on

    ```step
    load mnist as x, y, a, b
      train: 150
      test: 40
    \(before)
    normalise x, a
    build net
    \(layers)
    fit net on x, y
      epochs: \(epochs)
      batch_size: 32
    \(settings)
    plot fit
    evaluate net on a, b
    ```
    """
  }

  struct Course: CustomTestStringConvertible, Sendable {
    var name: String
    var settings = ""
    var layers = dense
    var before = ""
    var testDescription: String { name }

    func text(_ epochs: Int) -> String {
      GoingOnTests.lesson(epochs, settings, layers: layers, before: before)
    }
  }

  static let courses = [
    Course(name: "adam"),
    Course(name: "adam, decay", settings: "  decay: 0.01"),
    Course(name: "sgd", settings: "  optimizer: sgd"),
    Course(name: "sgd, decay", settings: "  optimizer: sgd\n  decay: 0.01"),
    Course(name: "momentum", settings: "  optimizer: sgd\n  momentum: 0.9"),
    Course(name: "nesterov", settings: "  optimizer: sgd\n  momentum: 0.9\n  nesterov: true\n  decay: 0.001"),
    Course(name: "rmsprop", settings: "  optimizer: rmsprop"),
    Course(name: "rmsprop, momentum", settings: "  optimizer: rmsprop\n  momentum: 0.5\n  decay: 0.01"),
    Course(name: "exponential", settings: "  learning_rate: exponential 0.02 by 0.5 every 2"),
    Course(name: "step", settings: "  optimizer: sgd\n  learning_rate: step 0.5 by 0.3 every 2"),
    Course(name: "cosine over some epochs", settings: "  learning_rate: cosine 0.02 to 0.001 warmup 1 over 2"),
    Course(
      name: "plateau",
      settings: "  optimizer: sgd\n  learning_rate: plateau 3 by 0.5 after 1\n  validation_split: 0.2"),
    Course(name: "keep best", settings: "  keep: best\n  optimizer: sgd\n  learning_rate: 2\n  validation_split: 0.2"),
    Course(name: "no shuffling", settings: "  shuffle: false"),
    Course(name: "validation split", settings: "  validation_split: 0.2"),
    Course(name: "validation data", settings: "  validation_data: a, b"),
    Course(name: "dropout", layers: "  flatten\n  dense 12 relu\n  dropout 0.3\n  dense 10 softmax"),
    Course(name: "batch norm", layers: "  flatten\n  dense 12\n  batchnorm\n  activation relu\n  dense 10 softmax"),
    Course(
      name: "convolutions",
      layers: "  conv2d 4 3x3 relu\n  batchnorm\n  maxpool 2x2\n  conv2d 4 3x3 relu\n  flatten\n  dense 10 softmax",
      before: "reshape x, a to (-1, 28, 28, 1)"),
    Course(name: "augmented", before: "shuffle x, y\naugment x, y\n  copies: 1"),
    Course(name: "regression", settings: "  loss: mse", layers: "  flatten\n  dense 8 relu\n  dense 1"),
  ]

  @Test(arguments: courses) func asInOneGo(_ course: Course) throws {
    let fresh = try CachedLesson(nil)
    let lesson = try CachedLesson(MemoryStore().store)
    _ = try lesson.run(course.text(2))
    let run = try lesson.run(course.text(4))
    #expect(run.outcome.failures == [])
    #expect(run.outcome.keeping?.reasons.first == "fit: epochs 2 → 4, goes on from epoch 2")
    #expect(try run.bytes == fresh.run(course.text(4)).bytes)
    // Where it has passed, and a third time on.
    let passed = try lesson.run(course.text(3))
    #expect(passed.outcome.keeping?.reasons.first == "fit: epochs 4 → 3, was trained for 3 before")
    #expect(try passed.bytes == fresh.run(course.text(3)).bytes)
    let further = try lesson.run(course.text(5))
    #expect(further.outcome.keeping?.reasons.first == "fit: epochs 3 → 5, goes on from epoch 4")
    #expect(try further.bytes == fresh.run(course.text(5)).bytes)
    // All that is kept now is whole.
    #expect(try lesson.run(course.text(5)).performed == [])
  }

  /// With other epochs each of its steps is another one.
  @Test func aCosineOverAllEpochsStartsAnew() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    let text = { Self.lesson($0, "  learning_rate: cosine 0.02 to 0.001") }
    _ = try lesson.run(text(2))
    let run = try lesson.run(text(4))
    #expect(run.outcome.keeping?.reasons.first == "fit: epochs 2 → 4, runs again")
    #expect(try run.bytes == CachedLesson(nil).run(text(4)).bytes)
    let back = try lesson.run(text(3))
    #expect(back.outcome.keeping?.reasons.first == "fit: epochs 4 → 3, runs again")
    #expect(try back.bytes == CachedLesson(nil).run(text(3)).bytes)
  }

  /// The best weights may be of an epoch before the one from which it goes on, and stopping early keeps them too.
  @Test func theBestWeightsGoOnToo() throws {
    func text(_ epochs: Int, _ patience: Int) -> String {
      Self.lesson(
        epochs,
        "  keep: best\n  validation_split: 0.2\n  optimizer: sgd\n  learning_rate: 0.9\n  early_stopping: \(patience)")
    }
    let lesson = try CachedLesson(MemoryStore().store)
    for (epochs, patience) in [(6, 30), (30, 2), (30, 5), (3, 5), (12, 30)] {
      let run = try lesson.run(text(epochs, patience))
      #expect(run.outcome.failures == [])
      #expect(try run.bytes == CachedLesson(nil).run(text(epochs, patience)).bytes, "\(epochs), \(patience)")
    }
  }

  /// It stops in the part that is trained anew, in the part that was trained, or later where it has more patience.
  @Test func earlyStoppingCountsWhatWasTrained() throws {
    func text(_ epochs: Int, _ patience: Int?) -> String {
      let stopping = patience.map { "\n  early_stopping: \($0)" } ?? ""
      return Self.lesson(epochs, "  validation_split: 0.2\n  optimizer: sgd\n  learning_rate: 0.9" + stopping)
    }
    let fresh = try CachedLesson(nil)
    func epochs(_ run: CachedLesson.Run) -> Int? {
      for case (let name, .integer(let number)) in run.outcome.values where name.key == "epochs" { return number }
      return nil
    }
    let end = try #require(epochs(try fresh.run(text(30, 2))))
    #expect((4..<30).contains(end))
    let wanted = try [(30, 2), (end, 2), (end - 1, 2), (end - 1, 1), (30, 3)].map { count, patience in
      (count: count, patience: patience, bytes: try fresh.run(text(count, patience)).bytes)
    }
    for first in [1, end - 1, end, 30] {
      for patience in [nil, 1, 4] as [Int?] {
        let lesson = try CachedLesson(MemoryStore().store)
        _ = try lesson.run(text(first, patience))
        for (count, own, bytes) in wanted {
          let run = try lesson.run(text(count, own))
          #expect(run.bytes == bytes, "\(first), \(String(describing: patience)): \(count), \(own)")
        }
      }
    }
  }

  /// Snapshots of the weights are of this very run.
  @Test func whatShowsItsWayStartsAnew() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    let text = { Self.lesson($0, "  show: weights") }
    _ = try lesson.run(text(1))
    let run = try lesson.run(text(2))
    #expect(run.outcome.keeping?.reasons.first == "fit: epochs 1 → 2, runs again")
    #expect(try run.bytes == CachedLesson(nil).run(text(2)).bytes)
  }

  @Test func anInterruptedOrCutTrainingLeavesNoState() throws {
    let text = Self.lesson(3)
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    let stopped = try lesson.run(text) { event in
      if case .training(let progress) = event, progress.isEpochEnd, progress.epoch == 2 { return false }
      return true
    }
    #expect(stopped.outcome.isInterrupted)
    _ = try lesson.run(Self.lesson(3, "  time_limit: 0.000001"))
    let run = try lesson.run(Self.lesson(4, "  time_limit: 1000"))
    #expect(run.outcome.keeping?.reasons.contains { $0.contains("goes on") } == false)
    let again = try lesson.run(text)
    #expect(again.outcome.keeping?.reasons.contains { $0.contains("goes on") } == false)
    #expect(try again.bytes == CachedLesson(nil).run(text).bytes)
  }

  /// Each entry that belongs to a training, damaged by a bit or gone.
  @Test func aFlippedBitIsAMiss() throws {
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    _ = try lesson.run(Self.lesson(2))
    let whole = memory.sealed
    let wanted = try CachedLesson(nil).run(Self.lesson(3)).bytes
    var numbers = Numbers(state: 8)
    var ways: Set<String> = []
    for (key, bytes) in whole.sorted(by: { $0.key < $1.key }) {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &numbers)] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
      memory.sealed = whole
      memory.sealed[key] = damaged
      let run = try lesson.run(Self.lesson(3))
      #expect(run.bytes == wanted)
      if let reason = run.outcome.keeping?.reasons.first { ways.insert(reason) }
    }
    #expect(ways.contains("fit: epochs 2 → 3, goes on from epoch 1"))
    #expect(ways.contains("fit: epochs 2 → 3, goes on from epoch 2"))
    #expect(ways.contains("fit: epochs 2 → 3, runs again"))
  }

  @Test func ofManyStatesSomeAreKept() {
    func state(_ epochs: Int, _ size: Int) -> FitState {
      var state = FitState.blank
      state.epochs = (1...epochs).map { EpochResult(epoch: $0, loss: 1, accuracy: 0) }
      state.weights = [Weight(name: "w", shape: [size], values: [Float](repeating: 0, count: size))]
      return state
    }
    func kept(_ epochs: Int, _ size: Int) -> [Int] {
      var states = FitStates()
      for epoch in 1...epochs where states.wants(epoch: epoch, bytes: 4 * size, isLast: epoch == epochs) {
        states.add(state(epoch, size))
      }
      return states.reached.map { $0.epochs.count }
    }
    #expect(kept(7, 10) == Array(1...7))
    #expect(kept(100, 10) == Array(stride(from: 4, through: 100, by: 4)))
    #expect(kept(101, 10).suffix(2) == [100, 101])
    #expect(kept(20, 400_000) == [4, 8, 12, 16, 20])
    #expect(kept(20, 1_000_000) == [20])
    #expect(kept(20, 20_000_000) == [])
  }
}
