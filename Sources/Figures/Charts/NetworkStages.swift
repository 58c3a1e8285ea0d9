/// What stands in one place of a network diagram: a layer with a shape of its own, and the layers that keep it.
struct NetworkStage {
  enum Form: Equatable {
    /// `count` neurons in a column.
    case neurons(Int)
    /// A long row of numbers that are no neurons: what `flatten` gives.
    case row(Int)
    case block(height: Int, width: Int, channels: Int)
  }
  var form: Form
  var name: String
  var text: String
  var shape: [Int]
  /// `dropout 0.25`: layers after it that change no shape.
  var followers: [String] = []
  var kernel: (rows: Int, columns: Int, values: [Float])?

  var shapeText: String { shape.map(String.init).joined(separator: "×") }
}

extension NetworkDiagram {
  var stages: [NetworkStage] {
    var stages = [
      NetworkStage(
        form: NetworkDiagram.form(inputShape, isDense: false, before: nil), name: "input", text: "", shape: inputShape)
    ]
    for layer in layers {
      if layer.isWord, layer.outputShape == stages.last?.shape {
        stages[stages.count - 1].followers.append(layer.text)
        continue
      }
      stages.append(
        NetworkStage(
          form: NetworkDiagram.form(layer.outputShape, isDense: layer.isDense, before: stages.last?.form),
          name: layer.name, text: layer.text, shape: layer.outputShape, kernel: layer.kernel))
    }
    return stages
  }

  private static func form(_ shape: [Int], isDense: Bool, before: NetworkStage.Form?) -> NetworkStage.Form {
    switch shape.count {
    case 3: return .block(height: max(shape[0], 1), width: max(shape[1], 1), channels: max(shape[2], 1))
    case 2: return .block(height: max(shape[0], 1), width: max(shape[1], 1), channels: 1)
    default:
      let count = max(shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }, 1)
      // A first row of numbers feeds neurons, so it is drawn as some.
      return isDense || before == nil ? .neurons(count) : .row(count)
    }
  }
}

/// The neurons of one column that are drawn: all of a few, else some at equal distances with `⋮` between them.
struct NeuronColumn {
  /// Columns of up to this many are drawn whole; of larger ones, fewer keep the lines readable.
  static let mostWhole = 10
  static let sampled = 8
  static let pitch = 15.0

  /// Of all neurons, in order.
  let indices: [Int]
  let count: Int

  init(_ count: Int) {
    self.count = count
    let drawn = count <= NeuronColumn.mostWhole ? count : NeuronColumn.sampled
    indices = (0..<drawn).map { drawn == count ? $0 : Int((Double($0) + 0.5) * Double(count) / Double(drawn)) }
  }

  var isShortened: Bool { indices.count < count }
  var height: Double { Double(indices.count + (isShortened ? 1 : 0)) * NeuronColumn.pitch }

  /// Centres of the drawn neurons in a column around `centre`.
  func places(around centre: Point) -> [Point] {
    let half = NeuronColumn.sampled / 2
    return indices.indices.map { slot in
      let line = isShortened && slot >= half ? slot + 1 : slot
      return Point(centre.x, centre.y - height / 2 + (Double(line) + 0.5) * NeuronColumn.pitch)
    }
  }
}
