// Two things Chainlit leaves undone: the address of a running conversation, and numbers that open their source.
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
      const link = event.target.closest?.('a[href^="#source-"]');
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      const number = link.getAttribute('href').slice('#source-'.length);
      link.closest('.message-content')?.querySelector(`[data-source="${CSS.escape(number)}"]`)?.click();
    },
    true
  );
})();
