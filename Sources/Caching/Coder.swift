/// Writes values as bytes, or reads them back: one function for each type does both, so that they cannot differ. What is
/// read is trusted in nothing; where bytes do not fit, `isBroken` tells, and the values are worth nothing.
package struct Coder {
  package private(set) var bytes: [UInt8]
  package let isReading: Bool
  package private(set) var isBroken = false
  private var place = 0

  /// For writing.
  package init() {
    bytes = []
    isReading = false
  }

  package init(reading bytes: [UInt8]) {
    self.bytes = bytes
    isReading = true
  }

  /// Whether all bytes were read, and fitted.
  package var isAtEnd: Bool { !isBroken && place == bytes.count }

  package mutating func fail() { isBroken = true }

  /// The next `count` bytes; nil where there are fewer.
  private mutating func take(_ count: Int) -> Range<Int>? {
    guard !isBroken, count >= 0, count <= bytes.count - place else {
      isBroken = true
      return nil
    }
    defer { place += count }
    return place..<place + count
  }

  package mutating func code(_ number: inout UInt64) {
    guard isReading else {
      for shift in 0..<UInt64(8) { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
      return
    }
    guard let range = take(8) else { return }
    number = bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  package mutating func code(_ number: inout UInt8) {
    guard isReading else { return bytes.append(number) }
    if let range = take(1) { number = bytes[range.lowerBound] }
  }

  package mutating func code(_ number: inout Int) {
    var wide = UInt64(bitPattern: Int64(number))
    code(&wide)
    guard isReading else { return }
    if let exact = Int(exactly: Int64(bitPattern: wide)) { number = exact } else { fail() }
  }

  package mutating func code(_ number: inout Double) {
    var bits = number.bitPattern
    code(&bits)
    if isReading { number = Double(bitPattern: bits) }
  }

  package mutating func code(_ number: inout Float) {
    var bits = UInt64(number.bitPattern)
    code(&bits)
    guard isReading else { return }
    if let exact = UInt32(exactly: bits) { number = Float(bitPattern: exact) } else { fail() }
  }

  package mutating func code(_ flag: inout Bool) {
    var byte: UInt8 = flag ? 1 : 0
    code(&byte)
    guard isReading else { return }
    if byte > 1 { fail() }
    flag = byte == 1
  }

  package mutating func code(_ text: inout String) {
    var utf8 = isReading ? [] : Array(text.utf8)
    code(&utf8)
    guard isReading else { return }
    if let valid = String(validating: utf8, as: UTF8.self) { text = valid } else { fail() }
  }

  /// Numbers as they lie in memory, the lowest byte first on every processor that this builds for.
  package mutating func code<Number: BitwiseCopyable & AdditiveArithmetic>(_ numbers: inout [Number]) {
    var count = numbers.count
    code(&count)
    let size = MemoryLayout<Number>.size
    guard isReading else {
      numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
      return
    }
    let (total, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, let range = take(total) else { return fail() }
    numbers = [Number](repeating: .zero, count: count)
    numbers.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }

  /// - Parameter element: codes one of them; `blank` is what is filled in when reading.
  package mutating func code<Element>(
    _ elements: inout [Element], blank: Element, _ element: (inout Coder, inout Element) -> Void
  ) {
    var count = elements.count
    code(&count)
    guard isReading else {
      for index in elements.indices { element(&self, &elements[index]) }
      return
    }
    elements = []
    // Each takes a byte at least.
    guard !isBroken, count >= 0, count <= bytes.count - place else { return fail() }
    for _ in 0..<count where !isBroken {
      var next = blank
      element(&self, &next)
      elements.append(next)
    }
  }

  package mutating func code<Value>(
    _ value: inout Value?, blank: Value, _ body: (inout Coder, inout Value) -> Void
  ) {
    var isThere = value != nil
    code(&isThere)
    guard isThere, !isBroken else {
      if isReading { value = nil }
      return
    }
    var own = value ?? blank
    body(&self, &own)
    if isReading { value = own }
  }

  package mutating func code(_ texts: inout [String]) { code(&texts, blank: "") { $0.code(&$1) } }

  package mutating func code(_ text: inout String?) { code(&text, blank: "") { $0.code(&$1) } }

  package mutating func code(_ texts: inout [String]?) { code(&texts, blank: []) { $0.code(&$1) } }

  // Constant parts of a digest.

  mutating func write(_ text: String) {
    var text = text
    code(&text)
  }

  mutating func write(_ number: Int) {
    var number = number
    code(&number)
  }

  mutating func write(_ number: UInt64) {
    var number = number
    code(&number)
  }

  mutating func write(_ digest: Digest?) { write(digest?.text ?? "none") }
}
