import Markdown
import Steps
import Testing

@testable import Lesson

/// What lessons written for other programs hold.
@Suite struct WildLessonTests {
  private func handout(_ text: String) throws -> String {
    let result = try Handout.text(of: SourceText(text), Verb.vocabulary)
    return result.text(0..<result.utf8.count)
  }

  private func refusals(_ text: String) -> [Diagnostic.ID] {
    do throws(Handout.Problems) {
      _ = try Handout.text(of: SourceText(text), Verb.vocabulary)
      return []
    } catch { return error.diagnostics.map { $0.id } }
  }

  private static let head = "---\ntitle: My title\nseed: 7\n---\n\nWords.\n"
  private static let load = "```step\nload mnist as x_train, y_train, x_test, y_test\n```\n\n"

  @Test(arguments: [
    "", "\n", "\n\n  \n", "<!-- a comment -->\n", "<!-- one\n\ntwo -->\n\n", "\u{FEFF}", "\u{FEFF}\n", "\r\n",
  ])
  func theHeadIsReadBelowBlankLinesAndComments(above: String) {
    let syntax = LessonSyntax(SourceText(above + Self.head), Verb.vocabulary)
    #expect(syntax.frontMatter.title == "My title" && syntax.frontMatter.seed == 7)
    #expect(syntax.document.blocks.count == 1)
  }

  @Test(arguments: ["Words.\n\n", "<!-- teacher -->\n", "# Heading\n"])
  func aHeadBelowOtherWordsIsTold(above: String) {
    let ids = plan(above + Self.head).diagnostics.map { $0.id }
    #expect(ids.contains(.lateFrontMatter), "\(ids)")
  }

  @Test(arguments: ["Words.\n\n---\n\nMore: words.\n", "\n---\n\nWords.\n", "```\n---\ntitle: a\n---\n```\n"])
  func otherLinesAreNoHead(text: String) {
    let syntax = LessonSyntax(SourceText(text), Verb.vocabulary)
    #expect(syntax.frontMatter == FrontMatter() && !syntax.problems.contains { $0.id == .lateFrontMatter })
  }

