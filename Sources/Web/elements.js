
// What the parts of a page to work in are made of.
const element = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') made.addEventListener('click', value); else made.setAttribute(key, value);
  }
  made.append(...content);
  return made;
};
const liveButton = (words, onclick, attributes = {}) =>
  element('button', { type: 'button', class: 'live-button', onclick, ...attributes }, words);
// Curves over a common height, each a list of numbers; `names` are their classes.
const curves = (name, label, wide, high, lines, names = []) => {
  const make = name => document.createElementNS('http://www.w3.org/2000/svg', name);
  const picture = make('svg');
  const attributes = { class: name, role: 'img', 'aria-label': label, viewBox: `0 0 ${wide} 1.1`, preserveAspectRatio: 'none' };
  for (const [key, value] of Object.entries(attributes)) picture.setAttribute(key, value);
  lines.forEach((values, i) => {
    if (!values.length) return;
    const path = make('path');
    path.setAttribute('d', values.map((v, x) => `${x ? 'L' : 'M'}${x} ${(1.05 - v / high).toFixed(4)}`).join(''));
    if (names[i]) path.setAttribute('class', names[i]);
    picture.append(path);
  });
  return picture;
};
