/** A conversation as one HTML file: no script, no network, all pictures inside. */
export async function savePage(thread: HTMLElement, title: string): Promise<void> {
  const css = (await (await fetch('/page.css')).text()).replace(/@font-face\s*\{[^}]*\}/g, '');
  const copy = thread.cloneNode(true) as HTMLElement;
  for (const gone of copy.querySelectorAll('.controls, input')) gone.remove();
  for (const folded of copy.querySelectorAll('details')) folded.open = true;
  // What is pressed on the page is only read in the file.
  for (const button of copy.querySelectorAll('button')) {
    const words = document.createElement('span');
    words.className = button.className;
    words.textContent = button.textContent;
    button.replaceWith(words);
  }
  const root = document.documentElement;
  const html = `<!doctype html>
<html lang="${root.lang}" data-theme="${root.dataset['theme'] ?? 'light'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title><style>${css}</style>
<body><main>${copy.innerHTML}</main></body></html>`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  link.download = 'unpaste.html';
  link.click();
  URL.revokeObjectURL(link.href);
}
