import Arrays
import Engine
import Networks
import Testing

/// Numbers kept as places in a table are the numbers themselves.
@Suite struct IndexedNumbersTests {
  static let tables: [[Float]] = [
    (0..<256).map { Float($0) / 255 }, (0..<256).map { 1 - Float($0) / 255 }, (0..<256).map { Float($0) },
    (0..<256).map { Float($0 * $0 % 97) - 40.5 }, (0..<256).map { -Float($0) / 3 },
  ]

  private static let bytes = (0..<61 * 40).map { UInt8($0 * $0 / 7 % 256) }

  private func array(_ table: [Float], isIndexed: Bool) -> NDArray {
    NDArray(
      shape: [61, 40],
      values: isIndexed
        ? .indexed(Self.bytes, table: table) : .float32(Self.bytes.map { table[Int($0)] }))
  }

  @Test(arguments: tables, ["baseline", nil])
  func aNetworkLearnsTheSameFromThem(table: [Float], processor: String?) throws {
    func weights(isIndexed: Bool) throws -> [Weight] {
      let network = try Network(
        layers: [.dense(units: 20, activation: .sigmoid), .dense(units: 3, activation: .softmax)], inputShape: [40],
        seed: 1, step: 0, device: Device(threads: 2, processor: processor))
      var options = FitOptions()
      options.epochs = 2
      options.batchSize = 16
      _ = try network.fit(
        x: array(table, isIndexed: isIndexed),
        y: NDArray(shape: [61], values: .uint8((0..<61).map { UInt8($0 % 3) })), validation: nil, options: options
      ) { _ in true }
      return network.weights
    }
    #expect(try weights(isIndexed: true) == weights(isIndexed: false))
  }

  @Test(arguments: tables) func theyAreFloats(table: [Float]) {
    let indexed = array(table, isIndexed: true)
    let plain = array(table, isIndexed: false)
    #expect(indexed.elementType == .float32)
    #expect(indexed.values.floats == plain.values.floats)
    #expect(indexed.values.doubles == plain.values.doubles)
    #expect(indexed.rows(at: [5, 0, 60]).values.floats == plain.rows(at: [5, 0, 60]).values.floats)
    #expect(indexed.rows(7..<9).values.floats == plain.rows(7..<9).values.floats)
  }
}
