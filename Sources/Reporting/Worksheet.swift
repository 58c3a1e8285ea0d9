package import Lesson
import Running
import Steps

/// A lesson to print: lines to write on instead of results.
package enum Worksheet {
  /// - Parameter lesson: as students get it.
  package static func page(of lesson: ResolvedLesson, options: ReportOptions, version: String) throws(Diagnostic)
    -> String
  {
    var options = options
    options.edition = .student
    options.isWorksheet = true
    options.playground = false
    return try Report.page(Outcome(notRun: Plan(lesson: lesson, steps: []), version: version), options: options)
  }

  /// Lines 8 mm apart; a question stands on one page with its answer where it fits.
  static let style = #"""

    nav,footer,.skip,.copy,.step>.result,.hint,.unseen{display:none}
    header::after{content:"Name: ______________________________   Date: ________________";display:block;
    white-space:pre-wrap;font-family:var(--sans);font-size:.9rem;padding:.9rem 0 .4rem}
    .idle .source{opacity:1}
    .answer{border:0;padding:0}
    .answer .empty{font-size:0;min-height:40mm;margin:0;
    background:repeating-linear-gradient(var(--paper) 0 7.7mm,var(--quiet) 7.7mm 8mm);
    print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .field{display:inline-block;min-width:8em;min-height:1.5em;background:none;border-radius:0;color:transparent}
    .question{break-inside:avoid}
    td:empty{min-width:5em;height:2em}
    @media print{h2{break-after:avoid}.step{break-inside:avoid}}

    """#
}
