/// Builds the inlines' tree from tokens whose openings and closings are paired.
struct InlineTree {
  /// Emphasis, links and images may stand this deep in one another; what would be deeper stays text.
  static let maximumDepth = 100

  enum Container {
    case emphasis
    case strong
    case strikethrough
    case link(destination: String, title: String?)
    case image(source: String, title: String?)
  }

  private struct Frame {
    var container: Container
    var start: Int
    var siblings: [Inline]
  }

  let text: InlineText
  /// Whether e-mail addresses in plain text are links.
  let findsAddresses: Bool
  private var inlines: [Inline] = []
  private var frames: [Frame] = []
  /// How many openings were taken as text since they are too deep.
  private var overflow = 0
  private var links = 0
  /// Text not yet made an inline, and its place.
  private var pending: [UInt8] = []
  private var pendingRange = 0..<0
  /// Bytes behind `pending` that stand for themselves.
  private var verbatim = 0..<0

  init(text: InlineText, findsAddresses: Bool) {
    self.text = text
    self.findsAddresses = findsAddresses
  }

  mutating func build(_ tokens: [InlineToken], _ delimiters: [Delimiter]) -> [Inline] {
    for token in tokens {
      switch token.kind {
      case .text: addText(token.range)
      case .replaced(let text): addReplaced(text, token.range)
      case .softBreak: add(.softBreak, token.range)
      case .lineBreak: add(.lineBreak, token.range)
      case .code(let literal): add(.code(literal), token.range)
      case .math: add(.math(text.bytes.text(token.range)), token.range)
      case .footnote(let label): add(.footnote(label), token.range)
      case .html: add(.html(text.bytes.text(token.range)), token.range)
      case .autolink(let destination, let content):
        let label = Inline(kind: .text(text.bytes.text(content)), range: text.sourceRange(content))
        add(.link(destination: destination, title: nil, content: [label]), token.range)
      case .delimiters(let index): add(delimiters[index], token.range)
      case .opening(let container): open(container, token.range)
      case .closing: close(token.range)
      }
    }
    flush()
    return inlines
  }

  private mutating func add(_ delimiter: Delimiter, _ range: Range<Int>) {
    func container(_ used: UInt8) -> Container {
      delimiter.byte == "~" ? .strikethrough : used == 2 ? .strong : .emphasis
    }
    var start = range.lowerBound
    for used in delimiter.closes {
      close(start..<(start + Int(used)))
      start += Int(used)
    }
    addText(start..<(start + delimiter.remaining))
    start += delimiter.remaining
    for used in delimiter.opens.reversed() {
      open(container(used), start..<(start + Int(used)))
      start += Int(used)
    }
  }

  private mutating func open(_ container: Container, _ range: Range<Int>) {
    guard frames.count < Self.maximumDepth else {
      overflow += 1
      return addText(range)
    }
    flush()
    if case .link = container { links += 1 }
    frames.append(Frame(container: container, start: range.lowerBound, siblings: inlines))
    inlines = []
  }

  private mutating func close(_ range: Range<Int>) {
    guard overflow == 0 else {
      overflow -= 1
      return addText(range)
    }
    flush()
    guard let frame = frames.popLast() else { return }
    let content = inlines
    inlines = frame.siblings
    let kind: Inline.Kind
    switch frame.container {
    case .emphasis: kind = .emphasis(content)
    case .strong: kind = .strong(content)
    case .strikethrough: kind = .strikethrough(content)
    case .image(let source, let title): kind = .image(source: source, title: title, alternative: content)
    case .link(let destination, let title):
      links -= 1
      kind = .link(destination: destination, title: title, content: content)
    }
    add(kind, frame.start..<range.upperBound)
  }

  private mutating func add(_ kind: Inline.Kind, _ range: Range<Int>) {
    flush()
    inlines.append(Inline(kind: kind, range: text.sourceRange(range)))
  }

  private mutating func addText(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if verbatim.upperBound != range.lowerBound || verbatim.isEmpty {
      endVerbatim()
      verbatim = range.lowerBound..<range.lowerBound
    }
    verbatim = verbatim.lowerBound..<range.upperBound
  }

  private mutating func addReplaced(_ replacement: String, _ range: Range<Int>) {
    endVerbatim()
    if pending.isEmpty { pendingRange = range }
    pending.append(contentsOf: replacement.utf8)
    pendingRange = pendingRange.lowerBound..<range.upperBound
  }

  private mutating func endVerbatim() {
    guard !verbatim.isEmpty else { return }
    var rest = verbatim
    verbatim = 0..<0
    if findsAddresses, links == 0 {
      while let address = Autolink.address(in: rest, of: text.bytes) {
        addPending(rest.lowerBound..<address.lowerBound)
        flushPending()
        let label = text.bytes.text(address)
        let range = text.sourceRange(address)
        let content = [Inline(kind: .text(label), range: range)]
        inlines.append(Inline(kind: .link(destination: "mailto:" + label, title: nil, content: content), range: range))
        rest = address.upperBound..<rest.upperBound
      }
    }
    addPending(rest)
  }

  private mutating func addPending(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if pending.isEmpty { pendingRange = range }
    pending.appendText(text.bytes[range])
    pendingRange = pendingRange.lowerBound..<range.upperBound
  }

  private mutating func flushPending() {
    guard !pending.isEmpty else { return }
    let string = String(decoding: pending, as: UTF8.self)
    inlines.append(Inline(kind: .text(string), range: text.sourceRange(pendingRange)))
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func flush() {
    endVerbatim()
    flushPending()
  }
}
