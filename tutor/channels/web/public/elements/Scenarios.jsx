import { useState } from 'react';

export default function Scenarios() {
  const [pressed, setPressed] = useState('');
  const press = async (action) => {
    setPressed(action);
    try {
      await callAction({ name: 'press', payload: { action } });
    } finally {
      setPressed('');
    }
  };
  return (
    <div className="tutor-scenarios">
      <div className="tutor-cards">
        {(props.cards || []).map((card) => (
          <button
            key={card.action}
            type="button"
            className="tutor-card"
            data-action={card.action}
            disabled={!!pressed}
            onClick={() => press(card.action)}
          >
            <span className="tutor-card-title">{card.title}</span>
            <span className="tutor-card-summary">{card.summary}</span>
            <span className="tutor-card-foot">
              <span className="tutor-locator">{card.about}</span>
              <span className="tutor-go">{props.open} →</span>
            </span>
          </button>
        ))}
      </div>
      {(props.earlier || []).length ? (
        <div className="tutor-earlier">
          <div className="tutor-label">{props.past}</div>
          {props.earlier.map((it) => (
            <div className="tutor-row" key={it.action}>
              <span>
                <span className="tutor-document">{it.title}</span>
                <span className="tutor-locator">{it.stand}</span>
              </span>
              <button
                type="button"
                className="tutor-link"
                data-action={it.action}
                disabled={!!pressed}
                onClick={() => press(it.action)}
              >
                {it.label}
              </button>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
