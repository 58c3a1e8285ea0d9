extension String {
  /// Text in UTF-16 with its byte order mark, as spreadsheets write it; nil without one. A last byte that is alone does
  /// not count.
  package init?(markedUTF16 bytes: [UInt8]) {
    let isLittle = bytes.starts(with: [0xff, 0xfe])
    guard isLittle || bytes.starts(with: [0xfe, 0xff]) else { return nil }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for place in stride(from: 2, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
    }
    self.init(decoding: units, as: UTF16.self)
  }
}
