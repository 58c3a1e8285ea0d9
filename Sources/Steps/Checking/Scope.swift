import Arrays
import Engine
import Networks

/// What is known of an array before anything runs.
struct ArrayFact: Sendable, Equatable {
  enum Role: Sendable, Equatable {
    case values
    /// Whole numbers, one a sample; how many classes they name, where that is known.
    case labels(classes: Int?)
    case oneHot
    case probabilities
  }
  /// How the values lie, so that training and test data can be held against each other.
  enum Scale: Sendable, Equatable { case bytes, interval(Float, Float), standardised, unknown }

  /// A length that only the run can tell (of a filter) is nil.
  var shape: [Int?]
  var elementType: ElementType
  var role: Role
  var scale: Scale
  var isInverted = false
  /// What a table calls its columns.
  var columns: [String]?

  var sampleShape: [Int] { shape.dropFirst().map { $0 ?? 0 } }
}

struct NetworkFact: Sendable {
  var layers: [LayerSpec]
  var layerRanges: [Range<Int>]
  /// nil until it is first used on data.
  var inputShape: [Int]?
  var outputShape: [Int]?
  /// Index of its `build` step in the plan.
  var index: Int
  var loss: Loss?
  /// What it was trained on.
  var trained: (name: String, scale: ArrayFact.Scale, isInverted: Bool)?

  var classes: Int? { outputShape?.last }

  /// Whether it answers with a single number, of which no share is right.
  func predictsNumber(_ loss: Loss) -> Bool {
    loss.measuresNumbers && outputShape == [1] && layers.last?.activation != .sigmoid
  }

  var layerNames: [String] { LayerSpec.names(of: layers) }
}

extension ArrayFact.Role {
  var words: String {
    switch self {
    case .values: "values"
    case .labels: "labels"
    case .oneHot: "one-hot labels"
    case .probabilities: "probabilities"
    }
  }
}

/// The names a lesson has made so far.
struct Scope: Sendable {
  enum Entry: Sendable {
    case array(ArrayFact)
    case network(NetworkFact)
    /// Its step has a problem that is reported already; nothing more is said about it.
    case broken
  }

  private(set) var entries: [String: Entry] = [:]
  /// Where each name was made.
  private(set) var places: [String: Range<Int>] = [:]
  /// In the order they were made.
  private(set) var names: [String] = []
  var used: Set<String> = []
  /// The last training, and the files that a step above writes.
  var lastFit: String?
  var savedFiles: Set<String> = []
  /// Names that do not exist and are reported already.
  var missing: Set<String> = []
  /// Whether a `load` did not say how its arrays are called, which is reported already.
  var lacksNames = false
  /// Steps that do not exist and are reported already.
  var missingSteps: Set<String> = []
  /// Labels in a column of their own, which is reported already.
  var columns: Set<String> = []
  /// Networks with data that do not fit them, or are prepared otherwise, which is reported already.
  var unfit: Set<[String]> = []

  mutating func define(_ name: String, _ entry: Entry, at range: Range<Int>) {
    if entries[name] == nil { names.append(name) }
    entries[name] = entry
    if places[name] == nil { places[name] = range }
  }

  mutating func update(_ name: String, _ entry: Entry) { entries[name] = entry }

  func names(where isWanted: (Entry) -> Bool) -> [String] {
    names.filter { entries[$0].map(isWanted) == true }
  }

  var arrays: [String] { names { if case .array = $0 { true } else { false } } }
  /// What a word may mean where an array is wanted: a broken step may have been to make or change one.
  var possibleArrays: [String] { names { if case .network = $0 { false } else { true } } }
  var networks: [String] { names { if case .network = $0 { true } else { false } } }

  /// `y_train` for `x_train`, where there is such an array.
  func labels(near name: String) -> String? {
    guard name.hasPrefix("x") else { return nil }
    let labels = "y" + name.dropFirst()
    return entries[labels] == nil ? nil : labels
  }
}
