/// Where something stands: in the lesson, or in a `--set` of the command line.
package struct Place: Sendable, Equatable {
  package var range: Range<Int>
  /// The `STEP.KEY=VALUE` that `range` counts in; nil where that is the lesson.
  package var setting: String?

  package init(range: Range<Int>, setting: String? = nil) {
    self.range = range
    self.setting = setting
  }
}

/// An array, or a part of one: `x`, `x[5]`, `x[0:12]`, `x where y = 3`.
package struct Operand: Sendable, Equatable {
  package var name: String
  package var selection: Selection
  package var range: Range<Int>
  /// The `STEP.KEY=VALUE` of the command line that it stands in; nil where it stands in the lesson.
  package var setting: String?

  package var place: Place { Place(range: range, setting: setting) }

  /// For captions and messages: `x_train[5]`.
  package var text: String {
    switch selection {
    case .all: name
    case .element(let index): "\(name)[\(index)]"
    case .slice(let from, let to): "\(name)[\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")]"
    case .matching(let labels, let value): "\(name) where \(labels) = \(value)"
    }
  }

  package var isOneSample: Bool { if case .element = selection { true } else { false } }

  package init(name: String, selection: Selection, range: Range<Int>) {
    self.name = name
    self.selection = selection
    self.range = range
  }
}

package enum Selection: Sendable, Equatable {
  case all
  /// Drops the first dimension; a negative index counts from the end, as in Python.
  case element(Int)
  /// Python's slice with step 1: nil is open, negative counts from the end.
  case slice(from: Int?, to: Int?)
  /// The samples whose label in array `labels` is `value`.
  case matching(labels: String, value: Int)
}
