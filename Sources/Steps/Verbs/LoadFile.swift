import Arrays
import Datasets
import Lesson
import Markdown
import Text

/// Files of arrays.
extension Verb {
  static func checkFile(
    _ step: StepSyntax, _ names: [Token], _ keys: Keys, _ checker: inout Checker
  ) -> Checked? {
    let tokens = step.operands
    let range = tokens.range ?? step.headline
    let quoted = tokens.filter { $0.kind == .quoted }
    guard quoted.count < 2 else {
      return checker.refuse(
        Diagnostic(
          id: .fileNotQuoted, at: quoted[1].range, "one 'load' reads one file",
          hint: "give \"\(quoted[1].text)\" a 'load' of its own"))
    }
    guard tokens.count == 1, !tokens[0].text.isEmpty else {
      return checker.refuse(
        Diagnostic(
          id: .fileNotQuoted, at: range,
          tokens.count == 1 ? "the file's name is empty" : "a file's name stands in quotes",
          hint: "write \"\(tokens.count == 1 ? "digit.png" : checker.source.text(range))\""))
    }
    for key in [LoadKeys.train, LoadKeys.test] {
      guard let entry = keys.entry(key) else { continue }
      return checker.refuse(
        Diagnostic(id: .uselessKey, at: entry.key, "'\(key.name)' belongs to a data set, not to a file"))
    }
    let name = tokens[0].text
    if names.count == 4, let dataset = DatasetName(written: name) {
      return checker.refuse(
        Diagnostic(
          id: .unexpectedQuotes, at: range, "'\(dataset.rawValue)' is a data set; quotes are for a file's name",
          hint: "write 'load \(dataset.rawValue)'"))
    }
    guard fitTogether(name, keys, &checker) else { return nil }
    if wantsPictures(name, keys) { return checkPictures(name, at: range, step, names, keys, &checker) }
    let reading = keys[LoadKeys.digit] ? .digit : keys[LoadKeys.format]
    let arrays: [ArrayDescription]
    var kind = FoundInFile.arrays
    switch table(name, reading, keys, range, names, &checker) {
    case .refused: return nil
    case .table(let parts):
      arrays = parts
      kind = parts.last?.classNames == nil ? .table : .classes
    case .none:
      guard let found = others(name, reading, keys, range, names, &checker) else { return nil }
      arrays = found
    }
    let places: [Int]
    do throws(Diagnostic) { places = try FileArrays.places(of: names, in: name, arrays, at: range) } catch {
      return checker.refuse(error)
    }
    for (token, place) in zip(names, places) {
      let fact = FileArrays.fact(of: arrays[place], reading)
      checker.scope.define(token.text, .array(fact), at: token.range)
    }
    return Checked(
      names: names.map { $0.text },
      settings: [LoadKeys.file.name: .text(name), LoadKeys.found.name: .word(kind.rawValue)], file: range)
  }

  /// Whether no setting contradicts another, or what is read.
  private static func fitTogether(_ name: String, _ keys: Keys, _ checker: inout Checker) -> Bool {
    let ofTables: [(name: String, entry: Keys.Entry?)] = [
      (LoadKeys.columns.name, keys.entry(LoadKeys.columns)), (LoadKeys.missing.name, keys.entry(LoadKeys.missing)),
    ]
    let ofPictures: [(name: String, entry: Keys.Entry?)] = [
      (PictureKeys.digits.name, keys.entry(PictureKeys.digits)), (PictureKeys.size.name, keys.entry(PictureKeys.size)),
      (PictureKeys.colour.name, keys.entry(PictureKeys.colour)),
    ]
    if keys[LoadKeys.format] != .arrays, let entry = keys.entry(LoadKeys.format) {
      let others: [(name: String, entry: Keys.Entry?)] = [
        (LoadKeys.digit.name, keys[LoadKeys.digit] ? keys.entry(LoadKeys.digit) : nil),
        (LoadKeys.labels.name, keys.entry(LoadKeys.labels)),
      ]
      if let other = (others + ofTables + ofPictures).first(where: { $0.entry != nil }) {
        checker.report(
          Diagnostic(
            id: .uselessKey, at: entry.key,
            "bare bytes are neither a photo nor a table, so '\(other.name)' has no meaning here",
            hint: "keep one of the two lines"))
        return false
      }
    }
    guard wantsPictures(name, keys) || keys[LoadKeys.digit] else { return true }
    for (name, entry) in ofTables {
      guard let entry else { continue }
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "'\(name)' belongs to a table, not to pictures", hint: "leave it out"))
      return false
    }
    return true
  }

  /// The arrays of a file that is no table of text; nil where there is a problem, which is reported.
  private static func others(
    _ name: String, _ reading: FileReading, _ keys: Keys, _ range: Range<Int>, _ names: [Token],
    _ checker: inout Checker
  ) -> [ArrayDescription]? {
    switch checker.surroundings.file(name, reading) {
    case .failure(var problem):
      problem.hint = problem.hint ?? hintOfFolder(name, names, checker.surroundings)
      return checker.refuse(problem.diagnostic(at: Place(range: range)))
    case .success(let found):
      guard keys[LoadKeys.labels] != nil, let entry = keys.entry(LoadKeys.labels) else { return found }
      guard let parts = FileArrays.withoutLabels(found) else {
        return checker.refuse(noTable(name, found, entry.place))
      }
      return parts
    }
  }

  static func loadFile(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    if try loadPictures(step, &stage) { return }
    let (name, place) = (step[LoadKeys.file] ?? "", step.places.file ?? step.headline)
    let path: String
    switch stage.environment.files.locate(name) {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: place))
    case .success(let found): path = found
    }
    if isTable(step), try loadTable(path, step, place, &stage) { return }
    var read: [(name: String?, array: NDArray)]
    let checksum: String
    do { (read, checksum) = try stage.environment.reader.read(path: path, shownAs: name, step[LoadKeys.format]) } catch
    {
      throw error.diagnostic(at: place)
    }
    stage.read(Provenance.Source(name: name, origin: "file", checksum: checksum))
    let column = step[LoadKeys.labels].flatMap { LabelColumn(written: $0) }
    if let column, let table = read.first?.array, let parts = column.parts(of: table) {
      read = [(nil, parts.others), (nil, parts.labels)]
    }
    if step[LoadKeys.digit], let photo = read.first?.array {
      return try RecoveredDigit.cutOut(of: photo, file: name, step, &stage)
    }
    guard read.count == step.names.count else { throw changed(name, read.count, step, place) }
    let places = FileArrays.places(of: step.names, among: read.map { $0.name }) ?? Array(read.indices)
    var lines: [String] = []
    for (array, place) in zip(step.names, places) {
      let values = read[place].array
      stage.workspace.arrays[array] = Variable(array: values, classNames: nil, pixels: PixelScale(guessing: values))
      lines.append("\(array): \(shapeText(values.shape)) \(values.elementType.rawValue)")
    }
    stage.show(lines: lines)
  }
}
