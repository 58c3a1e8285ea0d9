import Caching
import Running
import Steps
import Lesson
import Testing

/// Random numbers that are the same in every run of the tests.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// A lesson that is edited at random; every edit leaves it free of errors.
struct EditedLesson {
  var numbers: Numbers
  var prose = 0
  var seed = 1
  var names = ["x", "y", "a", "b"]
  var net = "net"
  var train = 60
  var prepares: [String] = ["normalise X, A"]
  var units = 6
  var layer = "relu"
  var fits = [["epochs: 1", "batch_size: 30"]]
  var below: [String] = ["evaluate N on A, B"]
  var comments = false

  static let preparations = [
    "normalise X, A", "invert X, A", "shuffle X, Y", "augment X, Y", "show X[0:4]\n  labels: Y", "histogram Y",
    "print X[0]", "shape X, Y, A, B", "rotate X, A", "split X, Y as v, w\n  first: 20", "one-hot B as b_cat",
    "show A where B = 3", "rotate A\n  by: 180", "describe B", "histogram A\n  bins: 5",
  ]
  static let settings = [
    "epochs: 1", "epochs: 2", "batch_size: 30", "batch_size: 45", "learning_rate: 0.02", "learning_rate: cosine 0.02",
    "keep: best", "optimizer: rmsprop",
    "validation_split: 0.2", "shuffle: false", "validation_data: A, B", "show: weights", "early_stopping: 1",
  ]
  static let questions = [
    "evaluate N on A, B", "evaluate N on X, Y\n  batch_size: 7", "predict N on A[3]\n  label: B[3]",
    "predict N on A[0:4]", "mistakes N on A, B\n  count: 3", "mistakes N on A, B\n  count: 5",
    "confusion-matrix N on A, B", "classification-report N on A, B", "weights N", "summary N", "diagram N",
    "predict N on A as p\nargmax p as q\nconfusion-matrix q, B", "plot fit", "save N to \"w.safetensors\"",
    "save N to \"w.safetensors\"\nfit N on X, Y\nrestore N from \"w.safetensors\"\nevaluate N on A, B",
    "predict N on A as p\nfit N on X, Y\nprint p[0:2]", "flatten A\nprint A[0]", "invert A\nevaluate N on A, B",
    "build M\n  flatten\n  dense 5 relu\n  dense 10 softmax\nfit M on X, Y\nevaluate M on A, B\nevaluate N on A, B",
    "shuffle A, B\nmistakes N on A, B", tried,
  ]

  static let tried =
    "build M\n  flatten\n  dense 5 relu\n  dense 10 softmax\nfit M on X, Y as own\n"
    + "try M\n  own.epochs: 1, 2\n  measure: own.loss\n  seeds: 1"

  mutating func edit() {
    switch Int.random(in: 0..<16, using: &numbers) {
    case 0: prose += 1
    case 1: comments.toggle()
    case 2: seed = Int.random(in: 1...2, using: &numbers)
    case 3: names[0] = names[0] == "x" ? "images" : "x"
    case 4: names[3] = names[3] == "b" ? "truth" : "b"
    case 5: net = net == "net" ? "mlp" : "net"
    case 6: train = train == 60 ? 55 : 60
    case 7, 8: Self.change(&prepares, from: Self.preparations, atMost: 4, &numbers)
    case 9: units = units == 6 ? 7 : 6
    case 10: layer = layer == "relu" ? "tanh" : "relu"
    case 11, 12:
      let place = Int.random(in: 0..<fits.count, using: &numbers)
      Self.change(&fits[place], from: Self.settings, atMost: 4, &numbers)
    case 13: if fits.count == 1 { fits.append(["epochs: 1"]) } else { fits.removeLast() }
    default: Self.change(&below, from: Self.questions, atMost: 5, &numbers)
    }
  }

  /// Adds, removes or moves one.
  private static func change(
    _ list: inout [String], from pool: [String], atMost: Int, _ numbers: inout Numbers
  ) {
    let kind = Int.random(in: 0..<3, using: &numbers)
    if kind == 0, list.count < atMost, let new = pool.randomElement(using: &numbers) {
      list.insert(new, at: Int.random(in: 0...list.count, using: &numbers))
    } else if kind == 1, let place = list.indices.randomElement(using: &numbers) {
      list.remove(at: place)
    } else if list.count > 1 {
      list.append(list.removeFirst())
    }
  }

