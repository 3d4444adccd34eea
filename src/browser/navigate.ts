import htmx from 'htmx.org';

/** Goes to a page of ours the way a pressed link does: swapped in, with its entry in the history. */
export function navigate(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  htmx.process(link);
  link.click();
}
