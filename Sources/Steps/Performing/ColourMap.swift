import Figures
import Lesson

/// How a lesson names the colours of images.
enum ColourMap: String, Sendable {
  case greys, gray, viridis

  var palette: Palette {
    switch self {
    case .greys: .greys
    case .gray: .gray
    case .viridis: .viridis
    }
  }
}

extension Key where Value == ColourMap {
  /// Of every verb that draws images.
  static let cmap = Key.choice(
    "cmap", aliases: ["colour_map", "colours"], [(.greys, ["grays"]), (.gray, ["grey"]), (.viridis, [])],
    standard: .greys,
    "the colours: greys is dark ink on white, gray is white on black, viridis goes from blue to yellow"
  )
}
