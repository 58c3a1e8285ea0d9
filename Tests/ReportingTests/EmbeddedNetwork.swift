import Foundation

@testable import Reporting

/// The embedded JSON, read by the same rules as the page's script, and run in double precision.
struct EmbeddedNetwork: Decodable {
  /// SplitMix64's state in hexadecimal, and the largest value.
  struct Start: Decodable {
    var key: UInt64
    var limit: Double

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      key = UInt64(try parts.decode(String.self), radix: 16) ?? 0
      limit = try parts.decode(Double.self)
    }

    static func uniform(_ key: UInt64, _ index: Int) -> Double {
      var z = key &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ z >> 31) >> 11) * 0x1p-53
    }
  }

  struct Layer: Decodable {
    var kind: String
    var activation: String
    var start: Start?
    var step: Double?
    var rows: [Int]?
    var columns: [Int]?
    var kernel: String?
    var vectors: [[Double]]

    /// (inputs, outputs).
    var weights: [[Double]] {
      guard let kernel, let rows, let columns, let step, let first = rows.min(), let second = columns.min() else {
        return []
      }
      var source = ArithmeticReader(kernel, classes: (rows.max() ?? 0) + (columns.max() ?? 0) - first - second + 1)
      return rows.enumerated().map { index, row in
        columns.enumerated().map { output, column in
          let change = Double(source.next(class: row + column - first - second)) * step
          let value = start.map { (2 * Start.uniform($0.key, index * columns.count + output) - 1) * $0.limit } ?? 0
          return value + change * exp2(Double(row + column) / 2)
        }
      }
    }
  }
  var classes: [String]
  var example: [Int]?
  var layers: [Layer]

  static func decode(_ data: PlaygroundData) throws -> EmbeddedNetwork {
    try JSONDecoder().decode(EmbeddedNetwork.self, from: Data(data.json.utf8))
  }
}

struct ArithmeticReader {
  private var letters: ArraySlice<UInt8>
  private var models: NumberModels
  private var low = 0
  private var high = 1
  private var code = 0
  private let top: Int

  init(_ text: String, classes: Int) {
    letters = Array(text.utf8)[...]
    models = NumberModels(classes: classes)
    top = (1..<ArithmeticCode.digits).reduce(1) { power, _ in power * 92 }
    high = top * 92 - 1
    for _ in 0..<ArithmeticCode.digits { code = code * 92 + digit() }
  }

  mutating func next(class kind: Int) -> Int {
    var node = 1
    while node < 32 {
      let one = bit(share: models.lengths[32 * kind + node])
      NumberModels.adapt(&models.lengths[32 * kind + node], to: one)
      node = 2 * node + one
    }
    let length = node - 32
    var number = min(length, 1)
    for place in 1..<max(length, 1) {
      let one = bit(share: place == 1 ? models.seconds[length] : 32768)
      if place == 1 { NumberModels.adapt(&models.seconds[length], to: one) }
      number = 2 * number + one
    }
    return number > 0 && bit() == 1 ? -number : number
  }

  private mutating func digit() -> Int {
    switch letters.popFirst() {
    case UInt8(ascii: "!"): 25
    case UInt8(ascii: " "): 57
    case let letter?: Int(letter) - 35
    case nil: 0
    }
  }

  private mutating func bit(share: UInt16 = 32768) -> Int {
    let middle = low + (high - low) / 65536 * Int(share)
    let isOne = code <= middle
    if isOne { high = middle } else { low = middle + 1 }
    while low / top == high / top {
      let first = low / top
      (low, high) = ((low - first * top) * 92, (high - first * top) * 92 + 91)
      code = (code - first * top) * 92 + digit()
    }
    return isOne ? 1 : 0
  }
}
