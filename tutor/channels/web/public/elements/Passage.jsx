import { useEffect, useRef } from 'react';

export default function Passage() {
  const mark = useRef(null);
  useEffect(() => {
    if (props.quote && mark.current) mark.current.scrollIntoView({ block: 'center' });
  }, [props.quote]);
  return (
    <div className="tutor-passage">
      {props.where ? <div className="tutor-locator">{props.where}</div> : null}
      <p>
        {props.before}
        <mark ref={mark}>{props.quote}</mark>
        {props.after}
      </p>
      <div className="tutor-file">{props.document}</div>
    </div>
  );
}
