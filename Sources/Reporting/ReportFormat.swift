/// A way to write a report, one file each; `all` lists them.
package struct ReportFormat: Sendable {
  /// What `--format` calls it, and the extension of its file.
  package var name: String
  /// Whether it is written where `--format` is not given.
  package var isStandard: Bool
  /// Whether it shows figures, which stand beside it as files, too.
  var drawsFigures: Bool
  /// Whether it links the lesson's own pictures, which then stand beside it.
  var linksPictures: Bool
  /// Whether it has a place for the teacher's remarks that readers do not see.
  var hidesRemarks = false
  /// What its file is called; nil for `report.` and its name.
  var file: String?
  var text: @Sendable (Composition) -> String

  /// In the order in which they are written.
  #if arch(wasm32)
  // Those that a page gives; it holds nothing for others.
  package static let all = [page, json]
  #else
  package static let all = [page, markdown, json, notebook, python, slides]
  #endif

  package static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

  package var fileName: String { file ?? "report." + name }
}
