'use client';

import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useKeys } from '../shell/useKeys.ts';
import { type About, AskDecisionForm } from './AskDecisionForm.tsx';

type Props = { about?: About; opened?: boolean; label?: string };

/** Opens the form that asks for a decision; `n` does so too. @param about what it is about, where that is known */
export function AskDecision({ about, opened: first = false, label = 'Ask for a decision' }: Props) {
  const [opened, setOpened] = useState(first);
  const close = () => setOpened(false);
  useKeys({ n: () => (opened ? false : setOpened(true)) });
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title="Ask for a decision" centered size="lg">
        {opened && <AskDecisionForm {...(about && { about })} onClose={close} />}
      </Modal>
    </>
  );
}
