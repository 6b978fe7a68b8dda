// While work goes on in the background, fetches its page again and shows what is new in its place. A reload would take
// away where the reader is; without scripts, the page's link looks again.
const place = () => document.querySelector("[data-waiting]");

function show(shown, next) {
  const said = shown.querySelector("[role=status]");
  const saying = next.querySelector("[role=status]");
  if (said && saying && next.dataset.waiting) {
    // changed where it stands, the status is read out by a screen reader
    if (said.textContent !== saying.textContent) said.textContent = saying.textContent;
    const [bar, moved] = [shown, next].map((each) => each.querySelector("progress"));
    if (bar && moved) bar.replaceWith(moved);
    else if (moved) said.after(moved);
    return;
  }
  const held = shown.contains(document.activeElement);
  shown.replaceWith(next);
  next.tabIndex = -1;
  if (held) next.focus();
}

async function look() {
  const shown = place();
  try {
    const answer = document.hidden ? null : await fetch(location.href);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("[data-waiting]");
      if (next) show(shown, next);
    }
  } catch (error) {
    // the service is away for a moment: look again later
    if (!(error instanceof TypeError)) throw error;
  }
  wait();
}

function wait() {
  const seconds = Number(place()?.dataset.waiting);
  if (seconds) setTimeout(look, seconds * 1000);
}

wait();
