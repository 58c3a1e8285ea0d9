import Arrays
import Datasets
import Engine
import Files
import Lesson
import Networks
import Steps
import Text

extension Command {
  static let predict = Command(
    name: "predict", operands: Operands(text: "NETWORK IMAGE…", count: 2...1000),
    summary: "Asks a saved network about pictures, and prints its answers.",
    details: """
      NETWORK is a .safetensors file that 'save network to "NAME.safetensors"' has written. Of a photo, a network for
      digits gets the digit alone, as 'digit: true' cuts it out; all other pictures are scaled to the size that it knows.
      """,
    options: [CommandOption.json.spec, whole.spec]
  ) { tool, arguments throws(UsageError) in try ask(arguments, tool) }

  private static let whole = CommandOption.isGiven(
    "--whole", help: "look for no digit, and take the whole of each picture")

  private static func ask(_ arguments: Arguments, _ tool: CommandLineTool) throws(UsageError) -> ExitCode {
    let isJSON = try arguments[.json]
    let takesWhole = try arguments[whole]
    let (file, pictures) = (arguments.operands[0], arguments.operands.dropFirst())
    let network: AskedNetwork
    do { network = try AskedNetwork(file: file) } catch {
      tool.report(error, of: file)
      return [error].exitCode
    }
    var worst = ExitCode.success
    var answers: [PictureAnswer] = []
    for picture in pictures {
      do throws(Diagnostic) { answers.append(try network.answer(to: picture, takesWhole: takesWhole)) } catch {
        tool.report(error, of: picture)
        worst = max(worst, [error].exitCode)
      }
    }
    if isJSON {
      tool.terminal.out(JSON.array(answers.map { $0.json }).text + "\n")
    } else if !answers.isEmpty {
      let rows = answers.map { $0.row }
      let hasSecond = rows.contains { $0.count > 3 }
      let header = answers[0].isNumber ? ["picture", "answer"] : ["picture", "answer", "certainty"]
      tool.terminal.out(PlainTable.text([header + (hasSecond ? ["else"] : [])] + rows) + "\n")
    }
    return worst
  }
}

/// What a network says of a picture.
private struct PictureAnswer {
  var picture: String
  /// By class, or the numbers that it gives.
  var outputs: [Double]
  /// nil of numbers that are no probabilities.
  var classes: [String]?

  var isNumber: Bool { classes == nil }

  private var ranked: [Int] { outputs.indices.sorted { (outputs[$0], $1) > (outputs[$1], $0) } }

  var row: [String] {
    guard let classes else { return [picture, outputs.map { shortest($0) }.joined(separator: ", ")] }
    let ranked = ranked
    func share(_ index: Int) -> String { percent(outputs[index], 1) }
    let second = ranked.count > 1 ? ["\(classes[ranked[1]]) (\(share(ranked[1])))"] : []
    return [picture, classes[ranked[0]], share(ranked[0])] + second
  }

  var json: JSON {
    let name = JSON.Member("picture", .string(picture))
    guard let classes else {
      return .object([
        name, .init("answer", outputs.count == 1 ? .number(outputs[0]) : .array(outputs.map { .number($0) })),
      ])
    }
    let best = ranked[0]
    let shares = classes.indices.map { JSON.Member(classes[$0], .number(outputs[$0])) }
    return .object([
      name, .init("answer", .string(classes[best])), .init("certainty", .number(outputs[best])),
      .init("probabilities", .object(shares)),
    ])
  }
}

/// A network out of a file, with what it needs to be asked about pictures.
private struct AskedNetwork {
  private let network: Network
  private let saved: SavedNetwork
  private let reader = DataFileReader()

  init(file: String) throws(Diagnostic) {
    let bytes: [UInt8]
    do { bytes = try readFile(file, limit: 1 << 30) } catch {
      throw Diagnostic(cause: .machine, id: .unavailable, at: nil, "\(file) cannot be read: \(error.words)")
    }
    func unsuitable(_ words: String) -> Diagnostic { Diagnostic(id: .badWeights, at: nil, "\(file): \(words)") }
    guard file.lowercased().hasSuffix(".safetensors") else {
      throw Diagnostic(
        id: .badWeights, at: nil, "\(file) is no .safetensors file",
        notes: ["a lesson writes one: 'save network to \"digits.safetensors\"'"])
    }
    let weights: [Weight]
    do { weights = try Safetensors.decode(bytes) } catch {
      guard case .badWeights(let words) = error else { throw unsuitable("it holds no network") }
      throw unsuitable(words)
    }
    guard let text = Safetensors.note(SavedNetwork.key, in: bytes), let saved = SavedNetwork(text) else {
      throw Diagnostic(
        id: .badWeights, at: nil, "\(file) holds weights, but does not say of which layers",
        notes: ["'save network to \"digits.safetensors\"' writes both; a network of another program needs a lesson"])
    }
    self.saved = saved
    do {
      network = try Network(
        layers: saved.layers, inputShape: saved.inputShape, seed: 0, step: 0,
        device: try Device(threads: 1, processor: nil))
      try network.setWeights(weights)
    } catch {
      guard case .badWeights(let words) = error else { throw unsuitable("its layers do not fit one another") }
      throw unsuitable(words)
    }
  }

