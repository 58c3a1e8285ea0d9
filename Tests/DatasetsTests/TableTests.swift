import Arrays
import Datasets
import Foundation
import Testing

/// A file of `Files/tables.json`, which `Files/make_tables.py` writes, and what pandas reads in it.
struct PandasTable: Decodable, CustomTestStringConvertible {
  var file: String
  var bytes: Data
  var labels: String?
  var columns: [String]
  var missing: String?
  var names: [String]
  var x: [[String]]
  var isWhole: Bool
  var classes: [String]?
  var y: [String]?
  /// Rows of `describe`: count, mean, std, min, 25 %, 50 %, 75 %, max.
  var described: [[String]]

  var testDescription: String { file }

  var choice: TableChoice {
    let label: TableChoice.Labels? = labels.map { $0 == "first" ? .first : $0 == "last" ? .last : .named($0) }
    return TableChoice(labels: label, columns: columns, missing: missing.flatMap { TableChoice.Missing(rawValue: $0) })
  }

  static let all: [PandasTable] = {
    guard let url = Bundle.module.url(forResource: "tables", withExtension: "json", subdirectory: "Files"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([PandasTable].self, from: data)) ?? []
  }()
}

@Suite struct TableTests {
  private func read(_ text: String, _ choice: TableChoice = TableChoice()) throws -> DataTable {
    try #require(try DataFile.readTable(bytes: Array(text.utf8), shownAs: "x.csv", choice))
  }

  private func problem(_ text: String, _ choice: TableChoice = TableChoice()) -> DataError? {
    #expect(throws: DataError.self) { try read(text, choice) }
  }

  @Test func thereAreSixty() { #expect(PandasTable.all.count >= 60) }

  @Test(arguments: PandasTable.all) func tablesAreThoseOfPandas(file: PandasTable) throws {
    let table = try #require(try DataFile.readTable(bytes: [UInt8](file.bytes), shownAs: file.file, file.choice))
    let x = table.parts[0]
    #expect(x.columns == file.names)
    #expect(x.array.elementType == (file.isWhole ? .int64 : .float64))
    let isColumn = file.y == nil && file.names.count == 1
    #expect(x.array.shape == (isColumn ? [file.x.count] : [file.x.count, file.names.count]))
    for (number, text) in zip(x.array.values.doubles, file.x.joined()) {
      let wanted = try #require(Double(text))
      // A mean is summed in another order.
      #expect(file.missing == "mean" ? abs(number - wanted) <= 1e-12 * abs(wanted) : number == wanted)
    }
    #expect(table.parts.count == (file.y == nil ? 1 : 2))
    guard let truth = file.y else { return }
    let y = table.parts[1]
    #expect(y.classNames == file.classes && y.array.holds(truth) && y.array.shape == [truth.count])
  }

  @Test(arguments: PandasTable.all) func columnsAreDescribedAsByPandas(file: PandasTable) throws {
    let table = try #require(try DataFile.readTable(bytes: [UInt8](file.bytes), shownAs: file.file, file.choice))
    for column in file.names.indices {
      let summary = NumberSummary(table.parts[0].array.column(column))
      let found = [Double(summary.count), summary.mean, summary.deviation] + summary.quartiles
      for (number, text) in zip(found, file.described.map { $0[column] }) {
        let wanted = try #require(Double(text))
        #expect(abs(number - wanted) <= 1e-12 * abs(wanted) || number.isNaN && wanted.isNaN)
      }
    }
  }

  @Test func whatIsMissingIsToldWithItsPlace() throws {
    let text = "a,b,kind\n1,2,x\n3,NA,y\n,4,x\n"
    let error = problem(text, TableChoice(labels: .last))
    #expect(error?.summary == "'x.csv', line 3, value 2 ('b'): a number is missing")
    #expect(error?.notes.first == "in all, 2 values are missing: 1 in 'a', 1 in 'b'")
    let dropped = try read(text, TableChoice(labels: .last, missing: .drop))
    #expect(dropped.remark == "2 rows of 3 in 'x.csv' are left out, because a value is missing there: lines 3, 4.")
    #expect(dropped.missing == 2 && dropped.parts[1].classNames == ["x"])
    let filled = try read(text, TableChoice(labels: .last, missing: .mean))
    #expect(
      filled.remark == "Missing values in 'x.csv' are filled in with the mean of their column: "
        + "1 value of 'a' (line 4) by 2.00; 1 value of 'b' (line 3) by 3.00.")
  }

  @Test func missingLabelsAreNotFilledIn() {
    let error = problem("a,kind\n1,x\n2,NA\n3,y\n", TableChoice(labels: .last, missing: .mean))
    #expect(error?.summary == "'x.csv', line 3, value 2 ('kind'): a label is missing")
    #expect(error?.notes == ["a label cannot be filled in: write 'missing: drop' to leave such rows out"])
  }

