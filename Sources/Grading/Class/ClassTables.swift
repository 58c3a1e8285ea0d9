package import Files
import Text

extension GradingFolder {
  /// Writes the tables, the page of the class, and each student's feedback.
  ///
  /// - Parameter language: the lesson's.
  package func write(_ book: Gradebook, language: String) throws(FileProblem) {
    try makeFolders(out)
    try write("grades.csv", book.csv)
    try write("grades.json", book.json.text + "\n")
    try write("marks.csv", book.marksCSV)
    try write("class.html", ClassPage(book: book, language: language).html)
    let feedback = Feedback(book: book, language: language)
    for record in book.records where record.ending != .missing {
      let folder = "feedback/\(Self.safe(record.student))"
      try makeFolders("\(out)/\(folder)")
      try write("\(folder)/report.html", feedback.page(record, report: report(of: record.student)))
    }
  }

  /// What is as it was is left alone.
  private func write(_ name: String, _ text: String) throws(FileProblem) {
    let path = out + "/" + name
    let bytes = Array(text.utf8)
    if let same = try? readFile(path), same == bytes { return }
    try replaceFile(path, with: bytes)
  }
}
