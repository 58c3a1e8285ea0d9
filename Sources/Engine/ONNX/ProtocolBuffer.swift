/// A message in the protocol-buffer wire format (<https://protobuf.dev/programming-guides/encoding/>), written field by
/// field.
struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ field: UInt64, _ value: Int) {
    varint(field << 3)
    varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func float(_ field: UInt64, _ value: Float) {
    varint(field << 3 | 5)
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32(shift)))) }
  }

  mutating func bytes(_ field: UInt64, _ value: some Collection<UInt8>) {
    varint(field << 3 | 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func text(_ field: UInt64, _ value: String) { bytes(field, value.utf8) }

  mutating func message(_ field: UInt64, _ write: (inout ProtocolBuffer) -> Void) {
    var message = ProtocolBuffer()
    write(&message)
    bytes(field, message.bytes)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
