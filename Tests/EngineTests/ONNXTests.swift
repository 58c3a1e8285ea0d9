import Networks
import Testing

@testable import Engine

/// That ONNX Runtime gives the network's own numbers is checked by `Tests/Exchange/onnx.py`.
@Suite struct ONNXTests {
  @Test func numbersAreWrittenAsTheFormatSays() {
    // The examples of protobuf.dev's guide to the wire format.
    var message = ProtocolBuffer()
    message.integer(1, 150)
    #expect(message.bytes == [0x08, 0x96, 0x01])
    var text = ProtocolBuffer()
    text.text(2, "testing")
    #expect(text.bytes == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    var outer = ProtocolBuffer()
    outer.message(3) { $0.integer(1, 150) }
    #expect(outer.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    var negative = ProtocolBuffer()
    negative.integer(1, -2)
    #expect(negative.bytes == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }
}