  var text: String {
    let comment = comments ? "  # a comment\n" : ""
    var steps = "load mnist as X, Y, A, B\n  train: \(train)\n  test: 20\n" + comment
    for step in prepares { steps += step + "\n" }
    steps += "build N\n  flatten\n  dense \(units) \(layer)\n  dense 10 softmax\n"
    for fit in fits {
      steps += "fit N on X, Y\n" + comment
      var seen: Set<Substring> = []
      for setting in fit where seen.insert(setting.prefix { $0 != ":" }).inserted { steps += "  \(setting)\n" }
    }
    // Whose name is taken once.
    let first = below.firstIndex(of: Self.tried)
    for (index, step) in below.enumerated() where step != Self.tried || index == first { steps += step + "\n" }
    steps += "expect fit.epochs >= 1\n"
    let words = ["X": names[0], "Y": names[1], "A": names[2], "B": names[3], "N": net, "M": "second"]
    let named = steps.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var result = ""
      var word = ""
      for character in line + " " {
        if character.isLetter || character == "_" || character.isNumber {
          word.append(character)
        } else {
          result += (words[word] ?? word) + String(character)
          word = ""
        }
      }
      return String(result.dropLast())
    }
    return "---\nseed: \(seed)\n---\n# T\n\nProse \(prose)\n\n```step\n\(named.joined(separator: "\n"))```\n"
  }
}

@Suite struct RandomEditTests {
  /// As a student does: the same training, longer and shorter, in any order.
  @Test(arguments: 1...4) func anyNumberOfEpochs(_ seed: UInt64) throws {
    var edited = EditedLesson(numbers: Numbers(state: seed))
    var numbers = Numbers(state: seed + 2000)
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    let fresh = try CachedLesson(nil)
    edited.fits = [["epochs: 1"], ["epochs: 1", "early_stopping: 1", "validation_split: 0.2"]]
    edited.below = ["evaluate N on A, B", "plot fit", "predict N on A[3]\n  label: B[3]"]
    var goingOn = 0
    for round in 0..<12 {
      let fit = Int.random(in: 0...1, using: &numbers)
      edited.fits[fit][0] = "epochs: \(Int.random(in: 1...6, using: &numbers))"
      let salt = numbers.next()
      for key in memory.sealed.keys where round % 3 == 2 {
        var chance = Numbers(state: salt ^ (UInt64(key.prefix(16), radix: 16) ?? 0))
        if Bool.random(using: &chance) { memory.sealed[key] = nil }
      }
      let text = edited.text
      let run = try lesson.run(text)
      #expect(try run.bytes == fresh.run(text).bytes, "round \(round): \(text)")
      goingOn += run.outcome.keeping?.reasons.count { $0.contains("epoch ") || $0.contains("was trained") } ?? 0
    }
    #expect(goingOn > 2)
  }

  /// Whatever was kept, and whatever of it is gone, a run gives what a fresh one gives.
  @Test(arguments: 1...4) func keptAndFreshAreEqual(_ seed: UInt64) throws {
    var edited = EditedLesson(numbers: Numbers(state: seed))
    var numbers = Numbers(state: seed + 1000)
    let memory = MemoryStore()
    var store = memory.store
    // What steps leave is kept always, or never but for trainings, as chance has it.
    store.slow = seed % 2 == 0 ? 0 : .infinity
    let lesson = try CachedLesson(store)
    let fresh = try CachedLesson(nil)
    var (planned, kept) = (0, 0)
    for round in 0..<20 {
      let before = edited
      for _ in 0...Int.random(in: 0...1, using: &numbers) { edited.edit() }
      if round % 4 == 3 {
        // By each key alone, since some depend on where the lesson lies.
        let salt = numbers.next()
        for key in memory.sealed.keys {
          var chance = Numbers(state: salt ^ (UInt64(key.prefix(16), radix: 16) ?? 0))
          if Bool.random(using: &chance) { memory.sealed[key] = nil }
        }
      }
      let text = edited.text
      do {
        let run = try lesson.run(text)
        let wanted = try fresh.run(text)
        #expect(run.bytes == wanted.bytes, "round \(round): \(text)")
        planned += 1
        kept += run.outcome.keeping?.takenOver ?? 0
      } catch is CachedLesson.Unplanned {
        // The edit made no lesson: another one.
        let numbers = edited.numbers
        edited = before
        edited.numbers = numbers
      }
    }
    #expect(planned > 10)
    // The same in every run: which entries go does not depend on where the lesson lies.
    #expect(kept > 30)
  }
}