  @Test(arguments: [
    (#""The \"real\" data""#, #"The "real" data"#), ("'It''s'", "It's"), (#""a\\b""#, #"a\b"#), ("It's", "It's"),
    (#""A" and "B""#, #""A" and "B""#), (#""A"  # words"#, "A"), ("C# and F#", "C# and F#"), ("''", nil),
  ])
  func titlesAreQuotedAsInYAML(written: String, title: String?) {
    let syntax = LessonSyntax(SourceText("---\ntitle: \(written)\n---\n"), Verb.vocabulary)
    #expect(syntax.frontMatter.title == title)
  }

  @Test(arguments: [
    ("<!--- solution --->", "<!--- /solution --->"), ("<!-- begin solution -->", "<!-- end solution -->"),
    ("<!-- BEGIN SOLUTION q1 -->", "<!-- END SOLUTION q1 -->"), ("<!--solution-->", "<!--/solution-->"),
    ("<!---- Solution ---->", "<!-- / solution --->"), ("<!-- start teacher -->", "<!-- stop teacher -->"),
  ])
  func otherFormsOfMarksAreCut(start: String, end: String) throws {
    #expect(try handout("Words.\n\n\(start)\nSECRET\n\(end)\n\nMore.\n") == "Words.\n\nMore.\n")
  }

  @Test(arguments: [
    "### BEGIN SOLUTION\n\nSECRET\n\n### END SOLUTION\n",
    "```step\n### BEGIN SOLUTION\nshow x\n### END SOLUTION\n```\n",
    "```step\nshow x  # SOLUTION\n# solution\nshow y\n```\n", "[//]: # (BEGIN SOLUTION)\n\nSECRET\n",
    "**Begin solution**\n\nSECRET\n", "<!-- soluton -->\nSECRET\n<!-- /soluton -->\n",
    "<!-- solution: -->\nSECRET\n<!-- solution end -->\n", "<!-- [solution] -->\nSECRET\n<!-- [/solution] -->\n",
    "<!-- solutions -->\nSECRET\n<!-- /solutions -->\n", "```python\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n```\n",
  ])
  func whatMayBeASolutionIsRefused(lesson: String) { #expect(!refusals(lesson).isEmpty) }

  @Test(arguments: [
    "## Solution\n\nA solution begins with salt.\n", "Start solutions early, since they take a long time to write.\n",
    "<!-- to do: write more -->\n\n<!-- hints -->\n", "<!-- solution -->\n### BEGIN SOLUTION\n<!-- /solution -->\n",
  ])
  func ordinaryWordsAreNot(lesson: String) { #expect(refusals(lesson) == []) }

  @Test func aValueOfASolutionsStepIsTold() {
    let step = "<!-- solution -->\n```step\nhistogram y_train\n```\n<!-- /solution -->\n\n"
    let link = "The rarest has [5](value:histogram.smallest).\n"
    #expect(refusals(Self.load + step + link) == [.valueOfSolution])
    #expect(refusals(Self.load + step) == [])
    #expect(refusals(Self.load + step + "<!-- teacher -->\n\(link)<!-- /teacher -->\n") == [])
    let asked = "<!-- question -->\nWhich?\n<!-- answer --> <!-- /answer -->\n\(step)<!-- /question -->\n\n"
    #expect(refusals(Self.load + asked + link) == [])
    let second = "```step\nhistogram y_test\n```\n\n[5](value:histogram-2.smallest)\n"
    #expect(refusals(Self.load + step + second) == [.valueOfSolution])
  }

  @Test(arguments: [
    ("show x_train[[[0]]:4]", "show x_train[____:4]"), ("show x_train[0:[[4]]]", "show x_train[0:____]"),
    ("show x_train[[[3]]]", "show x_train[____]"), ("show [[x_train[3]]]", "show ____"),
    ("[[show]] x_train[0:4]", "____ x_train[0:4]"),
  ])
  func blanksStandWhereTheyWere(step: String, left: String) throws {
    let lesson = Self.load + "```step\n\(step)\n```\n"
    #expect(plan(lesson).diagnostics.isEmpty)
    let copy = try handout(lesson)
    #expect(copy == Self.load + "```step\n\(left)\n```\n")
    #expect(plan(copy).diagnostics.map { $0.id } == [.unfilledBlank])
  }

  @Test func theFenceThatWasOpenedIsNamed() {
    let hint = plan("````step\nload mnist as a, b, c, d\n```\n").diagnostics.first?.hint
    #expect(hint?.hasPrefix("write ```` on") == true)
    #expect(plan("~~~step\nload mnist as a, b, c, d\n").diagnostics.first?.hint?.hasPrefix("write ~~~ on") == true)
  }

  @Test func aStepOnTheFenceIsTold() {
    #expect(plan("```step load mnist as a, b, c, d\nshape a\n```\n").diagnostics.contains { $0.id == .stepOnFence })
    #expect(!plan("```step {.wide}\nload mnist as a, b, c, d\n```\n").diagnostics.contains { $0.id == .stepOnFence })
  }

  @Test(arguments: [
    ("<img src=\"missing.png\">", Diagnostic.ID.missingPicture),
    ("Words <img src='missing.png'> here.", .missingPicture),
    ("![a](https://example.org/a.png)", .pictureElsewhere), ("![b](attachment:b.png)", .pictureElsewhere),
    ("![c](C:\\Users\\me\\c.png)", .pictureElsewhere), ("![d](data:text/html;base64,AA)", .pictureElsewhere),
    ("<p><img src=\"https://example.org/a.png\"></p>", .pictureElsewhere), ("![e](my digit.png)", .noPicture),
  ])
  func picturesThatAreNotShownAreTold(text: String, id: Diagnostic.ID) {
    let ids = plan(Self.load + text + "\n").diagnostics.map { $0.id }
    #expect(ids == [id])
  }

  @Test(arguments: ["![a](a.png)", "<img src=\"a.png\">", "![d](data:image/png;base64,AA==)", "Wait! [a](b.png)"])
  func otherPicturesAreNot(text: String) { #expect(plan(Self.load + text + "\n").diagnostics.isEmpty) }
}
