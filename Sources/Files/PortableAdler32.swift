/// The checksum of zlib's format without zlib (RFC 1950).
package struct PortableAdler32 {
  private var a: UInt32 = 1
  private var b: UInt32 = 0

  package init() {}

  package var value: UInt32 { b << 16 | a }

  package mutating func update(_ byte: UInt8) {
    a = (a + UInt32(byte)) % 65_521
    b = (b + a) % 65_521
  }
}
