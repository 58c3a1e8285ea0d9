import Engine
import Lesson

/// A step's settings, checked; what the lesson leaves out has its default.
struct Keys: Sendable {
  struct Entry: Sendable {
    var value: KeyValue
    /// The key as written.
    var key: Place
    /// Its value as written.
    var place: Place
    var text: String
  }

  var specs: [KeySpec]
  var entries: [String: Entry] = [:]
  /// Whether every indented line that was written could be read.
  var isValid = true
  /// Where the step's lines are layers, those that could be read, and all their places.
  var layers: [LayerSpec] = []
  var layerRanges: [Range<Int>] = []
  /// The warnings that are meant, and where they stand.
  var allowed: [(id: Diagnostic.ID, range: Range<Int>)] = []

  init(specs: [KeySpec]) { self.specs = specs }

  subscript<Value>(key: Key<Value>) -> Value { key.value(entries[key.name]?.value ?? key.spec.standard) }

  /// As it is written; nil where it is not.
  func entry<Value>(_ key: Key<Value>) -> Entry? { entries[key.name] }
}
