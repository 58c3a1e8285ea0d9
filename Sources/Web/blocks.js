
// Puts a new page in the place of the one that is shown, block by block: what has not changed stays where it is.
// `enliven` is called for each new block, then `carry` with the one whose place it
// takes and with it, or with null where a block goes for good.
const pageBlocks = (enliven, carry) => {
  // The page's blocks, as the server wrote them: what scripts change in the page does not count as a difference.
  const regions = ['.page > header', '.page > nav', '.page > main', '.page > footer'];
  const texts = (root, selector) => [...(root.querySelector(selector)?.children ?? [])]
    .map(child => child.outerHTML.replace(/ data-(start|end)="\d+"/g, ''));
  let shown = null;

  // Which of the old blocks stays for each new one; -1 for a block that is new.
  const matches = (old, fresh) => {
    const kept = fresh.map(() => -1);
    let first = 0, last = 0;
    while (first < old.length && first < fresh.length && old[first] === fresh[first]) { kept[first] = first; first++; }
    while (last < old.length - first && last < fresh.length - first && old.at(-1 - last) === fresh.at(-1 - last)) {
      kept[fresh.length - 1 - last] = old.length - 1 - last;
      last++;
    }
    let from = first;
    for (let i = first; i < fresh.length - last; i++) {
      const found = old.indexOf(fresh[i], from);
      if (found >= 0 && found < old.length - last) { kept[i] = found; from = found + 1; }
    }
    return kept;
  };

  // What was open stays open in the block that takes its place.
  const carryFolds = (old, fresh) => {
    const before = [...old.querySelectorAll('details')], after = [...fresh.querySelectorAll('details')];
    if (old.matches('details')) before.unshift(old);
    if (fresh.matches('details')) after.unshift(fresh);
    if (before.length === after.length) after.forEach((one, i) => { one.open = before[i].open; });
  };

  const update = written => {
    const page = new DOMParser().parseFromString(written, 'text/html');
    const next = regions.map(selector => texts(page, selector));
    const number = root => root.querySelector('meta[name=version]')?.content;
    if (shown === null) {
      // Where the page was renewed while this one was on its way, nothing of it stays.
      shown = number(page) === number(document)
        ? next : regions.map(selector => [...(document.querySelector(selector)?.children ?? [])].map(() => ''));
      if (number(page) === number(document)) return;
    }
    const ranges = [...page.querySelectorAll('main [data-start]')].map(one => [one.dataset.start, one.dataset.end]);
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    regions.forEach((selector, index) => {
      const region = document.querySelector(selector), source = page.querySelector(selector);
      if (!region && source) document.querySelector('.page > main').before(document.adoptNode(source.cloneNode(true)));
      if (region && !source) region.remove();
      if (!region || !source) return;
      // Not what this script has put between them.
      const old = [...region.children].filter(one => !one.matches('.live-problem, .live-unsaved')), fresh = [...source.children], kept = matches(shown[index], next[index]);
      const stays = new Set(kept);
      const gone = old.filter((_, i) => !stays.has(i));
      const leaving = [];
      let at = null;
      for (let i = fresh.length - 1; i >= 0; i--) {
        let block = old[kept[i]];
        if (kept[i] < 0) {
          block = document.adoptNode(fresh[i]);
          const replaced = gone.pop();
          if (replaced) {
            carryFolds(replaced, block);
            leaving.push(replaced);
          }
          block.classList.add('live-fresh');
        }
        if (block.nextElementSibling !== at || block.parentElement !== region) region.insertBefore(block, at);
        if (kept[i] < 0) {
          enliven(block);
          for (const old of leaving.splice(0)) carry(old, block);
        }
        at = block;
        // What is not saved stands above what has taken its place.
        while (at.previousElementSibling?.matches('.live-unsaved')) at = at.previousElementSibling;
      }
      old.forEach((block, i) => {
        if (stays.has(i) || block.matches('.live-unsaved')) return;
        // Nothing takes its place.
        if (block.parentElement === region && gone.includes(block)) carry(block, null);
        if (!block.matches('.live-unsaved')) block.remove();
      });
    });
    shown = next;
    scrolling();
    placeRanges(ranges);
  };

  // Blocks that stay may have moved in the lesson.
  const placeRanges = ranges => {
    [...document.querySelectorAll('main [data-start]')].filter(one => !one.closest('.live-unsaved')).forEach((one, i) => {
      if (ranges[i]) [one.dataset.start, one.dataset.end] = ranges[i];
    });
  };

  return update;
};
