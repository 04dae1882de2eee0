/**
 * What the page uses of the browser. The page is checked with the rest of the program, where the browser's own types
 * would make `document`, `name` and other globals look defined; and what is not declared here is not used.
 */

export interface PageEvent {
  readonly key: string;
  preventDefault(): void;
}

export interface PageElement {
  textContent: string | null;
  value: string;
  hidden: boolean;
  disabled: boolean;
  open: boolean;
  append(...children: readonly (PageElement | string)[]): void;
  replaceChildren(...children: readonly (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
  focus(): void;
  scrollIntoView(options: { readonly block: 'start' | 'center' | 'nearest' }): void;
}

export interface PageDocument {
  getElementById(id: string): PageElement | null;
  createElement(tag: string): PageElement;
  createElementNS(namespace: string, tag: string): PageElement;
  querySelectorAll(selectors: string): Iterable<PageElement>;
}

export interface PageWindow {
  readonly document: PageDocument;
  readonly location: { readonly hash: string };
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}
