import { useState } from 'react';

function Level({ finding }) {
  if (finding.level === null) {
    return <span className="tutor-level tutor-level-none">{finding.words}</span>;
  }
  return (
    <span className="tutor-level">
      <span className="tutor-dots" aria-hidden="true">
        {Array.from({ length: finding.highest }, (_, at) => (
          <i key={at} className={at < finding.level ? 'on' : ''} />
        ))}
      </span>
      {finding.words}
    </span>
  );
}

function Quotes({ label, quotes, kind }) {
  if (!quotes.length) return null;
  return (
    <div className={`tutor-quotes ${kind}`}>
      <div className="tutor-label">{label}</div>
      {quotes.map((it, at) => (
        <blockquote key={at}>
          “{it.quote}” <span className="tutor-turn">{it.turn}</span>
        </blockquote>
      ))}
    </div>
  );
}

export default function Findings() {
  const findings = props.findings || [];
  const [open, setOpen] = useState(Object.fromEntries(findings.map((it) => [it.title, it.open])));
  const [pressed, setPressed] = useState('');
  const press = async (action) => {
    setPressed(action);
    try {
      await callAction({ name: 'press', payload: { action } });
    } finally {
      setPressed('');
    }
  };
  const all = findings.every((it) => open[it.title]);
  const turn = (title, now) => setOpen((before) => (before[title] === now ? before : { ...before, [title]: now }));
  return (
    <div className="tutor-findings">
      <button
        type="button"
        className="tutor-link tutor-all"
        onClick={() => setOpen(Object.fromEntries(findings.map((it) => [it.title, !all])))}
      >
        {all ? props.labels.fewer : props.labels.all}
      </button>
      {findings.map((finding) => (
        <details
          className="tutor-finding"
          key={finding.title}
          open={!!open[finding.title]}
          onToggle={(event) => turn(finding.title, event.currentTarget.open)}
        >
          <summary>
            <span className="tutor-finding-head">
              <span className="tutor-finding-title">{finding.title}</span>
              <Level finding={finding} />
            </span>
            <span className="tutor-meaning">{finding.meaning || finding.why}</span>
            {finding.decided ? <span className="tutor-decided">{finding.decided}</span> : null}
          </summary>
          {finding.meaning ? <p className="tutor-why">{finding.why}</p> : null}
          <Quotes label={finding.label} quotes={finding.quotes} kind="for" />
          <Quotes label={props.labels.against} quotes={finding.against} kind="against" />
          {finding.higher ? (
            <p className="tutor-higher">
              <span className="tutor-label">{finding.higher}</span> {finding.above}
            </p>
          ) : null}
          <div className="tutor-better">
            <div className="tutor-label">{props.labels.better}</div>
            <p>{props.advice ? finding.better : `“${finding.better}”`}</p>
          </div>
          {finding.made ? <p className="tutor-made">{finding.made}</p> : null}
          {finding.object ? (
            <button
              type="button"
              className="tutor-link tutor-object"
              data-action={finding.object}
              disabled={!!pressed}
              onClick={() => press(finding.object)}
            >
              {props.labels.object}
            </button>
          ) : null}
        </details>
      ))}
    </div>
  );
}
