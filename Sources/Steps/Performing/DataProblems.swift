import Datasets
import Lesson

extension DataError {
  private var id: Diagnostic.ID { if case .unfit = self { .doesNotFit } else { .unavailable } }

  func diagnostic(at range: Range<Int>?) -> Diagnostic {
    Diagnostic(cause: isMachine ? .machine : .lesson, id: id, at: range, summary, notes: notes)
  }
}
