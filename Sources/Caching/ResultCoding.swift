import Arrays
package import Networks
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

extension Coder {
  static let blankArray = NDArray(shape: [0], values: .uint8([]))

  mutating func code(_ array: inout NDArray) {
    code(&array.shape)
    code(&array.values)
    guard isReading, !isBroken else { return }
    if array.shape.contains(where: { $0 < 0 }) || array.shape.product != array.values.count { fail() }
  }

  private mutating func code(_ values: inout NDArray.Values) {
    var kind: UInt8 =
      switch values {
      case .bool: 0
      case .uint8: 1
      case .int8: 2
      case .uint16: 3
      case .int16: 4
      case .uint32: 5
      case .int32: 6
      case .uint64: 7
      case .int64: 8
      case .float16: 9
      case .float32: 10
      case .float64: 11
      case .indexed: 12
      }
    code(&kind)
    switch kind {
    case 0:
      var bytes: [UInt8] = []
      if case .bool(let own) = values { bytes = own.map { $0 ? 1 : 0 } }
      code(&bytes)
      if bytes.contains(where: { $0 > 1 }) { fail() }
      values = .bool(bytes.map { $0 == 1 })
    case 1: values = .uint8(coded { if case .uint8(let own) = values { own } else { [] } })
    case 2: values = .int8(coded { if case .int8(let own) = values { own } else { [] } })
    case 3: values = .uint16(coded { if case .uint16(let own) = values { own } else { [] } })
    case 4: values = .int16(coded { if case .int16(let own) = values { own } else { [] } })
    case 5: values = .uint32(coded { if case .uint32(let own) = values { own } else { [] } })
    case 6: values = .int32(coded { if case .int32(let own) = values { own } else { [] } })
    case 7: values = .uint64(coded { if case .uint64(let own) = values { own } else { [] } })
    case 8: values = .int64(coded { if case .int64(let own) = values { own } else { [] } })
    case 9: values = .float16(coded { if case .float16(let own) = values { own } else { [] } })
    case 10: values = .float32(coded { if case .float32(let own) = values { own } else { [] } })
    case 11: values = .float64(coded { if case .float64(let own) = values { own } else { [] } })
    case 12:
      var (bytes, table): ([UInt8], [Float]) = ([], [])
      if case .indexed(let own, let numbers) = values { (bytes, table) = (own, numbers) }
      code(&bytes)
      code(&table)
      // Each byte is a place in it.
      if table.count != 256 { fail() }
      values = .indexed(bytes, table: table)
    default: fail()
    }
  }

  private mutating func coded<Number: BitwiseCopyable & AdditiveArithmetic>(_ own: () -> [Number]) -> [Number] {
    var numbers = own()
    code(&numbers)
    return numbers
  }

  mutating func code(_ variable: inout Variable) {
    code(&variable.array)
    code(&variable.classNames)
    code(&variable.pixels)
    code(&variable.hasCopies)
    code(&variable.columns)
  }

  mutating func code(_ pixels: inout PixelScale?) {
    code(&pixels, blank: PixelScale(paper: 0, ink: 0)) { coder, pixels in
      coder.code(&pixels.paper)
      coder.code(&pixels.ink)
    }
  }

  mutating func code(_ epochs: inout [EpochResult]) {
    code(&epochs, blank: EpochResult(epoch: 0, loss: 0, accuracy: 0)) { coder, epoch in
      coder.code(&epoch.epoch)
      coder.code(&epoch.loss)
      coder.code(&epoch.accuracy)
      coder.code(&epoch.validationLoss, blank: 0) { $0.code(&$1) }
      coder.code(&epoch.validationAccuracy, blank: 0) { $0.code(&$1) }
      coder.code(&epoch.learningRate, blank: 0) { $0.code(&$1) }
    }
  }

  mutating func code(_ record: inout FitRecord) {
    code(&record.history.epochs)
    var best: Int?
    if case .earlyStopping(let epoch) = record.history.ending { best = epoch }
    code(&best, blank: 0) { $0.code(&$1) }
    // Of other endings nothing is kept.
    record.history.ending = best.map { .earlyStopping(bestEpoch: $0) } ?? .allEpochs
    code(&record.history.keptEpoch, blank: 0) { $0.code(&$1) }
    code(&record.history.steps)
    code(&record.hasClasses)
    code(&record.doubt)
  }

  package mutating func code(_ state: inout FitState) {
    code(&state.epochs)
    code(&state.weights)
    code(&state.first)
    code(&state.second)
    code(&state.best)
    code(&state.steps)
    code(&state.firstPower)
    code(&state.secondPower)
  }

  mutating func code(_ weights: inout [Weight]) {
    code(&weights, blank: Weight(name: "", shape: [], values: [])) { coder, weight in
      coder.code(&weight.name)
      coder.code(&weight.shape)
      coder.code(&weight.values)
    }
  }
}

extension NDArray.Values {
  /// How many numbers there are.
  fileprivate var count: Int {
    switch self {
    case .bool(let numbers): numbers.count
    case .uint8(let numbers): numbers.count
    case .int8(let numbers): numbers.count
    case .uint16(let numbers): numbers.count
    case .int16(let numbers): numbers.count
    case .uint32(let numbers): numbers.count
    case .int32(let numbers): numbers.count
    case .uint64(let numbers): numbers.count
    case .int64(let numbers): numbers.count
    case .float16(let numbers): numbers.count
    case .float32(let numbers): numbers.count
    case .float64(let numbers): numbers.count
    case .indexed(let numbers, _): numbers.count
    }
  }
}
