import Running

/// The network as the page's script reads it: JSON whose kernels are fixed-point numbers in base-64 digits.
///
/// A kernel's last axis counts its outputs; each output has a scale of its own, s, and a weight is (q − h) · s, with q the
/// number that its digits give, most significant first, and h half of their range. Three digits (18 bits) hold a weight as well as
/// single precision does; large networks have two (12 bits), which moves a probability by less than a thousandth.
struct PlaygroundData {
  /// Above so many weights three digits would take more room than a page has.
  static let mostPreciseWeights = 220_000

  let json: String

  /// nil where the network is not one that takes 28×28 pixels and gives a number for each class, or is no longer finite.
  init?(_ network: PlaygroundNetwork) {
    let inputs: Set<[Int]> = [[784], [28, 28], [28, 28, 1]]
    let weights = network.layers.flatMap(\.weights)
    guard inputs.contains(network.inputShape), let last = network.layers.last, !network.classNames.isEmpty,
      last.outputShape == [network.classNames.count], weights.allSatisfy({ $0.allSatisfy(\.isFinite) })
    else { return nil }
    let digits = weights.reduce(0) { $0 + $1.count } > PlaygroundData.mostPreciseWeights ? 2 : 3
    let layers = network.layers.map { PlaygroundData.json($0, digits: digits) }.joined(separator: ",\n")
    let names = network.classNames.map(PlaygroundData.string).joined(separator: ",")
    let example = network.example.map {
      ",\"example\":\(PlaygroundData.numbers($0.pixels.map { ($0 * 255).rounded() }))"
    }
    json = """
      {"input":\(network.inputShape),"paper":\(network.paper),"ink":\(network.ink),"digits":\(digits),\
      "classes":[\(names)]\(example ?? ""),"layers":[
      \(layers)]}
      """
  }

  private static func json(_ layer: PlaygroundNetwork.Layer, digits: Int) -> String {
    var fields = [
      "\"kind\":\(string(layer.kind))", "\"activation\":\(string(layer.activation))", "\"output\":\(layer.outputShape)",
    ]
    if layer.kernelHeight > 0 {
      fields.append("\"window\":\([layer.kernelHeight, layer.kernelWidth])")
      fields.append("\"stride\":\([layer.strideHeight, layer.strideWidth])")
      fields.append("\"same\":\(layer.isSame)")
    }
    var vectors = layer.weights
    if layer.kind == "dense" || layer.kind == "conv2d", let kernel = vectors.first, let outputs = layer.outputShape.last
    {
      vectors.removeFirst()
      let (text, scales) = fixedPoint(kernel, outputs: outputs, digits: digits)
      fields.append("\"kernel\":\"\(text)\"")
      fields.append("\"scales\":\(numbers(scales))")
    }
    fields.append("\"vectors\":[\(vectors.map(numbers).joined(separator: ","))]")
    return "{\(fields.joined(separator: ","))}"
  }

  private static func fixedPoint(_ kernel: [Float], outputs: Int, digits: Int) -> (text: String, scales: [Float]) {
    let half = Float(1 << (6 * digits - 1))
    var largest = [Float](repeating: 0, count: outputs)
    for (index, weight) in kernel.enumerated() { largest[index % outputs] = max(largest[index % outputs], abs(weight)) }
    let scales = largest.map { $0 / (half - 1) }
    var text: [UInt8] = []
    text.reserveCapacity(kernel.count * digits)
    for (index, weight) in kernel.enumerated() {
      let scale = scales[index % outputs]
      let number = Int((scale > 0 ? weight / scale : 0).rounded() + half)
      for place in (0..<digits).reversed() { text.append(Base64.alphabet[number >> (6 * place) & 63]) }
    }
    return (String(decoding: text, as: UTF8.self), scales)
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
