import Running
import Steps
import Text

/// The part of the page where a digit can be drawn: before any script runs, and on paper, a picture of an example.
struct PlaygroundPart: Equatable {
  var title: String
  var html: String

  static let anchor = "page.draw"

  /// Of a run's network, as an earlier run has made it or anew; nil where the page can have none.
  ///
  /// - Parameter room: how many bytes of JSON there may be.
  static func part(of outcome: Outcome, room: Int) -> PlaygroundPart? {
    if let bytes = outcome.pageMemory?.read(), let kept = KeptPlayground(bytes), kept.rooms.contains(room) {
      return kept.part
    }
    guard let network = outcome.playground() else { return nil }
    if let reason = reason(against: network) {
      return PlaygroundPart(title: "", html: "<p class=\"remark\"><strong>Note:</strong> \(reason)</p>")
    }
    guard let data = PlaygroundData(network, room: room) else { return nil }
    let part = PlaygroundPart(title: title(network), html: html(network, data: data))
    outcome.pageMemory?.write(KeptPlayground(part: part, rooms: data.rooms).bytes)
    return part
  }

  /// Whether something can be drawn for the network.
  var hasField: Bool { !title.isEmpty }

  /// Why nothing can be drawn for a network that takes other pictures; nil for one without a word about it.
  private static func reason(against network: PlaygroundNetwork) -> String? {
    guard network.layers.isEmpty else { return nil }
    let shape = network.inputShape
    let isColour = shape.count == 3 && shape[2] > 1
    return "There is no field to draw in here: what is drawn there has 28×28 grey pixels, but this network takes "
      + "\(shape[0])×\(shape[1]) pixels\(isColour ? " in colour" : "")."
  }

  static func title(_ network: PlaygroundNetwork) -> String {
    network.classNames.allSatisfy { Int($0) != nil } ? "Draw a digit" : "Draw for the network"
  }

  static func html(_ network: PlaygroundNetwork, data: PlaygroundData) -> String {
    let probabilities = network.example?.probabilities ?? []
    let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
    let rows = network.classNames.enumerated().map { index, name in
      let share = index < probabilities.count ? Double(probabilities[index]) : 0
      let width = ValueText.plain(min(max(share, 0), 1) * 100, decimals: 1)
      return """
        <tr\(index == best ? " class=\"best\"" : "")><th scope="row">\(HTMLText.escape(name))</th>\
        <td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="\(width)" height="10"/>\
        </svg></td><td class="right">\(HTMLText.escape(percent(share)))</td></tr>
        """
    }.joined(separator: "\n")
    let pixels = network.example?.pixels ?? []
    return """
      <section class="draw" aria-labelledby="\(anchor)">
      <h2 id="\(anchor)">\(title(network))</h2>
      <p class="how" hidden>The network of this lesson works here, in the page. Draw with the mouse or a finger; or go to the \
      field with Tab, move the pen with the arrow keys, and lower or lift it with Space.</p>
      <div class="desk">
      <div class="board" hidden><canvas width="560" height="560" tabindex="0" role="application" \
      aria-label="Drawing field. Arrow keys move the pen, Space lowers or lifts it, Delete clears."></canvas>
      <button type="button">Clear</button> <button type="button">Save as PNG</button> \
      <button type="button">Show the example</button></div>
      <figure><img class="seen" src="data:image/bmp;base64,\(Base64.text(bitmap(pixels)))" width="112" height="112" \
      alt="What is drawn, as the network sees it, 28 by 28 pixels"><figcaption>What the network sees</figcaption></figure>
      <table><caption>How sure it is of each class</caption>
      <tbody>
      \(rows)
      </tbody></table>
      </div>
      <p class="unseen" role="status"></p>
      <script type="application/json">\(data.json)</script>
      </section>
      """
  }

  /// A Windows bitmap of 28×28 grey pixels, dark ink on white: 14 + 40 bytes of header, a palette, rows from the bottom.
  static func bitmap(_ pixels: [Float]) -> [UInt8] {
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let start = 14 + 40 + 1024
    var bitmap = Array("BM".utf8) + bytes(start + 784, 4) + bytes(0, 4) + bytes(start, 4)
    bitmap += bytes(40, 4) + bytes(28, 4) + bytes(28, 4) + bytes(1, 2) + bytes(8, 2)
    bitmap += bytes(0, 4) + bytes(784, 4) + bytes(2835, 4) + bytes(2835, 4) + bytes(256, 4) + bytes(0, 4)
    for level in 0..<256 { bitmap += [UInt8(level), UInt8(level), UInt8(level), 0] }
    for row in (0..<28).reversed() {
      for column in 0..<28 {
        let index = row * 28 + column
        let ink = index < pixels.count ? min(max(pixels[index], 0), 1) : 0
        bitmap.append(UInt8(255 - (ink * 255).rounded()))
      }
    }
    return bitmap
  }
}
