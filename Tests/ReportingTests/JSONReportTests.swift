import Files
import Foundation
import Running
import Steps
import Testing

@testable import Reporting

struct JSONReportTests {
  private static func text(_ outcome: Outcome, edition: ReportOptions.Edition = .whole) -> String {
    var options = ReportOptions()
    options.edition = edition
    let files = Fixture.files(outcome, formats: [.json], options: options)
    return String(decoding: files[0].bytes, as: UTF8.self)
  }

  @Test func everyMemberIsThere() {
    let outcome = Fixture.outcome(
      "# A \"b\"\n\n```step\nshape x\nnormalise x\nshow x\nfit n on x, y\nevaluate n on x, y\n```\n",
      outputs: [
        "shape": [.text("(1)\n")], "show": [.figure(Fixture.figure("01-show", caption: "A dot"))],
        "fit": [.table(Fixture.table), .remark("It *stopped*.")],
      ],
      values: ["fit.accuracy": .fraction(0.5), "fit.loss": .number(.nan), "shape.shape": .text("(1)")], failing: "fit")
    let expected = """
      {"title":"A \\"b\\"","author":null,"date":null,"language":"en","version":"1.0","seed":7,\
      "settings":["fit.epochs = 3"],\
      "data":[{"name":"mnist","origin":"built-in sample","checksum":"c0ffee"}],\
      "values":[{"id":"shape.shape","kind":"text","value":"(1)"},\
      {"id":"fit.accuracy","kind":"fraction","value":0.5},{"id":"fit.loss","kind":"number","value":null}],\
      "steps":[{"id":"shape","state":"ran","outputs":[{"kind":"text","text":"(1)\\n"}]},\
      {"id":"normalise","state":"ran","outputs":[]},\
      {"id":"show","state":"ran","outputs":[{"kind":"figure","name":"01-show","caption":"A dot",\
      "alternativeText":"A \\"red\\" dot & nothing <else>",\
      "table":{"kind":"table","header":["Epoch","Loss"],"rows":[["1","0.5"],["2","0.25"]],"footerRows":0}}]},\
      {"id":"fit","state":"failed","outputs":[{"kind":"table","header":["Layer","Output shape","Parameters"],\
      "rows":[["conv2d_1","(26, 26, 32)","320"],["a|b","(10)","650"],["Total","","970"]],"footerRows":1},\
      {"kind":"remark","text":"It *stopped*."}]},\
      {"id":"evaluate","state":"notRun","outputs":[]}],\
      "failures":[{"step":"fit","line":7,"column":1,"id":"diverged","message":"the loss became <infinite> in epoch 2",\
      "hint":"try a smaller rate","notes":["add 'learning_rate: 0.001' below line 3"]}]}

      """
    #expect(Self.text(outcome) == expected)
  }

  @Test func whatAnEditionLeavesOutIsNotTold() {
    let outcome = Fixture.outcome(
      "<!-- solution -->\n```step\nshape x\n```\n<!-- /solution -->\n\n```step\nprint x\n```\n",
      values: ["shape.shape": .text("secret"), "print.maximum": .number(1)])
    #expect(Self.text(outcome).contains("secret"))
    let handout = Self.text(outcome, edition: .student)
    #expect(!handout.contains("secret") && !handout.contains("\"shape\"") && handout.contains("print.maximum"))
  }

  @Test func figuresAreNotDrawnForIt() throws {
    let outcome = Fixture.outcome("```step\nshow x\n```", outputs: ["show": [.figure(Fixture.figure("01-show"))]])
    #expect(try Report.files(outcome, formats: [.json], options: ReportOptions()).map(\.path) == ["report.json"])
    let both = try Report.files(outcome, formats: [.markdown, .json], options: ReportOptions()).map(\.path)
    #expect(both == ["report.md", "report.json", "figures/01-show.png"])
  }
}
