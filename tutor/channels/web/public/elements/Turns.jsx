import { Button } from '@/components/ui/button';
import { useState } from 'react';

export default function Turns() {
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
    <div className="tutor-turns">
      {(props.rows || []).map((row) => (
        <div className="tutor-row" key={row.action}>
          <span className="tutor-number">{row.number}</span>
          <span className="tutor-said">
            “{row.reply}”<span className="tutor-locator">{row.answer}</span>
          </span>
          {row.done ? (
            <span className="tutor-locator">{props.done}</span>
          ) : (
            <button
              type="button"
              className="tutor-link"
              data-action={row.action}
              disabled={!!pressed}
              onClick={() => press(row.action)}
            >
              {props.open}
            </button>
          )}
        </div>
      ))}
      {(props.buttons || []).length ? (
        <div className="tutor-buttons">
          {props.buttons.map((button) => (
            <Button
              key={button.action}
              data-action={button.action}
              variant="outline"
              size="sm"
              disabled={!!pressed}
              onClick={() => press(button.action)}
            >
              {button.label}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
