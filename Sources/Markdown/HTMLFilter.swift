/// Lets through what `SafeHTML` allows, rewritten so that a browser reads it in one way only, and keeps it balanced:
/// each element ends in the Markdown block or the text where it began.
struct HTMLFilter {
  /// Raw elements may stand this deep in one another; what would be deeper loses its tags.
  static let maximumDepth = 64

  /// An image to be written by whoever embeds images; gives nil where the filter is to write it.
  typealias ImageWriter = ([(name: String, value: String)]) -> String?

  private struct Element {
    var name: String
    /// Which start tag of its block list it was.
    var ordinal: Int
    var piece: Int
  }

  private struct Scope {
    /// How many elements were open where it began.
    var base: Int
    /// Start tags whose element an end tag in a later HTML block closes; the others end with their HTML block.
    var spanning: Set<Int> = []
    var startTags = 0
    var pieces = 0
    var isTrial = false
  }

  /// The id of an element that is named so; nil where it is to have none.
  private let target: (String) -> String?
  /// Where a link leads, instead of where it says.
  private let address: (String) -> String
  private var elements: [Element] = []
  private var scopes: [Scope] = [Scope(base: 0)]

  init(target: @escaping (String) -> String?, address: @escaping (String) -> String) {
    self.target = target
    self.address = address
  }

  var isInLink: Bool { elements.contains { $0.name == "a" } }

  /// Begins a list of blocks, whose HTML blocks these are, or a run of inlines, which has none.
  mutating func beginScope(htmlBlocks: [String]) {
    var scope = Scope(base: elements.count)
    if !htmlBlocks.isEmpty {
      var trial = self
      trial.scopes = [scope]
      trial.scopes[0].isTrial = true
      var ignored: [UInt8] = []
      for html in htmlBlocks { trial.write(html, isBlock: true, to: &ignored, image: { _ in "" }) }
      scope.spanning = trial.scopes[0].spanning
    }
    scopes.append(scope)
  }

  mutating func endScope(to output: inout [UInt8]) {
    guard let scope = scopes.popLast() else { return }
    close(downTo: scope.base, to: &output)
  }

  /// Writes one HTML block or inline tag.
  mutating func write(
    _ html: String, isBlock: Bool, isInLink: Bool = false, to output: inout [UInt8], image: ImageWriter
  ) {
    var tokenizer = HTMLTokenizer(html)
    while let token = tokenizer.next() {
      switch token {
      case .text(let range):
        for byte in tokenizer.text(range) {
          if byte == "<" {
            output.append("&lt;")
          } else if byte == ">" {
            output.append("&gt;")
          } else if byte != 0 {
            output.append(byte)
          }
        }
      case .end(let name): end(name, to: &output)
      case .start(let name, let attributes):
        scopes[scopes.count - 1].startTags += 1
        guard let content = SafeHTML.elements[name], isBlock || content != .flow, isBlock || name != "hr",
          !(name == "a" && (isInLink || self.isInLink)), makeRoom(for: name, content, to: &output)
        else { continue }
        if name == "img", let replacement = image(attributes) {
          output.append(replacement)
        } else {
          writeTag(name, attributes, to: &output)
        }
        guard content != .void else { continue }
        let scope = scopes[scopes.count - 1]
        elements.append(Element(name: name, ordinal: scope.startTags, piece: scope.pieces))
      }
    }
    if isBlock { endPiece(to: &output) }
  }

  private mutating func endPiece(to output: inout [UInt8]) {
    let scope = scopes[scopes.count - 1]
    scopes[scopes.count - 1].pieces += 1
    guard !scope.isTrial else { return }
    while elements.count > scope.base, let last = elements.last, !scope.spanning.contains(last.ordinal) {
      close(downTo: elements.count - 1, to: &output)
    }
  }

  private mutating func close(downTo count: Int, to output: inout [UInt8]) {
    while elements.count > count, let element = elements.popLast() { output.append("</\(element.name)>") }
  }

  private mutating func end(_ name: String, to output: inout [UInt8]) {
    let scope = scopes[scopes.count - 1]
    guard let index = elements[scope.base...].lastIndex(where: { $0.name == name }) else { return }
    // A paragraph or heading cannot go on around Markdown's own.
    if scope.isTrial, elements[index].piece < scope.pieces, !SafeHTML.endedByFlow.contains(name) {
      scopes[scopes.count - 1].spanning.insert(elements[index].ordinal)
    }
    close(downTo: index, to: &output)
  }

  /// Ends the elements that `name` ends by its beginning; false where it may not stand here.
  private mutating func makeRoom(for name: String, _ content: SafeHTML.Content, to output: inout [UInt8]) -> Bool {
    let base = scopes[scopes.count - 1].base
    if let parents = SafeHTML.parents[name] {
      var index = elements.count - 1
      while index >= base, !parents.contains(elements[index].name) {
        let passed = elements[index].name
        guard SafeHTML.impliedEnds.contains(passed) || SafeHTML.elements[passed] == .phrasing else { return false }
        index -= 1
      }
      guard index >= base else { return false }
      close(downTo: index + 1, to: &output)
    } else if content == .flow || name == "hr" {
      var index = elements.count - 1
      while index >= base, SafeHTML.elements[elements[index].name] == .phrasing { index -= 1 }
      if index >= base, SafeHTML.endedByFlow.contains(elements[index].name) { close(downTo: index, to: &output) }
    }
    return elements.count < Self.maximumDepth
  }

  private func writeTag(_ name: String, _ attributes: [(name: String, value: String)], to output: inout [UInt8]) {
    output.append("<\(name)")
    var seen: Set<String> = []
    let names = attributes.filter { $0.name == "id" || ($0.name == "name" && name == "a") }.map { $0.value }
    if let id = names.first(where: { SafeHTML.isName($0) }).flatMap(target) {
      output.append(" id=\"")
      output.appendEscaped(id)
      output.append("\"")
    }
    for attribute in attributes where seen.insert(attribute.name).inserted {
      guard let value = SafeHTML.attribute(attribute.name, attribute.value, of: name) else { continue }
      output.append(" \(attribute.name)=\"")
      if attribute.name == "href" {
        output.appendAddress(address(value))
      } else if attribute.name == "src" {
        output.appendAddress(value)
      } else {
        output.appendEscaped(value)
      }
      output.append("\"")
    }
    output.append(">")
  }
}
