package import Markdown
package import Text

extension Diagnostic {
  /// For editors: lines and columns count from 1, columns in characters; the end is behind the last character.
  package func json(file: String, source: SourceText) -> JSON {
    var members: [JSON.Member] = [.init("file", .string(file))]
    if let setting { members.append(.init("setting", .string(setting))) }
    if let range {
      let source = setting.map { SourceText($0) } ?? source
      let (start, end) = (source.position(of: range.lowerBound), source.position(of: range.upperBound))
      members += [
        .init("line", .integer(start.line)), .init("column", .integer(start.column)),
        .init("endLine", .integer(end.line)), .init("endColumn", .integer(end.column)),
      ]
    }
    return .object(
      members + [
        .init("severity", .string(severity.rawValue)), .init("id", .string(id.rawValue)),
        .init("message", .string(summary)),
        .init("hint", hint.map(JSON.string) ?? .null), .init("notes", .array(notes.map(JSON.string))),
      ])
  }
}
