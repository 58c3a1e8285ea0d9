/// Compiled into each module: it hides the standard library's own for whatever is no text and no number. That one compiles
/// in Embedded Swift, where an array, an optional or an enum cannot be printed, and writes so into the text.
extension DefaultStringInterpolation {
  @available(*, deprecated, message: "in a browser this reads '(cannot print value in embedded Swift)'")
  mutating func appendInterpolation<Value>(_ value: Value) {}
}
