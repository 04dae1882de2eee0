import type { PageElement, PageWindow } from './browser.js';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = PageElement | string | undefined;

/**
 * Builds elements. Texts only ever become text nodes and attribute values: nothing in the page parses HTML.
 *
 * Like every function of this folder it is sent to the browser as its own text, so it uses nothing but its parameters.
 */
export const createElements = ({ document }: PageWindow) => {
  const filled = (element: PageElement, attributes: Attributes, children: readonly Child[]): PageElement => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  };
  return {
    html: (tag: string, attributes: Attributes, ...children: readonly Child[]): PageElement =>
      filled(document.createElement(tag), attributes, children),
    svg: (tag: string, attributes: Attributes, ...children: readonly Child[]): PageElement =>
      filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children),
    button: (attributes: Attributes, onPress: () => void, ...children: readonly Child[]): PageElement => {
      const button = filled(document.createElement('button'), { type: 'button', ...attributes }, children);
      button.addEventListener('click', onPress);
      return button;
    },
    /** An element of the page as it was delivered. */
    byId: (id: string): PageElement => {
      const element = document.getElementById(id);
      if (element === null) throw new Error(`the page has no element ${id}`);
      return element;
    },
  };
};

export type Elements = ReturnType<typeof createElements>;
