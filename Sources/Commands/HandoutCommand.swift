import Lesson
import Running
import Steps

extension Command {
  static let handout = Command(
    name: "handout", operands: .file,
    summary: "Prints the lesson as students get it: no solutions, no notes for teachers, and blanks to fill in.",
    details: """
      With --to DIR it writes a folder to give away: the students' lesson, its page that runs by itself, the data and
      pictures that it needs and no others, worksheet.html to print, and README.md. Nothing is written where anything in it
      says what stands in a solution, a teacher's note or a blank; each such place is told.

      With --roster each student gets a folder in DIR, and --seed-per-student or a --set with several values makes each a
      variant. Who has got which stands in a key for you, which 'lesson grade --key' needs.

      A value in double square brackets, [[20]], becomes the blank ____, which a run asks to be filled in; in the
      prose, [[9]](value:predict.answer) becomes [____](blank:predict.answer), and the report says whether the answer
      is right. A seal becomes that of the copy.
      """,
    options: HandoutOptions.all
  ) { tool, arguments throws(UsageError) in
    let wanted = try HandoutOptions(arguments)
    guard let folder = wanted.folder else { return HandingOut(tool: tool).printHandout(arguments.operands[0]) }
    return HandingOut(tool: tool).writeHandout(arguments.operands[0], to: folder, wanted)
  }
}

/// What a handout is told.
struct HandoutOptions {
  static let to = CommandOption<String?>.text("--to", "DIR", help: "write a folder to give away")
  static let told = CommandOption<[String]>.texts(
    "--told", "WORDS", help: "words that students may get although a solution holds them")
  private static let roster = CommandOption<String?>.text(
    "--roster", "FILE", help: "a CSV file with the class: a folder for each student")
  private static let seeds = CommandOption.isGiven("--seed-per-student", help: "another seed for each student")
  private static let set = CommandOption.texts(
    "--set", "STEP.KEY=VALUE,…", help: "values that are dealt to the students, such as fit.epochs=5,10,20")
  private static let key = CommandOption<String?>.text(
    "--key", "FILE", help: "where the key of the variants goes [DIR-key.csv]")
  private static let noPage = CommandOption.isGiven("--no-page", help: "leave out the page, which takes some megabytes")

  static let all = [to.spec, told.spec, roster.spec, seeds.spec, set.spec, key.spec, noPage.spec]

  var folder: String?
  var told: [String]
  var roster: String?
  var hasSeeds: Bool
  var lists: [String]
  var key: String?
  var hasPage: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    folder = try arguments[Self.to]
    told = try arguments[Self.told]
    roster = try arguments[Self.roster]
    hasSeeds = try arguments[Self.seeds]
    lists = try arguments[Self.set]
    key = try arguments[Self.key]
    hasPage = try !arguments[Self.noPage]
    if folder == nil, arguments.isGiven(Self.all.filter { $0.name != Self.to.spec.name }) {
      throw UsageError(summary: "there is no folder to write to", hint: "add '--to DIR'")
    }
    if roster == nil, hasSeeds || !lists.isEmpty || key != nil {
      throw UsageError(
        summary: "variants need to know who is in the class",
        hint: "add '--roster FILE', a CSV file with a line for each")
    }
  }
}
