import Arrays
import Figures
import Lesson
import Text

extension Verb {
  private static let labels = Key<Operand?>.operand(
    "labels", aliases: ["label"], "the array whose values stand below the images, or behind the rows")
  private static let count = Key<Int?>.integer(
    "count", in: 1...400, text: "12; 100 of a slice; 5 rows", sample: 12, "how many images or rows at most")
  private static let perRow = Key<Int>.integer(
    "per_row", aliases: ["columns"], in: 1...18, standard: 6, "how many images in a row")
  private static let axes = Key<Bool>.flag(
    "axes", standard: false, "rows and columns of pixels numbered at the images' edges")
  /// Images that are shown where the lesson gives no count: of a slice, and else.
  private static let (mostOfSlice, most) = (100, 12)
  /// Rows of a table, as pandas shows them.
  private static let headRows = 5
  /// Whether the check has found a table.
  private static let isTable = Key<Bool>.flag("is_table", standard: false, "")
  /// Whether the check has found that the array is one image.
  private static let isWhole = Key<Bool>.flag("is_whole", standard: false, "")

  static let show = Verb(
    VerbDoc(
      "show", aliases: ["display", "view", "imshow", "draw", "head"],
      forms: ["show x[5]", "show x[0:12]", "show x where y = 3"],
      summary: "one image, or a grid of them; of a table, its first rows",
      keys: [Key.cmap.spec, labels.spec, count.spec, perRow.spec, axes.spec, Key.caption.spec],
      example: "show x_train[0:12]\n  labels: y_train\n  cmap: gray"),
    check: { checker, step, keys in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      guard operands.count == 1 else {
        return checker.refuse(
          Diagnostic(
            id: .tooManyOperands, at: operands[1].range, "'show' takes one array of images",
            hint: "give \(operands[1].text) a 'show' of its own"))
      }
      let images = operands[0]
      let fact = checker.fact(of: images)
      let labelFact = keys[labels].flatMap { checker.fact(of: $0) }
      guard let fact else { return nil }
      let hasTable = holdsTable(fact, images)
      guard hasTable || isImage(fact, images, &checker) else { return nil }
      if let labels = keys[labels] {
        guard let labelFact,
          LabelledSamples(labels: labels, labelFact: labelFact, images: images, fact: fact, noun: "image").fit(&checker)
        else { return nil }
      }
      if hasTable {
        for key in [Key.cmap.spec, perRow.spec, axes.spec] {
          guard let entry = keys.entries[key.name] else { continue }
          return checker.refuse(
            Diagnostic(
              id: .uselessKey, at: entry.key, "'\(key.name)' is for images, but \(images.text) is a table",
              hint: "leave the line out"))
        }
        return Checked(operands: operands, settings: [isTable.name: .flag(true)])
      }
      var isSlice = false
      if case .slice = images.selection { isSlice = true }
      if isSlice, keys[count] == nil, let length = fact.shape.first.flatMap({ $0 }), length > mostOfSlice {
        checker.report(
          Diagnostic(
            .warning, id: .tooManyImages, at: images.range,
            "only the first \(mostOfSlice) of these \(length) images are shown",
            hint: "set 'count: \(min(length, 400))' below to see \(length > 400 ? "more" : "all")"))
      }
      var settings: [String: KeyValue] = [count.name: .integer(keys[count] ?? (isSlice ? mostOfSlice : most))]
      if isOneImage(fact, images) { settings[isWhole.name] = .flag(true) }
      return Checked(operands: operands, settings: settings)
    },
    perform: { step, stage throws(Diagnostic) in
      let images = step.operands[0]
      if step[isTable] { return try showTable(step, &stage) }
      var grid = try ImageGrid(
        images, count: step[count] ?? most, labels: step[labels], perRow: step[perRow], palette: step[Key.cmap].palette,
        in: stage.workspace)
      grid.hasAxes = step[axes]
      stage.announce(.images(grid), step)
      let subject =
        grid.cells.count == 1 ? "The image \(grid.cells[0].name ?? images.text)" : "Images of \(images.text)"
      stage.draw(
        .images(grid), step, caption: step[Key.caption] ?? subject + (step[labels] == nil ? "" : ", labelled"))
    },
    keras: { step, script in
      let images = step.operands[0]
      if step[isTable] {
        script.use(.pandas)
        let count = step[count].map { $0 == headRows ? "" : "\($0)" } ?? ""
        return script.write("print(pd.DataFrame(\(script.rows(images))).head(\(count)))")
      }
      script.use(.showImages)
      let limit = step[isWhole] || isWithin(images, step[count] ?? most) ? "" : "[:\(step[count] ?? most)]"
      var arguments = [script.rows(images) + limit]
      if let labels = step[labels] {
        arguments.append("titles=\(script.classRows(script.labels(labels, beside: images)))\(limit)")
      }
      if step[perRow] != 6 { arguments.append("columns=\(step[perRow])") }
      if step[Key.cmap] != .greys { arguments.append("cmap=\"\(step[Key.cmap].rawValue)\"") }
      script.write("show_images(\(arguments.joined(separator: ", ")))")
    })

  private static func holdsTable(_ fact: ArrayFact, _ operand: Operand) -> Bool {
    fact.shape.count == (operand.isOneSample ? 1 : 2) && TableColumns.areOfTable(fact)
  }

