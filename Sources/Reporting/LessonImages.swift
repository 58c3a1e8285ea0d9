import Files
import Markdown
import Running
import Steps

/// The pictures that a report shows of its lesson: read once a run, for the page as data URIs, for `report.md` as files
/// beside it.
struct LessonImages {
  private struct Image {
    var bytes: [UInt8]
    var format: PictureFormat
    /// Inside the report's folder.
    var path: String
  }

  private var images: [String: Image] = [:]

  init(in parts: [Part], read: (String) -> [UInt8]?) { collect(parts, read) }

  /// The files that `report.md` links, in a stable order.
  var files: [ReportFile] {
    images.values.sorted { $0.path < $1.path }.map { ReportFile(path: $0.path, bytes: $0.bytes) }
  }

  func path(_ source: String) -> String? { images[source]?.path }

  func dataURI(_ source: String) -> String? {
    images[source].map { "data:image/\($0.format.rawValue);base64," + Base64.text($0.bytes) }
  }

  private mutating func collect(_ parts: [Part], _ read: (String) -> [UInt8]?) {
    for part in parts {
      switch part {
      case .heading(let heading): add(LessonImages.sources { $0.render(heading.content) }, read)
      case .leaf(let block): add(LessonImages.sources { $0.render([block]) }, read)
      case .quote(let parts), .alert(_, let parts), .note(_, let parts), .region(_, _, _, _, let parts):
        collect(parts, read)
      case .list(_, _, let items): for item in items { collect(item.parts, read) }
      case .step: break
      }
    }
  }

  /// The addresses that a rendering asks for, those in raw HTML included.
  private static func sources(_ render: (HTMLRenderer) -> String) -> [String] {
    var sources: [String] = []
    var hooks = HTMLRenderer.Hooks()
    hooks.image = { image in
      sources.append(image.source)
      return ""
    }
    _ = render(HTMLRenderer(hooks: hooks))
    return sources
  }

  /// Of a file, or those that the address holds itself.
  private func bytes(_ source: String, _ read: (String) -> [UInt8]?) -> [UInt8]? {
    guard WebAddress.hasScheme(source) else { return read(source) }
    guard SafeHTML.isSafeAddress(source, for: .image), source.lowercased().hasPrefix("data:"),
      let comma = source.utf8.firstIndex(of: UInt8(ascii: ","))
    else { return nil }
    return Base64.bytes(source[source.utf8.index(after: comma)...])
  }

  private mutating func add(_ sources: [String], _ read: (String) -> [UInt8]?) {
    for source in sources where images[source] == nil {
      guard let bytes = bytes(source, read), let format = PictureFormat(bytes) else { continue }
      let name = source.split(separator: "/").last ?? ""
      let stem = WebAddress.hasScheme(source) ? "" : (name.split(separator: ".").first ?? "")
      let safe = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      let number = images.count + 1
      let path = "images/\(number < 10 ? "0" : "")\(number)-\(safe.isEmpty ? "image" : safe).\(format.rawValue)"
      images[source] = Image(bytes: bytes, format: format, path: path)
    }
  }
}
