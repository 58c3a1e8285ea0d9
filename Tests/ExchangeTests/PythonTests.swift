import Testing

@testable import Exchange

@Suite struct PythonTests {
  private func value(_ text: String) -> PythonExpression? {
    guard case .expression(let expression)? = PythonParser.statements(text).first?.kind else { return nil }
    return expression
  }

  private func name(_ text: String) -> PythonExpression { .name(text) }

  @Test func operatorsBindAsInPython() {
    #expect(value("a + b * c") == .binary(name("a"), "+", .binary(name("b"), "*", name("c"))))
    #expect(value("a - b - c") == .binary(.binary(name("a"), "-", name("b")), "-", name("c")))
    #expect(value("-a ** b") == .unary("-", .binary(name("a"), "**", name("b"))))
    #expect(value("not a == b") == .unary("not", .binary(name("a"), "==", name("b"))))
    #expect(value("a not in b") == .binary(name("a"), "not in", name("b")))
  }

  @Test func callsSlicesAndLists() {
    #expect(
      value("f(a, k=1)[2:, ::3].b")
        == .attribute(
          .subscripted(
            .call(name("f"), [name("a")], keywords: [.init(name: "k", value: .number("1"))]),
            [.slice(.number("2"), nil, step: nil), .slice(nil, nil, step: .number("3"))]), "b"))
    #expect(value("[(1, 2)]") == .list([.tuple([.number("1"), .number("2")])]))
    #expect(value("(1,)") == .tuple([.number("1")]))
    #expect(value("(1)") == .number("1"))
    #expect(value("'a' \"b\"") == .string("ab"))
    #expect(value("r'\\n'") == .string("\\n"))
  }

  @Test func whatTutorialsSeldomUseStaysText() {
    #expect(value("[i for i in x]") == .other("[i for i in x]"))
    #expect(value("{'a': 1}") == .other("{'a': 1}"))
    #expect(value("f(lambda x, y: x)") == .call(name("f"), [.other("lambda x, y: x")], keywords: []))
  }

  @Test func linesAreJoinedAsInPython() {
    let statements = PythonParser.statements(
      "a = f(1,\n  2)\nb = \"\"\"x\n)\"\"\"\nc = 1; d = 2\nfor i in x:\n    g(i)\n\n    h(i)\ne = 1 + \\\n  2\n")
    #expect(statements.map { $0.line } == [1, 3, 5, 5, 6, 10])
    #expect(statements[2].text == "c = 1" && statements[3].text == "d = 2")
    guard case .compound("for", _, let body) = statements[4].kind else {
      Issue.record("no loop")
      return
    }
    #expect(body.count == 2)
    #expect(statements[4].text == "for i in x:\n    g(i)\n\n    h(i)")
  }

  /// No text of any kind ends the program.
  @Test func brokenCodeIsKept() throws {
    for text in ["x = (", "def", "for", "x = [1,", "\"\"\"", "a.b.", "x[", "with open(", "1 +", "(((((", "f(**", "\\"] {
      let lesson = try ImportedLesson(text: Array(text.utf8), name: "a.py", title: "T")
      #expect(lesson.text.hasPrefix("# T"))
    }
    let deep = "x = " + String(repeating: "(", count: 5000)
    #expect(try ImportedLesson(text: Array(deep.utf8), name: "a.py", title: "T").text.contains("((("))
  }
}
