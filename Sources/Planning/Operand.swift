/// An array, or a part of one: `x`, `x[5]`, `x[0:12]`, `x where y = 3`.
package struct Operand: Sendable, Equatable {
  package var name: String
  package var selection: Selection
  package var range: Range<Int>

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
