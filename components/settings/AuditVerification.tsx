'use client';

import { Button, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { AuditVerdict } from '../../lib/model/audit.ts';
import { formatCount } from '../../lib/model/format.ts';
import { CopyText } from '../CopyText.tsx';
import { Time } from '../Time.tsx';
import classes from './AuditLog.module.css';
import { AuditVerdictBox } from './AuditVerdictBox.tsx';
import { SaidLine } from './SaidLine.tsx';
import settings from './settings.module.css';
import { send, useAct } from './useAct.ts';

type Props = { head: { text: string; entry: number; at: string } | null; publicKey: string };

/** The signed head and the public key, to be kept elsewhere; and the walk through the whole log, against a head that was kept. */
export function AuditVerification({ head, publicKey }: Props) {
  const act = useAct();
  const [held, setHeld] = useState('');
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const verify = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setVerdict(null);
    act.run(async () => {
      setVerdict(await send<AuditVerdict>('POST', '/api/audit/verify', held.trim() === '' ? {} : { head: held.trim() }));
      return '';
    });
  };
  return (
    <div className={classes.verification}>
      <dl className={settings.facts}>
        <div>
          <dt>Head</dt>
          <dd>
            {head ? (
              <>
                <span className={classes.kept}>
                  <code className={classes.long}>{head.text}</code>
                  <CopyText text={head.text} what="the head" place="beside" />
                </span>
                <div className={settings.quiet}>
                  entry {formatCount(head.entry)}, <Time at={head.at} />
                </div>
              </>
            ) : (
              'no entry is signed yet'
            )}
          </dd>
        </div>
        <div>
          <dt>Public key (Ed25519)</dt>
          <dd>
            <span className={classes.kept}>
              <code className={classes.long}>{publicKey}</code>
              <CopyText text={publicKey} what="the public key" place="beside" />
            </span>
          </dd>
        </div>
      </dl>
      <form className={classes.verify} onSubmit={verify}>
        <TextInput
          label="A head that you kept"
          description="Left empty, the log is compared with the heads that this installation has kept."
          value={held}
          onChange={(event) => setHeld(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
          className={settings.link}
        />
        <Button type="submit" loading={act.busy} leftSection={<IconShieldCheck size={16} stroke={1.7} />}>
          Verify the log
        </Button>
      </form>
      <SaidLine said={act.said} />
      {verdict && <AuditVerdictBox verdict={verdict} held={held.trim() !== ''} />}
    </div>
  );
}