  private static func showTable(_ step: PlannedStep, _ stage: inout Stage) throws(Diagnostic) {
    let operand = step.operands[0]
    let variable = try stage.workspace.resolveRows(operand)
    let total = variable.array.rowCount
    var isSlice = operand.isOneSample
    if case .slice = operand.selection { isSlice = true }
    let count = min(step[count] ?? (isSlice ? mostOfSlice : headRows), total)
    var labels: (name: String, texts: [String])?
    if let own = step[Verb.labels] {
      let found = try stage.workspace.resolveRows(own, alike: operand)
      try sameCount(variable.array, found.array, operand, own)
      let head = found.array.rows(0..<count)
      let texts = found.classNames.map { names in classIndices(head).map { className($0, names) } }
      labels = (found.columns?.first ?? own.text, texts ?? TableHead.texts(head.values.doubles, head.elementType))
    }
    let titles = try stage.workspace.titles(operand, count: count)
    let rows = titles.enumerated().map { title in
      title.element.hasSuffix("]")
        ? String(title.element.dropFirst(operand.name.count + 1).dropLast()) : "\(title.offset)"
    }
    stage.show(.table(TableHead(variable: variable, rows: rows, labels: labels).table))
    let names = TableColumns.names(of: variable)
    let shown = count < total ? "The first \(count) of \(grouped(total)) rows" : Words.count(total, "row")
    stage.show(
      .sentence("\(shown), \(Words.count(names.count, "column"))\(step[Key.caption].map { ". \($0)" } ?? ".")"))
  }

  /// Images are (h, w), (h, w, 1) or a row whose length is a square; one of them, or several.
  private static func isImage(_ fact: ArrayFact, _ operand: Operand, _ checker: inout Checker) -> Bool {
    let sample = (operand.isOneSample ? fact.shape[...] : fact.shape.dropFirst()).map { $0 ?? 0 }
    let isSquare = sample.count == 1 && Images.side(of: sample[0]) != nil
    if sample.count == 2 || (sample.count == 3 && [1, 3].contains(sample[2])) || isSquare { return true }
    // A single image that was read from a file: (h, w).
    let isAll = !operand.isOneSample && fact.shape.count == 2 && operand.selection == .all
    if isAll, fact.shape[0] == fact.shape[1] || fact.elementType == .uint8 || fact.shape.contains(nil) { return true }
    var notes = fact.shape.count <= 1 ? ["'print \(operand.text)' writes its values"] : []
    if case .element = operand.selection, case .array(let whole)? = checker.scope.entries[operand.name],
      whole.shape.count == 2
    {
      notes = ["'\(operand.name)' is one image, and \(operand.text) a row of it: write 'show \(operand.name)'"]
    }
    if isAll {
      notes = ["if it is one image, write 'reshape \(operand.name) to \(shapeText([1] + fact.shape))' before this step"]
    }
    checker.report(
      Diagnostic(
        id: .notAnImage, at: operand.range,
        "'show' draws images, but \(operand.text) has shape \(shapeText(fact.shape))", notes: notes))
    return false
  }

  /// Whether an operand picks no more samples than so many, whatever its array holds.
  private static func isWithin(_ images: Operand, _ count: Int) -> Bool {
    switch images.selection {
    case .element: true
    case .slice(let from, let to?): (from ?? 0 < 0) == (to < 0) && to - (from ?? 0) <= count
    case .all, .slice, .matching: false
    }
  }

  /// Whether it is an image itself, by its shape, and no row of images.
  private static func isOneImage(_ fact: ArrayFact, _ images: Operand) -> Bool {
    let shape = fact.shape.compactMap { $0 }
    guard images.selection == .all, shape.count == fact.shape.count else { return false }
    return shape.count == 2 && shape[0] == shape[1]
      || shape.count == 3 && (shape[2] == 1 || [3, 4].contains(shape[2]) && shape[1] >= Images.leastSide)
  }
}

extension ImageGrid {
  /// The images that an operand picks, at most `count` of them, with their labels.
  init(
    _ images: Operand, count: Int, labels: Operand?, perRow: Int, palette: Palette, in workspace: Workspace
  ) throws(Diagnostic) {
    let variable = try workspace.resolveRows(images)
    guard variable.array.count > 0 else {
      throw Diagnostic(
        id: .noSamples, at: images.range, "\(images.text) is empty, so there is nothing to show")
    }
    let isSingleImage = images.selection == .all && Self.isOneImage(variable.array)
    let shown = images.isOneSample ? 1 : min(variable.array.rowCount, count)
    let array = isSingleImage ? variable.array.asOneRow : variable.array.rows(0..<shown)
    guard let stack = Images(rows: array, pixels: variable.pixels) else {
      throw Diagnostic(
        id: .notAnImage, at: images.range,
        "'show' draws images, but \(images.text) has shape \(shapeText(variable.array.shape))",
        notes: ["images have shape (n, height, width) or (n, height, width, 1)"])
    }
    var words: [String]?
    if let labels {
      let (classes, names) = try workspace.labels(labels, alike: images)
      words = classes.map { className($0, names) }
    }
    let names = isSingleImage ? [images.text] : try workspace.titles(images, count: shown)
    self.init(
      cells: stack.pictures.enumerated().map { index, picture in
        ImageGrid.Cell(
          picture: picture, label: words.flatMap { index < $0.count ? $0[index] : nil },
          name: index < names.count ? names[index] : nil)
      }, perRow: perRow, palette: palette, subject: images.text)
  }

  /// (H, W) and (H, W, C) with C of 1, 3 or 4, where the first dimension is no count of samples, nor the last a width.
  private static func isOneImage(_ array: NDArray) -> Bool {
    let shape = array.shape
    if shape.count == 2, shape[0] != shape[1], array.elementType == .uint8 {
      return Images(rows: array.rows(0..<0), pixels: .bytes) == nil
    }
    return shape.count == 2 && shape[0] == shape[1]
      || shape.count == 3 && (shape[2] == 1 || [3, 4].contains(shape[2]) && shape[1] >= Images.leastSide)
  }
}
