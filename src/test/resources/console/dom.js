/**
 * Makes an element. Text only ever becomes text nodes, so nothing that the service answers can become markup.
 * Properties: `class`, `on…` listeners and attributes; those that are null, undefined or false are left out.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Tells a screen reader what has happened. The same sentence twice is told twice. */
export function announce(sentence) {
  const announcer = byId('announcer');
  announcer.textContent = '';
  setTimeout(() => (announcer.textContent = sentence), 50);
}
