import type { Exchanged, Remark } from '../../src/devices/page-queries.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Notice } from '../ui/notice.tsx';
import { when } from '../ui/when.tsx';
import type { DevicePageProps } from './page.tsx';
import { ACCESSORY_WORDS, deviceName, STATE_WORDS } from './words.ts';

const PROPOSED: Readonly<Record<string, string>> = {
  retire: 'Proposed to retire',
  lose: 'Proposed as lost or stolen',
  dispose: 'Proposed to dispose of',
  harvest: 'Proposed to take parts out',
};

const HANDED: Readonly<Record<string, string>> = {
  check_out: 'checked it out',
  check_in: 'checked it in',
  return: 'checked it in',
  loan: 'lent it',
  move: 'moved it',
};

/** What has to be known before anything is done: how it was found, that it is lost, what is asked for it. */
export function Remarks(props: DevicePageProps) {
  const { device, foundBy, asked, remarks } = props;
  const missing = remarks.filter((remark) => remark.what === 'missing');
  return (
    <>
      {foundBy ? (
        <Notice tone="wait">
          {foundBy === 'joined record'
            ? 'The record that you looked for has been joined with this one.'
            : `${asked} is a ${foundBy} of this device. It is ${deviceName(device)} now.`}
        </Notice>
      ) : null}
      {props.exchanges.map((one) => (
        <Exchange {...props} exchange={one} />
      ))}
      {device.unidentified ? (
        <Notice tone="wait">
          Neither tag nor serial is known. Add one as soon as it can be read; until then its photos tell it.
        </Notice>
      ) : null}
      {remarks.map((remark) => (remark.what === 'missing' ? null : <OneRemark {...props} remark={remark} />))}
      {missing.length > 0 ? (
        <Notice tone="wait">
          Did not come back with it:{' '}
          {missing.map((one) => ACCESSORY_WORDS[one.value] ?? one.value).join(', ')}.{' '}
          <a href={`/devices/${device.id}/custody`}>See custody</a>
        </Notice>
      ) : null}
    </>
  );
}

/** The vendor sent another unit: each of the two says so, and leads to the other. */
function Exchange({ frame, exchange }: DevicePageProps & { exchange: Exchanged }) {
  const { side, other, otherTag, otherSerial, tag, vendorName } = exchange;
  const at = when(exchange.at, frame);
  const link = (
    <a href={`/devices/${other}`} class="mono">
      {(side === 'new' ? otherSerial : otherTag) || otherTag || otherSerial || 'the other device'}
    </a>
  );
  return side === 'old' ? (
    <Notice tone="wait">
      {vendorName} sent another unit in its place, {at}: {link}.
      {tag ? ` That one has the tag ${tag} now.` : ''}
    </Notice>
  ) : (
    <Notice tone="note">
      Came from {vendorName} in place of {link}, {at}.{tag ? ` It took over the tag ${tag}.` : ''}
    </Notice>
  );
}

function OneRemark({ frame, device, offers, remark }: DevicePageProps & { remark: Remark }) {
  const at = when(remark.at, frame);
  if (remark.what === 'state') {
    const tone = remark.value === 'lost' || remark.value === 'stolen' ? 'bad' : 'note';
    return (
      <Notice tone={tone}>
        {STATE_WORDS[remark.value] ?? remark.value} since {at}
        {remark.text ? `: ${remark.text.replace(/^, /, '')}` : ''}
      </Notice>
    );
  }
  if (remark.what === 'proposal') {
    return (
      <Notice tone="note">
        {PROPOSED[remark.value] ?? 'Proposed'}, {at}
        {remark.text ? `: ${remark.text}` : ''}. <a href="/proposals">Proposals</a>
      </Notice>
    );
  }
  if (remark.what === 'handed') {
    return (
      <Notice
        tone="note"
        action={
          <ActionForm
            action={`/devices/${device.id}/custody/undo`}
            formKey={newKey()}
            submit="Undo"
            look="plain"
            label={`Undo: ${HANDED[remark.text] ?? 'handed on'} by you`}
          />
        }
      >
        You have {HANDED[remark.text] ?? 'handed it on'}, {at}.
      </Notice>
    );
  }
  if (remark.what === 'range') {
    return (
      <Notice tone="wait">
        Its tag {device.tag} is one of those reserved for {remark.value} ({remark.text}).
      </Notice>
    );
  }
  if (remark.what === 'found') {
    return (
      <Notice
        tone="good"
        action={
          <ActionForm
            action={`/devices/${device.id}/found/settle`}
            formKey={newKey()}
            values={{ report: remark.id }}
            submit="Settled"
            look="plain"
          />
        }
      >
        Reported at {remark.value}, {at}
        {remark.text ? `: ${remark.text}` : ''}
      </Notice>
    );
  }
  return (
    <Notice
      tone="note"
      action={
        offers.edit ? (
          <ActionForm
            action={`/devices/${device.id}/join/undo`}
            formKey={newKey()}
            values={{ join: remark.id }}
            submit="They are two devices"
            look="quiet"
          />
        ) : null
      }
    >
      Another record was joined with this one, {at}. <a href={`/history/${remark.value}`}>Its history</a>
    </Notice>
  );
}
