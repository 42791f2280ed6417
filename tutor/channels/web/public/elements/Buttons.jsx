import { Button } from '@/components/ui/button';
import { useState } from 'react';

export default function Buttons() {
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
    <div>
      {props.note ? <div className="tutor-standing">{props.note}</div> : null}
      <div className="tutor-buttons">
        {(props.buttons || []).map((button) => (
          <Button
            key={button.action}
            data-action={button.action}
            variant={button.main ? 'default' : 'outline'}
            size="sm"
            disabled={!!pressed}
            aria-busy={pressed === button.action}
            onClick={() => press(button.action)}
          >
            {button.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
