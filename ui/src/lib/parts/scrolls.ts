// A box that may scroll sideways can be reached and scrolled by keyboard, but only while something in it is out of sight:
// otherwise it would be one more stop on the way for nothing.
export function scrolls(box: HTMLElement): () => void {
  const look = (): void => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver(look);
  observer.observe(box);
  for (const child of box.children) observer.observe(child);
  return () => observer.disconnect();
}
