package import Steps

extension Coder {
  /// What a step showed; the figures' names are left out, since they count through the run.
  package mutating func code(_ result: inout StepResult) {
    code(&result.outputs, blank: .text("")) { $0.code(&$1) }
    code(&result.values, blank: ("", .integer(0))) { coder, value in
      coder.code(&value.key)
      coder.code(&value.value)
    }
    code(&result.classNumbers, blank: ("", 0)) { coder, value in
      coder.code(&value.key)
      coder.code(&value.number)
    }
    code(&result.sources, blank: Provenance.Source(name: "", origin: "", checksum: "")) { coder, source in
      coder.code(&source.name)
      coder.code(&source.origin)
      coder.code(&source.checksum)
    }
    code(&result.sampleNotice)
  }

  private mutating func code(_ output: inout Output) {
    var (kind, text): (UInt8, String) =
      switch output {
      case .text(let text): (0, text)
      case .sentence(let text): (1, text)
      case .remark(let text): (2, text)
      case .table: (3, "")
      case .figure: (4, "")
      case .folded(_, let text): (5, text)
      }
    code(&kind)
    switch kind {
    case 0:
      code(&text)
      output = .text(text)
    case 1:
      code(&text)
      output = .sentence(text)
    case 2:
      code(&text)
      output = .remark(text)
    case 3:
      var table = OutputTable(header: [], alignments: [], rows: [])
      if case .table(let own) = output { table = own }
      code(&table)
      output = .table(table)
    case 4:
      var figure = OutputFigure(name: "", figure: Self.blankFigure, caption: nil)
      if case .figure(let own) = output { figure = own }
      code(&figure.figure)
      code(&figure.caption)
      output = .figure(figure)
    case 5:
      var title = ""
      if case .folded(let own, _) = output { title = own }
      code(&title)
      code(&text)
      output = .folded(title: title, text: text)
    default: fail()
    }
  }

  private mutating func code(_ table: inout OutputTable) {
    code(&table.header)
    code(&table.alignments, blank: .left) { coder, alignment in
      var isRight = alignment == .right
      coder.code(&isRight)
      alignment = isRight ? .right : .left
    }
    code(&table.rows, blank: []) { $0.code(&$1) }
    code(&table.footerRows)
  }

  private mutating func code(_ value: inout Value) {
    var kind: UInt8 =
      switch value {
      case .fraction: 0
      case .number: 1
      case .integer: 2
      case .text: 3
      case .truth: 4
      }
    code(&kind)
    switch kind {
    case 0, 1:
      var number = 0.0
      switch value {
      case .fraction(let own), .number(let own): number = own
      case .integer, .truth, .text: break
      }
      code(&number)
      value = kind == 0 ? .fraction(number) : .number(number)
    case 2:
      var number = 0
      if case .integer(let own) = value { number = own }
      code(&number)
      value = .integer(number)
    case 3:
      var text = ""
      if case .text(let own) = value { text = own }
      code(&text)
      value = .text(text)
    case 4:
      var isSo = value == .truth(true)
      code(&isSo)
      value = .truth(isSo)
    default: fail()
    }
  }
}