  func answer(to picture: String, takesWhole: Bool) throws(Diagnostic) -> PictureAnswer {
    let image = try pixels(of: picture, takesWhole: takesWhole)
    let outputs: [Double]
    do {
      outputs = try network.predict(x: image, batchSize: 1).values.doubles
    } catch { throw Diagnostic(id: .badWeights, at: nil, "\(picture): the network cannot be asked about it") }
    guard outputs.allSatisfy({ $0.isFinite }) else {
      throw Diagnostic(id: .notANumber, at: nil, "\(picture): the network's answer is no number")
    }
    let last = saved.layers.last?.activation
    let shares = last == .sigmoid && outputs.count == 1 ? [1 - outputs[0], outputs[0]] : outputs
    let isSure = last == .softmax || last == .sigmoid
    let names = shares.indices.map { index in
      saved.classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "\(index)"
    }
    return PictureAnswer(picture: picture, outputs: shares, classes: isSure ? names : nil)
  }

  // MARK: Pictures

  /// Height and width, and whether in colour; nil where the network takes no pictures.
  private var form: (height: Int, width: Int, isColour: Bool)? {
    let shape = saved.inputShape
    switch shape.count {
    case 1:
      let side = Int(Double(shape[0]).squareRoot().rounded())
      return side > 1 && side * side == shape[0] ? (side, side, false) : nil
    case 2: return (shape[0], shape[1], false)
    case 3 where [1, 3].contains(shape[2]): return (shape[0], shape[1], shape[2] == 3)
    default: return nil
    }
  }

  /// Whether its classes are the ten digits, as MNIST has them.
  private var knowsDigits: Bool {
    let digits = (0..<10).map { "\($0)" }
    let isOfTen = saved.classNames.map { $0 == digits } ?? (network.outputShapes.last == [10])
    return isOfTen && form.map { $0.height == 28 && $0.width == 28 && !$0.isColour } ?? false
  }

  /// One sample as the network knows them.
  private func pixels(of picture: String, takesWhole: Bool) throws(Diagnostic) -> NDArray {
    guard let form else {
      throw Diagnostic(
        id: .notAnImage, at: nil,
        "the network takes \(shapeText(saved.inputShape)) numbers, which are no picture: it cannot be asked about one")
    }
    let read: NDArray
    do throws(DataError) {
      let found = try image(picture)
      let isReady = Array(found.shape.prefix(2)) == [form.height, form.width]
      if knowsDigits, !takesWhole, !isReady {
        read = try Handwriting.recover(found, file: picture).digit
      } else if let whole = PictureForm(height: form.height, width: form.width, colour: form.isColour ? .rgb : .grey)
        .apply(to: found)
      {
        read = whole
      } else {
        throw noPicture(picture)
      }
    } catch {
      throw Diagnostic(
        cause: error.isMachine ? .machine : .lesson, id: .unavailable, at: nil, error.summary,
        notes: error.isMachine ? [] : error.notes)
    }
    let scale = saved.pixels ?? PixelScale(paper: 0, ink: 255)
    let values = read.values.doubles.map { Float(scale.paper + $0 / 255 * (scale.ink - scale.paper)) }
    return NDArray(shape: [1] + saved.inputShape, values: .float32(values))
  }

  private func noPicture(_ name: String) -> DataError {
    let foreign = (try? readStart(name, upTo: 512)).flatMap { ForeignFile.recognised($0.bytes) }
    return .unsuitable(
      file: name, problem: "is \(foreign.map { "\($0.kind), and " } ?? "")no picture in PNG or JPEG",
      advice: foreign?.advice ?? "save it as a PNG file")
  }

  /// Of another file, what is wrong with it as a table is not told.
  private func image(_ name: String) throws(DataError) -> NDArray {
    let found: NDArray?
    do throws(DataError) {
      let isPicture = try reader.pictureShape(path: name, shownAs: name) != nil
      found = isPicture ? try reader.read(path: name, shownAs: name).arrays.first?.array : nil
    } catch {
      throw error.isMachine ? error : noPicture(name)
    }
    guard let found else { throw noPicture(name) }
    return found
  }
}
