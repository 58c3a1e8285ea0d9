/// Whole numbers as text: a binary arithmetic code (Witten, Neal and Cleary, CACM 1987) whose probabilities follow what
/// was written before, with digits of base 92 in place of bits.
///
/// The text has every printable ASCII character but `"`, `<` and `\`, so that it can stand in JSON in a page.
struct ArithmeticCode {
  static let radix: UInt64 = 92
  static let digits = 7

  /// The interval that all further digits lie in, each end with seven digits; their first digits differ.
  private var low: UInt64 = 0
  private var high: UInt64
  private let top: UInt64
  private var models: NumberModels
  private var characters: [UInt8] = []

  /// - Parameter classes: how many kinds of numbers there are, each with a distribution of its own.
  init(classes: Int) {
    top = (1..<Self.digits).reduce(1) { power, _ in power * Self.radix }
    high = top * Self.radix - 1
    models = NumberModels(classes: classes)
  }

  /// `number` lies within ±2³⁰. First the length of its magnitude in bits, five yes-or-no questions; then the bits below
  /// the leading one; then the sign.
  mutating func append(_ number: Int, class kind: Int) {
    let magnitude = abs(number)
    let length = Int.bitWidth - magnitude.leadingZeroBitCount
    var node = 1
    for place in (0..<5).reversed() {
      let bit = length >> place & 1
      append(bit, share: models.lengths[32 * kind + node])
      NumberModels.adapt(&models.lengths[32 * kind + node], to: bit)
      node = 2 * node + bit
    }
    for place in (0..<max(length - 1, 0)).reversed() {
      if place == length - 2 {
        append(magnitude >> place & 1, share: models.seconds[length])
        NumberModels.adapt(&models.seconds[length], to: magnitude >> place & 1)
      } else {
        append(magnitude >> place & 1)
      }
    }
    if magnitude > 0 { append(number < 0 ? 1 : 0) }
  }

  /// The text so far, and what tells its last number from all others.
  func text() -> String {
    String(decoding: characters + [Self.character(high / top)], as: UTF8.self)
  }

  /// - Parameter share: the probability of a 1, times 65,536.
  private mutating func append(_ bit: Int, share: UInt16 = 32768) {
    let middle = low + (high - low) / 65536 * UInt64(share)
    if bit == 1 { high = middle } else { low = middle + 1 }
    while low / top == high / top {
      let digit = low / top
      characters.append(Self.character(digit))
      low = (low - digit * top) * Self.radix
      high = (high - digit * top) * Self.radix + Self.radix - 1
    }
  }

  /// How a page reads it.
  static let decoder = #"""
    // Undoes the arithmetic code: digits of base 92, low <= code <= high, each of seven digits.
    const numbers = function* (text, classes) {
      const top = 92 ** 6, half = [32768], adapt = size => new Uint16Array(size).fill(32768);
      const lengths = adapt(32 * classes), seconds = adapt(32);
      let at = 0, low = 0, high = 92 * top - 1, code = 0, kind = yield;
      const digit = () => {
        const letter = text.charCodeAt(at++);
        return letter === 33 ? 25 : letter === 32 ? 57 : letter - 35 || 0;
      };
      const bit = (models, i) => {
        const share = models[i], middle = low + Math.floor((high - low) / 65536) * share, is = code <= middle;
        if (is) high = middle; else low = middle + 1;
        if (models !== half) models[i] += is ? 65535 - share >> 6 : -(share >> 6);
        for (;;) {
          const first = Math.floor(low / top);
          if (first !== Math.floor(high / top)) return is ? 1 : 0;
          low = (low - first * top) * 92;
          high = (high - first * top) * 92 + 91;
          code = (code - first * top) * 92 + digit();
        }
      };
      for (let i = 0; i < 7; i++) code = code * 92 + digit();
      for (;;) {
        let node = 1;
        while (node < 32) node = 2 * node + bit(lengths, 32 * kind + node);
        const length = node - 32;
        let number = Math.min(length, 1);
        for (let i = 1; i < length; i++) number = 2 * number + (i === 1 ? bit(seconds, length) : bit(half, 0));
        kind = yield number && bit(half, 0) ? -number : number;
      }
    };
    """#

  private static func character(_ digit: UInt64) -> UInt8 {
    let code = UInt8(digit) + 35
    return code == UInt8(ascii: "<") ? 33 : code == UInt8(ascii: "\\") ? 32 : code
  }
}

/// Probabilities of a 1, times 65,536.
struct NumberModels {
  /// For each class a tree of the questions for the length: node 1, then nodes 2 and 3, …
  var lengths: [UInt16]
  /// The second bit of a magnitude, by its length.
  var seconds = [UInt16](repeating: 32768, count: 32)

  static func adapt(_ share: inout UInt16, to bit: Int) {
    if bit == 1 { share += (UInt16.max - share) >> 6 } else { share -= share >> 6 }
  }

  init(classes: Int) { lengths = [UInt16](repeating: 32768, count: 32 * classes) }
}
