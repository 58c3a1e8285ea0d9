/// `evaluate.accuracy`: a step's id and the name of one of its numbers.
package struct ValueName: Sendable, Hashable {
  package var step: String
  package var key: String
  package init(step: String, key: String) {
    self.step = step
    self.key = key
  }
}

/// `[about 95 %](value:evaluate.accuracy)`: `range` is the name's place.
package struct ValueLink: Sendable, Equatable {
  package var value: ValueName
  package var range: Range<Int>
  package init(value: ValueName, range: Range<Int>) {
    self.value = value
    self.range = range
  }
}
