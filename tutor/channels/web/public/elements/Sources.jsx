import { sideViewState } from '@chainlit/react-client';
import { useSetRecoilState } from 'recoil';

export default function Sources() {
  const setSideView = useSetRecoilState(sideViewState);
  const open = (source) =>
    setSideView({
      title: source.title,
      elements: [
        {
          id: `passage-${source.document}-${source.number}`,
          type: 'custom',
          name: 'Passage',
          display: 'side',
          props: source
        }
      ]
    });
  return (
    <div className="tutor-sources">
      <div className="tutor-label">{props.title}</div>
      <div className="tutor-source-list">
        {(props.sources || []).map((source) => (
          <button
            key={source.number}
            type="button"
            className="tutor-source"
            data-source={source.number}
            title={props.open}
            onClick={() => open(source)}
          >
            <span className="tutor-number">{source.number}</span>
            <span className="tutor-where">
              <span className="tutor-document">{source.title}</span>
              {source.where ? <span className="tutor-locator">{source.where}</span> : null}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
