import Networks
import Testing

/// Weights that other programs have named.
@Suite struct WeightNameTests {
  private static func shape(_ name: String, _ shape: [Int]) -> WeightShape { WeightShape(name: name, shape: shape) }
  private static let wanted = [
    shape("dense_1.kernel", [4, 8]), shape("dense_1.bias", [8]), shape("batchnorm_1.gamma", [8]),
    shape("dense_2.kernel", [8, 8]), shape("dense_2.bias", [8]),
  ]

  @Test func kerasNumbersLayersOnFromAnyNumber() {
    let names = WeightShape.names(
      of: [
        ("sequential_3/batch_normalization/gamma", [8]), ("sequential_3/dense_10/bias", [8]),
        ("sequential_3/dense_10/kernel", [8, 8]), ("sequential_3/dense_9/bias", [8]),
        ("sequential_3/dense_9/kernel", [4, 8]),
      ], as: Self.wanted)
    #expect(names["sequential_3/dense_9/kernel"] == "dense_1.kernel")
    #expect(names["sequential_3/dense_10/bias"] == "dense_2.bias")
    #expect(names["sequential_3/batch_normalization/gamma"] == "batchnorm_1.gamma")
  }

  @Test func numPyNumbersArrays() {
    let shapes = [[4, 8], [8], [8], [8, 8], [8]]
    let names = WeightShape.names(of: shapes.indices.reversed().map { ("arr_\($0)", shapes[$0]) }, as: Self.wanted)
    #expect(names["arr_0"] == "dense_1.kernel" && names["arr_4"] == "dense_2.bias")
  }

  @Test func layersWithNamesOfTheirOwnAreToldByTheirShapes() {
    let found = [
      ("out.bias", [8]), ("out.kernel", [8, 8]), ("hidden.bias:0", [8]), ("hidden.kernel:0", [4, 8]),
      ("norm.gamma", [8]),
    ]
    let names = WeightShape.names(of: found, as: Self.wanted)
    #expect(names["hidden.kernel:0"] == "dense_1.kernel" && names["out.kernel"] == "dense_2.kernel")
    // Two that are alike could be either.
    let alike = [Self.shape("dense_1.kernel", [8, 8]), Self.shape("dense_2.kernel", [8, 8])]
    #expect(WeightShape.names(of: [("a.kernel", [8, 8]), ("b.kernel", [8, 8])], as: alike).isEmpty)
  }
}
