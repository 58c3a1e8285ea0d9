/// A colour of sRGB, eight bits a channel, and its twin on a dark page.
struct Colour: Sendable, Hashable {
  /// `0xRRGGBB`
  let rgb: UInt32
  /// The same, where a dark page shows it as it is: the colours of pictures and of what stands for numbers.
  let dark: UInt32

  init(_ rgb: UInt32, dark: UInt32? = nil) {
    self.rgb = rgb & 0xFF_FFFF
    self.dark = (dark ?? rgb) & 0xFF_FFFF
  }

  var red: Int { Int(rgb >> 16) }
  var green: Int { Int(rgb >> 8 & 255) }
  var blue: Int { Int(rgb & 255) }
  /// The colour that a dark page shows, as a colour of its own.
  var inDark: Colour { Colour(dark) }

  /// This colour laid over `other`, `alpha` of 255 opaque; in sRGB, as browsers do it.
  func over(_ other: Colour, alpha: Int) -> Colour {
    if alpha >= 255 { return self }
    func mix(_ above: UInt32, _ below: UInt32) -> UInt32 {
      func channel(_ shift: UInt32) -> UInt32 {
        let (over, under) = (Int(above >> shift & 255), Int(below >> shift & 255))
        return UInt32((over * alpha + under * (255 - alpha) + 127) / 255) << shift
      }
      return channel(16) | channel(8) | channel(0)
    }
    return Colour(mix(rgb, other.rgb), dark: mix(dark, other.dark))
  }

  /// Of two colours, `share` of the second (0…1).
  func mixed(with other: Colour, share: Double) -> Colour {
    func mix(_ first: UInt32, _ second: UInt32) -> UInt32 {
      func channel(_ shift: UInt32) -> UInt32 {
        let (from, to) = (Double(first >> shift & 255), Double(second >> shift & 255))
        return UInt32(min(max(from + (to - from) * share, 0), 255).rounded()) << shift
      }
      return channel(16) | channel(8) | channel(0)
    }
    return Colour(mix(rgb, other.rgb), dark: mix(dark, other.dark))
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
  var textColour: Colour {
    func text(on colour: Colour) -> UInt32 { colour.luminance > 0.179 ? 0x000000 : 0xFFFFFF }
    return Colour(text(on: self), dark: text(on: inDark))
  }
}

extension Colour {
  /// On a dark page, its own ground.
  static let paper = Colour(0xFFFFFF, dark: 0x17191D)
  static let ink = Colour(0x1A1A1A, dark: 0xE6E3DC)
  static let quietInk = Colour(0x555555, dark: 0xAAA79F)
  /// Zeros in a matrix: 4.5:1 against paper, quieter than other text.
  static let zeroCount = Colour(0x737373, dark: 0x8F8D87)
  /// Frames and axes: 3:1 against paper.
  static let edge = Colour(0x8C8C8C, dark: 0x74777E)
  static let gridLine = Colour(0xE2E2E2, dark: 0x33363D)
  /// Okabe and Ito's blue and vermilion, told apart by every kind of colour vision; lighter ones on a dark page.
  static let training = Colour(0x0072B2, dark: 0x56A8E0)
  static let validation = Colour(0xD55E00, dark: 0xEC8A45)
  /// Vermilion dark enough for text (4.5:1).
  static let validationText = Colour(0xAD4A00, dark: 0xEC8A45)
  /// Bars that are not the answer: 3:1 against paper.
  static let quietBar = Colour(0x7D9AAE, dark: 0x647F92)
  static let error = Colour(0xB3261E, dark: 0xFF8F84)
  /// Around a line: light enough for the line and the grid to be seen.
  static let band = Colour(0xCFE3F1, dark: 0x22394B)
  static let blockFront = Colour(0xBBD3E3, dark: 0x3A5A72)
  static let blockBehind = Colour(0xDCE8F0, dark: 0x26394A)
  /// Shares from 0 to 1, each in 32 levels: a figure has a palette of 256 colours, and neighbours of a photo share one.
  init(red: Double, green: Double, blue: Double) {
    guard red.isFinite, green.isFinite, blue.isFinite else {
      self = .notANumber
      return
    }
    func level(_ share: Double) -> UInt32 { (UInt32((min(max(share, 0), 1) * 31).rounded()) * 255 + 15) / 31 }
    self.init(level(red) << 16 | level(green) << 8 | level(blue))
  }
}
