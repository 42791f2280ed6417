import { Button } from '@/components/ui/button';
import { useState } from 'react';

export default function Preparation() {
  const fields = props.fields || [];
  const [written, write] = useState(Object.fromEntries(fields.map((it) => [it.name, it.value])));
  const [pressed, setPressed] = useState('');
  const press = async (action) => {
    setPressed(action);
    try {
      await callAction({ name: 'press', payload: { action, preparation: written } });
    } finally {
      setPressed('');
    }
  };
  return (
    <div className="tutor-preparation">
      {fields.map((field) => (
        <label key={field.name}>
          <span className="tutor-label">
            {field.label}
            {field.hint ? ` (${field.hint})` : ''}
          </span>
          <textarea
            rows={2}
            maxLength={2000}
            data-field={field.name}
            value={written[field.name]}
            onChange={(event) => write({ ...written, [field.name]: event.target.value })}
          />
        </label>
      ))}
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
