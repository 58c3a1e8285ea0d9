/// What the numbers of a lesson's steps come out as.
package enum Arithmetic {
  /// Another number for every change that gives other weights, losses or arrays from the same lesson: results that were
  /// kept under another number are not used any more. `ArithmeticTests` holds what belongs to this one.
  package static let number = 1
}
