import Foundation
import Testing

@testable import Reporting

struct EncodingTests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]) func base64(plain: String, encoded: String) { #expect(Base64.text(Array(plain.utf8)) == encoded) }

  @Test func base64HasAllDigits() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Base64.text(bytes) == Data(bytes).base64EncodedString())
  }
}
