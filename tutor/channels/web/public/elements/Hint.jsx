export default function Hint() {
  return (
    <div className="tutor-hint">
      <div className="tutor-label">{props.title}</div>
      {props.text}
    </div>
  );
}
