// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The kernels' loops are bounds-checked by their tests, not at run time; they are optimized in debug builds too. Whole
/// modules, so that small functions are inlined across files; with a number of threads each file still has an object.
/// Without `errno` a square root is one instruction.
func kernelSettings(architecture: String? = nil, defines: [String] = []) -> [SwiftSetting] {
  let target = architecture.map { ["-Xcc", "-march=\($0)"] } ?? []
  return strict + defines.map { .define($0) }
    + [
      .unsafeFlags(
        ["-Ounchecked", "-wmo", "-num-threads", "2", "-disable-batch-mode", "-Xcc", "-fno-math-errno"] + target)
    ]
}

#if arch(x86_64)
let kernelVariants = [
  "KernelsAVX2": kernelSettings(architecture: "x86-64-v3", defines: ["FUSED"]),
  "KernelsAVX512": kernelSettings(architecture: "x86-64-v4", defines: ["FUSED", "WIDE"]),
]
#else
let kernelVariants: [String: [SwiftSetting]] = [:]
#endif

let kernels = ["Kernels"] + kernelVariants.keys.sorted()

/// Of what walks through millions of bytes and numbers, also in tests: optimized in debug builds too.
let fast = strict + [.unsafeFlags(["-O"])]

func target(_ name: String, _ dependencies: [String]) -> Target {
  .target(name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [String], resources: [Resource] = [], settings: [SwiftSetting] = strict
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
    resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "lesson",
  products: [
    .executable(name: "lesson", targets: ["lesson"]),
    .executable(name: "benchmark", targets: ["Benchmark"]),
  ],
  targets: [
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // A header only.
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "Web",
      exclude: [
        "elements.js", "blocks.js", "runs.js", "editing.js", "fields.js", "editor.js", "watch.js", "editor.css",
      ],
      cSettings: [.unsafeFlags(["-std=c23"])]),
    .target(
      name: "Page",
      exclude: [
        "Module", "build", "lesson.wasm.lzma", "lesson.wasm.digests", "page.css", "page.js", "unpack.js", "worker.js",
      ],
      cSettings: [.unsafeFlags(["-std=c23"])]),
    .target(name: "Start", cSettings: [.unsafeFlags(["-std=c23"])]),
    .target(name: "CSample", exclude: ["data"], cSettings: [.unsafeFlags(["-std=c23"])]),

    .target(name: "Markdown", swiftSettings: fast),
    .target(name: "Text", swiftSettings: fast),
    .target(name: "Files", swiftSettings: fast),
    .target(name: "Arrays", swiftSettings: fast),
    target("Networks", ["Arrays"]),
    target("Operations", []),
    .target(name: "Kernels", dependencies: ["CProcessor", "Operations"], swiftSettings: kernelSettings()),
    target("Engine", ["CProcessor", "Text", "Files", "Arrays", "Networks", "Operations"] + kernels),
    .target(name: "Figures", dependencies: ["Text", "Files", "CPNG"], swiftSettings: fast),
    .target(
      name: "Datasets", dependencies: ["Text", "Files", "Arrays", "CZlib", "CSample"],
      swiftSettings: fast),
    target("Lesson", ["Markdown", "Text", "Networks"]),
    target(
      "Steps", ["Markdown", "Text", "Files", "Lesson", "Arrays", "Networks", "Engine", "Datasets", "Figures"]),
    target("Caching", ["Text", "Files", "Lesson", "Steps", "Arrays", "Networks", "Engine", "Figures"]),
    target(
      "Running", ["Markdown", "Files", "Lesson", "Steps", "Caching", "Networks", "Engine", "Datasets", "Figures"]),
    target("Reporting", ["Markdown", "Text", "Files", "Lesson", "Steps", "Datasets", "Figures", "Running"]),
    target(
      "Grading",
      [
        "Markdown", "Text", "Files", "Networks", "Lesson", "Steps", "Datasets", "Caching", "Running", "Reporting",
      ]),
    target("Exchange", ["Text"]),
    target("HTTP", ["Files"]),
    target("Live", ["Markdown", "Text", "Files", "Lesson", "Steps", "Caching", "Running", "Reporting"]),
    target("Serving", ["HTTP", "Text", "Files", "Live"]),
    target(
      "Commands",
      [
        "Markdown", "Text", "Files", "Arrays", "Networks", "Engine", "Lesson", "Steps", "Datasets", "Figures",
        "Caching",
        "Running", "Reporting", "Grading", "Exchange", "HTTP", "Live", "Serving", "Web", "Page", "CSample",
      ]),
    // With Swift's own library in it the program starts in three fifths of the time.
    .executableTarget(
      name: "lesson", dependencies: ["Commands", "Start"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),
    .executableTarget(
      name: "Benchmark", dependencies: ["Markdown", "Text", "Files", "Arrays", "Networks", "Engine", "Datasets"],
      swiftSettings: strict),

    // What tests of several targets work in.
    .target(name: "Places", dependencies: ["Commands"], path: "Tests/Places", swiftSettings: strict),
    tests("Markdown", ["Markdown"], resources: [.copy("Examples")]),
    tests("Text", ["Text"]),
    tests("Files", ["Files"]),
    tests("Kernels", ["Operations"] + kernels),
    tests("Engine", ["Engine", "Text", "Arrays", "Networks", "Operations"], resources: [.copy("Reference")]),
    tests("Figures", ["Figures", "Text", "CPNG"]),
    // They draw the photographs that they read.
    tests(
      "Datasets", ["Datasets", "Files", "Arrays", "Networks", "Engine", "CZlib"], resources: [.copy("Files")],
      settings: fast),
    tests("Steps", ["Steps", "Lesson", "Markdown", "Text", "Arrays", "Networks", "Engine", "Datasets"]),
    tests(
      "Running",
      [
        "Running", "Text", "Files", "Steps", "Lesson", "Markdown", "Arrays", "Networks", "Engine", "Datasets",
        "Figures",
      ], resources: [.copy("Files")]),
    tests(
      "Caching",
      [
        "Caching", "Text", "Files", "Lesson", "Steps", "Markdown", "Arrays", "Networks", "Engine", "Datasets",
        "Figures",
        "Running", "Reporting",
      ]),
    tests("Reporting", ["Reporting", "Text", "Files", "Running", "Steps", "Lesson", "Figures", "Markdown"]),
    tests(
      "Grading",
      ["Grading", "Commands", "Places", "Markdown", "Text", "Files", "Lesson", "Steps", "Running", "Reporting"]),
    tests(
      "Exchange",
      ["Exchange", "Text", "Arrays", "Markdown", "Lesson", "Steps", "Datasets", "Running", "Reporting"],
      resources: [.copy("Notebooks")]),
    tests("HTTP", ["HTTP", "Files"]),
    tests("Live", ["Live", "Markdown", "Text", "Lesson", "Steps", "Running", "Reporting"]),
    tests("Benchmark", ["Benchmark", "Markdown", "Arrays", "Networks", "Engine", "Datasets"]),
    .testTarget(
      name: "FuzzTests", dependencies: ["HTTP", "Markdown", "Text", "Lesson", "Steps", "Arrays", "Datasets", "CZlib"],
      path: "Tests/Fuzz", exclude: ["run", "seeds.py", "datasets.dict"], swiftSettings: strict),
    tests("Commands", ["Commands", "Places", "Engine", "Files", "Lesson", "Markdown", "Steps", "Running"]),
    .testTarget(
      name: "DiagnosticsTests",
      dependencies: [
        "Lesson", "Markdown", "Steps", "Running", "Reporting", "Figures", "Files", "Networks", "Engine", "Grading",
      ],
      exclude: ["Cases"], swiftSettings: strict),
  ]
    + kernelVariants.map { name, settings in
      .target(name: name, dependencies: ["CProcessor", "Operations"], swiftSettings: settings)
    },
  cLanguageStandard: .c2x
)
