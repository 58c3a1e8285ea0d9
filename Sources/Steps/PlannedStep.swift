package import Engine
package import Lesson

/// A checked step: its verb, what it works on, and every setting with the value that holds. Performing it needs nothing
/// else of the lesson.
package struct PlannedStep: Sendable {
  /// `fit`, `fit-2`, or the `as` name.
  package var id: String
  package let verb: Verb
  /// What stands between the verb and the first clause: arrays, or a network.
  package var operands: [Operand]
  /// The arrays behind `on`.
  package var data: [Operand]
  /// The new arrays' names.
  package var names: [String]
  /// By the keys' names: what is written, else the standard value, else what the check worked out.
  package var settings: [String: KeyValue]
  package var layers: [LayerSpec]
  /// Keys the random streams. It depends on the verb, what it is done to, and how often that was done before, so that
  /// another step inserted above does not change it.
  package var stream: UInt64
  package var places: Places
  /// What the command line sets of it, as written there: `fit.epochs=20`.
  package var changes: [String]
  /// What a `try` step runs; nil for all others.
  package var trials: TrialDesign?
  /// Of an expectation: why it need not hold, where the lesson was changed since it was sealed: `you changed 'fit'`.
  package var excuse: String?

  package struct Places: Sendable {
    /// From the verb's first byte to the end of its last indented line.
    package var range: Range<Int>
    /// The verb's line alone: where a failure points unless it knows better.
    package var headline: Range<Int>
    /// Of the name of the file that it reads.
    package var file: Range<Int>?
    package init(range: Range<Int>, headline: Range<Int>, file: Range<Int>? = nil) {
      self.range = range
      self.headline = headline
      self.file = file
    }
  }

  package init(
    id: String, verb: Verb, operands: [Operand] = [], data: [Operand] = [], names: [String] = [],
    settings: [String: KeyValue] = [:], layers: [LayerSpec] = [], stream: UInt64 = 0, places: Places,
    changes: [String] = []
  ) {
    self.id = id
    self.verb = verb
    self.operands = operands
    self.data = data
    self.names = names
    self.settings = settings
    self.layers = layers
    self.stream = stream
    self.places = places
    self.changes = changes
  }

  package subscript<Value>(key: Key<Value>) -> Value { key.value(settings[key.name]) }

  package var range: Range<Int> { places.range }
  package var headline: Range<Int> { places.headline }
  /// The network it works on.
  package var network: String { operands.first?.name ?? "" }
  /// What it will leave behind for prose and `expect`.
  package var values: [ValueDoc] { verb.doc.values.filter { verb.lacks($0.name, self) == nil } }
  package var effects: Effects { verb.effects(of: self) }
}
