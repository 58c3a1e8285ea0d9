import Lesson
import Reporting
import Running
import Steps

extension Condition {
  static let exports = [
    Condition(
      .noTranslation, "an expectation of a step that the exported edition leaves out",
      says: """
        lesson.md:12:1: warning: the value summary.params of 'expect' has no counterpart in Python here
         12 | expect summary.params = 7850
            | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~
            = a comment stands in its place
        """
    ) { bench in
      try bench.write(
        "lesson.md",
        """
        ```step
        build net
          input: 784
          dense 10 softmax
        ```
        <!-- solution -->
        ```step
        summary net
        ```
        <!-- /solution -->
        ```step
        expect summary.params = 7850
        ```
        """)
      guard let plan = try bench.check().plan else { return [] }
      var options = ReportOptions()
      options.edition = .student
      return try Report.exported(Outcome(notRun: plan, version: ""), as: .python, options: options).gaps
    }
  ]
}
