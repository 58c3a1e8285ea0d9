/// `evaluate.accuracy`: a step's id and the name of one of its numbers.
package struct ValueName: Sendable, Hashable {
  package var step: String
  package var key: String
  package init(step: String, key: String) {
    self.step = step
    self.key = key
  }
}
