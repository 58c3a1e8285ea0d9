@testable import Figures

/// Figures that are hard to lay out; each is checked by every law of `LayoutTests`.
enum HardCases {
  static let fashion = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]
  static let digits = (0..<10).map(String.init)
  static let letters = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }

  /// A picture like a digit: a ring of ink.
  static func picture(_ side: Int = 28) -> Picture {
    let values = (0..<side * side).map { place -> Float in
      let (x, y) = (place % side - side / 2, place / side - side / 2)
      let distance = x * x + y * y
      return distance < side * side / 6 && distance > side * side / 16 ? Float(place % 7 + 1) / 7 : 0
    }
    return Picture(height: side, width: side, values: values)
  }

  /// Numbers that look random and are the same on every machine.
  static func noise(_ count: Int) -> [Double] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
  }

  static func curve(_ epochs: Int, from start: Double, to end: Double) -> [Double] {
    noise(epochs).enumerated().map { end + (start - end) / Double($0.offset + 1) + 0.02 * $0.element * (start - end) }
  }

  static func confusion(_ names: [String], each: Int, isNormalised: Bool = false) -> Figure {
    let random = noise(names.count * names.count)
    let counts = names.indices.map { truth in
      names.indices.map { prediction in
        let value = random[truth * names.count + prediction]
        return truth == prediction ? each - Int(value * Double(each) / 20) : Int(value * value * Double(each) / 40)
      }
    }
    return .confusion(ConfusionFigure(counts: counts, classNames: names, isNormalised: isNormalised))
  }

  static func row(_ classes: Int, answer: Int, label: Int?, title: String = "x_test[99]") -> ProbabilityBars.Row {
    var probabilities = noise(classes).map { $0 * 0.4 / Double(classes) }
    probabilities[answer] = 0.8
    return ProbabilityBars.Row(picture: picture(), probabilities: probabilities, label: label, title: title)
  }

  static func kernel(_ rows: Int, _ columns: Int) -> NetworkDiagram.Kernel {
    NetworkDiagram.Kernel(rows: rows, columns: columns, values: noise(rows * columns).map { Float($0 - 0.5) })
  }

  static func convolutions(_ count: Int) -> NetworkDiagram {
    var layers: [NetworkDiagram.Layer] = []
    for index in 1...count {
      let side = 40 - 4 * index
      layers.append(
        NetworkDiagram.Layer(
          name: "conv2d_\(index)", text: "conv2d 128 3×3, relu", outputShape: [side, side, 128], isDense: false))
    }
    return NetworkDiagram(
      inputShape: [40, 40, 3],
      layers: layers + [
        .init(name: "flatten_1", text: "flatten", outputShape: [10_000], isDense: false),
        .init(name: "dropout_1", text: "dropout 0.25", outputShape: [10_000], isDense: false, isWord: true),
        .init(name: "dense_1", text: "dense 128 relu", outputShape: [128], isDense: true),
        .init(name: "dense_2", text: "dense 10 softmax", outputShape: [10], isDense: true),
      ])
  }
}
