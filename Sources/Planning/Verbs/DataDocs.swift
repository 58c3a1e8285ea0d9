extension Verb {
  static let dataDocs: [(Verb, VerbDoc)] = [
    (
      .load,
      VerbDoc(
        aliases: ["read", "open"],
        forms: ["load mnist as x_train, y_train, x_test, y_test", "load \"file\" as x"],
        summary:
          "reads a data set by its name (mnist, fashion-mnist), or a file: IDX, .npy, .npz, .dat, .txt or .csv of "
          + "numbers, .png; each of them gzipped too",
        keys: [
          KeySpec(
            "train", aliases: ["train_count"], .count, text: "all", "how many training images of a data set to keep"),
          KeySpec("test", aliases: ["test_count"], .count, text: "all", "how many test images of a data set to keep"),
          KeySpec(
            "digit", .flag, .flag(false), text: "false",
            "cuts out, centres and scales the photo of a digit as MNIST did"),
          KeySpec(
            "labels", aliases: ["label"], .words("first", "last"), text: "none",
            "the column of a table that holds the labels: 'load \"file\" as x, y' takes it apart from the others"),
        ],
        example: "load mnist as x_train, y_train, x_test, y_test\n  train: 10_000", naming: .arrays)
    ),
    (
      .shape,
      VerbDoc(
        aliases: ["shapes", "size"], forms: ["shape x, …"],
        summary: "the shape and the element type, one line for each array, as NumPy shows a shape",
        example: "shape x_train, y_train")
    ),
    (
      .print,
      VerbDoc(
        forms: ["print x[5], …"], summary: "the values, laid out and shortened as NumPy prints them",
        keys: [
          KeySpec("precision", .integer(0...17), .integer(8), text: "8", "digits behind the decimal point"),
          KeySpec(
            "threshold", .integer(0...1_000_000), .integer(1000), text: "1000",
            "with more values than this, the middle is left out"),
        ],
        example: "print y_train[0:10]")
    ),
    (
      .show,
      VerbDoc(
        aliases: ["display", "view", "imshow", "draw"], forms: ["show x[5]", "show x[0:12]", "show x where y = 3"],
        summary: "one image, or a grid of them",
        keys: [
          KeySpec(
            "cmap", aliases: ["colour_map", "colours"],
            .choice(
              ["greys": ["grays"], "gray": ["grey"], "viridis": []], order: ["greys", "gray", "viridis"]),
            .word("greys"), text: "greys",
            "the colours: greys is dark ink on white, gray is white on black, viridis goes from blue to yellow"),
          KeySpec(
            "labels", aliases: ["label"], .operand, text: "none", "the array whose values stand below the images"),
          KeySpec(
            "count", .integer(1...400), .integer(12), text: "12; 100 of a slice", "how many images at most"),
          KeySpec(
            "per_row", aliases: ["columns"], .integer(1...18), .integer(6), text: "6", "how many images in a row"),
          KeySpec("caption", aliases: ["title"], .text, text: "none", "the words below the figure"),
        ],
        example: "show x_train[0:12]\n  labels: y_train\n  cmap: gray")
    ),
    (
      .histogram,
      VerbDoc(
        aliases: ["hist", "count"], forms: ["histogram y"], summary: "how many samples there are of each label",
        keys: [KeySpec("caption", aliases: ["title"], .text, text: "none", "the words below the figure")],
        example: "histogram y_train")
    ),
  ]

  static let preparationDocs: [(Verb, VerbDoc)] = [
    (
      .flatten,
      VerbDoc(
        forms: ["flatten x, …"], summary: "makes one row of numbers of each image: (n, 28, 28) becomes (n, 784)",
        example: "flatten x_train, x_test", naming: .inPlace)
    ),
    (
      .reshape,
      VerbDoc(
        forms: ["reshape x, … to (-1, 28, 28, 1)"],
        summary: "gives the arrays another shape with as many elements; -1 stands for the length that fits",
        example: "reshape x_train, x_test to (-1, 28, 28, 1)", naming: .inPlace)
    ),
    (
      .normalise,
      VerbDoc(
        aliases: ["rescale", "scale"], forms: ["normalise x, …"],
        summary: "turns bytes from 0 to 255 into decimal numbers (32-bit floats) from 0 to 1",
        keys: [KeySpec("range", .interval, .interval(0, 1), text: "0..1", "the new lowest and highest value")],
        example: "normalise x_train, x_test", naming: .inPlace)
    ),
    (
      .standardise,
      VerbDoc(
        forms: ["standardise x, …"],
        summary: "shifts and scales to mean 0 and deviation 1, with the first array's mean and deviation for all",
        example: "standardise x_train, x_test", naming: .inPlace)
    ),
    (
      .invert,
      VerbDoc(
        forms: ["invert x, …"], summary: "swaps ink and paper: 255 − x, or 1 − x once normalised",
        example: "invert x_train, x_test", naming: .inPlace)
    ),
    (
      .oneHot,
      VerbDoc(
        aliases: ["to-categorical", "onehot"], forms: ["one-hot y", "one-hot y as y_cat"],
        summary: "turns labels into rows of zeros with a single one; without 'as', in place",
        keys: [
          KeySpec(
            "classes", aliases: ["num_classes"], .integer(2...100_000),
            text: "those of the data set, else the largest label + 1",
            "how long a row is")
        ],
        example: "one-hot y_train as y_train_cat", naming: .arrays)
    ),
    (
      .split,
      VerbDoc(
        forms: ["split x, y as x_val, y_val"],
        summary: "takes samples out of the arrays and puts them into new ones",
        keys: [
          KeySpec(
            "first", .amount, text: "none", "how many samples to take from the start: a count, or a share such as 1/12"),
          KeySpec(
            "last", .amount, text: "none", "how many samples to take from the end: a count, or a share such as 1/12"),
        ],
        example: "split x_train, y_train as x_val, y_val\n  first: 1/12", naming: .arrays)
    ),
    (
      .shuffle,
      VerbDoc(
        forms: ["shuffle x, y"], summary: "puts the samples into a random order, the same for all the arrays named",
        example: "shuffle x_train, y_train", naming: .inPlace)
    ),
    (
      .augment,
      VerbDoc(
        forms: ["augment x, y"], summary: "adds shifted, turned and scaled copies of the images, and their labels",
        keys: [
          KeySpec("copies", .integer(1...20), .integer(1), text: "1", "how many copies of each image"),
          KeySpec(
            "shift", .number(Bounds(low: 0, high: 28)), .number(2), text: "2", "the largest shift, in pixels",
            units: ["px", "pixel", "pixels"]),
          KeySpec(
            "rotate", aliases: ["rotation", "turn"], .number(Bounds(low: 0, high: 180)), .number(10), text: "10",
            "the largest turn, in degrees", units: ["°", "deg", "degree", "degrees"]),
          KeySpec("zoom", .number(.belowOne), .number(0.1), text: "0.1", "the largest change of size; 0.1 is a tenth"),
        ],
        example: "augment x_train, y_train\n  rotate: 15", naming: .inPlace)
    ),
  ]
}
