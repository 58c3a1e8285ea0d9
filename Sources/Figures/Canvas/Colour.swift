/// A colour of sRGB, eight bits a channel.
struct Colour: Sendable, Hashable {
  /// `0xRRGGBB`
  let rgb: UInt32

  init(_ rgb: UInt32) { self.rgb = rgb & 0xFF_FFFF }

  init(red: Double, green: Double, blue: Double) {
    func byte(_ value: Double) -> UInt32 { UInt32(min(max(value, 0), 255).rounded()) }
    rgb = byte(red) << 16 | byte(green) << 8 | byte(blue)
  }

  var red: Int { Int(rgb >> 16) }
  var green: Int { Int(rgb >> 8 & 255) }
  var blue: Int { Int(rgb & 255) }

  /// This colour laid over `other`, `alpha` of 255 opaque; in sRGB, as browsers do it.
  func over(_ other: Colour, alpha: Int) -> Colour {
    if alpha >= 255 { return self }
    func mix(_ above: Int, _ below: Int) -> UInt32 { UInt32((above * alpha + below * (255 - alpha) + 127) / 255) }
    return Colour(mix(red, other.red) << 16 | mix(green, other.green) << 8 | mix(blue, other.blue))
  }

  /// Of two colours, `share` of the second (0…1).
  func mixed(with other: Colour, share: Double) -> Colour {
    func mix(_ from: Int, _ to: Int) -> Double { Double(from) + (Double(to) - Double(from)) * share }
    return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// Relative luminance as in WCAG 2.2, with a polynomial for sRGB's curve that is right within 0.002.
  var luminance: Double {
    func linear(_ channel: Int) -> Double {
      let share = Double(channel) / 255
      return share * (share * (share * 0.305306 + 0.682171) + 0.012523)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Black or white, whichever reads better on this colour: always 4.5:1 or more.
  var textColour: Colour { luminance > 0.179 ? Colour(0x000000) : .paper }
}

extension Colour {
  static let paper = Colour(0xFFFFFF)
  static let ink = Colour(0x1A1A1A)
  static let quietInk = Colour(0x555555)
  /// Zeros in a matrix: 4.5:1 against paper, quieter than other text.
  static let zeroCount = Colour(0x737373)
  /// Frames and axes: 3:1 against paper.
  static let edge = Colour(0x8C8C8C)
  static let gridLine = Colour(0xE2E2E2)
  /// Okabe and Ito's blue and vermilion, told apart by every kind of colour vision.
  static let training = Colour(0x0072B2)
  static let validation = Colour(0xD55E00)
  /// Vermilion dark enough for text (4.5:1).
  static let validationText = Colour(0xAD4A00)
  /// Bars that are not the answer: 3:1 against paper.
  static let quietBar = Colour(0x7D9AAE)
  static let error = Colour(0xB3261E)
}
