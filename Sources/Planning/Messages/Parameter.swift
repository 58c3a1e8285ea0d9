/// A setting that can be changed, for `lesson params`.
package struct Parameter: Sendable, Equatable {
  /// The step's id: `fit-2`.
  package var step: String
  package var key: String
  /// The value in force, as the lesson or `--set` writes it; nil where the default holds.
  package var value: String?
  package var standard: String
  package var range: String
  package var summary: String
  /// The step's headline, or the value where it is set in the lesson.
  package var place: Range<Int>
}

extension Checker {
  /// Every setting of every step, in order.
  var parameters: [Parameter] {
    keysOfSteps.flatMap { step, keys in
      keys.specs.map { spec in
        let entry = keys.entries[spec.name]
        return Parameter(
          step: step.id, key: spec.name, value: entry?.text, standard: spec.standardText, range: spec.kind.rangeText,
          summary: spec.summary,
          place: entry.flatMap { $0.place.setting == nil ? $0.place.range : nil } ?? step.headline)
      }
    }
  }
}
