import Foundation
import Markdown
import Lesson
import Steps
import Testing

@Suite struct FormatterTests {
  private func format(_ text: String) throws -> String {
    let result = try LessonFormatter.format(SourceText(text), Verb.vocabulary)
    return result.text(0..<result.utf8.count)
  }

  @Test(arguments: [
    ("Load  mnist as x_train,y_train ,x_test,  y_test", "load mnist as x_train, y_train, x_test, y_test"),
    ("\tshape\tx ", "shape x"), ("SHOW x [0:5]", "show x [0:5]"), ("show x[:5]", "show x[:5]"),
    ("show x where y==3", "show x where y = 3"), ("expect evaluate.accuracy>=1/2", "expect evaluate.accuracy >= 1/2"),
    ("reshape x to (-1,28,28,1)", "reshape x to (-1, 28, 28, 1)"), ("reshape x to (784,)", "reshape x to (784,)"),
    ("Normalize x", "normalize x"), ("One_Hot y", "one-hot y"), ("confusion matrix a,b", "confusion matrix a, b"),
    ("load \u{201C}my  file.csv\u{201D} as X", "load \"my  file.csv\" as X"), ("load 'a\"b' as x", "load 'a\"b' as x"),
    ("[[ Show ]]  x", "[[ Show ]]  x"), ("show x[[ [ 5 ] ]]", "show x[[ [ 5 ] ]]"),
    ("print x[[[3]]] , y", "print x[[[3]]], y"),
    ("show 'x", "show 'x"), ("flaten  x", "flaten x"),
    ("fit n on x,y\n Epochs = 3", "fit n on x, y\n  epochs: 3"),
    ("fit n on x\n\tbatch-size:3", "fit n on x\n  batch_size: 3"),
    (
      "show x\n caption  = Three , 3 \u{D7} 3  \u{2013} \u{201C}so\u{201D} # c",
      "show x\n  caption: Three , 3 \u{D7} 3  \u{2013} \u{201C}so\u{201D}  # c"
    ),
    ("fit n on x\nepochs: 3", "fit n on x\n  epochs: 3"), ("fit n on x epochs: 3", "fit n on x epochs: 3"),
    (
      "build n\n   Conv2D 32 3×3\n      padding=same\n   dense  [[10]]  relu",
      "build n\n  conv2d 32 3x3\n    padding: same\n  dense [[10]] relu"
    ),
    ("load a as b# x\nshape b   # y", "load a as b  # x\nshape b      # y"),
    ("shape a      # x\nshape bbb    # y", "shape a      # x\nshape bbb    # y"),
    ("shape a # x\n\nshape bbb # y", "shape a  # x\n\nshape bbb  # y"),
    ("shape a\n #  why\nfit n on x\n    # how\n    epochs: 1", "shape a\n  #  why\nfit n on x\n  # how\n  epochs: 1"),
  ]) func writesALineOneWay(_ written: String, _ formatted: String) throws {
    #expect(try format(lesson(written)) == lesson(formatted))
    #expect(try format(lesson(formatted)) == lesson(formatted))
    #expect(
      try format(lesson(written).replacing("\n", with: "\r\n")) == lesson(formatted).replacing("\n", with: "\r\n"))
  }

  @Test func leavesEverythingElse() throws {
    let prose =
      "---\ntitle:  A\n---\n\nFit  it:\n\n```text\nFit  it\n```\n\n    Load  it\n\n````md\n```step\nFit  it\n```\n````\n"
    #expect(try format(prose) == prose)
    let inside = "> 1. a\n>\n>    ```step\n>     Shape  x\n>    ```\n\n- b\n  ~~~ step\n  \t show  x\n  ~~~\n"
    let formatted = "> 1. a\n>\n>    ```step\n>    shape x\n>    ```\n\n- b\n  ~~~ step\n  show x\n  ~~~\n"
    #expect(try format(inside) == formatted)
  }

  @Test func refusesABlockWithoutAnEnd() {
    #expect(throws: Diagnostic.self) { try format("```step\nShape  x\n\nProse\n") }
  }

  static let lessons = [
    "00-mlp", "01-softmax", "02-cnn", "03-gzip-idx", "04-hands-on", "05-fashion", "06-table", "07-regression",
  ].map {
    URL(filePath: #filePath).appending(path: "../../../Lessons/\($0).md").standardizedFileURL
  }

  @Test(arguments: lessons) func theLessonsAreInOrder(_ url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(try format(text) == text, "run 'lesson fmt \(url.path)'")
    #expect(try format(Starter.text) == Starter.text)
  }

  /// Other indentation, other separators, wider gaps: the same lesson once formatted, and the same steps before.
  @Test(arguments: lessons) func untidyLessonsBecomeTheirTidySelves(_ url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    var isStep = false
    var isShown = false
    let untidy = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("````") { isShown.toggle() }
      if line.hasPrefix("```") { isStep = line == "```step" && !isShown }
      // Texts, also those that are lists, stay as they are written.
      let isText = ["caption: ", "columns: ", "labels: "].contains { line.hasPrefix("  \($0)") }
      guard isStep, !line.hasPrefix("```"), !line.contains("#"), !isText else { return String(line) }
      let start = line.prefix { $0 == " " }
      let key = line.dropFirst(start.count).prefix { $0.isLetter || $0 == "_" }
      let rest = line.dropFirst(start.count + key.count)
      let separated = rest.hasPrefix(": ") && !start.isEmpty ? " =   " + rest.dropFirst(2) : String(rest)
      return start.replacing("  ", with: "\t ") + key.uppercased() + separated.replacing(", ", with: " ,") + " \t"
    }
    let untidied = untidy.joined(separator: "\n")
    #expect(untidied != text)
    #expect(try format(untidied) == text)
  }

  @Test func namesOfSeveralWordsAndSmallWordsAreSpeltAsUsual() throws {
    let lesson =
      "```step\nshow Relu where Linear = 3\nfit n ON x, y\n  Batch  Size:10\nbuild n\n  conv_2d 8 3x3 Relu padding:SAME\n```\n"
    let expected =
      "```step\nshow Relu where Linear = 3\nfit n on x, y\n  batch_size: 10\nbuild n\n  conv_2d 8 3x3 relu padding:same\n```\n"
    #expect(try format(lesson) == expected)
  }
}
