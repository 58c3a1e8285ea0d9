import Markdown
import Lesson
import Steps
import Testing

@Suite struct RegionTests {
  @Test func regionsNest() throws {
    let text = """
      <!-- question q1 -->
      Which?
      <!-- answer q1 --> <!-- /answer -->
      <!-- hint q1 --> Look. <!-- /hint -->
      <!-- /question -->
      Words <!-- teacher --> in a line <!-- /teacher --> go on.
      """
    let plan = try #require(plan(text).plan)
    #expect(plan.lesson.regions.map(\.kind) == [.question, .teacher])
    #expect(plan.lesson.regions[0].children.map(\.kind) == [.answer, .hint])
    #expect(plan.lesson.regions[0].name == "q1")
    #expect(plan.lesson.source.text(plan.lesson.regions[0].range).hasSuffix("<!-- /question -->"))
    #expect(plan.lesson.source.text(plan.lesson.regions[1].range) == "<!-- teacher --> in a line <!-- /teacher -->")
  }

  @Test func otherCommentsAreLeftAlone() throws {
    let result = plan("<!-- to do: write more -->\n\nText <!-- note --> here.")
    #expect(result.plan?.lesson.regions.isEmpty == true)
    #expect(result.diagnostics.map(\.id) == [.noSteps])
  }

  @Test func linksToValuesAreFoundInRegionsToo() throws {
    let text =
      lesson("load mnist as a, b, c, d")
      + "\n<!-- hint --> There are [60,000](value:load.train_count). <!-- /hint -->\n"
    let plan = try #require(plan(text).plan)
    let links = plan.lesson.parts.flatMap(links)
    #expect(links.map(\.value) == [ValueName(step: "load", key: "train_count")])
    #expect(plan.lesson.source.text(links[0].range) == "load.train_count")
  }

  @Test func linksNameValuesInAnySpelling() throws {
    let text = lesson("load mnist as a, b, c, d") + "\n[60,000](VALUE:Load.Train-Count) [9](value:load.classes)\n"
    let lesson = try #require(plan(text).plan).lesson
    let values = lesson.parts.flatMap(links).map(\.value)
    #expect(values == [ValueName(step: "load", key: "train_count"), ValueName(step: "load", key: "classes")])
  }

  /// Raw HTML is read as its container shows it; problems in it have their places in the lesson.
  @Test func rawHTMLInAQuotationIsReadAsItIsShown() throws {
    let text =
      lesson("load mnist as a, b, c, d")
      + "\n> <div>\n> <!-- hint\n> q --> [9](value:load.classes) and\n> [8](value:load.classe) <!-- /hint -->\n> </div>\n"
    let problem = try #require(plan(text).diagnostics.first)
    #expect(SourceText(text).text(try #require(problem.range)) == "load.classe")
    let lesson = try #require(plan(text.replacing("classe)", with: "classes)")).plan).lesson
    #expect(lesson.regions.map(\.name) == ["q"])
    #expect(
      lesson.regions[0].parts.flatMap(links).map { lesson.source.text($0.range) } == ["load.classes", "load.classes"])
  }

  @Test func theTitleAnchorsAndQuestionsAreTheLessonsOwn() throws {
    let text =
      "# T\n\n## A b <!-- teacher -->c<!-- /teacher -->\n\n<!-- question -->\n## A *b*\n<!-- hint --> x <!-- /hint -->\n<!-- /question -->\n"
    let lesson = try #require(plan(text).plan).lesson
    #expect(lesson.title != nil)
    guard case .heading(let first) = lesson.parts[0], case .heading(let second) = lesson.regions[0].parts[0] else {
      Issue.record("no headings")
      return
    }
    #expect([first.anchor, second.anchor] == ["a-b-", "a-b"])
    #expect(lesson.regions[0].question == 1 && lesson.regions[0].children[0].question == 1)
  }

  private func links(in part: ResolvedLesson.Part) -> [ValueLink] {
    switch part {
    case .paragraph(let prose): prose.compactMap { if case .value(let link, _) = $0 { link } else { nil } }
    case .region(let region): region.parts.flatMap(links)
    default: []
    }
  }
}
