import Testing

@testable import Text

@Suite struct JSONTests {
  @Test(arguments: [
    ("null", JSON.null), (" \t\r\ntrue ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
    ("-0", .integer(0)),
    ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(0x1p63)),
    ("1.0", .number(1)), ("1e2", .number(100)), ("-0.5E-1", .number(-0.05)), ("1e-999", .number(0)),
    ("\"\"", .string("")), ("\"é𝄞\"", .string("é𝄞")), (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")),
    (#""\u0041\u00e9\u20AC\uD834\uDD1E\u0000""#, .string("Aé€𝄞\u{0}")), ("[]", .array([])), ("[ ]", .array([])),
    ("[1, [2],{}]", .array([.integer(1), .array([.integer(2)]), .object([])])), ("{ }", .object([])),
    (#"{"a" : 1 ,"a":2}"#, .object([.init("a", .integer(1)), .init("a", .integer(2))])),
  ])
  func reads(_ text: String, _ value: JSON) throws { #expect(try JSON(parsing: text.utf8) == value) }

  @Test(arguments: [
    ("", 0), (" ", 1), ("nul", 0), ("True", 0), ("[1,]", 3), ("[1 2]", 3), ("[,1]", 1), ("[1", 2), ("{\"a\"}", 4),
    ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\":}", 5), ("1 2", 2), ("01", 1), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2),
    ("1.e3", 2), ("1e", 2), ("1e+", 3), ("0x10", 1), ("NaN", 0), ("-Infinity", 1), ("1e999", 0), ("\"a", 0),
    ("\"a\nb\"", 2),
    (#""\x41""#, 2), (#""\u12G4""#, 5), (#""\uD834""#, 1), (#""\uDD1E\uD834""#, 1), (#""\uD834\u0041""#, 1), ("'a'", 0),
    ("[1]//", 3), ("\u{FEFF}1", 0), ("\"\\", 2),
  ])
  func refusesWithThePlace(_ text: String, _ offset: Int) {
    let problem = #expect(throws: JSON.Problem.self) { try JSON(parsing: text.utf8) }
    #expect(problem?.offset == offset)
  }

  @Test func refusesInvalidUTF8() {
    #expect(throws: JSON.Problem.self) { try JSON(parsing: [0x22, 0xC0, 0x80, 0x22]) }
    #expect(throws: JSON.Problem.self) { try JSON(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test func refusesDeepNestingWithoutDeepRecursion() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSON.Problem(message: "arrays and objects are nested more than 64 deep", offset: 64)) {
      try JSON(parsing: deep.utf8)
    }
    let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(throws: Never.self) { try JSON(parsing: allowed.utf8) }
  }

  @Test func saysWhatWasFoundAndWanted() {
    #expect(throws: JSON.Problem(message: "']' stands where ',' or '}' should", offset: 6)) {
      try JSON(parsing: #"{"a":1]"#.utf8)
    }
  }

  @Test func writesWhatItReads() throws {
    let value = JSON.object([
      .init("a\"\\\n\u{1}é", .array([.null, .bool(true), .integer(-3), .number(1e-7), .number(0.1), .string("\t")])),
      .init("b", .object([])),
    ])
    #expect(value.text == #"{"a\"\\\n\u0001é":[null,true,-3,1e-07,0.1,"\t"],"b":{}}"#)
    #expect(try JSON(parsing: value.text.utf8) == value)
    #expect(JSON.number(.nan).text == "null")
    #expect(value["b"] == .object([]))
    #expect(value["c"] == nil)
  }
}
