import Files
import Lesson
import Markdown
import Text

extension ReportFormat {
  /// Slides, one a section: one file, with the teacher's remarks as the speaker's notes.
  static let slides = ReportFormat(
    name: "slides", isStandard: false, drawsFigures: true, linksPictures: false, hidesRemarks: true,
    file: "slides.html",
    text: { SlidesPage($0).page })
}

/// Writes `slides.html`: each heading of level 2 and 3 begins a slide.
private struct SlidesPage {
  private struct Slide {
    var title: String
    var html: String
    var notes: String
  }

  private let composition: Composition
  private let inlines: HTMLText
  private var slides: [Slide] = []

  init(_ composition: Composition) {
    self.composition = composition
    inlines = HTMLText(image: composition.images.dataURI, names: composition.names)
    let title = composition.title.plainText
    let byline = [composition.author, composition.date].compactMap { $0 }.map(HTMLText.escape).joined(separator: " · ")
    let opening =
      "<h1>\(inlines.html(composition.title))</h1>" + (byline.isEmpty ? "" : "\n<p class=\"byline\">\(byline)</p>")
    var current: [Part] = []
    var (head, name) = (opening, title)
    func finish(_ slides: inout [Slide]) {
      let (shown, notes) = Self.parted(current)
      let parts = HTMLParts(composition: composition, inlines: inlines)
      slides.append(
        Slide(title: name, html: head + "\n" + parts.html(shown), notes: notes.isEmpty ? "" : parts.html(notes)))
      (current, head) = ([], "")
    }
    var found: [Slide] = []
    for part in composition.parts {
      if case .heading(let heading) = part, heading.level <= 3 {
        finish(&found)
        name = heading.content.plainText
      }
      current.append(part)
    }
    finish(&found)
    slides = found
  }

  /// What is shown, and what is only said.
  private static func parted(_ parts: [Part]) -> (shown: [Part], notes: [Part]) {
    var (shown, notes): ([Part], [Part]) = ([], [])
    for part in parts {
      switch part {
      case .region(.teacher, _, _, _, let inner): notes += inner
      case .region(let kind, let question, let name, let content, let inner):
        let (rest, own) = parted(inner)
        shown.append(.region(kind, question: question, name: name, content: content, rest))
        notes += own
      default: shown.append(part)
      }
    }
    return (shown, notes)
  }

  var page: String {
    let script = HTMLPage.compact(PageScript.text + Self.script)
    let sections = slides.enumerated().map { index, slide in
      let notes =
        slide.notes.isEmpty ? "" : "\n<aside class=\"notes\" aria-label=\"Speaker notes\">\n\(slide.notes)\n</aside>"
      return """
        <section class="slide" id="slide.\(index + 1)" tabindex="-1" aria-roledescription="slide" \
        aria-label="\(index + 1) of \(slides.count): \(HTMLText.escape(slide.title.withoutControls))">
        <div class="content">
        \(slide.html)
        </div>\(notes)
        </section>
        """
    }
    let head = HTMLHead(
      title: composition.title.plainText, language: composition.language, style: Stylesheet.text + Self.style,
      script: script)
    return """
      \(head.html)
      <body>
      <main>
      \(sections.joined(separator: "\n"))
      </main>
      <nav class="turn" aria-label="Slides"><button id="page.back" type="button" aria-label="Back">‹</button>\
      <output id="page.place" aria-live="polite"></output>\
      <button id="page.next" type="button" aria-label="Next">›</button>\
      <button id="page.notes" type="button" aria-pressed="false">Notes</button></nav>
      <p class="unseen" id="page.status" role="status"></p>
      <script>\(script)</script>
      </body>
      </html>

      """
  }

  /// One slide at a time where there is a script; else, and on paper, one below the other.
  private static let style = #"""

    .slide{padding:4vh 6vw;max-width:64rem;margin:auto;outline:0}.slide h1{margin-top:25vh;font-size:2.6rem}
    .slide h2,.slide h3{margin-top:0}.notes{display:none;border-top:2px solid var(--rule);margin-top:2rem;
    padding-top:1rem;font-size:.8em;color:var(--quiet)}.turn{display:none}
    .slides .slide{display:none;position:fixed;inset:0 0 2.6rem;overflow:auto;max-width:none}
    .slides .slide.now{display:block}.slides .content,.slides .notes{max-width:58rem;margin-left:auto;margin-right:auto}
    .slides .content{font-size:var(--fit,1.25rem)}.slides.noted .notes{display:block}
    .slides .turn{display:flex;margin:0;position:fixed;inset:auto 0 0;height:2.6rem;gap:.6rem;align-items:center;
    justify-content:center;font:.9rem var(--sans);background:var(--paper);border-top:1px solid var(--rule)}
    .turn button{font:inherit;padding:.1rem .7rem;color:var(--ink);background:var(--tint);border:1px solid var(--rule);
    border-radius:4px}.slides .content img,.slides .content svg{max-height:62vh;width:auto}
    @media print{.slide,.slides .slide{display:block;position:static;padding:0;break-after:page}
    .slides .turn{display:none}.slide h1{margin-top:4rem}.notes{display:none}.noted .notes{display:block}}

    """#

  private static let script = #"""

    (() => {
      const slides = [...document.querySelectorAll(".slide")], root = document.documentElement;
      const button = name => document.getElementById("page." + name);
      let place = 0;
      root.classList.add("slides");
      // Smaller letters where a slide holds much, down to those of a page.
      const fit = slide => {
        const content = slide.querySelector(".content");
        for (const size of [1.6, 1.4, 1.25, 1.1, 1]) {
          content.style.setProperty("--fit", size + "rem");
          if (slide.scrollHeight <= slide.clientHeight) break;
        }
      };
      const go = (next, isQuiet) => {
        place = Math.max(0, Math.min(slides.length - 1, next));
        slides.forEach((slide, index) => slide.classList.toggle("now", index === place));
        fit(slides[place]);
        slides[place].scrollTop = 0;
        if (!isQuiet) slides[place].focus({preventScroll: true});
        button("place").textContent = (place + 1) + " / " + slides.length;
        button("back").disabled = place === 0;
        button("next").disabled = place === slides.length - 1;
        try { history.replaceState(null, "", "#slide." + (place + 1)); } catch (error) {}
      };
      const notes = () => {
        const isShown = root.classList.toggle("noted");
        button("notes").setAttribute("aria-pressed", isShown);
        fit(slides[place]);
      };
      const keys = {
        ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity,
      };
      addEventListener("keydown", event => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.target.closest("button, summary, input, textarea, a") && event.key === " ") return;
        if (event.key === "n" || event.key === "s") return notes();
        const step = event.shiftKey && event.key === " " ? -1 : keys[event.key];
        if (step === undefined) return;
        event.preventDefault();
        go(Math.abs(step) === 1 ? place + step : step > 0 ? slides.length - 1 : 0);
      });
      button("back").addEventListener("click", () => go(place - 1, true));
      button("next").addEventListener("click", () => go(place + 1, true));
      button("notes").addEventListener("click", notes);
      addEventListener("resize", () => fit(slides[place]));
      // A link to a heading or a step leads to its slide.
      const seek = () => {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        const slide = target && target.closest(".slide");
        if (slide) go(slides.indexOf(slide), true);
        return Boolean(slide);
      };
      addEventListener("hashchange", seek);
      if (!seek()) go(0, true);
    })();

    """#
}
