import Foundation
import Testing
import Text

@testable import Engine
import Networks

@Suite struct SafetensorsTests {
  @Test func readsAFileOfPythons() throws {
    let weights = try Safetensors.decode(Reference.bytes("python.safetensors"))
    let byName = Dictionary(uniqueKeysWithValues: weights.map { ($0.name, $0) })
    let values: [Float] = [0, -1.5, 2.25, 65504, 0x1p-14, -0.333251953125]
    #expect(byName.count == 6)
    #expect(byName["dense_1.kernel"] == Weight(name: "dense_1.kernel", shape: [2, 3], values: values))
    #expect(byName["half"] == Weight(name: "half", shape: [2, 3], values: values))
    #expect(byName["brain"] == Weight(name: "brain", shape: [3], values: [1, -2.5, 0x1.C4p+127]))
    #expect(byName["double"] == Weight(name: "double", shape: [2], values: [0.1, .infinity]))
    #expect(byName["scalar"] == Weight(name: "scalar", shape: [], values: [7]))
    #expect(byName["empty"] == Weight(name: "empty", shape: [0, 3], values: []))
  }

  @Test func writesTheFormat() throws {
    let weights = [
      Weight(name: "dense_1.kernel", shape: [1, 2], values: [1, -0.0]), Weight(name: "é\"", shape: [], values: [0.5]),
    ]
    let bytes = Safetensors.encode(weights)
    let header =
      #"{"dense_1.kernel":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""é\"":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    #expect(bytes == file((header + padding).utf8, [0, 0, 128, 63, 0, 0, 0, 128, 0, 0, 0, 63]))
    #expect((bytes.count - 12) % 8 == 0)
    #expect(try Safetensors.decode(bytes) == weights)
    #expect(try Safetensors.decode(Safetensors.encode([])) == [])
  }

  @Test func everyBitPatternSurvives() throws {
    let patterns: [UInt32] = [0x7FC0_0001, 0xFF80_0000, 0x0000_0001, 0x8000_0000, 0x7F7F_FFFF]
    let weights = [Weight(name: "a", shape: [5], values: patterns.map(Float.init(bitPattern:)))]
    #expect(try Safetensors.decode(Safetensors.encode(weights))[0].values.map(\.bitPattern) == patterns)
  }

  @Test(arguments: [
    (#"[]"#, 0, "should be a JSON object that starts with '{'"),
    (#" {}"#, 0, "should be a JSON object that starts with '{'"),
    (#"{"a":1"#, 0, "at byte 14, the JSON text ends where ',' or '}' should stand"),
    (#"{"a":[[[[[[[[[["#, 0, "nested more than 8 deep"),
    (#"{"a":1}"#, 0, #""a" should be described by a JSON object"#),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, #""a" has no 'data_offsets'"#),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4, #""a" gives 'dtype' twice"#),
    (#"{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}"#, 4, "dtype of \"a\" should be a name"),
    (#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, 8, #"type "I64"; weights must be F32"#),
    (#"{"a":{"dtype":"F32","shape":4,"data_offsets":[0,4]}}"#, 4, "should be a list of whole numbers"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "whole numbers from 0, but it holds -1"),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4, "but it holds 1.0"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4, "the data_offsets of \"a\""),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#, 4, "should be two numbers"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "start at byte 4 and end before that, at 0"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 4, "only 4 bytes of data are in the file"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4, "only 4 bytes of data"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616]}}"#, 4, "whole numbers from 0"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      "shape (2) needs 8 bytes, but its data_offsets give it 4"
    ),
    (#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}"#, 4, "type F16 and shape (1) needs 2 bytes"),
    (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#, 4, "too large for any memory"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      "bytes 0 to 4 of the data, before \"a\", belong to no"
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "end at byte 4 of the data, but 8 bytes"),
    (#"{}"#, 1, "end at byte 0 of the data, but 1 bytes"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
      12,
      #""b" (bytes 4 to 12 of the data) overlaps "a" (bytes 0 to 8)"#
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8,
      #"the header names "a" twice"#
    ),
  ])
  func saysWhatIsDamaged(_ header: String, _ dataCount: Int, _ message: String) {
    expectBadWeights(file(header.utf8, Array(repeating: 0, count: dataCount)), message)
  }

  @Test func refusesDamagedLengths() {
    expectBadWeights([], "ends after 0 of the 8 bytes")
    expectBadWeights([1, 0, 0], "ends after 3 of the 8 bytes")
    expectBadWeights([2, 0, 0, 0, 0, 0, 0, 0, 0x7B], "should be 2 bytes long, but only 1 follow")
    expectBadWeights(Array(repeating: 0xFF, count: 100), "length of 18446744073709551615 bytes")
    expectBadWeights(Array("PK\u{3}\u{4} not this kind of file".utf8), "probably no safetensors file")
    expectBadWeights([0, 0, 0, 0, 0, 0, 0, 0], "at byte 8, the JSON text ends")
  }

  @Test func everyTruncationAndByteChangeIsAnErrorOrWeights() throws {
    let whole = try Reference.bytes("python.safetensors")
    for count in 0..<whole.count {
      #expect(throws: EngineError.self) { try Safetensors.decode(Array(whole[..<count])) }
    }
    for position in 0..<whole.count {
      for byte: UInt8 in [0, 0x22, 0x2D, 0x39, 0x5B, 0x7D, 0xFF] {
        var damaged = whole
        damaged[position] = byte
        // Any answer is right but a trap.
        _ = try? Safetensors.decode(damaged)
      }
    }
  }

  @Test func longNamesStayOutOfMessages() {
    let name = "e" + String(repeating: "\u{301}", count: 100_000)
    let problem = #expect(throws: EngineError.self) {
      try Safetensors.decode(file("{\"\(name)\":0}".utf8, []))
    }
    if case .badWeights(let message) = problem { #expect(message.utf8.count < 300) }
  }

  private func file(_ header: some Collection<UInt8>, _ data: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
  }

  private func expectBadWeights(_ bytes: [UInt8], _ part: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let problem = #expect(throws: EngineError.self, sourceLocation: sourceLocation) { try Safetensors.decode(bytes) }
    guard case .badWeights(let message) = problem else {
      Issue.record("\(String(describing: problem))", sourceLocation: sourceLocation)
      return
    }
    #expect(message.contains(part), sourceLocation: sourceLocation)
  }
}
