import Foundation
import Steps
import Running
import Testing

@testable import Reporting

struct EmbeddedNetworkTests {
  /// Numbers of both signs, from none to many bits, in classes of different width.
  @Test func numbersComeBack() {
    var code = ArithmeticCode(classes: 3)
    var numbers: [(Int, Int)] = [(0, 0), (1 << 29, 0), (-(1 << 29), 2), (-1, 1)]
    var state: UInt64 = 1
    for index in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      numbers.append((Int(truncatingIfNeeded: state >> 33) % (index % 3 == 0 ? 5 : 1 << (index % 20)), index % 3))
    }
    numbers += [(Int, Int)](repeating: (0, 1), count: 20_000)
    for (number, kind) in numbers { code.append(number, class: kind) }
    let text = code.text()
    #expect(text.utf8.allSatisfy { 32...126 ~= $0 && !#""<\"#.utf8.contains($0) })
    var reader = ArithmeticReader(text, classes: 3)
    #expect(numbers.allSatisfy { reader.next(class: $1) == $0 })
    // Zeros in a row cost nearly nothing.
    var zeros = ArithmeticCode(classes: 1)
    for _ in 0..<20_000 { zeros.append(0, class: 0) }
    #expect(zeros.text().utf8.count < 400)
  }

  /// Without samples every weight is as precise as single precision needs, and zeros are exact.
  @Test func kernelsAreReadBack() throws {
    let network = PlaygroundTests.network { $0 % 7 == 0 ? 0 : Float(sin(Double($0))) * ($0 % 3 == 2 ? 1000 : 0.01) }
    let file = try EmbeddedNetwork.decode(try #require(PlaygroundData(network, room: 100_000)))
    #expect(file.classes == network.classNames)
    #expect(file.example?.prefix(3) == [0, 255, 0])
    let weights = file.layers[0].weights.flatMap { $0 }
    for (index, weight) in network.layers[0].weights[0].enumerated() {
      #expect(abs(weights[index] - Double(weight)) <= 1000 * 0x1p-17)
      if weight == 0 { #expect(weights[index] == 0) }
    }
    #expect(zip(file.layers[0].vectors[0], network.layers[0].weights[1]).allSatisfy { abs($0 - Double($1)) < 1e-9 })
  }

  /// A network 784–40–3 on blurred images: its outputs stay the same with much room, and nearly so with little.
  @Test(arguments: [(200_000, 1e-5), (32_000, 2e-3), (25_000, 8e-3)])
  func probabilitiesStayTheSame(room: Int, bound: Double) throws {
    let network = Self.network
    let data = try #require(PlaygroundData(network, room: room))
    #expect(data.json.utf8.count <= room)
    let file = try EmbeddedNetwork.decode(data)
    let own = network.layers.map { layer in
      let outputs = layer.outputShape[0]
      return (
        weights: stride(from: 0, to: layer.weights[0].count, by: outputs).map { start in
          layer.weights[0][start..<start + outputs].map { Double($0) }
        }, bias: layer.weights[1].map { Double($0) }
      )
    }
    let embedded = file.layers.map { (weights: $0.weights, bias: $0.vectors[0]) }
    var worst = 0.0
    for image in Self.images(count: 100, from: 500) {
      let (one, other) = (Self.probabilities(own, image), Self.probabilities(embedded, image))
      worst = zip(one, other).reduce(worst) { max($0, abs($1.0 - $1.1)) }
    }
    #expect(worst <= bound)
  }

  /// A kept network is taken only for rooms in which it would come out the same.
  @Test(arguments: [25_000, 32_000, 200_000]) func roomsOfOneNetworkAreTold(room: Int) throws {
    let data = try #require(PlaygroundData(Self.network, room: room))
    #expect(data.rooms.contains(room))
    for other in [data.rooms.lowerBound, data.rooms.upperBound - 1] where other < 1_000_000 {
      #expect(PlaygroundData(Self.network, room: other)?.json == data.json)
    }
    #expect(data.json.utf8.count <= data.rooms.lowerBound)
    let part = PlaygroundPart(title: "Draw a dígit", html: "<p>\n</p>")
    let kept = KeptPlayground(part: part, rooms: data.rooms)
    #expect(KeptPlayground(kept.bytes) == kept)
    #expect(KeptPlayground(Array(kept.bytes.prefix(12))) == nil)
  }

  /// What training left alone costs nothing, and comes back as it was.
  @Test func onlyChangesAreWritten() throws {
    var network = Self.network
    for (index, first) in [(0, 0), (1, 50_000)] {
      let values = network.layers[index].weights[0].indices.map {
        Float((2 * EmbeddedNetwork.Start.uniform(99, $0 + first) - 1) * 0.2)
      }
      let key = 99 &+ UInt64(first) &* 0x9E37_79B9_7F4A_7C15
      network.layers[index].start = StartingKernel(key: key, limit: 0.2, values: values)
      network.layers[index].weights[0] = values
    }
    network.layers[0].weights[0][5] += 0.25
    let data = try #require(PlaygroundData(network, room: 200_000))
    #expect(data.json.utf8.count < 10_000)
    let file = try EmbeddedNetwork.decode(data)
    for (layer, own) in zip(file.layers, network.layers) {
      #expect(zip(layer.weights.flatMap { $0 }, own.weights[0]).allSatisfy { abs($0 - Double($1)) < 1e-4 })
    }
  }

  /// Where every pixel has the same value in all samples, and where weights are huge, nothing traps.
  @Test(arguments: [Float(0), 1, 1e30])
  func strangeNetworksAreWritten(value: Float) throws {
    var network = Self.network
    network.layers[0].inputs = [Float](repeating: value, count: 784 * 4)
    network.layers[0].weights[0] = network.layers[0].weights[0].map { $0 * max(value, 1e-30) }
    network.layers[1].weights[0] = network.layers[1].weights[0].map { $0 * value }
    let file = try EmbeddedNetwork.decode(try #require(PlaygroundData(network, room: 200_000)))
    #expect(file.layers.allSatisfy { $0.weights.allSatisfy { $0.allSatisfy(\.isFinite) } })
  }

  // MARK: A network and its images

  /// Within ±1.
  private static func noise(_ index: Int) -> Double { 2 * EmbeddedNetwork.Start.uniform(0, index) - 1 }

  /// Spots of ink in the middle of an image, as smooth as pen strokes.
  private static func images(count: Int, from first: Int) -> [[Double]] {
    (first..<first + count).map { image in
      let spots = (0..<5).map { (x: 14 + 8 * noise(image * 10 + 2 * $0), y: 14 + 8 * noise(image * 10 + 2 * $0 + 1)) }
      return (0..<784).map { pixel in
        spots.reduce(0) { ink, spot in
          let (x, y) = (Double(pixel % 28) - spot.x, Double(pixel / 28) - spot.y)
          return max(ink, 1 - (x * x + y * y) / 9)
        }
      }
    }
  }

  private static func probabilities(_ layers: [(weights: [[Double]], bias: [Double])], _ image: [Double]) -> [Double] {
    var values = image
    for (index, layer) in layers.enumerated() {
      var sums = layer.bias
      for (value, row) in zip(values, layer.weights) where value != 0 {
        for (column, weight) in row.enumerated() { sums[column] += value * weight }
      }
      values = index + 1 < layers.count ? sums.map { max($0, 0) } : sums.map(exp)
    }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }

  private static let network: PlaygroundNetwork = {
    let first = (0..<784 * 40).map { Float(noise($0) * 0.15) }
    let second = (0..<40 * 3).map { Float(noise($0 + 50_000)) }
    let samples = images(count: 200, from: 0)
    let hidden = samples.flatMap { image in
      (0..<40).map { unit in
        Float(max(0, image.indices.reduce(0.0) { $0 + image[$1] * Double(first[$1 * 40 + unit]) }))
      }
    }
    func dense(_ activation: String, _ outputs: Int, _ kernel: [Float], _ inputs: [Float]) -> PlaygroundNetwork.Layer {
      .init(
        kind: "dense", activation: activation, outputShape: [outputs],
        weights: [kernel, [Float](repeating: 0, count: outputs)], inputs: inputs)
    }
    return PlaygroundNetwork(
      inputShape: [784],
      layers: [
        dense("relu", 40, first, samples.flatMap { $0.map { Float($0) } }), dense("softmax", 3, second, hidden),
      ], classNames: ["0", "1", "2"], paper: 0, ink: 1, example: nil)
  }()
}
