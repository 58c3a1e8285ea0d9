import Engine
import Networks
import Testing

@testable import Benchmark

@Suite struct BenchmarkNetworkTests {
  @Test func countsTheOperationsOfTheProducts() {
    let network = BenchmarkNetwork(
      name: "",
      layers: [
        .conv2d(filters: 2, kernel: Size2D(3, 2), strides: Size2D(1, 1), padding: .valid, activation: .relu),
        .maxPool2d(Size2D(2, 2)), .flatten, .dense(units: 5, activation: .softmax),
      ], inputShape: [6, 5, 3], samples: 0..<1, optimizer: .sgd(), batchSize: 1)
    // Convolution: 4 · 4 output pixels, 2 filters, 3 · 2 · 3 weights each, forward and for the weights' gradient.
    // Dense layer: 2 · 2 · 2 inputs, 5 outputs, and the input's gradient too.
    #expect(network.operationsPerSample == 2 * (2 * 4 * 4 * 2 * 18 + 3 * 8 * 5))
  }

  @Test func shapesOfAllNetworksFit() {
    for network in BenchmarkNetwork.all {
      var shape = network.inputShape
      for layer in network.layers {
        let input = shape
        #expect(throws: Never.self) { shape = try layer.outputShape(for: input) }
      }
      #expect(shape == [10])
    }
  }
}
