import Figures
import Files
import Foundation
import Markdown
import Lesson
import Steps
import Running
import Testing

@testable import Reporting

struct ReportTests {
  static let lesson = """
    # A *small* lesson

    It gets [about 95 %](value:evaluate.accuracy) right, **[0.9](value:none.such)** not.

    ### Too deep

    ```step
    # first look
    shape x
    show x[0]

    normalise x  # quiet
    fit net on x, y
      epochs: [[3]]
    ```

    > - inside
    >
    >   ```step
    >   evaluate net on x, y
    >   ```

    <!-- question q1 -->
    **Question 1.** Why?
    <!-- answer q1 --> <!-- /answer -->
    <!-- hint q1 --> Look *closely*. <!-- /hint -->
    <!-- solution q1 -->
    Because.
    <!-- /solution -->
    <!-- /question -->
    <!-- teacher --> Secret <!-- /teacher -->
    Plain <!-- teacher -->concealed<!-- /teacher --> words.

    ## Too deep
    """

  static let outputs: [String: [Output]] = [
    "shape": [.text("x: (3, 28, 28) <uint8>\n")],
    "show": [.figure(Fixture.figure("02-show", caption: "A dot | one"))],
    "fit": [.table(Fixture.table), .remark("It stopped *early*.")],
    "evaluate": [.sentence("Accuracy 96 %.")],
  ]

  static func html(_ outcome: Outcome, edition: ReportOptions.Edition = .whole) -> String {
    var options = ReportOptions()
    options.edition = edition
    return String(decoding: Report.html(outcome, options: options), as: UTF8.self)
  }

  static func markdown(_ outcome: Outcome) -> String {
    String(decoding: Report.markdown(outcome, options: ReportOptions())[0].bytes, as: UTF8.self)
  }

  let whole = Fixture.outcome(
    Self.lesson, outputs: Self.outputs, values: ["evaluate.accuracy": .fraction(0.9612)])

