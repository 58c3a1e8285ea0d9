import Running
import Steps

/// The network as the page's script reads it: JSON, whose kernels are whole numbers in an arithmetic code. They are as
/// precise as the page has room for: a network of 800,000 weights gives the engine's probabilities within a thousandth, a
/// small one within a millionth.
struct PlaygroundData {
  let json: String
  /// For which room it comes out the same.
  let rooms: Range<Int>

  /// nil where the network is not one that takes 28×28 pixels and gives a number for each class, or is no longer finite.
  ///
  /// - Parameter room: how many bytes of JSON there may be.
  init?(_ network: PlaygroundNetwork, room: Int) {
    let inputs: Set<[Int]> = [[784], [28, 28], [28, 28, 1]]
    let weights = network.layers.flatMap { $0.weights }
    guard inputs.contains(network.inputShape), let last = network.layers.last, !network.classNames.isEmpty,
      last.outputShape == [network.classNames.count], weights.allSatisfy({ $0.allSatisfy { $0.isFinite } })
    else { return nil }
    let names = network.classNames.map(PlaygroundData.string).joined(separator: ",")
    let example = network.example.map {
      ",\"example\":\(PlaygroundData.numbers($0.pixels.map { ($0 * 255).rounded() }))"
    }
    let start = """
      {"input":\(PlaygroundData.numbers(network.inputShape)),"paper":\(network.paper),"ink":\(network.ink),\
      "classes":[\(names)]\(example ?? ""),"layers":[

      """
    let precisions = PlaygroundData.precisions(network)
    let bitsOfByte = Octaves.of(Double(ArithmeticCode.radix))
    func leastRoom(_ bits: Double) -> Int {
      guard bits < 0x1p50 else { return bits.isNaN ? 0 : .max }
      var room = Int(bits / bitsOfByte)
      while Double(room) * bitsOfByte < bits { room += 1 }
      while room > 0, Double(room - 1) * bitsOfByte >= bits { room -= 1 }
      return room
    }
    var noise = KernelPrecision.leastNoise
    var (low, high) = (0, Int.max)
    while true {
      let wanted = leastRoom(precisions.reduce(0) { $0 + ($1?.bits(noise: noise) ?? 0) })
      low = wanted
      guard noise < 1, wanted > room else { break }
      high = min(high, wanted)
      noise *= Octaves.sixteenth
    }
    var text: String
    var isTooLong: Bool
    repeat {
      let layers = zip(network.layers, precisions).map { PlaygroundData.json($0, precision: $1, noise: noise) }
      text = start + layers.joined(separator: ",\n") + "]}"
      noise *= Octaves.sixteenth
      isTooLong = text.utf8.count > room
      if isTooLong { high = min(high, text.utf8.count) } else { low = max(low, text.utf8.count) }
    } while isTooLong && noise < 1
    rooms = low <= room && room < high ? low..<high : room..<room + 1
    json = text
  }

  /// One for each kernel, from the last layer back: what an output of a layer counts is what its weights in the next layer
  /// make of it.
  private static func precisions(_ network: PlaygroundNetwork) -> [KernelPrecision?] {
    var precisions: [KernelPrecision?] = []
    var sensitivity: [Double]? = network.classNames.map { _ in 1 }
    let count = network.layers.reduce(0) { $0 + ($1.weights.first?.count ?? 0) }
    for (index, layer) in network.layers.enumerated().reversed() {
      guard let kernel = layer.weights.first, let outputs = layer.outputShape.last, outputs > 0 else {
        if layer.kind.hasSuffix("pool") { sensitivity = nil }
        precisions.append(nil)
        continue
      }
      if layer.kind == "batchnorm", layer.weights.count == 4 {
        let (scales, variances) = (layer.weights[0], layer.weights[3])
        if sensitivity?.count != scales.count { sensitivity = nil }
        sensitivity = sensitivity.map { own in
          own.indices.map { own[$0] * Double(scales[$0] * scales[$0]) / (Double(variances[$0]) + 1e-3) }
        }
        precisions.append(nil)
        continue
      }
      let precision = KernelPrecision(
        kernel: kernel, start: layer.start, outputs: outputs, samples: layer.kind == "dense" ? layer.inputs : [],
        isImage: kernel.count == 784 * outputs && network.layers[..<index].allSatisfy { $0.weights.isEmpty },
        sensitivity: sensitivity ?? [], weights: count)
      sensitivity = layer.kind == "dense" ? sensitivity.map { precision.sensitivity(ofInputs: layer.inputs, $0) } : nil
      precisions.append(precision)
    }
    return precisions.reversed()
  }

  private static func json(_ layer: PlaygroundNetwork.Layer, precision: KernelPrecision?, noise: Double) -> String {
    var fields = [
      "\"kind\":\(string(layer.kind))", "\"activation\":\(string(layer.activation))",
      "\"output\":\(numbers(layer.outputShape))",
    ]
    if layer.kernelHeight > 0 {
      fields.append("\"window\":\(numbers([layer.kernelHeight, layer.kernelWidth]))")
      fields.append("\"stride\":\(numbers([layer.strideHeight, layer.strideWidth]))")
      fields.append("\"same\":\(layer.isSame)")
    }
    var vectors = layer.weights
    if let precision {
      let step = precision.step(noise: noise)
      let (numbers, shift) = precision.numbers(step: step)
      vectors = vectors.dropFirst().map { zip($0, shift).map { ($0 + $1).isFinite ? $0 + $1 : $0 } }
      if let start = precision.start {
        let key = String(start.key, radix: 16)
        fields.append("\"start\":[\(string(String(repeating: "0", count: 16 - key.count) + key)),\(start.limit)]")
      }
      fields.append("\"step\":\(step)")
      fields.append("\"rows\":\(self.numbers(precision.rows.map { Float($0) }))")
      fields.append("\"columns\":\(self.numbers(precision.columns.map { Float($0) }))")
      fields.append("\"kernel\":\"\(precision.text(numbers))\"")
    }
    fields.append("\"vectors\":[\(vectors.map(numbers).joined(separator: ","))]")
    return "{\(fields.joined(separator: ","))}"
  }

  /// As descriptions of arrays are.
  private static func numbers(_ values: [Int]) -> String {
    "[" + values.map { String($0) }.joined(separator: ", ") + "]"
  }

  private static func numbers(_ values: [Float]) -> String {
    "[" + values.map { $0 == $0.rounded() && abs($0) < 1e6 ? "\(Int($0))" : "\($0)" }.joined(separator: ",") + "]"
  }

  /// A JSON string without `<`, which could end the element it stands in.
  private static func string(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      guard scalar.value < 32 || "\"\\<>&\u{2028}\u{2029}".unicodeScalars.contains(scalar) else {
        return String(scalar)
      }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"" + escaped.joined() + "\""
  }
}
