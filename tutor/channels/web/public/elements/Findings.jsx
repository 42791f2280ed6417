function Level({ finding }) {
  if (finding.level === null) {
    return <span className="tutor-level tutor-level-none">{finding.words}</span>;
  }
  return (
    <span className="tutor-level" aria-label={finding.words}>
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
  return (
    <div className="tutor-findings">
      {(props.findings || []).map((finding) => (
        <section className="tutor-finding" key={finding.title}>
          <header>
            <h4>{finding.title}</h4>
            <Level finding={finding} />
          </header>
          {finding.meaning ? <p className="tutor-meaning">{finding.meaning}</p> : null}
          <p className="tutor-why">{finding.why}</p>
          <Quotes label={finding.label} quotes={finding.quotes} kind="for" />
          <Quotes label={props.labels.against} quotes={finding.against} kind="against" />
          <div className="tutor-better">
            <div className="tutor-label">{props.labels.better}</div>
            <p>“{finding.better}”</p>
          </div>
        </section>
      ))}
    </div>
  );
}