  @Test func theSameOutcomeGivesTheSameBytes() {
    #expect(
      Fixture.files(whole, formats: [.page, .markdown], options: ReportOptions())
        == Fixture.files(whole, formats: [.page, .markdown], options: ReportOptions()))
    #expect(!Self.html(whole).contains("1.23"))
  }

  @Test func markdownHoldsEveryPart() {
    let expected = """
      # A *small* lesson

      It gets about 96 % right, **0.9 (not computed)** not.

      ## Too deep

      ```step
      # first look
      shape x
      ```

      ```text
      x: (3, 28, 28) <uint8>
      ```

      ```step
      show x[0]
      ```

      <p><img src="figures/02-show.png" width="300" height="200" alt="A &quot;red&quot; dot &amp; nothing &lt;else&gt;"></p>

      *Figure 1. A dot | one*

      <details>
      <summary>Figure 1: the numbers</summary>

      | Epoch | Loss |
      | ---: | ---: |
      | 1 | 0.5 |
      | 2 | 0.25 |

      </details>

      ```step
      normalise x  # quiet
      fit net on x, y
        epochs: [[3]]
      ```

      | Layer | Output shape | Parameters |
      | :--- | :--- | ---: |
      | conv2d_1 | (26, 26, 32) | 320 |
      | a\\|b | (10) | 650 |
      | **Total** |  | **970** |

      > **Note:** It stopped \\*early\\*.

      > - inside
      >
      >   ```step
      >   evaluate net on x, y
      >   ```
      >
      >   Accuracy 96 %.

      **Question 1.** Why?

      > **Answer**
      >
      > *No answer yet.* Write yours into the lesson’s file, between `<!-- answer q1 -->` and `<!-- /answer -->`, and run it again.

      <details>
      <summary>Hint</summary>

      Look *closely*.

      </details>

      <details>
      <summary>Solution</summary>

      Because.

      </details>

      Plain

      words.

      ## Too deep

      <details>
      <summary>How this was made</summary>

      | What | Value |
      | :--- | :--- |
      | Program | lesson 1.0 |
      | Seed | 7 |
      | Setting | fit.epochs = 3 |

      | Data | Origin | Checksum |
      | :--- | :--- | :--- |
      | mnist | built-in sample | c0ffee |

      </details>

      """
    #expect(Self.markdown(whole) == expected)
  }

  @Test func headingsBeginAtOneAndNeverSkip() {
    let html = Self.html(whole)
    #expect(html.contains("<h1>A <em>small</em> lesson</h1>"))
    #expect(html.contains("<h2 id=\"too-deep\">Too deep</h2>"))
    #expect(html.contains("<h2 id=\"too-deep-1\">Too deep</h2>"))
    #expect(html.contains("<title>A small lesson</title>"))
  }

  @Test func theTeachersWordsAreTheTeachersAlone() {
    #expect(!Self.html(whole).contains("Secret") && !Self.html(whole).contains("concealed"))
    #expect(Self.html(whole, edition: .teacher).contains("Secret"))
    #expect(Self.html(whole, edition: .teacher).contains("concealed"))
  }

  @Test func theContentsNameWhatIsShown() {
    let outcome = Fixture.outcome(
      "# T\n\n## One\n\n<!-- solution -->\n## Two\n### Three\n<!-- /solution -->\n\n#### Four\n\n## Five\n")
    #expect(Self.html(outcome).contains("<li><a href=\"#two\">Two</a>"))
    let handout = Self.html(outcome, edition: .student)
    #expect(!handout.contains("Two") && handout.contains("<h3 id=\"four\">") && handout.contains(">Five</a>"))
  }

  @Test func aTablesEmptyHeadsHeadNothing() {
    let html = Self.html(Fixture.outcome("# T\n\n| | a | |\n| - | - | -: |\n| 1 | 2 | 3 |\n", outputs: [:]))
    #expect(html.contains("<td></td>\n<th scope=\"col\">a</th>\n<td align=\"right\"></td>"))
  }

  @Test func remarksWithinOtherWordsAreTheTeachersToo() {
    let mark = "<!-- teacher -->unsaid<!-- /teacher -->"
    let lesson = "# A \(mark)\n\n## B \(mark)\n\n![c \(mark)](c.png) **d \(mark)**\n\n| e \(mark) |\n| - |\n"
    let outcome = Fixture.outcome(lesson, outputs: [:])
    #expect(!Self.html(outcome).contains("unsaid") && !Self.markdown(outcome).contains("unsaid"))
    #expect(Self.html(outcome, edition: .teacher).split(separator: "unsaid").count > 4)
  }

  @Test func aFailureStandsAtTheTopAndInItsPlace() {
    let failed = Fixture.outcome(Self.lesson, outputs: Self.outputs, failing: "fit")
    let html = Self.html(failed)
    let text = "he loss became &lt;infinite&gt; in epoch 2. Try a smaller rate."
    #expect(html.split(separator: text).count == 3)
    #expect(html.contains("<h2 id=\"page.problems\">A step failed</h2>"))
    #expect(html.contains("Line 13: "))
    #expect(html.contains("<p class=\"idle\">Not run.</p>"))
    let markdown = Self.markdown(failed)
    #expect(markdown.contains("> **Error.** Line 13: the loss became \\<infinite> in epoch 2. Try a smaller rate."))
    #expect(markdown.contains(">   *Not run.*"))
  }

  @Test func aFigureThatCannotBeDrawnIsAProblemOfItsStep() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Report.files(whole, formats: [.page], options: ReportOptions()) { _ throws(FigureError) in
        throw .cannotEncode
      }
    }
    #expect(error?.summary == "a figure could not be encoded as PNG" && error?.cause == .machine)
    #expect(whole.plan.lesson.source.text(try #require(error?.range)) == "show x[0]")
  }

  @Test func theFilesAreWhatTheTextLinks() {
    let paths = Fixture.files(whole, formats: [.page, .markdown], options: ReportOptions()).map(\.path)
    #expect(paths == ["report.html", "report.md", "figures/02-show.png"])
    #expect(
      Fixture.files(whole, formats: [.page], options: ReportOptions()).map(\.path) == [
        "report.html", "figures/02-show.png",
      ])
  }

  @Test func theLessonsOwnPicturesComeAlong() {
    let outcome = Fixture.outcome(
      "![a dot](img/my%20dot.png \"t\") ![gone](gone.png) ![far](https://example.org/x.png)")
    let options = ReportOptions { $0 == "img/my%20dot.png" ? Fixture.png : nil }
    let html = String(decoding: Report.html(outcome, options: options), as: UTF8.self)
    #expect(html.contains("<img src=\"data:image/png;base64,iVBORw0KGgo"))
    #expect(html.contains("alt=\"a dot\" title=\"t\">"))
    #expect(html.contains("[gone]"))
    #expect(html.contains("<a href=\"https://example.org/x.png\">[far]</a>"))
    let files = Report.markdown(outcome, options: options)
    #expect(files.map(\.path) == ["report.md", "images/01-my20dot.png"])
    #expect(String(decoding: files[0].bytes, as: UTF8.self).contains("![a dot](images/01-my20dot.png \"t\")"))
  }

  @Test func frontMatterMakesATitleBlock() {
    var front = FrontMatter()
    front.title = "Digits <1>"
    front.author = "A. Student"
    front.date = "2026"
    front.language = "de\"><script>"
    let html = Self.html(Fixture.outcome("Text.", frontMatter: front))
    #expect(html.contains("<html lang=\"descript\">"))
    #expect(html.contains("<h1>Digits &lt;1&gt;</h1>\n<p class=\"byline\">A. Student · 2026</p>"))
  }

  @Test func aBlocksLastCommentsStayWithIt() {
    let markdown = Self.markdown(Fixture.outcome("```step\nshape x\n# the end\n```", outputs: Self.outputs))
    #expect(markdown.contains("```step\nshape x\n# the end\n```\n\n```text"))
  }

  @Test func aFirstHeadingIsTheTitleWhateverTheFrontMatterSays() {
    var front = FrontMatter()
    front.title = "Other words"
    let html = Self.html(Fixture.outcome("# The title\n\n<h1>raw</h1>", frontMatter: front))
    #expect(html.contains("<h1>The title</h1>") && html.contains("<h2>raw</h2>"))
    #expect(!html.contains("Other words"))
  }

  @Test func rawHTMLMayReachOverBlocksButNotOutOfTheLesson() {
    let html = Self.html(
      Fixture.outcome("<details>\n<summary>More</summary>\n\nInside *it*.\n\n</details>\n\n</main></div>after"))
    #expect(html.contains("<p>Inside <em>it</em>.</p>\n</details>"))
    #expect(html.components(separatedBy: "</main>").count == 2)
  }

  @Test func marksThatCrossOrStayOpenLeaveABalancedPage() {
    let lesson = """
      <!-- question a -->
      One.
      <!-- hint a -->
      > Two. <!-- /hint -->
      <!-- solution a --> Three.
      <!-- /question -->
      Four. <!-- /answer -->
      <!-- hint b -->
      """
    let html = Self.html(Fixture.outcome(lesson))
    for name in ["section", "details", "blockquote", "div", "p"] {
      let opened = html.components(separatedBy: "<\(name)>").count + html.components(separatedBy: "<\(name) ").count - 1
      #expect(opened == html.components(separatedBy: "</\(name)>").count, "\(name)")
    }
  }

  @Test func tablesHeadTheirColumnsAndScroll() {
    let html = Self.html(Fixture.outcome("| a | b |\n| --- | ---: |\n| 1 | 2 |"))
    #expect(html.contains("<div class=\"scroll\"><table>"))
    #expect(html.contains("<th scope=\"col\">a</th>") && html.contains("<th scope=\"col\" align=\"right\">b</th>"))
  }

  @Test func theShellIsSmall() {
    #expect(Report.html(Fixture.outcome("Text."), options: ReportOptions()).count < 30_000)
  }

  @Test func whatIsHandedOutHasNeitherSolutionsNorFilledBlanks() throws {
    let outcome = whole
    #expect(Self.html(outcome).contains("[[3]]") && Self.html(outcome).contains("Because."))
    let handout = Self.html(outcome, edition: .student)
    #expect(handout.contains("____") && !handout.contains("[[3]]"))
    #expect(!handout.contains("Because.") && !handout.contains("Secret") && handout.contains("closely"))
    let teacher = Self.html(outcome, edition: .teacher)
    #expect(teacher.contains("Because.") && teacher.contains("Secret") && teacher.contains("[[3]]"))
  }

  /// Tags among the words close where they close in the lesson, and unsafe ones go.
  @Test func inlineHTMLIsKeptInMarkdown() {
    let outcome = Fixture.outcome(
      "x<sup>2</sup>, *H<sub>2</sub>O* and <kbd>Ctrl</kbd> <b>bold<i>both</b> <script>alert(1)</script> <u>open",
      outputs: [:], values: [:])
    let text = Self.markdown(outcome)
    #expect(text.contains("x<sup>2</sup>, *H<sub>2</sub>O* and <kbd>Ctrl</kbd> <b>bold<i>both</i></b> "))
    #expect(text.contains("<u>open</u>") && !text.contains("<script"))
  }

  /// Written once for each item, not twice for each level.
  @Test func deepListsAreWrittenOnce() {
    let lesson = (0..<60).map { String(repeating: "  ", count: $0) + "- item \($0)" }.joined(separator: "\n")
    let text = Self.markdown(Fixture.outcome(lesson, outputs: [:], values: [:]))
    #expect(text.contains("item 59"))
  }
}
