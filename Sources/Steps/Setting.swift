/// `STEP.KEY=VALUE` of the command line's `--set`.
package struct Setting: Sendable, Equatable {
  /// As written: `fit.epochs=20`.
  package var text: String
  var step: String
  var key: String

  package init(_ text: String) {
    self.text = text
    let name = text.prefix { $0 != "=" }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    step = String(name[..<dot])
    key = dot == name.endIndex ? "" : String(name[name.index(after: dot)...])
  }
}
