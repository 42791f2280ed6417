// What Chainlit leaves undone: the address of a running conversation, staying in it when the language changes,
// numbers that open their source, names for its icons, and scrolling to what is new without running past its
// beginning.
(() => {
  const root = document.querySelector('meta[property="og:root_path"]')?.content || '';

  // The server says which conversation goes on here; with it in the address a reload goes on too.
  window.addEventListener('message', (event) => {
    const thread = event.source === window && event.data && event.data.tutorThread;
    if (typeof thread !== 'string' || !/^[0-9a-f-]{36}$/i.test(thread)) return;
    const address = `${root}/thread/${thread}`;
    if (location.pathname !== address) history.replaceState(history.state, '', address);
  });

  document.addEventListener(
    'click',
    (event) => {
      if (event.target.closest?.('a[href="/language"]')) {
        event.preventDefault(); // the link tells nobody where it was pressed, so a conversation would be left
        location.href = `/language?to=${encodeURIComponent(location.pathname)}`;
        return;
      }
      const link = event.target.closest?.('a[href^="#source-"]');
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      const number = link.getAttribute('href').slice('#source-'.length);
      link.closest('.message-content')?.querySelector(`[data-source="${CSS.escape(number)}"]`)?.click();
    },
    true
  );

  // Those who hear the page get a name for every icon, who speaks, and what is new.
  const AVATAR = 'Avatar for ';
  const name = () => {
    const talk = document.querySelector('.step')?.parentElement;
    if (talk && !talk.dataset.talk) {
      talk.dataset.talk = 'log';
      talk.setAttribute('role', 'log');
      talk.setAttribute('aria-live', 'polite');
    }
    for (const [selector, said] of Object.entries(window.tutorNames || {})) {
      for (const found of document.querySelectorAll(selector)) {
        if (found.getAttribute('aria-label') !== said) found.setAttribute('aria-label', said);
      }
    }
    for (const face of document.querySelectorAll(`img[alt^="${AVATAR}"]`)) face.alt = face.alt.slice(AVATAR.length);
    // The link inside is what can be followed; the button around it would be a second stop that does nothing.
    for (const around of document.querySelectorAll('button:has(> a[href="/language"])')) around.tabIndex = -1;
  };

  const PAUSE = 1200; // messages that come closer together (ms) are one reply
  const AIR = 16;
  let pane = null;
  let known = 0;
  let since = 0;
  let anchor = null;
  let following = false;

  const meet = (steps) => {
    const now = Date.now();
    const first = steps.length > known && known > 0 ? steps[known] : null;
    const asked = steps.filter((step) => step.dataset.stepType === 'user_message').pop();
    if (!first || now - since > PAUSE) anchor = first || asked || null;
    since = now;
    known = steps.length;
    following = true;
  };

  const follow = () => {
    const found = document.querySelector('.step')?.closest('.overflow-y-auto');
    if (!found) {
      known = 0;
      return;
    }
    if (found !== pane) known = 0;
    pane = found;
    const steps = [...pane.querySelectorAll('.step[data-step-type$="_message"]')];
    if (steps.length !== known) meet(steps);
    if (!following) return;
    const bottom = pane.scrollHeight - pane.clientHeight;
    const start = anchor?.isConnected
      ? anchor.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - AIR
      : bottom;
    pane.scrollTop = Math.min(bottom, start);
  };

  const leave = () => {
    following = false;
    since = 0; // what comes after a press is a reply of its own
  };
  for (const kind of ['wheel', 'touchmove', 'pointerdown']) document.addEventListener(kind, leave, { passive: true });
  document.addEventListener('keydown', (event) => {
    if (['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'].includes(event.key)) leave();
  });
  const changed = () => {
    name();
    follow();
  };
  new MutationObserver(() => requestAnimationFrame(changed)).observe(document, { childList: true, subtree: true });
})();
