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
  /// Where the step's lines are layers, all of them.
  var written: [WrittenLayer] = []
  /// Settings of other steps that are to have several values.
  var lists: [SettingList] = []
  /// The warnings that are meant, and where they stand.
  var allowed: [(id: Diagnostic.ID, range: Range<Int>)] = []

  init(specs: [KeySpec]) { self.specs = specs }

  subscript<Value>(key: Key<Value>) -> Value { key.value(entries[key.name]?.value ?? key.spec.standard) }

  /// Those that the network gets, and could be read.
  var layers: [LayerSpec] { written.filter { $0.isOn }.compactMap { $0.layer } }
  var layerRanges: [Range<Int>] { written.filter { $0.isOn }.map { $0.range } }

  /// As it is written; nil where it is not.
  func entry<Value>(_ key: Key<Value>) -> Entry? { entries[key.name] }
}

/// A line of `build`: what stands behind the layer's name is a setting of that name, `build.dense_1=64`.
struct WrittenLayer: Sendable {
  /// `dense_1`: numbered for each kind as the lesson has them, whether they are left out or not.
  var name: String
  /// nil where it could not be read.
  var layer: LayerSpec?
  var range: Range<Int>
  /// Whether the network gets it; `off` leaves it out.
  var isOn = true
  /// What stands behind its name, as the lesson or `--set` has it: `16 relu`.
  var text: String
}
