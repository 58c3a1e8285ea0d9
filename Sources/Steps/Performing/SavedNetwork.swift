package import Engine
import Networks
import Text

/// What a file of weights says of the network that they are from, so that it answers without its lesson.
package struct SavedNetwork: Sendable, Equatable {
  /// Under which a .safetensors file keeps it.
  package static let key = "lesson.network"

  package var inputShape: [Int]
  package var layers: [LayerSpec]
  /// What the outputs stand for; nil where they have no names.
  package var classNames: [String]?
  /// The numbers that stand for paper and ink in its images; nil where that is not known.
  package var pixels: PixelScale?

  init(_ built: BuiltNetwork) {
    inputShape = built.network.inputShape
    layers = built.network.layers
    classNames = built.classNames
    pixels = built.pixels
  }

  /// nil for other texts.
  package init?(_ text: String) {
    guard let json = try? JSON(parsing: Array(text.utf8)), let input = Self.sizes(json["input"]), !input.isEmpty,
      case .array(let list)? = json["layers"]
    else { return nil }
    inputShape = input
    layers = list.compactMap { Self.layer($0) }
    guard layers.count == list.count else { return nil }
    if case .array(let names)? = json["classes"] {
      classNames = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }
    if let paper = Self.number(json["paper"]), let ink = Self.number(json["ink"]), paper != ink {
      pixels = PixelScale(paper: paper, ink: ink)
    }
  }

  package var text: String {
    let classes = classNames.map { names in [JSON.Member("classes", .array(names.map { .string($0) }))] } ?? []
    let scale = pixels.map { [JSON.Member("paper", .number($0.paper)), JSON.Member("ink", .number($0.ink))] } ?? []
    let members = [
      JSON.Member("input", .array(inputShape.map { .integer($0) })),
      JSON.Member("layers", .array(layers.map { Self.json($0) })),
    ]
    return JSON.object(members + classes + scale).text
  }

  // MARK: Layers

  private static func json(_ layer: LayerSpec) -> JSON {
    var members = [JSON.Member("kind", .string(layer.kind.name))]
    if layer.kind.takes(.count) { members.append(JSON.Member("count", .integer(layer.count))) }
    if layer.kind.takes(.window) { members.append(JSON.Member("window", json(layer.window))) }
    if layer.kind.takes(.rate) { members.append(JSON.Member("rate", .number(Double(layer.rate)))) }
    if let activation = layer.activation { members.append(JSON.Member("activation", .string(activation.rawValue))) }
    for setting in layer.kind.settings where setting.name != "activation" {
      switch layer.settings[setting.name] {
      case .word(let word)?: members.append(JSON.Member(setting.name, .string(word)))
      case .size(let size)?: members.append(JSON.Member(setting.name, json(size)))
      case nil: break
      }
    }
    return .object(members)
  }

  private static func json(_ size: Size2D) -> JSON { .array([.integer(size.height), .integer(size.width)]) }

  private static func layer(_ json: JSON) -> LayerSpec? {
    guard case .string(let name)? = json["kind"], let kind = LayerKind.all.first(where: { $0.name == name }) else {
      return nil
    }
    var layer = LayerSpec(kind)
    if kind.takes(.count) {
      guard case .integer(let count)? = json["count"], (1...1_000_000).contains(count) else { return nil }
      layer.count = count
    }
    if kind.takes(.window) {
      guard let size = size(json["window"]) else { return nil }
      layer.window = size
    }
    if kind.takes(.rate) {
      guard let rate = number(json["rate"]), rate >= 0, rate < 1 else { return nil }
      layer.rate = Float(rate)
    }
    if case .string(let word)? = json["activation"] {
      guard let activation = Activation(rawValue: word) else { return nil }
      layer.activation = activation
    }
    for setting in kind.settings where setting.name != "activation" {
      switch (json[setting.name], setting.standard) {
      case (nil, _): break
      case (.string(let word)?, .word): layer.settings[setting.name] = .word(word)
      case (let value?, .size):
        guard let size = size(value) else { return nil }
        layer.settings[setting.name] = .size(size)
      default: return nil
      }
    }
    return layer
  }

  private static func size(_ json: JSON?) -> Size2D? {
    guard let lengths = sizes(json), lengths.count == 2 else { return nil }
    return Size2D(lengths[0], lengths[1])
  }

  private static func sizes(_ json: JSON?) -> [Int]? {
    guard case .array(let elements)? = json, elements.count <= 4 else { return nil }
    let sizes = elements.compactMap { element -> Int? in
      if case .integer(let size) = element, (1...1_000_000).contains(size) { size } else { nil }
    }
    return sizes.count == elements.count ? sizes : nil
  }

  private static func number(_ json: JSON?) -> Double? {
    switch json {
    case .integer(let number)?: Double(number)
    case .number(let number)?: number.isFinite ? number : nil
    default: nil
    }
  }
}