  /// `nan` can be read as a number, but names no class.
  @Test(arguments: ["nan", "NaN", "-nan", "NAN", "+nan", "NA"]) func labelsThatAreNoNumber(label: String) throws {
    for rest in ["x", "2"] {
      let text = "kind,b\n\(label),1\n\(rest),3\n\(rest),4\n"
      // Not among the words for a missing value, as with pandas.
      let isWord = ["NAN", "+nan"].contains(label)
      if !isWord {
        #expect(
          problem(text, TableChoice(labels: .first))?.summary == "'x.csv', line 2, value 1 ('kind'): a label is missing"
        )
        let dropped = try read(text, TableChoice(labels: .first, missing: .drop))
        #expect(dropped.parts[1].array.count == 2)
      } else {
        #expect(try read(text, TableChoice(labels: .first)).parts[1].classNames == [label, rest].sorted())
      }
    }
  }

  @Test(arguments: [
    ("a,b\n1,2024-01-05\n2,2024-01-06\n", "line 2, value 2 ('b'): '2024-01-05' is a date or a time, not a number"),
    ("a,b\n1,5.1.2024\n", "line 2, value 2 ('b'): '5.1.2024' is a date or a time, not a number"),
    ("a,b\n1,3 May 2024\n", "line 2, value 2 ('b'): '3 May 2024' is a date or a time, not a number"),
    ("a,b\n1,13:05\n", "line 2, value 2 ('b'): '13:05' is a date or a time, not a number"),
    ("a,b\n1,red\n2,blue\n", "line 2, value 2 ('b'): 'red' is not a number"),
    ("a,b\n1,2\n2,blue\n3,4\n", "line 3, value 2: 'blue' is not a number"),
    ("a,b\n1,2\n2,blue,3\n", "line 3, value 2 ('b'): 'blue' is not a number"),
    ("name,age\nBob,unknown\nAnn,35\nEve,36\n", "line 2, value 1 ('name'): 'Bob' is not a number"),
    ("a,b\n1,2\n\"3,4\n", "line 3, value 1: the quotes that open here are not closed"),
    ("a,b\n1,#DIV/0!\n", "line 2, value 2 ('b'): '#DIV/0!' is not a number"),
  ])
  func whatIsNoNumberIsToldWithItsPlace(text: String, summary: String) {
    #expect(problem(text)?.summary == "'x.csv', \(summary)")
  }

  @Test func freeTextIsNoClass() {
    let rows = (0..<30).map { "\($0),note number \($0)" }.joined(separator: "\n")
    let error = problem("a,note\n" + rows, TableChoice(labels: .last))
    #expect(error?.summary == "'x.csv', line 2, value 2 ('note'): 'note number 0' is text, not a number")
    #expect(error?.notes.first?.hasPrefix("the column 'note' holds free text: 30 different") == true)
  }

  @Test func datesAreNoClasses() {
    let error = problem("a,day\n1,2024-01-05\n2,2024-01-06\n", TableChoice(labels: .last))
    #expect(error?.notes.first?.hasPrefix("the column 'day' holds dates") == true)
  }

  @Test func wordsTellHowTheyBecomeLabels() {
    let error = problem("a,b,kind\n1,2,red\n2,3,blue\n")
    #expect(
      error?.notes == [
        "the column 'kind' holds words, such as 'blue', 'red': if they are the classes, write 'as x, y' and below it "
          + "'labels: kind'", "or leave it out with 'columns: a, b'",
      ])
  }

  @Test func columnsAreFoundInSpiteOfCapitalsAndUnits() throws {
    let text = "Petal Length,weight (kg),kind\n1,2,x\n3,4,y\n"
    for name in ["Petal Length", "petal length", "petal_length"] {
      #expect(try read(text, TableChoice(labels: .last, columns: [name])).parts[0].array.values.doubles == [1, 3])
    }
    #expect(try read(text, TableChoice(columns: ["weight"])).parts[0].columns == ["weight (kg)"])
    let error = problem(text, TableChoice(columns: ["wieght"]))
    #expect(error?.summary == "'x.csv' has no column 'wieght'")
    #expect(error?.notes == ["its columns are Petal Length, weight (kg), kind"])
  }

  @Test func aSingleRowIsATableWhereAHeaderOrAWordTells() throws {
    for text in ["a,b,c\n1,2,x\n", "1,2,x\n"] {
      let table = try read(text, TableChoice(labels: .last))
      #expect(table.parts.map { $0.array.shape } == [[1, 2], [1]] && table.parts[1].classNames == ["x"])
    }
    #expect(try read("a,b,c\n1,2,3\n", TableChoice(labels: .first)).parts.map { $0.array.shape } == [[1, 2], [1]])
    #expect(try read("1,2,3\n", TableChoice(labels: .last)).parts.map { $0.array.shape } == [[3]])
  }

  @Test func columnsAreChosenOfWhatIsThere() throws {
    let text = "\"a, b\",c,q\n1,2,x\n3,4,y\n"
    #expect(try read(text, TableChoice(labels: .named("q"), columns: ["a", "b"])).parts[0].columns == ["a, b"])
    #expect(problem(text, TableChoice(columns: ["d"]))?.notes == ["its columns are \"a, b\", c, q"])
    let error = problem(text, TableChoice(labels: .named("q"), columns: ["q"]))
    #expect(error?.summary == "'x.csv' would have no columns left: 'q' is that of the labels")
  }

  @Test func aHeaderMaySeparateOtherwise() {
    let error = problem("a,b,c\n1;2;3\n")
    #expect(
      error?.summary == "'x.csv', line 2: this line has semicolons between its fields, the header commas")
  }

  @Test func oneFileInAnArchiveMayBeAnything() throws {
    let bytes = try #require(PandasTable.all.first { $0.file == "packed.zip" }).bytes
    #expect(throws: DataError.self) { try DataFile.read(bytes: [UInt8](bytes), shownAs: "packed.zip") }
    var broken = [UInt8](bytes)
    // The checksum in the directory.
    let place = try #require(broken.indices.last { broken[$0...].starts(with: [0x50, 0x4b, 1, 2]) })
    broken[place + 16] ^= 1
    let error = #expect(throws: DataError.self) {
      try DataFile.readTable(bytes: broken, shownAs: "packed.zip", TableChoice(labels: .last))
    }
    #expect(error?.summary.hasPrefix("'packed.zip: folder/flowers.csv' is damaged") == true)
  }
}
