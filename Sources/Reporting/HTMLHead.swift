import Files
import Text

/// What every page begins with: only its very style and script count, and nothing is fetched but from its host.
struct HTMLHead {
  var title: String
  var language: String
  var style: String
  var script: String?
  var host: PageHost?

  /// Up to `</head>`.
  var html: String {
    let code = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return """
      <!DOCTYPE html>
      <html lang="\(code.isEmpty ? "en" : code)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">\(host.map { "\n<meta name=\"version\" content=\"\($0.version)\">" } ?? "")
      <title>\(HTMLText.escape(title.withoutControls))</title>
      <style>\(style)</style>
      </head>
      """
  }

  private var policy: String {
    func hash(_ text: String) -> String { "'sha256-\(Base64.text(Checksum.sha256Digest(Array(text.utf8))))'" }
    var parts = ["default-src 'none'", "img-src data:", "style-src \(hash(style))"]
    if let script { parts.append("script-src \(hash(script))" + (host?.code.map { " " + $0 } ?? "")) }
    if let host { parts.append("connect-src \(host.connections)") }
    if let workers = host?.workers { parts.append("worker-src \(workers)") }
    return (parts + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
  }
}
