/// Colours between stops at equal distances, for shares from 0 to 1.
struct ColourScale: Sendable {
  let stops: [Colour]

  func colour(_ share: Double) -> Colour {
    guard share.isFinite else { return .notANumber }
    let position = min(max(share, 0), 1) * Double(stops.count - 1)
    let below = min(Int(position), stops.count - 2)
    return stops[below].mixed(with: stops[below + 1], share: position - Double(below))
  }

  static let greys = ColourScale(stops: [Colour(0xFFFFFF), Colour(0x000000)])
  static let gray = ColourScale(stops: [Colour(0x000000), Colour(0xFFFFFF)])
  /// Every sixteenth colour of Matplotlib's viridis (CC0).
  static let viridis = ColourScale(
    stops: [
      0x440154, 0x481668, 0x482878, 0x443983, 0x3E4A89, 0x375A8C, 0x31688E, 0x2A768E, 0x26838F, 0x1F918C, 0x1F9E89,
      0x2BAE80, 0x42BE71, 0x65CB5E, 0x95D840, 0xC8E020, 0xFDE725,
    ].map { Colour($0) })
  /// Right answers: paper to dark blue, on a dark page to a light one.
  static let right = ColourScale(stops: [
    .paper, Colour(0x9CC7E0, dark: 0x1D4A68), Colour(0x2F86BD, dark: 0x2F86BD), Colour(0x00466F, dark: 0x9CC7E0),
  ])
  /// Wrong answers: paper to an orange that is never as dark as many right answers, so that black text reads on all of it.
  static let wrong = ColourScale(stops: [
    .paper, Colour(0xFAD9BF, dark: 0x45291A), Colour(0xF0A868, dark: 0x6E3D1A), Colour(0xE07B2E, dark: 0x99541C),
  ])
  /// Negative, zero, positive.
  static let diverging = ColourScale(
    stops: [0x003F66, 0x0072B2, 0x7DB9DC, 0xFFFFFF, 0xEDA269, 0xD55E00, 0x7D3600].map { Colour($0) })
}

extension Colour {
  /// A value that is no number: a colour of none of the scales.
  static let notANumber = Colour(0xC2408F)
}

package enum Palette: String, Sendable { case greys, gray, viridis }

extension Palette {
  var scale: ColourScale {
    switch self {
    case .greys: .greys
    case .gray: .gray
    case .viridis: .viridis
    }
  }
}
