import { Button } from '@/components/ui/button';
import { useState } from 'react';

export default function HandIn() {
  const [text, write] = useState('');
  const [file, choose] = useState(null);
  const [field, renew] = useState(0); // a file field lets go of its file only when it is made anew
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const labels = props.labels || {};
  const words = (text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) || []).length;

  const handIn = async () => {
    setBusy(true);
    setError('');
    try {
      const asked = new URLSearchParams({ language: props.language, name: file ? file.name : '' });
      const answer = await fetch(`${props.url}?${asked}`, { method: 'POST', body: file || text });
      const said = await answer.json();
      if (said.action) {
        await callAction({ name: 'press', payload: { action: said.action } });
      } else {
        setError(said.error || labels.failed);
      }
    } catch {
      setError(labels.failed);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="tutor-preparation tutor-hand-in">
      <label>
        <span className="tutor-label">{labels.text}</span>
        <textarea
          rows={12}
          data-field="text"
          value={text}
          disabled={busy || !!file}
          onChange={(event) => write(event.target.value)}
        />
        <span className="tutor-locator" aria-live="polite">
          {labels.words.replace('{words}', words)}
        </span>
      </label>
      <label>
        <span className="tutor-label">{labels.file}</span>
        <input
          key={field}
          type="file"
          data-field="file"
          accept={props.accept}
          disabled={busy}
          onChange={(event) => choose(event.target.files[0] || null)}
        />
      </label>
      {file ? (
        <Button
          size="sm"
          variant="outline"
          data-action="no-file"
          disabled={busy}
          onClick={() => {
            choose(null);
            setError('');
            renew(field + 1);
          }}
        >
          {labels.typed}
        </Button>
      ) : null}
      {error ? (
        <p className="tutor-error" role="alert">
          {error}
        </p>
      ) : null}
      <div className="tutor-buttons">
        <Button
          size="sm"
          data-action="hand-in"
          disabled={busy || (!file && !words)}
          aria-busy={busy}
          onClick={handIn}
        >
          {busy ? labels.busy : labels.send}
        </Button>
      </div>
    </div>
  );
}
