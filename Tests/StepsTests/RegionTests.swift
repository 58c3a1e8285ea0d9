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
    #expect(plan.regions.map(\.kind) == [.question, .teacher])
    #expect(plan.regions[0].children.map(\.kind) == [.answer, .hint])
    #expect(plan.regions[0].name == "q1")
    #expect(plan.document.source.text(plan.regions[0].range).hasSuffix("<!-- /question -->"))
    #expect(plan.document.source.text(plan.regions[1].range) == "<!-- teacher --> in a line <!-- /teacher -->")
  }

  @Test func otherCommentsAreLeftAlone() throws {
    let result = plan("<!-- to do: write more -->\n\nText <!-- note --> here.")
    #expect(result.plan?.regions == [])
    #expect(result.diagnostics.map(\.id) == ["no-steps"])
  }

  @Test func linksToValuesAreFoundInRegionsToo() throws {
    let text =
      lesson("load mnist as a, b, c, d")
      + "\n<!-- hint --> There are [60,000](value:load.train_count). <!-- /hint -->\n"
    let plan = try #require(plan(text).plan)
    #expect(plan.valueLinks.map(\.value) == [ValueName(step: "load", key: "train_count")])
    #expect(plan.document.source.text(plan.valueLinks[0].range) == "load.train_count")
  }
}
