/// A block while the block structure is being found, its text not yet parsed.
struct Node {
  enum Kind {
    case document
    case blockQuote
    case footnote(label: String)
    case list(ListMarker, isTight: Bool)
    /// Its content stands `contentColumns` columns behind the enclosing container's.
    case item(contentColumns: Int, isBlankSoFar: Bool)
    case paragraph
    case heading(level: Int)
    case thematicBreak
    case indentedCode
    case fencedCode(Fence)
    case html(HTMLBlockKind)
    case table([Table.Alignment?])
  }

  var kind: Kind
  var start: Int
  var end: Int
  var firstLine: Int
  var lastLine: Int
  var children: [Int] = []
  var segments: [LineSegment] = []

  var isParagraph: Bool { if case .paragraph = kind { true } else { false } }
  var isList: Bool { if case .list = kind { true } else { false } }

  var isContainer: Bool {
    switch kind {
    case .document, .blockQuote, .footnote, .list, .item: true
    default: false
    }
  }

  /// Whether lines are taken as they are, without a look at what they could open.
  var isVerbatim: Bool {
    switch kind {
    case .indentedCode, .fencedCode, .html: true
    default: false
    }
  }
}

struct Fence {
  var marker: UInt8
  var length: Int
  var indent: Int
  var info: Range<Int>
}
